"""The cells of a workbook as they stand in the file: one pass, in which a formula comes with its saved result.

openpyxl gives either a formula or its result, and knows merged cells only where it keeps every cell as an object;
this reader is small because it needs values, number formats and merged ranges, and nothing else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from sys import intern
from typing import IO, Any, NamedTuple

from lxml import etree
from openpyxl.utils import column_index_from_string, get_column_letter

from generator.invisible import without_unseen
from generator.sources.number_format import displayed_text
from generator.sources.rich_text import RichText, is_picture, plain_text, rich_text, unescaped
from generator.sources.workbook_package import BROKEN, DamagedError, Package
from generator.sources.workbook_styles import read_styles

MAX_CELLS = 1_000_000
"""Cells of a sheet with 10,000 projects and 60,000 indicators: 620,000. All that is read stays below 500 MB."""

MAX_EMPTY_ROWS = 10_000
"""Rows without a value one after another, after which a sheet is taken to be at its end."""

MAX_MERGED = 20_000
"""Cells that get the value of a merged range."""

MAX_PIECE = 8 * 1024 * 1024
"""Bytes between the ends of two rows (or shared strings): the parser holds what stands between as a tree.

A row of 20 texts as long as a cell can hold has 2 MB; a tree takes up to thirty times the bytes.
"""

_DIGITS = "0123456789"


class Cell(NamedTuple):
    """A cell: ``kind`` is ``s`` text, ``n`` number, ``b`` truth value, ``e`` error, ``d`` date, ``p`` picture, ``""`` no result.

    ``format`` is the number format (of numbers only). ``struck`` is what was struck out of the text, ``raised`` the
    mark of a note that stood above the line.
    """

    kind: str
    text: str
    format: str = "General"
    is_formula: bool = False
    struck: str = ""
    raised: str = ""


Row = dict[int, Cell]
"""The cells of a row that hold something, by the number of their column (1-based)."""


class Merged(NamedTuple):
    """A merged range whose first cell holds something, which now stands in all its cells."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(slots=True)
class SheetCells:
    """The rows of a sheet that hold something, by number; ``stopped`` is the row after which nothing was read."""

    rows: dict[int, Row] = field(default_factory=dict)
    stopped: int | None = None
    count: int = 0
    merged: list[Merged] = field(default_factory=list)


class TooManyCellsError(Exception):
    """The workbook has more cells than any spec."""


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """A sheet: its name, the part that holds it, and whether it is shown."""

    name: str
    part: str
    is_visible: bool


def plain_name(name: str) -> str:
    """A name without blanks and what nobody sees, in the usual width and small letters: what names are compared by."""
    return "".join(unicodedata.normalize("NFKC", without_unseen(name)).split()).casefold()


class Book:
    """An open workbook: its sheets by name, read when asked for. All methods raise ``DamagedError``."""

    def __init__(self, package: Package) -> None:
        self.package = package
        related = package.related(package.main)
        tree = package.tree(package.main)
        self.sheets = {sheet.name: sheet for sheet in _sheet_infos(tree, related)}
        self.is_1904 = any(item.get("date1904") in ("1", "true") for item in tree.iter("{*}workbookPr"))
        parts = dict(related.values())
        self._marked: dict[int, RichText] = {}
        self._strings = self._shared(parts.get("sharedStrings", ""))
        self.styles_part = parts.get("styles", "")
        self.styles = read_styles(package, self.styles_part)
        self._changing = self.styles.changing
        self._count = 0

    def find(self, name: str) -> SheetInfo | None:
        """The sheet of that name, or else the first whose name differs from it in blanks and width only."""
        near = (sheet for sheet in self.sheets.values() if plain_name(sheet.name) == plain_name(name))
        return self.sheets.get(name) or next(near, None)

    def read(self, name: str) -> SheetCells:
        """The cells of a sheet. Raises ``TooManyCellsError`` as well."""
        found = SheetCells()
        try:
            self._read(self.sheets[name].part, found)
        except BROKEN as error:
            raise DamagedError(self.sheets[name].part) from error
        return found

    def _read(self, part: str, found: SheetCells) -> None:
        number, empty = 0, 0
        merged: list[str] = []
        for element in elements(self.package, part, ("{*}row", "{*}mergeCell")):
            if element.tag.endswith("mergeCell"):
                if len(merged) < MAX_MERGED:
                    merged.append(element.get("ref", ""))
                forget(element)
                continue
            number = row_number(element, number)
            row = self._row(element)
            forget(element)
            if row:
                empty = 0
                found.rows[number] = row
                self._counted(len(row))
                continue
            empty += 1
            if empty > MAX_EMPTY_ROWS:
                found.stopped = number
                break
        found.merged = list(_spread(found.rows, merged))

    def _counted(self, cells: int) -> None:
        self._count += cells
        if self._count > MAX_CELLS:
            raise TooManyCellsError

    def _row(self, element: Any) -> Row:
        row: Row = {}
        column = 0
        for child in element:
            ref = child.get("r")  # as ``column_of``, which takes time for each cell
            column = column_number(ref.rstrip(_DIGITS)) if ref else column + 1
            if len(child):
                cell = self.cell(child)
                if cell is not None:
                    row[column] = cell
        return row

    def cell(self, element: Any) -> Cell | None:
        """What a cell's element holds; ``None`` where that is nothing."""
        value = formula = inline = None
        for child in element:
            tag = child.tag
            if tag.endswith("}v"):
                value = child.text or ""
            elif tag.endswith("}f"):
                formula = child.text or ""
            elif tag.endswith("}is"):
                inline = child
        if formula is not None:
            return self._formula(element, formula, value)
        if inline is not None:
            return self._inline(element, inline)
        return self._valued(element, value, is_formula=False) if value else None

    def _formula(self, element: Any, formula: str, value: str | None) -> Cell | None:
        if is_picture(formula):
            return _PICTURE
        if value is None or (not value and element.get("t", "n") == "n"):
            return Cell("", "", is_formula=True)
        return self._valued(element, value, is_formula=True)

    def _inline(self, element: Any, inline: Any) -> Cell | None:
        text = plain_text(inline)
        if text is not None and not self._changing:
            return Cell("s", intern(text), "@") if text else None
        return self._text(element, rich_text(inline), is_formula=False)

    def _valued(self, element: Any, value: str, *, is_formula: bool) -> Cell | None:
        kind = element.get("t", "n")
        if kind == "n":
            style = self.styles.of(element.get("s"))
            if style.is_struck:
                return Cell("s", "", "@", is_formula, struck=value)
            return Cell("n", value, style.format, is_formula)
        if kind in ("b", "e", "d"):
            return Cell(kind, value, "General", is_formula)
        if kind != "s":
            return self._text(element, RichText(unescaped(value)), is_formula=is_formula)
        index = int(value) if value.isdecimal() and int(value) < len(self._strings) else -1
        if index < 0:
            return None
        if self._changing or index in self._marked:
            rich = self._marked.get(index) or RichText(self._strings[index])
            return self._text(element, rich, is_formula=is_formula)
        # Names, levels and values stand in a large sheet thousands of times.
        text = intern(self._strings[index])
        return Cell("s", text, "@", is_formula) if text or is_formula else None

    def _text(self, element: Any, rich: RichText, *, is_formula: bool) -> Cell | None:
        """A cell with a text that may be shown other than it stands."""
        style = self._changing.get(element.get("s"))
        text, struck = rich.text, rich.struck
        if text.startswith("=") and is_picture(text):
            return _PICTURE
        if style is not None and style.is_struck:
            text, struck = "", text + struck
        elif style is not None:
            text = displayed_text(text, style.format)
        is_something = text or struck or rich.raised or is_formula
        return Cell("s", intern(text), "@", is_formula, struck, rich.raised) if is_something else None

    def _shared(self, part: str) -> list[str]:
        if not self.package.has(part):
            return []
        strings: list[str] = []
        for element in elements(self.package, part, ("{*}si",)):
            text = plain_text(element)
            if text is None or text.startswith("=DISPIMG("):
                rich = rich_text(element)
                self._marked[len(strings)], text = rich, rich.text
            strings.append(text)
            forget(element)
        return strings


