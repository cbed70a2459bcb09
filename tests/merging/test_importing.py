"""From a real workbook into a file: encodings, the command's output, and what it never touches."""

from __future__ import annotations

import codecs
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest

from generator.cli import excel_import
from generator.cli.parser import Parser
from generator.excel.export_file import export_spec
from generator.merging.importing import Import, import_into, import_new
from generator.merging.items import Side
from generator.merging.three_way import merge
from generator.sources.yaml_file import read_yaml_text
from generator.spec.content_tree import Pool, build_tree
from generator.yaml_edit.patch import patch
from generator.yaml_edit.patch_work import read_document
from generator.yaml_edit.unified_diff import unified_diff

SPECS = sorted(Path("specs").glob("*/*.yaml"))

TEXT = """\
# 说明
版式: guangzhou
年度: 2024  # 核过
部门: 某部门
预算单位:
  - 项目:
      # 第一个
      - 项目名称: 一
        资金:
          财政拨款: '1.50'
        绩效目标: 做好
        绩效指标:
          - 二级指标: 数量指标
            三级指标: 次数
            年度指标值: 3次
"""


def command(*arguments: str | Path) -> int:
    parser = Parser("jixiao")
    excel_import.add(parser.add_subparsers(parser_class=Parser))
    parsed = parser.parse_args(["import", *map(str, arguments)])
    code: int = parsed.run(parsed)
    return code


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    path = tmp_path / "x.yaml"
    path.write_bytes(TEXT.encode())
    return path


def exported(path: Path, edits: dict[str, Any] | None = None) -> Path:
    """The workbook of a spec, with cells (``项目!E2``) changed."""
    data, findings = export_spec(path)
    assert data is not None, findings
    book = path.with_suffix(".xlsx")
    book.write_bytes(data)
    if edits:
        loaded = openpyxl.load_workbook(book)
        for where, value in edits.items():
            sheet, _, cell = where.partition("!")
            loaded[sheet][cell] = value
        loaded.save(book)
    return book


