"""What can befall a published form: each damage changes the blocks of an undamaged one."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from itertools import pairwise
from pathlib import Path

from generator.layouts.compose import compose
from generator.pipeline import load
from tests.reading.plain import (
    Blocks,
    PlainCell,
    PlainTable,
    cells,
    plain,
    size,
)

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "reading" / "damaged"

Damage = Callable[[Blocks], Blocks | None]


def undamaged(layout: str) -> Blocks:
    """The blocks of the form of ``layout``'s small spec."""
    document = load(FOLDER / layout / "spec.yaml")
    assert document.spec is not None
    assert document.layout is not None
    return plain(compose(document.spec, document.layout))


# --- damages of tables and paragraphs -------------------------------------------------------------------------


def table_of(blocks: Blocks, number: int = 0) -> PlainTable:
    """The ``number``-th table."""
    return [block for block in blocks if isinstance(block, list)][number]


def every_text(change: Callable[[str], str], *, tables: bool = True, paragraphs: bool = True) -> Damage:
    """Change the text of every cell and paragraph."""

    def damage(blocks: Blocks) -> Blocks:
        for block in blocks:
            for row in block if isinstance(block, list) and tables else ():
                for cell in row:
                    cell.text = change(cell.text)
        return [change(block) if isinstance(block, str) and paragraphs else block for block in blocks]

    return damage


def replaced(*pairs: tuple[str, str]) -> Damage:
    """Replace texts wherever they stand; each must stand somewhere."""

    def damage(blocks: Blocks) -> Blocks:
        for old, new in pairs:
            assert any(old in text for text in texts(blocks)), old
            blocks = every_text(lambda text, old=old, new=new: text.replace(old, new))(blocks) or blocks
        return blocks

    return damage


def texts(blocks: Blocks) -> list[str]:
    """All texts."""
    rows = [row for block in blocks if isinstance(block, list) for row in block]
    return [*(block for block in blocks if isinstance(block, str)), *(cell.text for row in rows for cell in row)]


def broken_over_pages(table: int, *after: int, head: int = 1) -> Damage:
    """Break a table after the rows ``after``, its head of ``head`` rows repeated."""

    def damage(blocks: Blocks) -> Blocks:
        old = table_of(blocks, table)
        cuts = [0, *after, len(old)]
        parts = [old[start:end] for start, end in pairwise(cuts)]
        parts = [parts[0], *(deepcopy(old[:head]) + part for part in parts[1:])]
        for part in parts:
            for number, row in enumerate(part):
                for cell in row:
                    cell.rows = min(cell.rows, len(part) - number)
        at = blocks.index(old)
        return [*blocks[:at], *parts, *blocks[at + 1 :]]

    return damage


def row_torn(table: int, row: int, *, goal: int, listing: int) -> Damage:
    """Tear a row over two pages: the two last texts go on in a new row below a repeated head."""

    def damage(blocks: Blocks) -> Blocks:
        old = table_of(blocks, table)
        rest = [PlainCell() for _ in old[row]]
        for cell, after, cut in zip(old[row][-2:], rest[-2:], (goal, listing), strict=True):
            cell.text, after.text = cell.text[:cut], cell.text[cut:]
        at = blocks.index(old)
        pages = [old[: row + 1], [*deepcopy(old[:1]), rest, *old[row + 1 :]]]
        return [*blocks[:at], *pages, *blocks[at + 1 :]]

    return damage


def shifted(table: int, row: int, *, lost: int | None = None, more: int | None = None) -> Damage:
    """Shift cells of a row: the cell ``lost`` is gone and one is added at the end, or one is added at ``more``."""

    def damage(blocks: Blocks) -> None:
        cells_ = table_of(blocks, table)[row]
        if lost is not None:
            del cells_[lost]
            cells_.append(PlainCell())
        if more is not None:
            cells_.insert(more, PlainCell())

    return damage


def torn_apart(*, fill: bool = False, which: Callable[[PlainCell], bool] = lambda _: True) -> Damage:
    """Undo merges: what was one cell is many, the others blank, or (``fill``) with the same text."""

    def damage(blocks: Blocks) -> Blocks:
        return [_without_merges(block, fill, which) if isinstance(block, list) else block for block in blocks]

    return damage


def _without_merges(table: PlainTable, fill: bool, which: Callable[[PlainCell], bool]) -> PlainTable:
    height, _ = size(table)
    grid: list[dict[int, PlainCell]] = [{} for _ in range(height)]
    for row, column, cell in cells(table):
        if not which(cell):
            grid[row][column] = cell
            continue
        for down in range(cell.rows):
            for right in range(cell.columns):
                text = cell.text if fill or not (down or right) else ""
                grid[row + down][column + right] = PlainCell(text)
    return [[row[column] for column in sorted(row)] for row in grid]


def merged_right(table: int, row: int, first: int, count: int) -> Damage:
    """Merge ``count`` cells of a row; the texts of all but the first are lost."""

    def damage(blocks: Blocks) -> None:
        cells_ = table_of(blocks, table)[row]
        cells_[first].columns = sum(cell.columns for cell in cells_[first : first + count])
        del cells_[first + 1 : first + count]

    return damage


def row_added(table: int, at: int, *new: PlainCell) -> Damage:
    """Put a row into a table."""

    def damage(blocks: Blocks) -> None:
        table_of(blocks, table).insert(at, list(new))

    return damage


