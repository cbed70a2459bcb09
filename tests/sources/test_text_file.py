"""Text files: bounded, in the encodings that offices use, and never an exception."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import Severity
from generator.sources import text_file
from generator.sources.text_file import MAX_BYTES, read_text


def write(folder: Path, data: bytes) -> Path:
    path = folder / "甲.yaml"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf8_is_read_without_a_word(tmp_path: Path, encoding: str) -> None:
    text = "名称: 市教育局 ≥95 𠮷\r\n备注: é\r\n"
    assert read_text(write(tmp_path, text.encode(encoding)), "x") == (text, [])


@pytest.mark.parametrize(("encoding", "said"), [("gb18030", "GB18030"), ("gbk", "GB18030"), ("utf-16", "UTF-16")])
def test_other_encodings_are_read_and_said(tmp_path: Path, encoding: str, said: str) -> None:
    text = "单位名称: 市教育局\r\n项目名称: 信息化建设与运维\r\n"
    read, (finding,) = read_text(write(tmp_path, text.encode(encoding)), "x.yaml")
    assert read == text
    assert (finding.code, finding.severity, str(finding.place)) == ("SRC05", Severity.WARNING, "x.yaml")
    assert finding.message == f"文件不是 UTF-8，已按 {said} 读取"


@pytest.mark.parametrize("byte_order", ["le", "be"])
def test_utf16_of_both_byte_orders(tmp_path: Path, byte_order: str) -> None:
    data = "\ufeff名称: 甲\n".encode(f"utf-16-{byte_order}")
    assert read_text(write(tmp_path, data), "x")[0] == "名称: 甲\n"


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=20, max_size=200))
def test_damaged_utf8_is_never_read_as_gb18030(text: str) -> None:
    data = text.encode()[:-1] + b"\n"
    assert text_file._is_damaged_utf8(data)


def test_gb18030_is_never_taken_for_damaged_utf8() -> None:
    text = "联通公司一季度预算绩效目标申报表，项目单位填报，资金投入与产出指标、效益指标、满意度指标。" * 3
    assert not text_file._is_damaged_utf8(text.encode("gb18030"))


def test_missing_file_folder_and_impossible_names(tmp_path: Path) -> None:
    for path, words in (
        (tmp_path / "没有.yaml", "不存在"),
        (tmp_path, "文件夹"),
        (write(tmp_path, b"x") / "乙", "不是文件夹"),
        (tmp_path / ("长" * 300), "太长"),
        (Path("a\0b"), "不接受"),
        (Path("/dev/null"), "普通文件"),
        (Path("s3://bucket/x.yaml"), "对象存储的地址"),
        (tmp_path / "\udcff.yaml", "不存在"),
    ):
        text, (finding,) = read_text(path, "x.yaml")
        assert text is None
        assert (finding.code, str(finding.place)) == ("SRC01", "x.yaml")
        assert words in finding.message
        finding.hint.encode("utf-8")


def test_folder_that_may_not_be_read_is_told_as_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    _, (finding,) = read_text(tmp_path, "x")
    assert (finding.code, finding.message) == ("SRC01", "没有读取这个文件夹的权限")


def test_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "p")
    assert read_text(tmp_path / "p", "p")[1][0].code == "SRC01"


def test_loop_of_links(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "a")
    assert "循环" in read_text(tmp_path / "a", "a")[1][0].message


def test_errors_of_the_system_while_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, b"a: 1")
    for error, words in ((PermissionError(13, "x"), "权限"), (OSError(5, "x"), "错误号 5"), (OSError("x"), "错误号 0")):

        def fail(*_: object, error: OSError = error) -> None:
            raise error

        monkeypatch.setattr(Path, "open", fail)
        text, (finding,) = read_text(path, "x")
        assert text is None
        assert finding.code == "SRC01"
        assert words in finding.message


def test_too_large_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "x"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    text, (finding,) = read_text(path, "x")
    assert text is None
    assert finding.code == "SRC02"
    assert finding.message == "文件有 100.0 MB（104,857,600 字节），超过上限 32 MB"


def test_limit_is_exact_and_holds_for_a_growing_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, b"a" * 10)
    monkeypatch.setattr(text_file, "MAX_BYTES", 10)
    assert read_text(path, "x") == ("a" * 10, [])
    monkeypatch.setattr(text_file, "MAX_BYTES", 9)
    monkeypatch.setattr(text_file, "_unfit", lambda *_: None)
    assert read_text(path, "x")[1][0].code == "SRC02"
    assert MAX_BYTES == 33_554_432


@given(st.binary(max_size=400))
def test_any_bytes_give_a_text_or_an_error(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        text, findings = read_text(write(Path(folder), data), "x")
    assert (text is None) == any(finding.is_error for finding in findings)
    assert len(findings) <= 1
    assert text != ""


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
_ODS = b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheetPK"


@pytest.mark.parametrize(
    ("data", "code", "message", "hint"),
    [
        (_ODS, "WBK01", ".ods", "另存为“Excel 工作簿（.xlsx）”"),
        (_OLE + "Root Entry\0Workbook\0".encode("utf-16-le"), "WBK01", ".xls", "另存为“Excel 工作簿（.xlsx）”"),
        (_OLE + "Root Entry\0Book\0".encode("utf-16-le"), "WBK01", ".xls", "另存为“Excel 工作簿（.xlsx）”"),
        (_OLE + "EncryptedPackage\0".encode("utf-16-le"), "WBK01", "密码", "去掉密码"),
        (_OLE + "WordDocument\0".encode("utf-16-le"), "SRC04", ".doc", "纯文本"),
        (_OLE, "SRC04", "旧版或加密", "纯文本"),
        (b"PK\x03\x04" + bytes(26) + b"xl/workbook.xml", "SRC04", ".xlsx", "文件名要以 .xlsx 结尾"),
        (b"PK\x03\x04" + bytes(26) + b"word/document.xml", "SRC04", ".docx", "纯文本"),
    ],
)
def test_office_files_say_what_to_do(tmp_path: Path, data: bytes, code: str, message: str, hint: str) -> None:
    text, (finding,) = read_text(write(tmp_path, data), "x.xls")
    assert (text, finding.code) == (None, code)
    assert message in finding.message
    assert hint in finding.hint
