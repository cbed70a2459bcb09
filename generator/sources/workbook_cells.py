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
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils import column_index_from_string, get_column_letter

from generator.invisible import without_unseen
from generator.sources.workbook_package import _BROKEN, DamagedError, Package

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

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DIGITS = "0123456789"


class Cell(NamedTuple):
    """A cell: ``kind`` is ``s`` text, ``n`` number, ``b`` truth value, ``e`` error, ``d`` date, ``""`` no result.

    ``format`` is the number format (of numbers only).
    """

    kind: str
    text: str
    format: str = "General"
    is_formula: bool = False


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
        self._strings = self._shared(parts.get("sharedStrings", ""))
        self._formats = self._cell_formats(parts.get("styles", ""))
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
        except _BROKEN as error:
            raise DamagedError(self.sheets[name].part) from error
        return found

    def _read(self, part: str, found: SheetCells) -> None:
        number, empty = 0, 0
        merged: list[str] = []
        with self.package.open(part) as stream:
            for element in _elements(stream, ("{*}row", "{*}mergeCell")):
                if element.tag.endswith("mergeCell"):
                    if len(merged) < MAX_MERGED:
                        merged.append(element.get("ref", ""))
                    _forget(element)
                    continue
                written = element.get("r", "")
                number = int(written) if written.isdecimal() else number + 1
                row = self._row(element)
                _forget(element)
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
            ref = child.get("r")
            column = _column(ref.rstrip(_DIGITS)) if ref else column + 1
            if len(child):
                cell = self._cell(child)
                if cell is not None:
                    row[column] = cell
        return row

    def _cell(self, element: Any) -> Cell | None:
        value, has_formula = None, False
        for child in element:
            tag = child.tag
            if tag.endswith("}v"):
                value = child.text or ""
            elif tag.endswith("}f"):
                has_formula = True
            elif tag.endswith("}is"):
                value = _rich(child)
        if value is None or (not value and element.get("t", "n") == "n"):
            return Cell("", "", is_formula=True) if has_formula else None
        return self._valued(element, value, has_formula=has_formula)

    def _valued(self, element: Any, value: str, *, has_formula: bool) -> Cell | None:
        kind = element.get("t", "n")
        if kind == "n":
            return Cell("n", value, self._format(element.get("s")), has_formula)
        if kind in ("b", "e", "d"):
            return Cell(kind, value, "General", has_formula)
        if kind == "s":
            value = self._string(value)
        elif kind != "inlineStr":  # whose text is whole already
            value = _unescaped(value)
        # Names, levels and values stand in a large sheet thousands of times.
        return Cell("s", intern(value), "@", has_formula) if value or has_formula else None

    def _string(self, index: str) -> str:
        return self._strings[int(index)] if index.isdecimal() and int(index) < len(self._strings) else ""

    def _format(self, style: str | None) -> str:
        if style is None or not style.isdecimal() or int(style) >= len(self._formats):
            return "General"
        return self._formats[int(style)]

    def _shared(self, part: str) -> list[str]:
        if not self.package.has(part):
            return []
        strings = []
        try:
            with self.package.open(part) as stream:
                for element in _elements(stream, ("{*}si",)):
                    strings.append(_rich(element))
                    _forget(element)
        except _BROKEN as error:
            raise DamagedError(part) from error
        return strings

    def _cell_formats(self, part: str) -> list[str]:
        if not self.package.has(part):
            return []
        tree = self.package.tree(part)
        own = {item.get("numFmtId"): item.get("formatCode", "") for item in tree.iter("{*}numFmt")}
        numbers = [item.get("numFmtId", "0") for xfs in tree.iter("{*}cellXfs") for item in xfs]
        return [own.get(number) or _builtin_format(number) for number in numbers]


def _builtin_format(number: str) -> str:
    return BUILTIN_FORMATS.get(int(number), "General") if number.isdecimal() else "General"


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


def _elements(stream: IO[bytes], tags: tuple[str, ...]) -> Iterator[Any]:
    """The elements of a part with these tags, each when it ends. Raises ``TooManyCellsError`` between two of them."""
    bounded = _Bounded(stream)
    options: Any = {"resolve_entities": False, "no_network": True, "load_dtd": False}
    for _, element in etree.iterparse(bounded, events=("end",), tag=tags, **options):
        bounded.count = 0
        yield element


def _sheet_infos(tree: Any, related: dict[str, tuple[str, str]]) -> Iterator[SheetInfo]:
    for item in tree.iter("{*}sheet"):
        relation = next((value for key, value in item.attrib.items() if str(key).endswith("}id")), "")
        kind, part = related.get(str(relation), ("", ""))
        if kind == "worksheet":
            yield SheetInfo(str(item.get("name", "")), part, item.get("state", "visible") == "visible")


def _rich(element: Any) -> str:
    """The text of a string: its runs joined, without the readings that Japanese files have beside them."""
    parts = []
    for child in element:
        if child.tag.endswith("}t"):
            parts.append(child.text or "")
        elif child.tag.endswith("}r"):
            parts += [part.text or "" for part in child if part.tag.endswith("}t")]
    return _unescaped("".join(parts))


def _unescaped(text: str) -> str:
    if "_x" not in text:
        return text
    return _ESCAPED.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    number = int(found[1], 16)
    return found[0] if 0xD800 <= number <= 0xDFFF else chr(number)  # half a character is none


def _forget(element: Any) -> None:
    """Free what was read, so that memory does not grow with the sheet."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


@cache
def _column(letters: str) -> int:
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
        left_column, right_column = _column(found[1]), _column(found[3])
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
