"""Tab-separated text: a row a line, or a cell a line."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.reading.decoders.decode import decode
from generator.reading.decoders.printed import Decoded


@pytest.fixture
def decoded(tmp_path: Path) -> object:
    """Decodes a text file."""

    def decode_text(text: str) -> Decoded:
        (tmp_path / "form.txt").write_text(text, encoding="utf-8", newline="")
        return decode(tmp_path / "form.txt", "form.txt")

    return decode_text


def test_row_a_line(decoded) -> None:
    found = decoded("# 标题\n\n一\t二\t\n三\t\t四\n后\n")
    assert [(text.text, text.table, text.row, text.column) for text in found.texts] == [
        ("标题", 0, 0, 1),
        ("一", 1, 1, 1),
        ("二", 1, 1, 2),
        ("", 1, 1, 3),
        ("三", 1, 2, 1),
        ("", 1, 2, 2),
        ("四", 1, 2, 3),
        ("后", 0, 0, 1),
    ]
    assert [str(text.place) for text in found.texts][1:3] == ["form.txt:3:1", "form.txt:3:3"]


def test_blank_lines_and_dashes_within_a_table_are_paging(decoded) -> None:
    found = decoded("一\t二\n\n----\t----\n三\t四\n")
    assert [(text.text, text.table) for text in found.texts] == [("一", 1), ("二", 1), ("三", 1), ("四", 1)]
    assert [(finding.code, finding.place.line) for finding in found.findings] == [("REA04", 3)]


def test_cell_a_line(decoded) -> None:
    found = decoded("标题\n \n\t一\n\t二\n\n\t三\n\t四\n")
    assert [(text.text, text.row, text.column) for text in found.texts] == [
        ("标题", 0, 1),
        ("一", 1, 1),
        ("二", 1, 2),
        ("三", 2, 1),
        ("四", 2, 2),
    ]


def test_text_of_a_cell_that_goes_on_in_the_next_line(decoded) -> None:
    assert [text.text for text in decoded("\t一\n\t二\n（续）\n\n\t三\n").texts] == ["一", "二\n（续）", "三"]


def test_windows_line_ends(decoded) -> None:
    assert [text.text for text in decoded("一\t二\r\n三\t四\r\n").texts] == ["一", "二", "三", "四"]


def test_too_many_cells(decoded) -> None:
    found = decoded("一\t" * 200_001)
    assert ([finding.code for finding in found.findings], found.texts) == (["REA02"], [])
