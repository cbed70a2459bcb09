"""What one page shows of a table: the parts of its rows, its cells' lines, its rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from generator.pages.breaking import Line
from generator.pages.laid_out import Rule
from generator.pages.paper import Paper
from generator.pages.tables.set_cells import RULE, Grid, SetCell
from generator.pages.typesetting import Column

_Span = tuple[float, float]


class RowPart(NamedTuple):
    """A row on a page, or as much of it as the page holds; ``is_last``: it ends there. Lengths are points."""

    row: int
    top: float
    height: float
    is_last: bool


class _Box(NamedTuple):
    """Where a page shows a cell; ``is_end``: nothing of it follows on the next."""

    cell: SetCell
    top: float
    bottom: float
    is_end: bool


def draw(grid: Grid, shown: tuple[Sequence[RowPart], Sequence[SetCell]], paper: Paper, *, repeats_head: bool) -> None:
    """Put rows on the last page of ``paper``; the lines that are set count as done.

    ``shown`` are their parts, and the merged cells that go on from the page before.
    """
    parts, going_on = shown
    if not parts:
        return
    boxes = list(_boxes(grid, parts, going_on))
    for box in boxes:
        is_repeated = repeats_head and box.cell.cell.row < grid.head_rows
        _draw_text(box, paper, is_repeated=is_repeated)
    paper.page.rules += rules(boxes)


def _boxes(grid: Grid, parts: Sequence[RowPart], going_on: Sequence[SetCell]) -> Iterator[_Box]:
    """The cells on a page in reading order: those that go on from the page before come first."""
    by_row = {part.row: part for part in parts}
    before = [one for one in going_on if one.rows[0] not in by_row]
    for one in (*before, *(one for row in sorted(by_row) for one in grid.rows[row])):
        own = [by_row[row] for row in one.rows if row in by_row]
        if own:
            is_end = own[-1].row == one.rows[-1] and own[-1].is_last
            yield _Box(one, own[0].top, own[-1].top + own[-1].height, is_end)


def _draw_text(box: _Box, paper: Paper, *, is_repeated: bool) -> None:
    one = box.cell
    if is_repeated:
        _set_lines(box, one.lines, paper, is_text=False)
    elif one.is_printed:
        _set_lines(box, one.label(), paper, is_text=False)
    elif one.left:
        count = one.left if box.is_end else one.fitting(box.bottom - box.top)
        _set_lines(box, one.lines[one.done : one.done + count], paper, is_text=True)
        one.done += count


def _set_lines(box: _Box, lines: Sequence[Line], paper: Paper, *, is_text: bool) -> None:
    """Set ``lines`` in the middle of the box, or from its top where the text comes from or goes on elsewhere."""
    one = box.cell
    if not any(line.text for line in lines):
        return
    type_ = one.type if is_text or lines is one.lines else one.label_type
    spare = box.bottom - box.top - len(lines) * type_.leading
    is_whole = not is_text or len(lines) == len(one.lines)
    above = spare / 2 if is_whole else one.padding / 2
    piece = paper.piece(one.element if is_text else None)
    begins = not is_text or one.done == 0
    type_.set(lines, Column(one.text_x, box.top + above, one.room), piece, begins=begins)


def rules(boxes: Iterable[_Box]) -> Iterator[Rule]:
    """The edges of ``boxes``, each drawn once and as long as it runs straight."""
    across: dict[float, list[_Span]] = defaultdict(list)
    down: dict[float, list[_Span]] = defaultdict(list)
    for box in boxes:
        left, right = round(box.cell.x, 2), round(box.cell.x + box.cell.width, 2)
        top, bottom = round(box.top, 2), round(box.bottom, 2)
        for y in (top, bottom):
            across[y].append((left, right))
        for x in (left, right):
            down[x].append((top, bottom))
    half = RULE / 2
    for y, spans in sorted(across.items()):
        yield from (Rule(begin - half, y, end + half, y, RULE) for begin, end in _joined(spans))
    for x, spans in sorted(down.items()):
        yield from (Rule(x, begin - half, x, end + half, RULE) for begin, end in _joined(spans))


def _joined(spans: Iterable[_Span]) -> Iterator[_Span]:
    """Spans that touch or overlap, as one."""
    begin = end = None
    for one, other in sorted(spans):
        if begin is None or end is None or one > end:
            if begin is not None and end is not None:
                yield begin, end
            begin, end = one, other
        else:
            end = max(end, other)
    if begin is not None and end is not None:
        yield begin, end