def around(before: Blocks, after: Blocks) -> Damage:
    """Put other things before and after the form."""
    return lambda blocks: [*before, *blocks, *after]


def without(*paragraphs: str) -> Damage:
    """Leave paragraphs out."""

    def damage(blocks: Blocks) -> Blocks:
        assert all(any(block == text for block in blocks) for text in paragraphs)
        return [block for block in blocks if not isinstance(block, str) or block not in paragraphs]

    return damage


def printed_twice(*paragraphs: str) -> Damage:
    """Print paragraphs twice."""

    def damage(blocks: Blocks) -> Blocks:
        assert all(any(block == text for block in blocks) for text in paragraphs)
        return [each for block in blocks for each in [block] * (1 + (isinstance(block, str) and block in paragraphs))]

    return damage


def only_totals(blocks: Blocks) -> None:
    """Only the column 总计 is filled."""
    for row in table_of(blocks)[1:]:
        for cell in row[2:5]:
            cell.text = ""


def indicators_in_rows(fill: str) -> Damage:
    """Every indicator in a row of its own; the other cells are merged over them, blank below, or filled."""

    def damage(blocks: Blocks) -> None:
        table = table_of(blocks)
        for row in table[:]:
            items = re.findall(r"\d、.*?。", row[-1].text)
            if len(items) < 2:
                continue
            row[-1].text = items[0]
            at = table.index(row)
            for cell in row[:-1]:
                cell.rows = len(items) if fill == "merged" else 1
            blanks = [PlainCell() for _ in row[:-1]] if fill == "blank" else []
            table[at + 1 : at + 1] = [[*deepcopy(blanks), PlainCell(item)] for item in items[1:]]

    return damage


def head_on_two_rows(blocks: Blocks) -> None:
    """The amounts share a heading: 资金."""
    table = table_of(blocks)
    head = table[0]
    table[0:1] = [[head[0], PlainCell("资金", 1, 4), head[5], head[6]], head[1:5]]
    for cell in (head[0], head[5], head[6]):
        cell.rows = 2


def in_yuan(blocks: Blocks) -> Blocks:
    """All amounts in 元, and so the label."""
    changed = every_text(lambda text: f"{float(text.replace(',', '')) * 10000:,.2f}" if _is_amount(text) else text)
    return replaced(("单位：万元", "单位：元"))(changed(blocks) or blocks) or blocks


def _is_amount(text: str) -> bool:
    return re.fullmatch(r"[\d,]+\.\d\d", text) is not None


def amounts(change: Callable[[str], str]) -> Damage:
    """Change how amounts are written."""
    return every_text(lambda text: change(text) if _is_amount(text) else text)


def rows_between(text: str, table: int = 0) -> Damage:
    """A row of ``text`` in each cell after each row."""

    def damage(blocks: Blocks) -> None:
        rows = table_of(blocks, table)
        width = size(rows)[1]
        rows[:] = [each for row in rows for each in (row, [PlainCell(text) for _ in range(width)])]

    return damage


def broken_words(every: int) -> Damage:
    """Line breaks where a narrow column cut the words: after every ``every`` characters of a cell."""

    def broken(text: str) -> str:
        return text if _is_amount(text) else "\n".join(re.findall(f".{{1,{every}}}", text.replace("\n", "")))

    return every_text(broken, paragraphs=False)


def another_department(layout: str) -> Blocks:
    """The same form, of another department."""
    damage = replaced(("某市某区图书馆", "某市某区文化馆"), ("1,200.50", "1,000.50"), ("1,205.60", "1,005.60"))
    blocks = damage(undamaged(layout))
    return replaced(("1,505.60", "1,305.60"), ("1,500.50", "1,300.50"), ("1,597.60", "1,397.60"),
                    ("1,285.60", "1,085.60"))(blocks or []) or []  # fmt: skip


OTHER_TABLE: PlainTable = [
    [PlainCell("收支总表", 1, 4)],
    [PlainCell("收入"), PlainCell("预算数"), PlainCell("支出"), PlainCell("预算数")],
    [
        PlainCell("一、财政拨款收入"),
        PlainCell("1,285.60"),
        PlainCell("一、文化旅游体育与传媒支出"),
        PlainCell("1,597.60"),
    ],
    [PlainCell("二、其他收入"), PlainCell("312.00"), PlainCell("二、社会保障和就业支出"), PlainCell()],
    [PlainCell("收入总计"), PlainCell("1,597.60"), PlainCell("支出总计"), PlainCell("1,597.60")],
]
LAST_TABLE: PlainTable = [
    [PlainCell("因公出国（境）费"), PlainCell("公务接待费"), PlainCell("公务用车购置费")],
    [PlainCell("0.00"), PlainCell("1.20"), PlainCell("0.00")],
]
TITLE_PAGE: Blocks = ["某市某区图书馆", "2024年部门预算公开", "二〇二四年二月"]
CONTENTS: Blocks = ["目录", "第一部分 部门概况………………1", "第二部分 项目支出绩效目标表………………3"]
FIRST_PART: Blocks = ["第一部分 部门概况", "本部门负责图书的采编、借阅和阅读推广。", "第二部分 2024年部门预算表"]
