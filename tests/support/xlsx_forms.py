"""Small forms to try the Excel writer with."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st
from openpyxl import Workbook

from generator.form import Block, Cell, Contents, Form, Heading, Paragraph, Section, Table
from generator.layouts.load import load_layouts
from generator.layouts.model import Layout, Page
from generator.writers.xlsx import write
from tests.support.xlsx_texts import opened

HOSTILE = (
    "_x000D_", "_x005F_", "_x000D_x000A_", "__x0041__", "_x005F_x0041_", "_X000D_", "=1+1", "=cmd|'/c calc'!A1", "@SUM(1)",
    " 前", "后 ", "\u3000缩进", "\t制表\t", "一\n二\n", "\n", "a\r\nb\rc", "\x00\x01\x0b", "\ud800半个", "\ufffe\uffff",
    "<b>&amp;</b>", "]]>", "\"'", "#", "0010", "1e3", "TRUE", "#N/A", "𠮷野家", "e\u0301", "\u202e右到左", "  ",
)  # fmt: skip
"""Texts that some program or other reads as something else."""


def a_layout(page: Page | None = None) -> Layout:
    """A layout of the program's, on `page` or upright A4."""
    return load_layouts()[0].model_copy(update={"page": page or Page()})


def a_form(*blocks: Block, name: str = "表", is_draft: bool = False) -> Form:
    """A form of one section."""
    return Form("标题", "某单位", "主题", (Section(name, blocks),), is_draft)


def a_table(rows: Sequence[Sequence[str | Cell]], head_rows: int = 0) -> Table:
    """A table of equal columns without merged cells."""
    columns = len(rows[0])
    return Table((1 / columns,) * columns, tuple(map(_row, range(len(rows)), rows)), head_rows)


def written(form: Form, layout: Layout | None = None) -> Workbook:
    """`form` written and opened again."""
    return opened(write(form, layout or a_layout()))


def hostile_form() -> Form:
    """A draft of hostile texts in every place there is for one."""
    blocks: list[Block] = [Contents("目录")]
    for number, text in enumerate(HOSTILE):
        blocks += [Heading(1, text, str(number)), Paragraph(text, text), a_table([[text, text]])]
    return Form(HOSTILE[0], "<&>", '\x00"', (Section("'&<>", tuple(blocks)),), is_draft=True)


@st.composite
def tables(draw: st.DrawFn, texts: st.SearchStrategy[str] | None = None) -> Table:
    """Any table: its cells tile the grid, each with a text of its own or one of `texts`."""
    height, width = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    shares = draw(st.lists(st.floats(0.05, 1), min_size=width, max_size=width))
    free = {(row, column) for row in range(height) for column in range(width)}
    rows: list[list[Cell]] = [[] for _ in range(height)]
    for row, column in sorted(free):
        if (row, column) in free:
            rowspan, colspan = draw(st.integers(1, height - row)), draw(st.integers(1, width - column))
            while any((row, column + offset) not in free for offset in range(colspan)):
                colspan -= 1
            free -= {(row + down, column + right) for down in range(rowspan) for right in range(colspan)}
            text = f"{row}·{column}" if texts is None else draw(texts)
            rows[row].append(Cell(text, row, column, rowspan, colspan))
    return Table(tuple(share / sum(shares) for share in shares), tuple(map(tuple, rows)))


def _row(number: int, texts: Sequence[str | Cell]) -> tuple[Cell, ...]:
    return tuple(text if isinstance(text, Cell) else Cell(text, number, column) for column, text in enumerate(texts))