def cell_of(book: Path, sheet: str, heading: str, row: int = 2) -> str:
    """The cell below a heading."""
    loaded = openpyxl.load_workbook(book)
    found = next(cell for cell in loaded[sheet][1] if str(cell.value).startswith(heading))
    return f"{sheet}!{found.column_letter}{row}"


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_a_workbook_that_nobody_edited_changes_nothing(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "x.yaml"
    copy.write_bytes(path.read_bytes())
    book = exported(copy)
    assert command(book, "--into", copy) == 0
    assert copy.read_bytes() == path.read_bytes()


def test_one_cell_one_line(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = exported(spec)
    book = exported(spec, {cell_of(book, "项目", "财政拨款"): 2.5, cell_of(book, "指标", "年度指标值"): "4次"})
    assert command(book, "--into", spec, "--dry-run") == 0
    assert spec.read_text("utf-8") == TEXT
    shown = capsys.readouterr().out
    assert "-          财政拨款: '1.50'\n+          财政拨款: '2.5" in shown
    assert "改：预算单位[1].项目[1].绩效指标[1].年度指标值" in shown
    assert "3次 → 4次" in shown
    assert command(book, "--into", spec) == 0
    assert "改了 2 处" in capsys.readouterr().out
    after = spec.read_text("utf-8")
    assert after.replace("'2.5'", "'1.50'").replace("'2.50'", "'1.50'").replace("4次", "3次") == TEXT


def test_what_remains_to_be_done_is_said(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = exported(spec)
    book = exported(spec, {cell_of(book, "项目", "财政拨款"): "十二"})
    for options, when in ((("--dry-run",), "写入后会有"), ((), "写入后仍有"), ((), "现有")):
        assert command(book, "--into", spec, *options) == 0
        assert f"{when} 1 个错误、0 个提醒，jixiao check {spec} 查看" in capsys.readouterr().out
    assert "财政拨款: '十二'" in spec.read_text("utf-8")


@pytest.mark.parametrize("options", [("--dry-run",), ()])
def test_what_a_check_refuses_is_not_written_without_a_word(
    options: tuple[str, ...], spec: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = exported(spec)
    book = exported(spec, {cell_of(book, "项目", "财政拨款"): "12.50万元"})
    assert command(book, "--into", spec, *options) == 0
    said = capsys.readouterr().err
    assert "错误 FLD05" in said
    assert "12.50万元" in said


def test_a_spec_without_findings_is_said_to_have_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(Path("templates/guangzhou/sample.yaml").read_bytes())
    book = exported(path)
    book = exported(path, {cell_of(book, "项目", "财政拨款"): 13})
    assert command(book, "--into", path) == 0
    assert "校验没有发现问题" in capsys.readouterr().out


def test_a_conflict_writes_nothing(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = exported(spec)
    book = exported(spec, {cell_of(book, "指标", "年度指标值"): "4次"})
    mine = TEXT.replace("3次", "5次").encode()
    spec.write_bytes(mine)
    assert command(book, "--into", spec) == 1
    assert spec.read_bytes() == mine
    said = capsys.readouterr().err
    assert f"数据文件：5次（{spec}:15:20）" in said
    assert f"工作簿：4次（{book}!指标!" in said
    assert command(book, "--into", spec, "--ours") == 0
    assert spec.read_bytes() == mine
    said = capsys.readouterr().out
    assert said.startswith("以数据文件为准：预算单位[1].项目[1].绩效指标[1].年度指标值：")
    assert f"工作簿：4次（{book}!指标!" in said
    assert command(book, "--into", spec, "--theirs") == 0
    said = capsys.readouterr().out
    assert said.startswith("以工作簿为准：")
    assert "数据文件：5次（" in said
    assert spec.read_text("utf-8") == TEXT.replace("3次", "4次")


def test_a_new_file(spec: Path, tmp_path: Path) -> None:
    book = exported(spec)
    target = tmp_path / "new" / "y.yaml"
    assert command(book, "--into", target, "--dry-run") == 0
    assert not target.exists()
    assert command(book, "--into", target) == 0
    assert target.read_text("utf-8").startswith("# yaml-language-server: $schema=jixiao.schema.json\n版式: guangzhou\n")
    assert (target.parent / "jixiao.schema.json").is_file()
    again = target.read_bytes()
    assert command(book, "--into", target) == 0
    assert target.read_bytes() == again


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (b"", "gb18030"),
    ],
)
def test_encoding_and_line_ends_survive(spec: Path, mark: bytes, encoding: str) -> None:
    before = mark + TEXT.replace("\n", "\r\n").encode(encoding)
    spec.write_bytes(before)
    book = exported(spec)
    book = exported(spec, {cell_of(book, "指标", "年度指标值"): "4次"})
    assert command(book, "--into", spec) == 0
    assert spec.read_bytes() == before.replace("3次".encode(encoding), "4次".encode(encoding))


def test_a_link_stays_a_link(spec: Path) -> None:
    book = exported(spec)
    book = exported(spec, {cell_of(book, "指标", "年度指标值"): "4次"})
    link = spec.parent / "link.yaml"
    link.symlink_to(spec)
    spec.chmod(0o600)
    assert command(book, "--into", link) == 0
    assert link.is_symlink()
    assert "4次" in spec.read_text("utf-8")
    assert spec.stat().st_mode & 0o777 == 0o600


def test_what_cannot_be_imported(spec: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = exported(spec)
    assert command(book, "--into", tmp_path / "x.xlsx") == 2
    assert command(tmp_path / "none.xlsx", "--into", spec) == 1
    spec.write_text("版式: [x\n", encoding="utf-8")
    assert command(book, "--into", spec) == 1
    assert "SRC06" in capsys.readouterr().err
    assert spec.read_text("utf-8") == "版式: [x\n"
    spec.write_bytes(b"\x80abc")
    assert command(book, "--into", spec) == 1


# --- without a workbook


def imported(mine: str, theirs: str, path: Path, base: str | None = None, prefer: Side | None = None) -> Import:
    path.write_bytes(mine.encode())
    root, _ = read_yaml_text(theirs, "x.xlsx")
    return import_into(
        SimpleNamespace(root=root, take_root=lambda: root, base_text=base, base_name="b", ids={}, blanks={}),
        path,
        prefer,
    )  # type: ignore[arg-type]


def test_a_workbook_of_unknown_origin(tmp_path: Path) -> None:
    theirs = TEXT.replace("3次", "4次")
    refused = imported(TEXT, theirs, tmp_path / "x.yaml")
    assert (refused.data, [finding.code for finding in refused.findings]) == (None, ["WBK16"])
    taken = imported(TEXT, theirs, tmp_path / "x.yaml", prefer=Side.THEIRS)
    assert taken.data == theirs.encode()


OTHER = TEXT.replace("某部门", "别的部门").replace("项目名称: 一", "项目名称: 二")


def test_a_workbook_of_another_file(tmp_path: Path) -> None:
    theirs = TEXT.replace("3次", "4次")
    for prefer in (None, Side.MINE):
        refused = imported(OTHER, theirs, tmp_path / "x.yaml", base=TEXT, prefer=prefer)
        assert (refused.data, [finding.code for finding in refused.findings]) == (None, ["WBK16"])
        assert refused.failed
        assert "没有一个相同的单位或项目" in refused.findings[0].message
    assert not imported(OTHER, theirs, tmp_path / "x.yaml", base=TEXT, prefer=Side.THEIRS).failed


@pytest.mark.parametrize(
    "mine",
    [
        TEXT.replace("项目名称: 一", "项目名称: 二"),
        TEXT.replace("某部门", "别的部门"),
        TEXT[: TEXT.index("预算单位")] + "预算单位: []\n",
    ],
)
def test_a_file_that_was_renamed_in_part_is_the_same(mine: str, tmp_path: Path) -> None:
    theirs = TEXT.replace("2024", "2025")
    result = imported(mine, theirs, tmp_path / "x.yaml", base=TEXT)
    assert [finding.code for finding in result.findings] == []
    assert not result.failed


def test_amounts_in_another_unit_write_nothing(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = exported(spec)
    book = exported(spec, {cell_of(book, "项目", "财政拨款"): 2.5})
    mine = TEXT.replace("年度: 2024", "金额单位: 元\n年度: 2024").encode()
    spec.write_bytes(mine)
    for options in ((), ("--ours",), ("--theirs",)):
        assert command(book, "--into", spec, *options) == 1
        assert spec.read_bytes() == mine
        said = capsys.readouterr().err
        assert "冲突：金额单位：" in said
        assert "预算单位[1].项目[1].资金.财政拨款" in said
        assert f"数据文件：元（{spec}:3:7）" in said
        assert "工作簿：万元" in said
        assert "--ours" not in said


def test_a_character_that_yaml_refuses(tmp_path: Path) -> None:
    theirs = TEXT.replace("3次", '"3\\x07次"')
    root, _ = read_yaml_text(TEXT, "x.xlsx")
    node: Any = root
    node.entries[0][1].text = "a\x07"
    source: Any = SimpleNamespace(root=node, base_text=TEXT, base_name="b", ids={}, blanks={})
    (tmp_path / "x.yaml").write_text(TEXT, encoding="utf-8")
    assert theirs
    for result in (import_into(source, tmp_path / "x.yaml"), import_new(source, "")):
        assert (result.data, [finding.code for finding in result.findings]) == (None, ["SRC10"])


def test_the_diff_is_one_that_patch_takes() -> None:
    lines = [f"  - 单位名称: 第{number}\n" for number in range(40)]
    old = "预算单位:\n" + "".join(lines)
    changed = [line for number, line in enumerate(lines) if number != 3]
    changed.insert(20, "  - 单位名称: 新\n")
    new = "预算单位:\n" + "".join(changed).replace("第30\n", "第三十\n")
    pool = Pool()
    document = read_document(old, "x.yaml", pool)
    node, _ = read_yaml_text(new, "y")
    assert node is not None
    merged = merge(document.tree, document.tree, build_tree(node, pool), {}, pool)
    patched = patch(document, merged.tree, pool)
    assert patched.text == new
    diff = list(unified_diff(document, patched.changes, "x.yaml"))
    assert [line for line in diff if line.startswith("@@")] == [
        "@@ -2,7 +2,6 @@",
        "@@ -20,6 +19,7 @@",
        "@@ -29,7 +29,7 @@",
    ]
    assert applied(old.splitlines(), diff) == new.splitlines()


def applied(old: list[str], diff: list[str]) -> list[str]:
    """``old`` with a unified diff."""
    new: list[str] = []
    at = 0
    for line in diff[2:]:
        if line.startswith("@@"):
            start = int(line.split()[1][1:].partition(",")[0]) - 1
            new += old[at:start]
            at = start
        elif line.startswith("+"):
            new.append(line[1:])
        else:
            assert old[at] == line[1:]
            at += 1
            new += [line[1:]] if line.startswith(" ") else []
    return new + old[at:]
