"""The parts of a workbook's file: what is changed beside the rows of a sheet leaves them as they are."""

from __future__ import annotations

import pytest
from lxml import etree

from generator.excel.annotate.package_parts import Parts

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ROW = "<{0}row  r='1'><{0}c r=\"A1\"\n/>{1}</{0}row >"


def _sheet(prefix: str, rows: str, mark: str = "") -> bytes:
    name, space = (f"{prefix}:", f":{prefix}") if prefix else ("", "")
    return (
        f'<{name}worksheet xmlns{space}="{_MAIN}">{mark}<{name}sheetData>{rows}</{name}sheetData>'
        f"<{name}pageMargins/></{name}worksheet>"
    ).encode()


@pytest.mark.parametrize("prefix", ["", "x"])
def test_rows_stay_byte_for_byte(prefix: str) -> None:
    rows = _ROW.format(f"{prefix}:" if prefix else "", "")
    parts = Parts({"s": _sheet(prefix, rows)}, "")
    with parts.without_rows("s") as tree:
        assert not list(tree.iter("{*}row"))
        etree.SubElement(tree, f"{{{_MAIN}}}legacyDrawing")
    assert rows.encode() in parts.data["s"]
    assert [etree.QName(item).localname for item in parts.tree("s")] == ["sheetData", "pageMargins", "legacyDrawing"]


@pytest.mark.parametrize(
    "data",
    [
        _sheet("", _ROW.format("", "<!--</sheetData>-->")),
        _sheet("", "", "<!--<sheetData><row/></sheetData>-->"),
        f'<worksheet xmlns="{_MAIN}"><sheetData/><pageMargins/></worksheet>'.encode(),
        f'<worksheet xmlns="{_MAIN}"><pageMargins/></worksheet>'.encode(),
    ],
)
def test_a_sheet_whose_rows_cannot_be_told_is_changed_whole(data: bytes) -> None:
    parts = Parts({"s": data}, "")
    before = [row.attrib for row in parts.tree("s").iter("{*}row")]
    with parts.without_rows("s") as tree:
        etree.SubElement(tree, f"{{{_MAIN}}}legacyDrawing")
    after = parts.tree("s")
    assert [row.attrib for row in after.iter("{*}row")] == before
    assert etree.QName(after[-1]).localname == "legacyDrawing"
