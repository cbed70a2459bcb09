"""``jixiao read``: where specs go, what is refused, what is printed, exit codes; and the way from form to form."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from shutil import copy

import jsonschema
import pytest

from generator.cli.main import main
from generator.layouts.compose import compose
from generator.pipeline import load
from tests.layouts.invented import TEXTS, write_region
from tests.reading.plain import as_html, plain

ROOT = Path(__file__).parents[2]
FORMS = ROOT / "tests/reading/damaged"
GOOD = FORMS / "guangzhou/cell-a-line.txt"
TWO = FORMS / "guangzhou/two-departments-two-sheets.xlsx"
WRONG_SUM = FORMS / "guangzhou/sum-of-a-unit-wrong.txt"
MANY = FORMS / "caofeidian/words-broken-by-line-breaks.docx"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run ``jixiao read``: its exit code, what it printed and what it complained about."""

    def run(*argv: object) -> tuple[int, str, str]:
        try:
            code = main(["read", *(str(word) for word in argv)])
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 99
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


def names(folder: Path) -> list[str]:
    """The files in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_into_a_file(tmp_path: Path, run: Run) -> None:
    target = tmp_path / "new" / "my.yaml"
    code, out, err = run(GOOD, "-o", target)
    assert (code, err) == (0, "")
    assert out.splitlines()[-1].startswith(f"{GOOD} → {target}（广州，3 个项目、9 条指标；校验 0 个错误、")
    assert names(target.parent) == ["jixiao.schema.json", "my.yaml"]
    assert load(target).spec == load(FORMS / "guangzhou/spec.yaml").spec


def test_header_names_the_schema_and_the_form(tmp_path: Path, run: Run) -> None:
    run(GOOD, "-o", tmp_path / "my.yaml")
    first, second, *_ = (tmp_path / "my.yaml").read_text(encoding="utf-8").splitlines()
    assert first == "# yaml-language-server: $schema=jixiao.schema.json"
    assert second == "# 由“cell-a-line.txt”读出，请与原件核对。"


def test_several_files_into_a_folder(tmp_path: Path, run: Run) -> None:
    copy(GOOD, tmp_path / "cell-a-line.txt")
    code, _, _ = run(GOOD, tmp_path / "cell-a-line.txt", MANY, "-o", tmp_path / "out")
    assert code == 0
    assert names(tmp_path / "out") == [
        "cell-a-line-2.yaml",
        "cell-a-line.yaml",
        "jixiao.schema.json",
        "words-broken-by-line-breaks.yaml",
    ]


def test_department_a_spec(tmp_path: Path, run: Run) -> None:
    code, out, _ = run(TWO, "-o", tmp_path)
    assert code == 0
    stem = "two-departments-two-sheets"
    departments = ["某市某区图书馆（部门）", "某市某区文化馆（部门）"]
    assert names(tmp_path) == ["jixiao.schema.json", *(f"{stem}-{name}.yaml" for name in departments)]
    assert [name in out for name in departments] == [True, True]


def test_several_files_do_not_go_into_one(tmp_path: Path, run: Run) -> None:
    code, _, err = run(GOOD, MANY, "-o", tmp_path / "my.yaml")
    assert (code, "-o 要写文件夹" in err, names(tmp_path)) == (2, True, [])


def test_existing_file_is_refused_unless_forced(tmp_path: Path, run: Run) -> None:
    target = tmp_path / "my.yaml"
    target.write_text("mine", encoding="utf-8")
    code, out, err = run(GOOD, "-o", target)
    assert (code, "已存在" in err, "→" in out) == (1, True, False)
    assert target.read_text(encoding="utf-8") == "mine"
    assert run(GOOD, "-o", target, "--force")[0] == 0
    assert load(target).spec is not None


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path, run: Run) -> None:
    code, out, _ = run(tmp_path / "missing.docx", GOOD, "-o", tmp_path / "out")
    assert (code, "SRC01" in out) == (1, True)
    assert "cell-a-line.yaml" in names(tmp_path / "out")


def test_error_in_what_was_read_is_told_and_written(tmp_path: Path, run: Run) -> None:
    code, out, _ = run(WRONG_SUM, "-o", tmp_path / "my.yaml")
    assert code == 1
    assert f"{WRONG_SUM}:9:9: 错误 REA06 " in out
    assert main(["check", str(tmp_path / "my.yaml")]) == 1


def test_long_report_is_cut_unless_all_is_asked_for(tmp_path: Path, run: Run) -> None:
    form = tmp_path / "form.txt"
    leaked = (FORMS / "dongguan/label-broken-by-blanks.txt").read_text(encoding="utf-8").replace("\t", "</p>\t")
    form.write_text(leaked, encoding="utf-8")
    short, full = run(form, "-o", tmp_path / "a.yaml")[1], run(form, "-o", tmp_path / "b.yaml", "--all")[1]
    told = full.count("REA04")
    assert told > 100
    assert (short.count("REA04"), f"……另有 {told - 30} 处" in short) == (30, True)


@pytest.mark.parametrize("name", ["广州", "guangzhou"])
def test_layout_by_name(name: str, tmp_path: Path, run: Run) -> None:
    assert run(GOOD, "-o", tmp_path / "my.yaml", "--layout", name)[0] == 0


def test_layout_of_another_form(tmp_path: Path, run: Run) -> None:
    code, out, _ = run(GOOD, "-o", tmp_path / "my.yaml", "--layout", "东莞")
    assert (code, "REA03" in out, names(tmp_path)) == (1, True, [])


def test_unknown_layout(tmp_path: Path, run: Run) -> None:
    code, out, err = run(GOOD, "-o", tmp_path / "my.yaml", "--layout", "月球")
    assert (code, "月球" in out + err, names(tmp_path)) == (2, True, [])


def test_layouts_of_a_folder(tmp_path: Path, run: Run) -> None:
    regions = write_region(tmp_path / "layouts").parent
    document = load(regions / "xinghai/sample.yaml", layout_folders=[regions])
    assert document.spec is not None
    assert document.layout is not None
    form = tmp_path / "form.html"
    form.write_text(as_html(plain(compose(document.spec, document.layout))), encoding="utf-8")
    assert run(form, "-o", tmp_path / "my.yaml", "--layouts", regions)[0] == 0
    again = load(tmp_path / "my.yaml", layout_folders=[regions])
    assert again.spec is not None
    assert again.layout is not None
    assert list(compose(again.spec, again.layout).texts()) == TEXTS


@pytest.mark.parametrize("form", [GOOD, WRONG_SUM, MANY, TWO])
def test_json_report_keeps_its_schema(form: Path, tmp_path: Path, run: Run) -> None:
    code, out, _ = run(form, "-o", tmp_path, "--format", "json")
    report = json.loads(out)
    jsonschema.validate(report, json.loads((ROOT / "docs/report.schema.json").read_text(encoding="utf-8")))
    assert [file["file"] for file in report["files"]] == [str(form)]
    assert code == (1 if report["counts"]["errors"] else 0)


@pytest.mark.parametrize("argv", [[], [GOOD], ["-o", "x.yaml"], [GOOD, "-o"]])
def test_wrong_use(argv: list[object], run: Run) -> None:
    code, out, err = run(*argv)
    assert (code, out, "jixiao" in err) == (2, "", True)


@pytest.mark.parametrize("layout", ["guangzhou", "dongguan", "caofeidian"])
def test_form_that_was_read_checks_and_prints_again(layout: str, tmp_path: Path, run: Run) -> None:
    original = FORMS / layout / "spec.yaml"
    assert main(["render", str(original), "-o", str(tmp_path), "-f", "docx"]) == 0
    assert run(tmp_path / "spec.docx", "-o", tmp_path / "again.yaml")[0] == 0
    assert main(["check", str(tmp_path / "again.yaml")]) == 0
    assert main(["render", str(tmp_path / "again.yaml"), "-o", str(tmp_path), "-f", "docx"]) == 0
    assert run(tmp_path / "again.docx", "-o", tmp_path / "third.yaml")[0] == 0
    bodies = [(tmp_path / name).read_text(encoding="utf-8").split("\n", 2)[2] for name in ("again.yaml", "third.yaml")]
    assert bodies[0] == bodies[1]
