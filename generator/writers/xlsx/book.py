"""What the sheets of a workbook share: texts, looks, and where the headings stand."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from generator.layouts.model import Layout
from generator.writers.office import DECLARATION, escape
from generator.writers.xlsx.styles import MAIN, Look
from generator.writers.xlsx.values import Number, Piece, escaped

ROW = "#"
"""Stands for the number of the row in the markup of cells, which holds no texts."""

_EMPTY = "/>"


class Frame(NamedTuple):
    """What cells that take the same columns and look alike share.

    ``start`` is the first cell up to its content, ``rest`` the others of its row, ``below`` all in each further row.
    """

    start: str
    rest: str
    below: str


class Book:
    """A workbook in the making; its sheets are drawn with the styles of ``layout``."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.targets: dict[str, str] = {}
        """The cell of each heading, by its anchor."""
        self.frames: dict[tuple[object, ...], Frame] = {}
        """Frames of cells of tables, by what tells these apart."""
        self._looks: dict[Look, int] = {}
        self._texts: dict[str, int] = {}
        self._uses = 0

    def frame(self, left: int, right: int, look: Look) -> Frame:
        """The frame of cells that look like ``look`` and take the columns from ``left`` to ``right``."""
        style = self._number(look)
        if not look.is_boxed:
            return _frame(left, right, style, None)
        # The empty cells beside a quoted text are not quoted.
        return _frame(left, right, style, self._number(look._replace(is_quoted=False)) if look.is_quoted else style)

    def text(self, piece: Piece) -> str:
        """The content of a cell with a text: its number among the texts of the workbook.

        Texts that stand in their cells are shown neither on iPhones nor by Numbers.
        """
        if not piece.text:
            return _EMPTY
        self._uses += 1
        return f' t="s"><v>{self._texts.setdefault(piece.text, len(self._texts))}</v></c>'

    def looks(self) -> tuple[Look, ...]:
        """The looks of all cells, by their numbers from 1 on."""
        return tuple(self._looks)

    def texts_part(self) -> str:
        """The part with the texts of all cells."""
        items = [f'<si><t xml:space="preserve">{escape(escaped(text))}</t></si>' for text in self._texts]
        head = f'<sst xmlns="{MAIN}" count="{self._uses}" uniqueCount="{len(items)}">'
        return f"{DECLARATION}{head}{''.join(items)}</sst>"

    def _number(self, look: Look) -> int:
        return self._looks.setdefault(look, len(self._looks) + 1)


@lru_cache(maxsize=4096)
def _frame(left: int, right: int, style: int, box_style: int | None) -> Frame:
    """The frame of a cell in ``style``. The others of a box have the borders too: Excel draws those at its sides."""
    start = f'<c r="{column_letter(left)}{ROW}" s="{style}"'
    if box_style is None:
        return Frame(start, "", "")
    empty = [f'<c r="{column_letter(column)}{ROW}" s="{box_style}"/>' for column in range(left, right + 1)]
    return Frame(start, "".join(empty[1:]), "".join(empty))


def number_content(number: Number) -> str:
    """The content of a cell with a number."""
    return f"><v>{number.digits}</v></c>"


@cache
def column_letter(column: int) -> str:
    """The name of the column with this number: A for 1, AA for 27."""
    rest, last = divmod(column - 1, 26)
    return (column_letter(rest) if rest else "") + chr(ord("A") + last)
