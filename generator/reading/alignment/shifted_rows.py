"""Rows whose cells stand in another column than in most rows: they are read by what they hold, and told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.diagnostics import Finding
from generator.reading import remarks
from generator.reading.alignment.align import Step
from generator.spec.scalars import shorten

_RAGGED = 1 / 3
"""A table of which more rows than this end in other columns has no columns to speak of: it was copied without its blank cells."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A row that is shifted by ``by`` columns from the cell ``first`` on."""

    first: Step
    by: int

    def finding(self) -> Finding:
        """What is to be said of it."""
        side = "左" if self.by < 0 else "右"
        text = shorten(self.first.token.text, 20)
        message = f"这一行的格子错位：从“{text}”起{side}移了 {abs(self.by)} 格，按内容读到了各自的栏目"
        return remarks.unsure(message, self.first.token.printed.place)


def shifts_of(steps: Sequence[Step]) -> dict[int, Shift]:
    """The shifted rows, by line."""
    even = _even_tables(steps)
    cells = [step for step in steps if step.way == "read" and step.token.text and step.token.printed.table in even]
    usual = _usual_columns(cells)
    found: dict[int, Shift] = {}
    for step in cells:
        by = step.token.printed.column - usual[_key(step)]
        if by:
            found.setdefault(step.token.printed.line, Shift(step, by))
    return found


def _key(step: Step) -> tuple[int, int]:
    assert step.spot is not None
    return step.token.printed.table, step.spot.number


def _usual_columns(cells: Iterable[Step]) -> dict[tuple[int, int], int]:
    """The column of each spot in each table: where most rows have it, of the tables as wide; else where it is."""
    columns: dict[tuple[int, int], Counter[int]] = defaultdict(Counter)
    own: dict[tuple[int, int], Counter[int]] = defaultdict(Counter)
    wide: dict[tuple[int, int], tuple[int, int]] = {}
    for step in cells:
        assert step.spot is not None
        wide[_key(step)] = max(step.token.columns), step.spot.number
        columns[wide[_key(step)]][step.token.printed.column] += 1
        own[_key(step)][step.token.printed.column] += 1
    return {key: _most(own[key]) or _most(columns[wide[key]]) or min(own[key]) for key in own}


def _most(columns: Counter[int]) -> int:
    """The column that is more frequent than every other; 0 where there is none, or only one cell."""
    (first, count), *others = [*columns.most_common(2), (0, 1)]
    return first if count > others[0][1] else 0


def _even_tables(steps: Iterable[Step]) -> set[int]:
    """The tables whose rows end in one column."""
    ends: dict[int, dict[int, int]] = defaultdict(dict)
    for step in steps:
        cell = step.token.printed
        for row in range(cell.row, cell.row + cell.rowspan if cell.table else 0):
            ends[cell.table][row] = max(ends[cell.table].get(row, 0), cell.column + cell.colspan - 1)
    return {table for table, rows in ends.items() if _are_even(list(rows.values()))}


def _are_even(ends: list[int]) -> bool:
    [(_, count)] = Counter(ends).most_common(1)
    return len(ends) - count <= _RAGGED * len(ends)
