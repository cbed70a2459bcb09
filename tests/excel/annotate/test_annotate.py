"""Findings in a workbook: notes on their cells, a sheet of links, and nothing else touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli.main import main
from generator.diagnostics import Finding, Place, Severity
from generator.excel.annotate.annotate import annotate
from tests.excel.books import book_of, convert_all, nodes, opened, read, sample, saved, source_of, spec_of
from tests.support.ooxml import validation_errors

BOOK = book_of(sample("guangzhou"))


def finding(cell: str | None, message: str = "错了", sheet: str | None = "指标") -> Finding:
    """A finding at a cell."""
    return Finding("TST01", Severity.ERROR, message, "改正", Place("x.xlsx", sheet=sheet, cell=cell), "预算单位[1]")


FINDINGS = [finding("E3", "后面"), finding("C2", "<前面> & 一"), finding("C2", "前面二"), finding(None, "整份", None)]


def notes(data: bytes) -> dict[str, str]:
    """The notes of a workbook by their place."""
    return {
        f"{sheet.title}!{cell.coordinate}": cell.comment.text
        for sheet in opened(data)
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


def test_notes_stand_on_their_cells() -> None:
    found = notes(annotate(BOOK, FINDINGS))
    assert list(found) == ["指标!C2", "指标!E3"]
    assert found["指标!C2"] == "【错误 TST01】<前面> & 一\n→ 改正\n【错误 TST01】前面二\n→ 改正"


def test_the_sheet_lists_all_with_links() -> None:
    sheet = opened(annotate(BOOK, FINDINGS))["校验结果"]
    assert [cell.value for cell in sheet["E"][1:]] == ["问题", "整份", "<前面> & 一", "前面二", "后面"]
    assert sheet["C3"].hyperlink is None
    assert sheet["C4"].hyperlink.location == "'指标'!C2"
    assert sheet["A1"].value.startswith("校验结果：4 个错误")


def test_the_workbook_says_what_it_said() -> None:
    source, findings = read(annotate(BOOK, FINDINGS))
    assert source is not None
    assert not findings
    assert spec_of(source.root) == spec_of(nodes(sample("guangzhou")))


def test_a_second_check_replaces_the_first() -> None:
    once = annotate(BOOK, FINDINGS)
    assert annotate(once, FINDINGS) == once
    assert notes(annotate(once, [finding("D4", "新的")])) == {"指标!D4": "【错误 TST01】新的\n→ 改正"}


def test_the_notes_of_others_stay() -> None:
    from openpyxl.comments import Comment

    workbook = opened(BOOK)
    workbook["指标"]["C2"].comment = Comment("请核对", "张三")
    workbook["指标"]["D2"].comment = Comment("再看", "张三")
    found = notes(annotate(saved(workbook), FINDINGS))
    assert found["指标!C2"].startswith("请核对\n【错误")
    assert found["指标!D2"] == "再看"
    assert "指标!E3" in found


def test_nothing_found_is_said() -> None:
    data = annotate(BOOK, [])
    assert notes(data) == {}
    assert opened(data)["校验结果"]["A1"].value == "校验结果：没有发现问题。"


def test_what_is_no_workbook_is_refused() -> None:
    with pytest.raises(ValueError, match="不是 Excel 工作簿"):
        annotate(b"x", [])


def test_it_is_valid_and_libreoffice_keeps_the_notes(tmp_path: Path) -> None:
    path = tmp_path / "checked.xlsx"
    path.write_bytes(annotate(BOOK, FINDINGS))
    assert validation_errors([path]) == {str(path): []}
    convert_all([path], tmp_path / "out")
    again = (tmp_path / "out" / "checked.xlsx").read_bytes()
    assert list(notes(again)) == ["指标!C2", "指标!E3"]
    assert source_of(annotate(again, FINDINGS)).base_text == sample("guangzhou")


def test_no_file_is_overwritten_unasked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book, out = tmp_path / "x.xlsx", tmp_path / "checked.xlsx"
    book.write_bytes(BOOK)
    (tmp_path / "link.xlsx").symlink_to(book)
    for target in (book, tmp_path / "link.xlsx"):
        assert main(["check", str(book), "--annotate", str(target), "--force"]) == 2
        assert "就是要校验的工作簿，没有动它" in capsys.readouterr().err
    assert book.read_bytes() == BOOK
    out.write_bytes(b"mine")
    assert main(["check", str(book), "--annotate", str(out)]) == 2
    assert capsys.readouterr() == ("", f"{out} 已存在，没有动它；要覆盖请加 --force\n")
    assert out.read_bytes() == b"mine"
    assert main(["check", str(book), "--annotate", str(tmp_path), "--force"]) == 2
    assert main(["check", str(book), "--annotate", str(out), "--force"]) in (0, 1)
    assert "校验结果" in opened(out.read_bytes()).sheetnames
    with pytest.raises(SystemExit):
        main(["check", str(book), "--force"])
