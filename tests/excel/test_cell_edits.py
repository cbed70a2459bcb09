"""Random edits of cells arrive in the YAML file as exactly those edits, in all layouts, through LibreOffice as well."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl.utils import coordinate_to_tuple

from generator.excel.sheets.as_written import canonical, data_of
from generator.excel.sheets.table_columns import INDICATORS, PROJECTS, Kind, loc_of
from generator.layouts.load import find_layout
from generator.merging.importing import import_into
from generator.sources.workbook_cells import Book, ref_of
from generator.sources.workbook_package import open_package
from generator.spec.model import Spec
from tests.excel.books import LAYOUTS, RARE, book_of, convert_all, flat, nodes, rare_specs, source_of, yaml_of
from tests.support.properties import examples

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_TEXTS = (*RARE, "改过的", "≥98%", "12月底前")


class Sheet:
    """A sheet of an exported workbook, to be edited in the file itself, so that nothing else about it changes."""

    def __init__(self, part: bytes, shown: dict[int, dict[int, Any]]) -> None:
        self.tree = etree.fromstring(part)
        self.data = next(self.tree.iter(f"{_MAIN}sheetData"))
        self._columns = {str(cell.text).removesuffix(" *"): number for number, cell in shown[1].items()}
        self.ids = {cells[1].text: number for number, cells in shown.items() if number > 1 and 1 in cells}
        self.texts = {number: {at: cell.text for at, cell in cells.items()} for number, cells in shown.items()}

    def has(self, title: str) -> bool:
        return title in self._columns

    def put(self, row: int, title: str, value: str | float | None) -> None:
        """Type a text or a number into a cell, or clear it."""
        ref = ref_of(self._columns[title], row)
        line = next((item for item in self.data if item.get("r") == str(row)), None)
        if line is None:
            line = etree.SubElement(self.data, f"{_MAIN}row", r=str(row))
        old = next((cell for cell in line if cell.get("r") == ref), None)
        if old is not None:
            line.remove(old)
        if value is not None:
            line.append(_cell(ref, value))
        line[:] = sorted(line, key=lambda cell: coordinate_to_tuple(cell.get("r"))[1])

    def remove(self, row: int) -> None:
        self.data.remove(next(item for item in self.data if item.get("r") == str(row)))

    def owner(self, row: int) -> str:
        return str(self.texts[row][2])

    def bytes(self) -> bytes:
        return etree.tostring(self.tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def _cell(ref: str, value: str | float) -> Any:
    if not isinstance(value, str):
        cell = etree.Element(f"{_MAIN}c", r=ref)
        etree.SubElement(cell, f"{_MAIN}v").text = repr(value)
        return cell
    cell = etree.Element(f"{_MAIN}c", r=ref, t="inlineStr")
    text = etree.SubElement(etree.SubElement(cell, f"{_MAIN}is"), f"{_MAIN}t")
    text.text = value.replace("_x", "_x005F_x")
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return cell


_ABSENT = object()
"""The value of a key that is not there."""


def _says(written: Any, kind: Kind) -> str | None:
    return canonical(written, kind) if isinstance(written, str) else None


@dataclass
class Edited:
    """A workbook with random edits, and what the file should say then."""

    text: str
    random: Random
    data: dict[str, Any] = field(init=False)
    book: bytes = field(init=False)
    _deleted: list[tuple[list[Any], int]] = field(default_factory=list)
    _written: dict[tuple[int, str], Any] = field(default_factory=dict)
    """What the file says of the cells that were edited, by row and key."""

    def __post_init__(self) -> None:
        self.data = deepcopy(data_of(nodes(self.text)))
        exported = book_of(self.text)
        package, _ = open_package(exported, "x.xlsx")
        assert package is not None
        book = Book(package)
        parts = {name: package.archive.read(name) for name in package.names()}
        self._sheets = {
            name: Sheet(parts[book.sheets[name].part], book.read(name).rows)
            for name in (PROJECTS.name, INDICATORS.name)
        }
        for _ in range(self.random.randint(1, 6)):
            self.random.choice([self._value, self._value, self._amount, self._clear, self._delete, self._add])()
        for siblings, index in sorted(self._deleted, key=lambda pair: -pair[1]):
            del siblings[index]
        for name, sheet in self._sheets.items():
            parts[book.sheets[name].part] = sheet.bytes()
        self.book = _zipped(parts)

    def _row(self, sheet: Sheet) -> tuple[int, list[Any], int] | None:
        """A random row that stands: its number, the list that holds its item, and where."""
        gone = {(id(siblings), index) for siblings, index in self._deleted}
        found = []
        for row_id, row in sheet.ids.items():
            loc = loc_of(row_id)
            assert loc is not None
            siblings: Any = self.data
            for step in loc[:-1]:
                siblings = siblings[step]
            if (id(siblings), loc[-1]) not in gone:
                found.append((row, siblings, int(loc[-1])))
        return self.random.choice(found) if found else None

    def _type(self, sheet: Sheet, title: str, key: str, value: str | float | None, read: Any) -> None:
        at = self._row(sheet)
        if at is None or not sheet.has(title):
            return
        row, siblings, index = at
        item = siblings[index]
        sheet.put(row, title, value)
        holder = item
        *way, last = key.split(".")
        for step in way:
            if not isinstance(holder.get(step), dict):
                holder[step] = {}
            holder = holder[step]
        written = self._written.setdefault((row, key), holder.get(last, _ABSENT))
        if _says(written, "amount" if way else "text") == read:
            read = written  # a cell that says what the file says is not edited, whatever it said in between
        elif read is None:
            read = _ABSENT
        if read is _ABSENT:
            holder.pop(last, None)
        else:
            holder[last] = read

    def _value(self) -> None:
        title, key = self.random.choice([("三级指标", "name"), ("年度指标值", "annual_value")])
        text = self.random.choice(_TEXTS)
        self._type(self._sheets[INDICATORS.name], title, key, text, canonical(text, "text"))

    def _amount(self) -> None:
        number = self.random.randint(0, 10**6) / 100
        self._type(self._sheets[PROJECTS.name], "财政拨款", "funding.fiscal", number, f"{number:.2f}")

    def _clear(self) -> None:
        self._type(self._sheets[INDICATORS.name], "年度指标值", "annual_value", None, None)

    def _delete(self) -> None:
        sheet = self._sheets[INDICATORS.name]
        at = self._row(sheet)
        if at is None or sum(siblings is at[1] for siblings, _ in self._deleted) + 1 >= len(at[1]):
            return  # a list that becomes empty is another matter
        sheet.remove(at[0])
        self._deleted.append((at[1], at[2]))

    def _add(self) -> None:
        sheet = self._sheets[INDICATORS.name]
        at = self._row(sheet)
        if at is None:
            return
        row = 1 + max(int(item.get("r")) for item in sheet.data)
        twin = at[1][at[2]]
        new = {"level2": twin["level2"], "name": f"新增{row}"}
        sheet.put(row, "项目", sheet.owner(at[0]))
        sheet.put(row, "二级指标", canonical(new["level2"], "text"))
        sheet.put(row, "三级指标", new["name"])
        at[1].append({**new, "level2": canonical(new["level2"], "text")})


def _zipped(parts: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _imported(edited: Edited, book: bytes, folder: Path) -> dict[tuple[object, ...], Any]:
    path = folder / "x.yaml"
    path.write_text(edited.text, encoding="utf-8")
    result = import_into(source_of(book), path)
    assert not result.failed, (result.conflicts, result.findings)
    return flat(data_of(nodes(result.text or "")))


@pytest.mark.hypothesis
@pytest.mark.parametrize("layout", LAYOUTS)
def test_edits_of_cells_arrive(layout: str, tmp_path: Path) -> None:
    @examples(30, phases=(Phase.explicit, Phase.generate))
    @given(rare_specs(find_layout(layout)), st.randoms(use_true_random=False))
    def check(spec: Spec, random: Random) -> None:
        edited = Edited(yaml_of(spec, random), random)
        assert _imported(edited, edited.book, tmp_path) == flat(edited.data)

    check()


def test_edits_arrive_after_libreoffice_has_saved_the_workbook(tmp_path: Path) -> None:
    found: list[Edited] = []

    @settings(max_examples=4, phases=(Phase.generate,), database=None)
    @given(st.tuples(*(rare_specs(find_layout(layout)) for layout in LAYOUTS)), st.randoms(use_true_random=False))
    def collect(specs: tuple[Spec, ...], random: Random) -> None:
        found.extend(Edited(yaml_of(spec, random), random) for spec in specs)

    collect()
    before, after = tmp_path / "before", tmp_path / "after"
    before.mkdir()
    for number, edited in enumerate(found):
        (before / f"{number}.xlsx").write_bytes(edited.book)
    convert_all(sorted(before.glob("*.xlsx")), after)
    assert len(found) >= 3 * len(LAYOUTS)
    for number, edited in enumerate(found):
        assert _imported(edited, (after / f"{number}.xlsx").read_bytes(), tmp_path) == flat(edited.data)
