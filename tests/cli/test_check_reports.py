"""``jixiao check``: formats, grouping, selection, strictness and exit codes; and the hooks of pre-commit."""

from __future__ import annotations

import json
import shlex
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from generator.cli.main import main
from tests.reports.samples import CLEAN, SPEC, written

ROOT = Path(__file__).parents[2]

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command line: its exit code, what it printed and what it complained about."""

    def run(*argv: object) -> tuple[int, str, str]:
        try:
            code = main([str(word) for word in argv])
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 99
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


def codes_in(out: str) -> set[str]:
    """The codes of a JSON report."""
    return {finding["code"] for finding in json.loads(out)["findings"]}


def test_text_shows_the_source_under_the_finding(tmp_path: Path, run: Run) -> None:
    path = written(tmp_path)
    code, out, _ = run("check", path)
    lines = out.splitlines()
    index = next(index for index, line in enumerate(lines) if " 错误 MON01 " in line)
    assert lines[index].startswith(f"{path}:8:15: 错误 MON01 ")
    assert lines[index + 1] == "     8 |           总计: 13"
    assert lines[index + 2] == "       |                 ^"
    assert lines[index + 3].strip() == "位置：预算单位[1].项目[1].资金.总计"
    assert lines[index + 4].strip().startswith("建议：")
    assert code == 1


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        (SPEC, [], 1),
        (CLEAN, [], 0),
        (CLEAN, ["--fail-on", "warning"], 1),
        (CLEAN, ["--fail-on", "warning", "--profile", "draft"], 0),
        (SPEC, ["--ignore", "MON01"], 0),
        (SPEC, ["--select", "COV"], 0),
        (SPEC, ["--select", "COV", "--fail-on", "warning"], 1),
        (SPEC, ["--summary"], 1),
        (SPEC, ["--format", "sarif"], 1),
        (CLEAN, ["--format", "github"], 0),
    ],
)
def test_exit_codes(tmp_path: Path, run: Run, text: str, options: list[str], code: int) -> None:
    assert run("check", written(tmp_path, text), *options)[0] == code


def test_accepted_findings_do_not_fail(tmp_path: Path, run: Run) -> None:
    text = f"{SPEC}认可:\n  - 代码: MON01\n    理由: 原文如此\n"
    code, out, _ = run("check", written(tmp_path, text), "--select", "MON01", "--fail-on", "warning")
    assert (code, out.splitlines()[-1]) == (0, "1 个文件：0 个错误，0 个提醒，1 个已认可")
    assert "理由：原文如此" in out


@pytest.mark.parametrize(
    ("options", "kept", "gone"),
    [
        (["--select", "mon01"], {"MON01"}, {"COV01", "COV02", "VAL04"}),
        (["--select", "MON,VAL"], {"MON01", "VAL04"}, {"COV01"}),
        (["--select", "MON", "--select", "COV01"], {"MON01", "COV01"}, {"COV02"}),
        (["--ignore", "COV"], {"MON01", "VAL04"}, {"COV01", "COV02"}),
        (["--select", "COV", "--ignore", "COV02"], {"COV01"}, {"COV02", "MON01"}),
    ],
)
def test_select_and_ignore(tmp_path: Path, run: Run, options: list[str], kept: set[str], gone: set[str]) -> None:
    found = codes_in(run("check", written(tmp_path), "--format", "json", *options)[1])
    assert kept <= found
    assert not gone & found


def test_a_file_that_cannot_be_read_is_told_whatever_is_selected(tmp_path: Path, run: Run) -> None:
    for options in (["--select", "MON"], ["--ignore", "SRC"]):
        code, out, _ = run("check", tmp_path / "nothing.yaml", "--format", "json", *options)
        assert (code, codes_in(out)) == (1, {"SRC01"})


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--select", "MUN01"], "没有“MUN01”这个代码，是不是 MON01？"),
        (["--ignore", "COV,ZZZZZZ"], "没有“ZZZZZZ”这个代码（"),
        (["--select", " , "], "要写代码"),
        (["--max", "-1"], "“-1”"),
        (["--max", "viele"], "“viele”不是数字"),
        (["--profile", "strict"], "--profile 不能是 'strict'"),
        (["--format", "json", "--max", "3"], "--by、--max 只用于 --format text"),
        (["--format", "sarif", "--by", "rule"], "--by、--max 只用于 --format text"),
        (["--format", "github", "--summary"], "--summary 只用于"),
        (["--summary", "--by", "rule"], "--summary 只印汇总表"),
    ],
)
def test_wrong_usage(tmp_path: Path, run: Run, options: list[str], words: str) -> None:
    code, out, err = run("check", written(tmp_path), *options)
    assert (code, out) == (2, "")
    assert words in err


def test_max_tells_what_is_left_out(tmp_path: Path, run: Run) -> None:
    path = written(tmp_path)
    _, out, _ = run("check", path, "--max", "1")
    assert "，显示 1 处（" in out
    assert "MON01" in out.splitlines()[0]
    assert "显示" not in run("check", path, "--max", "0")[1]
    assert "显示" not in run("check", path)[1]
    assert "（共 2 处，显示 1 处；" in run("check", path, "--by", "rule", "--max", "1")[1]


def test_a_terminal_shows_only_so_many(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    indicator = SPEC[SPEC.index("          - 二级指标: 社会效益") : SPEC.index("      - 项目名称: 库房维修")]
    path = written(
        tmp_path, SPEC.replace(indicator, "".join(indicator.replace("程度", f"程度{n}") for n in range(250)))
    )
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    _, out, _ = run("check", path, "--select", "VAL04,MON01", "--no-color")
    assert "共 251 处，显示 200 处" in out
    assert "\x1b" not in out
    assert max(map(len, out.splitlines())) <= 100 + len(str(path))
    assert "\x1b[" in run("check", path)[1]
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run("check", path)[1]


def test_summary_as_table_and_in_json(tmp_path: Path, run: Run) -> None:
    path = written(tmp_path)
    _, out, _ = run("check", path, "--summary")
    assert "规模" in out.splitlines()[0]
    assert "合计（1 份）" in out
    data = json.loads(run("check", path, "--summary", "--format", "json")[1])
    assert data["summary"]["total"]["money"] == "20.00"
    assert data["summary"]["total"]["coverage"]["效益"] == {"count": 1, "of": 2, "share": 0.5}
    assert data["summary"]["documents"][0]["file"] == str(path)


def test_profiles_differ(tmp_path: Path, run: Run) -> None:
    path = written(tmp_path)
    found = {
        profile: codes_in(run("check", path, "--format", "json", "--profile", profile)[1])
        for profile in ("draft", "review", "publish")
    }
    assert "COV01" not in found["draft"]
    assert "MON01" in found["draft"] < found["review"] <= found["publish"]


def test_no_files(tmp_path: Path, run: Run) -> None:
    assert run("check", tmp_path, "--format", "json")[:2] == (2, "")


# --- pre-commit ------------------------------------------------------------------------------------------------------

HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}


@pytest.mark.parametrize(
    ("hook", "text", "code"), [("jixiao-check", SPEC, 1), ("jixiao-check", CLEAN, 0), ("jixiao-fmt", SPEC, 0)]
)
def test_hooks_run(tmp_path: Path, run: Run, hook: str, text: str, code: int) -> None:
    program, *words = shlex.split(HOOKS[hook]["entry"])
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    assert scripts[program] == "generator.cli.main:main"
    assert run(*words, *HOOKS[hook].get("args", []), written(tmp_path, text))[0] == code


def test_hooks_are_what_pre_commit_takes() -> None:
    assert set(HOOKS) == {"jixiao-check", "jixiao-fmt"}
    for hook in HOOKS.values():
        assert {"id", "name", "entry", "language"} <= set(hook)
        assert (hook["language"], hook["types"]) == ("python", ["yaml"])
