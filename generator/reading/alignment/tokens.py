"""Tokens: printed texts as the alignment sees them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.reading.decoders.printed import Printed
from generator.reading.texts.repair import Repair


@dataclass(slots=True, eq=False)
class Token:
    """A printed text, its text without leaks, and where it stands among its neighbours."""

    printed: Printed
    text: str
    folded: str
    begins_row: bool
    begins_table: bool
    begins_page: bool
    columns: dict[int, int] = field(default_factory=dict)
    """The column that it begins at (from 0), by how many columns there are: in its table, and in the rows around it
    that share their lines. Programs put tables together that touch."""
    repairs: list[Repair] = field(default_factory=list)
    repeats: bool = False
    """Whether the cell to the left, or above, has the same text."""
    hangs: bool = False
    """Whether its row begins with blank cells, or below cells that reach down: it may go on with the row above."""
    leads: bool = False
    """Whether it is the first text of such a row."""
    is_contents: bool = False
    """Whether it is of a contents list."""

    @property
    def spans_table(self) -> bool:
        """Whether it is a cell across all of a table of several columns."""
        return self.printed.colspan > 1 and any(width == self.printed.colspan for width in self.columns)

    @property
    def is_cell(self) -> bool:
        """Whether it stands in a table."""
        return self.printed.table > 0


def rows(tokens: Iterable[Token]) -> list[list[Token]]:
    """The tokens by row or paragraph."""
    found: list[list[Token]] = []
    for token in tokens:
        if token.begins_row or not found:
            found.append([])
        found[-1].append(token)
    return found
