"""The workbook's file: parts that hold together, the same bytes each time, and any form read back as it was."""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
import subprocess
import sys
import zipfile
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openpyxl.worksheet.worksheet import Worksheet

from generator.form import Cell, Contents, Form, Heading, Paragraph, Section, Table
from generator.layouts.load import load_layouts
from generator.writers.xlsx import write
from generator.writers.xlsx.book import column_letter
from generator.writers.xlsx.values import clean
from tests.support.properties import examples
from tests.support.xlsx_forms import HOSTILE, a_form, a_layout, a_table, tables
from tests.support.xlsx_texts import opened, sheet_texts, shown_text

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_TEXTS = st.sampled_from(HOSTILE) | st.text(max_size=30) | st.text("_x05FDa= \n#", max_size=12)
_AMOUNTS = st.decimals(-(10**9), 10**9, places=2)


def number_cell(amount: Decimal, row: int, column: int) -> Cell:
    return Cell(f"{amount:,.2f}", row, column, number=amount, number_format="#,##0.00", classes=("money",))


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """Any form of any texts, with numbers in some of its cells."""
    texts = st.one_of(
        # openpyxl makes up a text for a cell that has a link and none.
        st.builds(Heading, st.integers(1, 4), _TEXTS.filter(clean), st.uuids().map(str)),
        st.builds(Paragraph, _TEXTS, st.none() | _TEXTS, st.sampled_from([(), ("line",)])),
        st.builds(Contents, _TEXTS, st.integers(1, 4)),
        tables(_TEXTS),
        st.lists(st.lists(_AMOUNTS, min_size=2, max_size=2), min_size=1, max_size=3).map(amounts_table),
    )
    sections = st.builds(Section, _TEXTS, st.lists(texts, max_size=5).map(tuple))
    return Form(
        draw(_TEXTS), draw(_TEXTS), "主题", tuple(draw(st.lists(sections, min_size=1, max_size=3))), draw(st.booleans())
    )


def amounts_table(rows: list[list[Decimal]]) -> Table:
    return a_table([[number_cell(amount, row, column) for column, amount in enumerate(amounts)]
                    for row, amounts in enumerate(rows)])  # fmt: skip


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def expected_texts(form: Form, section: Section) -> list[str]:
    """What the sheet of ``section`` shows, from the top on; the indent of paragraphs is left out."""
    texts = ["草稿"] if form.is_draft else []
    for block in section.blocks:
        if isinstance(block, Contents):
            listed = [heading.text.replace("\n", " ") for heading in form.headings() if heading.level <= block.depth]
            texts += [block.title, *listed]
        else:
            texts += Form("", "", "", (Section("", (block,)),)).texts()
    return [clean(text) for text in texts if clean(text)]


def areas(sheet: Worksheet) -> list[str]:
    return sorted(str(area) for area in sheet.merged_cells.ranges)


@examples(80)
@given(forms())
def test_any_form_is_read_back_as_it_was(form: Form) -> None:
    book = opened(write(form, a_layout()))
    assert len(book.worksheets) == len(form.sections)
    for sheet, section in zip(book.worksheets, form.sections, strict=True):
        found = [shown_text(cell) for row in sheet.iter_rows() for cell in row if shown_text(cell)]
        expected = expected_texts(form, section)
        assert [text.removeprefix("\u3000\u3000") for text in found] == [
            text.removeprefix("\u3000\u3000") for text in expected
        ]


@examples(60)
@given(tables(_TEXTS))
def test_merged_cells_are_those_of_the_table(table: Table) -> None:
    sheet = opened(write(a_form(table), a_layout())).worksheets[0]
    spanning = [cell for cell in table.cells() if (cell.rowspan, cell.colspan) != (1, 1)]
    assert areas(sheet) == sorted(
        f"{column_letter(cell.column + 1)}{cell.row + 1}"
        f":{column_letter(cell.column + cell.colspan)}{cell.row + cell.rowspan}"
        for cell in spanning
    )
    for cell in table.cells():
        assert shown_text(sheet.cell(cell.row + 1, cell.column + 1)) == clean(cell.text)


