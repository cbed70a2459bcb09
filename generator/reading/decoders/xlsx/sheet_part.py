"""A sheet of a workbook as its part tells it: what each cell shows, borders, merges, what is hidden, heads and feet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from generator.reading.decoders.clean import MAX_CELLS
from generator.sources.number_format import displayed
from generator.sources.rich_text import unescaped
from generator.sources.workbook_cells import (
    Book,
    Cell,
    SheetInfo,
    TooManyCellsError,
    column_number,
    column_of,
    elements,
    forget,
    ref_of,
    row_number,
)
from generator.sources.workbook_package import BROKEN, DamagedError

_HEADERS = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
_TAGS = tuple(f"{{*}}{name}" for name in ("row", "mergeCell", "col", *_HEADERS))
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7}):\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_EXACT = Decimal("1e-10")
_STROKES = "-–— "


class SeenCell(NamedTuple):
    """A cell: what it shows, and whether it has a border."""

    row: int
    column: int
    text: str = ""
    has_border: bool = False

    @property
    def coordinate(self) -> str:
        """``C14``."""
        return ref_of(self.column, self.row)


class Area(NamedTuple):
    """Merged cells."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def size(self) -> int:
        """How many cells are merged."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)


@dataclass(slots=True)
class SheetPart:
    """A sheet. ``left_out`` has what cells hold and do not show, or show and is no text, by its kind and cell.

    ``doubts`` says of which cells it is not certain what they show, and why.
    """

    info: SheetInfo
    rows: dict[int, dict[int, SeenCell]] = field(default_factory=dict)
    areas: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    headers: list[str] = field(default_factory=list)
    left_out: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    doubts: list[tuple[str, str]] = field(default_factory=list)
    count: int = 0


def read_sheet(book: Book, info: SheetInfo) -> SheetPart:
    """The sheet ``info`` of ``book``. Raises ``DamagedError`` and ``TooManyCellsError``."""
    sheet = SheetPart(info)
    reader = _Reader(book, sheet)
    try:
        for element in elements(book.package, info.part, _TAGS):
            reader.meet(element)
    except BROKEN as error:
        raise DamagedError(info.part) from error
    if sum(area.size for area in sheet.areas) + sheet.count > MAX_CELLS:
        raise TooManyCellsError
    return sheet


@dataclass(slots=True)
class _Reader:
    book: Book
    sheet: SheetPart
    _row: int = 0

    def meet(self, element: Any) -> None:
        """Take in an element of the sheet."""
        name = element.tag.rpartition("}")[2]
        if name == "row":
            self._read_row(element)
        elif name == "mergeCell":
            self.sheet.areas += _areas(element.get("ref", ""))
        elif name == "col":
            self._read_column(element)
        else:
            self.sheet.headers.append(unescaped(element.text or ""))
        if name != "col":  # those are few, and stand within the element that ends after them
            forget(element)

    def _read_column(self, element: Any) -> None:
        first, last = int(element.get("min", "0")), int(element.get("max", "0"))
        if _is_true(element.get("hidden")):
            self.sheet.hidden_columns |= set(range(first, min(last, MAX_CELLS) + 1))

    def _read_row(self, element: Any) -> None:
        self._row = row_number(element, self._row)
        if _is_true(element.get("hidden")):
            self.sheet.hidden_rows.add(self._row)
        column, row = 0, {}
        for child in element:
            column = column_of(child, column)
            row[column] = self._seen(child, column)
        self.sheet.count += len(row)
        if self.sheet.count > MAX_CELLS:
            raise TooManyCellsError
        if row:
            self.sheet.rows[self._row] = row

    def _seen(self, element: Any, column: int) -> SeenCell:
        cell = self.book.cell(element) if len(element) else None
        if cell is not None and not cell.kind and element.get("t") == "str":
            cell = None  # a text that is blank is a result
        ref = ref_of(column, self._row)
        text = self._text(cell, ref) if cell is not None else ""
        return SeenCell(self._row, column, text, self.book.styles.of(element.get("s")).has_border)

    def _text(self, cell: Cell, ref: str) -> str:
        """What a cell shows; what it does not is noted."""
        self._leave_out("划掉的文字", ref, cell.struck)
        if cell.raised:
            self.sheet.doubts.append((ref, f"上标的“{cell.raised[:40]}”像是注释的记号，没有读"))
        if cell.kind == "p":
            self._leave_out("放进格子的图片（DISPIMG），格子", ref, ref)
        elif not cell.kind:
            self._leave_out("公式没有保存结果，格子", ref, ref)
        elif cell.kind == "n":
            return self._number(cell, ref)
        elif cell.kind == "b":
            return "TRUE" if cell.text in ("1", "true") else "FALSE"
        elif cell.kind == "d":
            return cell.text.replace("T", " ").removesuffix(" 00:00:00")
        return cell.text

    def _leave_out(self, kind: str, ref: str, text: str) -> None:
        if text:
            self.sheet.left_out.setdefault(kind, []).append((ref, text))

    def _number(self, cell: Cell, ref: str) -> str:
        try:
            number = Decimal(f"{float(cell.text):.15g}")
        except (ValueError, InvalidOperation, OverflowError):
            return cell.text
        if not number.is_finite():
            return cell.text
        if cell.format in ("General", "@"):
            return _plain(number)
        text = displayed(number, cell.format, is_1904=self.book.is_1904)
        if text is None:
            message = f"数字格式“{cell.format[:40]}”显示成什么不清楚，读了存的数“{_plain(number)}”"
            self.sheet.doubts.append((ref, message))
            return _plain(number)
        if not text.strip(_STROKES) and number:
            self._leave_out("显示为空白的数", ref, _plain(number))
            return ""
        return text if text.strip(_STROKES) else _nothing(text, cell.format)


def _nothing(text: str, number_format: str) -> str:
    """A zero that is shown as a stroke is written as other amounts of its column are; one that is not shown, is not."""
    return (displayed(Decimal(0), number_format.split(";")[0]) or "0") if text else ""


def _plain(number: Decimal) -> str:
    rounded = number.quantize(_EXACT).normalize() if abs(number) < 10**15 else number
    return f"{rounded:f}"


def _areas(reference: str) -> Iterator[Area]:
    found = _RANGE.fullmatch(reference)
    if found is not None:
        columns = sorted((column_number(found[1]), column_number(found[3])))
        rows = sorted((int(found[2]), int(found[4])))
        yield Area(rows[0], columns[0], rows[1], columns[1])


def _is_true(text: str | None) -> bool:
    return text in ("1", "true", "on")
