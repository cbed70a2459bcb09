"""Every file in ``tests/broken/yaml`` gives exactly the findings that it announces, with their places."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.diagnostics import Finding
from generator.sources.yaml_file import read_yaml

FOLDER = Path(__file__).parents[1] / "broken" / "yaml"

UNCOMMENTED = {
    "archive.yaml": "SRC04 ZIP",
    "damaged-utf8.yaml": "SRC04 第 2 行有损坏的字节",
    "document.yaml": "SRC04 Word 文件（.docx）",
    "empty.yaml": "SRC03 文件是空的",
    "form.yaml": "SRC04 PDF",
    "gb18030-colon.yaml": "SRC05 GB18030 | SRC06 2:3 全角冒号",
    "gb18030.yaml": "SRC05 文件不是 UTF-8，已按 GB18030 读取",
    "neither.yaml": "SRC04 第 2 行有字节 0xFF",
    "nul.yaml": "SRC04 第 12 个字节是空字节",
    "old-workbook.yaml": "SRC04 旧版或加密的 Excel/Word/WPS 文件",
    "only-bom.yaml": "SRC03 文件是空的",
    "rich-text.yaml": "SRC04 RTF",
    "utf16-odd.yaml": "SRC04 UTF-16",
    "utf16-without-bom.yaml": "SRC04 没有标记的 UTF-16",
    "utf16.yaml": "SRC05 文件不是 UTF-8，已按 UTF-16 读取",
    "utf32.yaml": "SRC04 UTF-32",
    "workbook.yaml": "SRC04 Excel 文件（.xlsx）",
}
"""Expectations of the files that cannot begin with a comment: their bytes are what is wrong."""


def expectation(path: Path) -> str:
    """What the file announces: ``code [line:column] [words]``, several separated by `` | ``."""
    if path.name in UNCOMMENTED:
        return UNCOMMENTED[path.name]
    first = path.read_bytes().split(b"\n")[0].decode("utf-8")
    assert first.startswith("# expect: "), f"{path.name} announces nothing"
    return first.removeprefix("# expect: ")


def mismatch(finding: Finding, expected: str) -> str:
    """What differs between a finding and its announcement, empty if nothing does."""
    code, _, rest = expected.partition(" ")
    place, _, words = rest.partition(" ") if rest[:1].isdigit() else ("", "", rest)
    actual = str(finding.place).partition(":")[2]
    if (finding.code, actual) != (code, place) or words not in f"{finding.message} {finding.hint}":
        return f"{finding.code} {actual} {finding.message} → {finding.hint}\n    instead of {expected}"
    return ""


def differences(path: Path) -> list[str]:
    """What differs between the findings of a file and those that it announces."""
    node, findings = read_yaml(path)
    expected = expectation(path).split(" | ")
    assert (node is None) == any(finding.is_error for finding in findings)
    if len(findings) != len(expected):
        return [f"{path.name}: {[str(finding) for finding in findings]} instead of {expected}"]
    pairs = zip(findings, expected, strict=True)
    return [f"{path.name}: {text}" for finding, words in pairs if (text := mismatch(finding, words))]


def test_broken_files_give_what_they_announce() -> None:
    paths = sorted(FOLDER.iterdir())
    compared = {path.name: differences(path) for path in paths}
    assert [line for lines in compared.values() for line in lines] == []
    assert len(compared) == len(paths) > 80
    assert set(UNCOMMENTED) <= set(compared), "the table names a file that is not there"


@pytest.mark.parametrize("path", sorted(FOLDER.iterdir()), ids=lambda path: path.name)
def test_messages_are_chinese_and_short(path: Path) -> None:
    for finding in read_yaml(path)[1]:
        assert any("\u4e00" <= char <= "\u9fff" for char in finding.message)
        assert finding.hint.endswith(("。", "'", "“大于”")) or str(path) in finding.hint
        assert len(finding.message) < 160
        assert "expected" not in finding.message