@examples(60)
@given(st.lists(_AMOUNTS, min_size=1, max_size=6))
def test_numbers_are_read_back_exactly(amounts: list[Decimal]) -> None:
    data = write(a_form(amounts_table([amounts])), a_layout())
    cells = etree.fromstring(parts_of(data)["xl/worksheets/sheet1.xml"]).iter("{*}c")
    shown = {cell.get("r"): cell.findtext("{*}v") for cell in cells if cell.get("t") is None}
    assert [Decimal(shown[f"{column_letter(column)}1"]) for column in range(1, len(amounts) + 1)] == amounts


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_stay_what_they_are(text: str) -> None:
    form = a_form(a_table([[text, "x"]]), Heading(1, text, "h"), name=text)
    assert sheet_texts(write(form, a_layout())) == [part for part in (clean(text), "x", clean(text)) if part]


# --- the package --------------------------------------------------------------------------------------------

VARIED = Form(
    "标题", "某单位", "主题",
    (
        Section("甲", (Contents("目录"), Heading(1, "一", "h1"), a_table([["头"], *([["a"]] * 30)], head_rows=1))),
        Section("乙", (Heading(1, "二", "h2"), Paragraph("左", "右", ("line",)), amounts_table([[Decimal("1.5")]]))),
    ),
    is_draft=True,
)  # fmt: skip


@pytest.mark.parametrize("form", [VARIED, a_form(), a_form(Paragraph("x"))], ids=["varied", "empty", "small"])
def test_relations_are_relative_and_lead_to_parts_that_are_there(form: Form) -> None:
    parts = parts_of(write(form, a_layout()))
    led_to = set()
    for name in (name for name in parts if name.endswith(".rels")):
        owner = posixpath.normpath(posixpath.join(posixpath.dirname(name), ".."))
        root = etree.fromstring(parts[name])
        assert root.nsmap == {None: _RELATIONS}
        for relation in root:
            assert not relation.get("Target").startswith("/")
            led_to.add(posixpath.normpath(posixpath.join(owner, relation.get("Target"))))
    assert led_to == {name for name in parts if not name.endswith(".rels") and not name.startswith("[")}


def test_every_part_has_its_content_type_and_default_name_space() -> None:
    parts = parts_of(write(VARIED, a_layout()))
    types = etree.fromstring(parts["[Content_Types].xml"])
    listed = {item.get("PartName").lstrip("/") for item in types if item.tag == f"{{{_TYPES}}}Override"}
    assert listed == {name for name in parts if not name.endswith(".rels") and not name.startswith("[")}
    for name, data in parts.items():
        if not name.startswith("docProps/core"):  # its own name spaces are no default ones in any office's file
            assert None in etree.fromstring(data).nsmap
            assert re.search(rb"<\w+:", data) is None


def test_bytes_do_not_depend_on_what_was_written_before() -> None:
    code = (
        "import hashlib; from tests.writers.xlsx.test_xlsx_file import VARIED, a_layout, write; "
        "print(hashlib.sha256(write(VARIED, a_layout())).hexdigest())"
    )
    hashes = set()
    for seed, zone in (("0", "UTC"), ("1", "Asia/Shanghai")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
        hashes.add(run.stdout)
    for layout in load_layouts():
        write(a_form(a_table([["=1", "二"]]), Paragraph("别的")), layout)
    hashes.add(f"{hashlib.sha256(write(VARIED, a_layout())).hexdigest()}\n")
    assert len(hashes) == 1


def test_texts_stand_in_one_table_as_iphones_need_it() -> None:
    parts = parts_of(write(a_form(a_table([["同", "同", "异"]])), a_layout()))
    assert b"inlineStr" not in parts["xl/worksheets/sheet1.xml"]
    root = etree.fromstring(parts["xl/sharedStrings.xml"])
    assert (root.get("count"), root.get("uniqueCount")) == ("3", "2")
    assert ["".join(item.itertext()) for item in root] == ["同", "异"]


def test_only_looks_that_are_used_are_listed() -> None:
    styles = etree.fromstring(parts_of(write(a_form(a_table([["字", "=1"]])), a_layout()))["xl/styles.xml"])
    formats = styles.find("{*}cellXfs")
    assert formats is not None
    # The default one, plain, quoted; what stands beside a quoted text in its own cell has the plain one.
    assert len(formats) == int(formats.get("count")) == 3


@pytest.mark.parametrize(
    ("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16_384, "XFD")]
)
def test_names_of_columns(number: int, letters: str) -> None:
    assert column_letter(number) == letters
