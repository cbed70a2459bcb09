"""The command line as a whole: Chinese words, exit codes, quick start, and one place for what goes wrong."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator import __version__
from generator.cli import schema
from generator.cli.main import COMMANDS, main
from generator.layouts.folders import specs_folder, templates_folder

SAMPLE = str(templates_folder() / "guangzhou/sample.yaml")
HEAVY = {"pydantic", "jinja2", "lxml", "yaml", "weasyprint", "openpyxl", "docx", "uharfbuzz"}
NEEDLESS_TO_CHECK = {
    "importlib.metadata", "tempfile", "traceback", "zipfile", "generator.form", "generator.reports.summary",
    "generator.sources.yaml_errors",
}  # fmt: skip


def jixiao(*arguments: str, script: str = "", stdout: int = subprocess.PIPE) -> subprocess.Popen[str]:
    """The command in a process of its own; ``script`` is run first."""
    code = f"import sys\n{script}\nfrom generator.cli.main import main\nsys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.Popen(
        command, stdout=stdout, stderr=subprocess.PIPE, text=True, encoding="utf-8", cwd=specs_folder().parent
    )


def said_by(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """The exit code and what stands in both streams."""
    try:
        code = main(list(arguments))
    except SystemExit as end:
        code = int(end.code or 0)
    out, err = capsys.readouterr()
    return code, out, err


# --- quick start ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], *([name, "--help"] for name in COMMANDS)])
def test_heavy_libraries_are_not_imported_for_words_alone(arguments: list[str]) -> None:
    watch = f"import atexit\natexit.register(lambda: print(*sorted({HEAVY} & set(sys.modules)), file=sys.stderr))"
    out, err = jixiao(*arguments, script=watch).communicate(timeout=60)
    assert out
    assert err.split() == []


def test_check_imports_no_more_than_it_needs() -> None:
    watch = "import atexit\natexit.register(lambda: print(*sys.modules, file=sys.stderr))"
    _, err = jixiao("check", SAMPLE, script=watch).communicate(timeout=60)
    imported = set(err.split())
    assert {"pydantic", "yaml", "generator.checks"} <= imported
    assert not (HEAVY - {"pydantic", "yaml"} | NEEDLESS_TO_CHECK) & imported


def test_check_of_a_workbook_imports_no_writer(tmp_path: Path) -> None:
    workbook = str(tmp_path / "x.xlsx")
    assert main(["excel", "export", SAMPLE, workbook]) == 0
    watch = "import atexit\natexit.register(lambda: print(*sys.modules, file=sys.stderr))"
    _, err = jixiao("check", workbook, script=watch).communicate(timeout=60)
    assert "generator.excel.read.read_workbook" in err.split()
    assert [name for name in err.split() if name.startswith(("generator.writers", "generator.excel.write"))] == []


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert said_by("--version", capsys=capsys) == (0, f"jixiao {__version__}\n", "")


# --- Chinese words --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [["--help"], *([name, "--help"] for name in COMMANDS)])
def test_help_is_chinese(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said_by(*arguments, capsys=capsys)
    assert code == 0
    assert out.startswith("用法：jixiao")
    assert not re.search("usage|options|positional|show this|default:|optional", out)


def test_help_names_every_command_and_every_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = said_by("--help", capsys=capsys)
    assert [name for name in COMMANDS if not re.search(rf"\n +{name} +[一-鿿]", out)] == []
    assert "0 没有错误；1 有错误；2 用法不对；3 程序本身出错" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "缺少参数：命令"),
        (["print"], "不能是 'print'，可选："),
        (["render"], "缺少参数：文件"),
        (["render", "x", "-f", "doc"], "没有格式“doc”，可选：docx,pdf,xlsx,html"),
        (["render", "x", "-f", ","], "可选：docx,pdf,xlsx,html"),
        (["render", "x", "-o"], "-o/--out 后面要写一个值"),
        (["render", "x", "--colour"], "不认识的参数：--colour"),
        (["render", "x", "--for"], "不认识的参数：--for"),
        (["new", "guangzhou"], "缺少参数：文件"),
        (["new", "深圳", "x.yaml"], "没有版式“深圳”，现有：caofeidian（曹妃甸）、"),
        (["skin", "深圳", "x.docx"], "没有版式“深圳”，现有："),
        (["check", SAMPLE, "--layout", "深圳"], "没有版式“深圳”，现有："),
        (["render", SAMPLE, "--layout", "深圳"], "没有版式“深圳”，现有："),
        (["check", "."], "没有找到数据文件"),
        (["render", "."], "没有找到数据文件"),
        (["render", ""], "路径是空的"),
        (["render", SAMPLE, "-o", " "], "路径是空的"),
    ],
)
def test_wrong_usage_is_told_in_chinese(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = said_by(*arguments, capsys=capsys)
    assert (code, out) == (2, "")
    assert said in err
    assert not re.search("error|usage|required|invalid|argument", err)


# --- what goes wrong ------------------------------------------------------------------------------------------


def break_schema(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fail() -> str:
        raise error

    monkeypatch.setattr(schema, "schema_text", fail)


def test_bug_is_told_as_one_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("JIXIAO_DEBUG", raising=False)
    break_schema(monkeypatch, KeyError("oops"))
    code, out, err = said_by("schema", capsys=capsys)
    assert (code, out) == (3, "")
    assert "程序出错：KeyError: 'oops'（test_main.py:" in err
    assert "Traceback" not in err


def test_bug_shows_its_traceback_on_demand(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("JIXIAO_DEBUG", "1")
    break_schema(monkeypatch, KeyError("oops"))
    assert "Traceback" in said_by("schema", capsys=capsys)[2]


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (OSError(28, "No space left on device", "x.docx"), 1, "读写文件失败：x.docx（"),
        (KeyboardInterrupt(), 130, "已中断"),
    ],
)
def test_environment_is_told_in_words(
    error: BaseException, code: int, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    break_schema(monkeypatch, error)
    found, _, err = said_by("schema", capsys=capsys)
    assert (found, said in err) == (code, True)


@pytest.mark.parametrize("arguments", [["schema"], ["layouts"], ["check", "specs"], ["--help"], ["--version"]])
def test_reader_that_goes_away_is_no_bug(arguments: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    process = jixiao(*arguments, stdout=writer)
    os.close(writer)
    assert process.communicate(timeout=60)[1] == ""
    assert process.returncode in (0, 1)


@pytest.mark.skipif(sys.platform == "win32", reason="no such shell")
def test_output_that_is_closed_is_no_bug(tmp_path: Path) -> None:
    script = 'exec "$0" -c "import sys; from generator.cli.main import main; sys.exit(main())" "$@" >&- 2>&-'
    command = ["render", SAMPLE, "-o", str(tmp_path), "-f", "html", "-j", "1"]
    assert subprocess.run(["sh", "-c", script, sys.executable, *command]).returncode == 0
    assert (tmp_path / "manifest.json").exists()


def test_output_that_is_not_utf8_is_no_bug() -> None:
    out, err = jixiao("layouts", script="sys.stdout.reconfigure(encoding='ascii')").communicate(timeout=60)
    assert "guangzhou" in out
    assert err == ""


def test_main_is_what_the_installed_command_calls() -> None:
    text = (Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8")
    assert 'jixiao = "generator.cli.main:main"' in text