_PICTURE = Cell("p", "", is_formula=True)


def row_number(element: Any, before: int) -> int:
    """The number of a row, which may leave out that it is the next one."""
    written = element.get("r", "")
    return int(written) if written.isdecimal() else before + 1


def column_of(element: Any, before: int) -> int:
    """The number of a cell's column, which may leave out that it is the next one. Raises ``ValueError``."""
    ref = element.get("r")
    return column_number(ref.rstrip(_DIGITS)) if ref else before + 1


class _Bounded:
    """A part's stream that refuses to give more than ``MAX_PIECE`` bytes before ``count`` is set to zero again."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.count = 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.count += len(data)
        if self.count > MAX_PIECE:
            raise TooManyCellsError
        return data


def elements(package: Package, part: str, tags: tuple[str, ...]) -> Iterator[Any]:
    """The elements of a part with these tags, each when it ends.

    Raises ``DamagedError``, and ``TooManyCellsError`` where too much stands between two of them.
    """
    options: Any = {"resolve_entities": False, "no_network": True, "load_dtd": False}
    try:
        with package.open(part) as stream:
            bounded = _Bounded(stream)
            for _, element in etree.iterparse(bounded, events=("end",), tag=tags, **options):
                bounded.count = 0
                yield element
    except BROKEN as error:
        raise DamagedError(part) from error


def _sheet_infos(tree: Any, related: dict[str, tuple[str, str]]) -> Iterator[SheetInfo]:
    for item in tree.iter("{*}sheet"):
        relation = next((value for key, value in item.attrib.items() if str(key).endswith("}id")), "")
        kind, part = related.get(str(relation), ("", ""))
        if kind == "worksheet":
            yield SheetInfo(str(item.get("name", "")), part, item.get("state", "visible") == "visible")


def forget(element: Any) -> None:
    """Free what was read, so that memory does not grow with the sheet."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


@cache
def column_number(letters: str) -> int:
    """The number of a column that ``letters`` name: A is 1. Raises ``ValueError``."""
    try:
        return column_index_from_string(letters)
    except ValueError:
        raise ValueError("column") from None


def _spread(rows: dict[int, Row], merged: list[str]) -> Iterator[Merged]:
    """Give every cell of a merged range the value of its first; the ranges that had one."""
    left = MAX_MERGED
    for ref in merged:
        found = re.fullmatch(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})", ref)
        if found is None:
            continue
        first, last = int(found[2]), int(found[4])
        left_column, right_column = column_number(found[1]), column_number(found[3])
        left -= (last - first + 1) * (right_column - left_column + 1)
        cell = rows.get(first, {}).get(left_column)
        if cell is None or left < 0:
            continue
        for row in range(first, last + 1):
            for column in range(left_column, right_column + 1):
                rows.setdefault(row, {}).setdefault(column, cell)
        yield Merged(first, last, left_column, right_column)


def ref_of(column: int, row: int) -> str:
    """``C14``."""
    return f"{_letter(column)}{row}"


_letter = cache(get_column_letter)
