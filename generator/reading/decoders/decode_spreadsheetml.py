"""SpreadsheetML 2003: a workbook as one XML file, which many systems export and call .xls."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from lxml import etree

from generator.diagnostics import Place
from generator.reading.decoders.clean import MAX_CELLS
from generator.reading.decoders.printed import Decoded
from generator.reading.decoders.unread import unread
from generator.reading.decoders.xlsx.sheet_part import Area, SeenCell, SheetPart
from generator.reading.decoders.xlsx.sheet_texts import SheetTexts
from generator.reading.decoders.xlsx.sheet_unread import unread_of_cells
from generator.reading.decoders.xlsx.visible_cells import VisibleSheet
from generator.reading.remarks import too_large, unreadable
from generator.sources.number_format import displayed
from generator.sources.text_file import read_bytes
from generator.sources.workbook_cells import SheetInfo, TooManyCellsError

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_NAMED = {
    "General Number": "General", "Fixed": "0.00", "Standard": "#,##0.00", "Percent": "0.00%",
    "Currency": "¥#,##0.00", "Scientific": "0.00E+00", "Short Date": "yyyy/m/d", "Medium Date": "yyyy/m/d",
    "Long Date": "yyyy年m月d日", "General Date": "yyyy/m/d", "Short Time": "h:mm", "Long Time": "h:mm:ss",
}  # fmt: skip
_EPOCH = datetime(1899, 12, 30)
_MAX_TAGS = 8 * MAX_CELLS
"""Each cell has an element for its data, and an end for each of both; the tree takes many times their bytes."""
_STRUCK, _RAISED = ("S", "Strike", "Del"), ("Sup",)


def decode_spreadsheetml(path: Path, name: str) -> Decoded:
    """The texts of a workbook in XML, as its cells show them."""
    data, findings = read_bytes(path, name)
    if data is None:
        return Decoded(findings=findings)
    if data.count(b"<") > _MAX_TAGS:
        return Decoded(findings=[too_large(name, f"XML 表格太大：最多读 {MAX_CELLS:,} 格")])
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        return _decoded(etree.fromstring(data, parser), name)
    except TooManyCellsError:
        return Decoded(findings=[too_large(name, f"有工作表超过 {MAX_CELLS:,} 格（合并的也算）")])
    except (etree.LxmlError, ValueError, OverflowError):
        hint = "用 Excel 或 WPS 打开它，另存为“Excel 工作簿（.xlsx）”再读"
        return Decoded(findings=[unreadable(name, "XML 表格已损坏", hint)])


def _decoded(root: Any, name: str) -> Decoded:
    texts = SheetTexts(lambda title, cell: Place(name, sheet=title, cell=cell.coordinate))
    styles = {str(style.get(f"{_SS}ID")): style for style in root.iter(f"{_SS}Style")}
    for sheet in root.iterfind(f"{_SS}Worksheet"):
        title = str(sheet.get(f"{_SS}Name", ""))
        visible = sheet.findtext("{*}WorksheetOptions/{*}Visible")
        if visible not in (None, "SheetVisible"):
            texts.decoded.findings += unread("隐藏的工作表", [title], Place(name, sheet=title))
            continue
        seen = VisibleSheet(_Sheet(title, styles).read(sheet))
        texts.read(seen)
        texts.decoded.findings += unread_of_cells(seen, name)
    return texts.decoded


class _Sheet:
    def __init__(self, title: str, styles: dict[str, Any]) -> None:
        self._part = SheetPart(SheetInfo(title, "", is_visible=True))
        self._styles = styles

    def read(self, sheet: Any) -> SheetPart:
        """The sheet of a Worksheet element. Raises ``TooManyCellsError``, ``ValueError``."""
        for edge in ("Header", "Footer"):
            self._part.headers += [str(item.get(item.keys()[0])) for item in sheet.iter(f"{{*}}{edge}") if item.keys()]
        column = 0
        for item in sheet.iterfind(f"{_SS}Table/{_SS}Column"):
            column = _number(item, "Index", column + 1)
            last = min(column + _number(item, "Span", 0), MAX_CELLS)
            if item.get(f"{_SS}Hidden") == "1":
                self._part.hidden_columns |= set(range(column, last + 1))
            column = last
        number = 0
        for row in sheet.iterfind(f"{_SS}Table/{_SS}Row"):
            number = _number(row, "Index", number + 1)
            self._read_row(row, number)
            number += _number(row, "Span", 0)
        return self._part

    def _read_row(self, row: Any, number: int) -> None:
        if row.get(f"{_SS}Hidden") == "1":
            self._part.hidden_rows.add(number)
        column, cells = 0, {}
        for element in row.iterfind(f"{_SS}Cell"):
            column = _number(element, "Index", column + 1)
            style = self._styles.get(str(element.get(f"{_SS}StyleID") or row.get(f"{_SS}StyleID")))
            cells[column] = self._seen(element, style, number, column)
            across, down = _number(element, "MergeAcross", 0), _number(element, "MergeDown", 0)
            if across or down:
                self._part.areas.append(Area(number, column, number + down, column + across))
            self._part.count += (across + 1) * (down + 1)
            column += across
        if self._part.count > MAX_CELLS:
            raise TooManyCellsError
        self._part.rows[number] = cells

    def _seen(self, element: Any, style: Any, row: int, column: int) -> SeenCell:
        cell = SeenCell(row, column, "", style is not None and _has_border(style))
        for note in element.iterfind(f"{_SS}Comment"):
            self._leave_out("批注", cell, "".join(note.itertext()))
        data = element.find(f"{_SS}Data")
        if data is None:
            if element.get(f"{_SS}Formula"):
                self._leave_out("公式没有保存结果，格子", cell, cell.coordinate)
            return cell
        text = self._text(data, style, cell)
        if style is not None and style.find(f"{_SS}Font[@{_SS}StrikeThrough='1']") is not None:
            self._leave_out("划掉的文字", cell, text)
            return cell
        return cell._replace(text=text)

    def _text(self, data: Any, style: Any, cell: SeenCell) -> str:
        kind = str(data.get(f"{_SS}Type"))
        if kind in ("Number", "DateTime"):
            return self._number(data, kind, style, cell)
        if kind == "Boolean":
            return "TRUE" if data.text == "1" else "FALSE"
        kept = []
        for text, how in _runs(data):
            if how in _STRUCK:
                self._leave_out("划掉的文字", cell, text)
            elif how in _RAISED:
                self._part.doubts.append((cell.coordinate, f"上标的“{text[:40]}”像是注释的记号，没有读"))
            else:
                kept.append(text)
        return "".join(kept)

    def _number(self, data: Any, kind: str, style: Any, cell: SeenCell) -> str:
        text = "".join(data.itertext())
        number = _serial(text) if kind == "DateTime" else _decimal(text)
        look = style.find(f"{_SS}NumberFormat") if style is not None else None
        written = str(look.get(f"{_SS}Format", "General")) if look is not None else "General"
        how = _NAMED.get(written, written)
        if number is None or how in ("General", "@"):
            return f"{number.normalize():f}" if number is not None and kind == "Number" else text.partition("T")[0]
        shown = displayed(number, how)
        if shown is None or (not shown and number):
            message = f"数字格式“{how[:40]}”显示成什么不清楚，读了存的数“{text}”"
            self._part.doubts.append((cell.coordinate, message))
            return text
        return shown

    def _leave_out(self, kind: str, cell: SeenCell, text: str) -> None:
        if text.strip():
            self._part.left_out.setdefault(kind, []).append((cell.coordinate, text))


def _number(element: Any, name: str, usual: int) -> int:
    """An attribute that counts rows or columns."""
    return max(0, int(element.get(f"{_SS}{name}", usual)))


def _runs(data: Any) -> Iterator[tuple[str, str]]:
    """The texts of a cell, each with the innermost element that it stands in."""
    for element in data.iter():
        if isinstance(element.tag, str):
            if element.text:
                yield element.text, "" if element is data else etree.QName(element).localname
            if element.tail and element is not data:
                above = element.getparent()
                yield element.tail, "" if above is data else etree.QName(above).localname


def _has_border(style: Any) -> bool:
    sides = style.iterfind(f"{_SS}Borders/{_SS}Border")
    return any(side.get(f"{_SS}LineStyle", "None") != "None" for side in sides)


def _decimal(text: str) -> Decimal | None:
    with suppress(InvalidOperation, ValueError, OverflowError):
        number = Decimal(f"{float(text):.15g}")
        return number if number.is_finite() else None
    return None


def _serial(text: str) -> Decimal | None:
    """The day number of ``2025-06-01T00:00:00.000``."""
    with suppress(ValueError):
        return Decimal(repr((datetime.fromisoformat(text) - _EPOCH).total_seconds() / 86400))
    return None
