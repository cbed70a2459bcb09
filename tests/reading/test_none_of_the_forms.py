"""Files that hold none of the forms, or that nobody can read: one error, no spec, no traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli.main import main
from generator.reading.reader import read
from tests.reading.packages import p, package, tbl, tc, word
from tests.reading.plain import PlainCell, as_docx, as_html, as_text, as_xlsx

OTHER = [
    "某市图书馆2024年收支总表",
    [[PlainCell("收入"), PlainCell("预算数")], [PlainCell("一、财政拨款收入"), PlainCell("1,200.00")]],
    "注：本表反映部门收支情况。",
]
LETTER = "关于报送2024年部门预算的通知\n\n各单位：\n请于3月底前报送绩效目标。\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
FILES: dict[str, tuple[bytes, str, str]] = {
    "other-table.docx": (as_docx(OTHER), "REA03", "没有找到要读的表"),
    "other-table.xlsx": (as_xlsx({"收支总表": OTHER}), "REA03", "没有找到要读的表"),
    "other-table.html": (as_html(OTHER).encode(), "REA03", "没有找到要读的表"),
    "other-table.txt": (as_text(OTHER).encode(), "REA03", "没有找到要读的表"),
    "letter.txt": (LETTER.encode(), "REA03", "没有找到要读的表"),
    "letter.docx": (word("".join(map(p, LETTER.split()))), "REA03", "没有找到要读的表"),
    "one-label.docx": (word(tbl(tc("项目名称") + tc("绩效目标"))), "REA03", "没有找到要读的表"),
    "empty.docx": (word(""), "REA03", "没有找到要读的表"),
    "blank.txt": (b" \n\n", "REA03", "没有找到要读的表"),
    "empty.txt": (b"", "SRC03", "空的"),
    "binary.bin": (bytes(range(256)) * 16, "REA01", "不是能读的文件"),
    "binary.docx": (b"\x01" * 300 + bytes(300), "REA01", "不是能读的文件"),
    "old.doc": (OLE + "WordDocument\0".encode("utf-16-le"), "REA01", "旧版的 Word"),
    "old.xls": (OLE + "Workbook\0".encode("utf-16-le"), "REA01", "旧版的 Excel"),
    "locked.docx": (OLE + "EncryptedPackage".encode("utf-16-le"), "REA01", "已加密"),
    "locked.xlsx": (OLE + "EncryptedPackage".encode("utf-16-le"), "REA01", "已加密"),
    "slides.pptx": (package({"ppt/presentation.xml": "<a/>"}), "REA01", "不是能读的文件"),
    "packed.zip": (package({"form.txt": "项目名称"}), "REA01", "不是能读的文件"),
    "spec.yaml": ("版式: 广州\n".encode(), "REA01", "数据文件"),
    "one-line.txt": ("项目名称（资金使用单位）".encode() * 200_000, "REA03", "没有找到要读的表"),
    "tabs.txt": (b"\t" * 2_000_000, "REA03", "没有找到要读的表"),
    "long-row.txt": ("总计\t".encode() * 200_001, "REA02", "最多读"),
}


@pytest.fixture(params=FILES)
def case(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str, str]:
    """A file, the code of the one error, and what it says."""
    data, code, said = FILES[request.param]
    (tmp_path / request.param).write_bytes(data)
    return tmp_path / request.param, code, said


def test_one_error_says_why(case: tuple[Path, str, str]) -> None:
    path, code, said = case
    reading = read(path)
    assert reading.specs == []
    assert [finding.code for finding in reading.findings if finding.is_error] == [code]
    assert said in reading.findings[-1].message


def test_command_fails_and_writes_nothing(
    case: tuple[Path, str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, code, _ = case
    assert main(["read", str(path), "-o", str(tmp_path / "out")]) == 1
    assert not (tmp_path / "out").exists()
    printed = capsys.readouterr()
    assert (printed.out.count("错误"), printed.out.count(code), printed.err) == (1, 1, "")


def test_folder_and_missing_file(tmp_path: Path) -> None:
    for path, said in ((tmp_path, "文件夹"), (tmp_path / "missing.docx", "不存在")):
        [finding] = read(path).findings
        assert (finding.code, said in finding.message) == ("SRC01", True)


def test_file_of_200_megabytes_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    [finding] = read(tmp_path / "large.txt").findings
    assert (finding.code, "超过上限" in finding.message) == ("SRC02", True)
