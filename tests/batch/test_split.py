"""One file a project: names, findings, and which documents a change concerns."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.batch.making.job import OVERALL, Part, Result, Survey, Surveyed, Task
from generator.batch.making.split_by_project import part_of, parts_of
from generator.batch.naming import folded, plain_names, unique_names, wanted_id
from generator.batch.workers.choose_executor import Settings
from generator.files import MAX_NAME_BYTES, SpecFile
from generator.pipeline import load
from tests.batch.hooks import each, perform_one
from tests.batch.support import GOOD, SAMPLES, batch, snapshot, stamps, write_specs

HEAD, _, PROJECTS = GOOD.partition("    项目:\n")
PROJECT = "      - 项目名称" + PROJECTS.split("      - 项目名称")[1]
NAMES = st.text(st.sampled_from("甲乙aAéÉ/\\:. -2_\x00"), max_size=6)
CODES = st.none() | st.sampled_from(["", "01", "01 ", "a", "A", "con"])


def department(*projects: str) -> str:
    """The sample with a copy of its project for each name; a name with ! has an amount that is an error."""
    bodies = (
        PROJECT.replace("科普活动经费", name.strip("!")).replace("12.50", "-1.00" if "!" in name else "12.50")
        for name in projects
    )
    return f"{HEAD}    项目:\n{''.join(bodies)}"


def made(out: Path) -> list[str]:
    return sorted(path.relative_to(out).as_posix() for path in out.rglob("*.html") if path.name != "index.html")


def test_a_file_a_project_by_number_and_name(tmp_path: Path) -> None:
    specs = write_specs(tmp_path / "specs", {"科技局": department("甲", "乙")})
    summary, _ = batch(specs, tmp_path / "out", split=True)
    assert made(tmp_path / "out") == ["科技局/1-甲.html", "科技局/2-乙.html"]
    assert summary.made == 2
    pages = [(tmp_path / "out" / name).read_text(encoding="utf-8") for name in made(tmp_path / "out")]
    assert ["甲" in page for page in pages] == [True, False]


def test_code_takes_the_place_of_the_number(tmp_path: Path) -> None:
    specs = write_specs(tmp_path / "specs", {"x": SAMPLES["caofeidian"]})
    batch(specs, tmp_path / "out", split=True)
    document = load(specs / "x.yaml")
    assert document.spec is not None
    codes = [project.code for project in document.spec.projects()]
    assert all(any(f"/{code}-" in name for name in made(tmp_path / "out")) for code in codes if code)


def test_equal_names_are_told_apart_and_said(tmp_path: Path) -> None:
    text = department("甲", "甲").replace("- 项目名称: 甲", "- 项目编码: 7\n        项目名称: 甲")
    specs = write_specs(tmp_path / "specs", {"x": text})
    summary, told = batch(specs, tmp_path / "out", split=True, force=True)
    assert made(tmp_path / "out") == ["x/7-甲-2.html", "x/7-甲.html"]
    assert told.plan is not None
    (notice,) = told.plan.notices
    assert "改称 7-甲-2" in notice
    assert summary.failed == []


def test_error_stops_its_own_project_alone(tmp_path: Path) -> None:
    specs = write_specs(tmp_path / "specs", {"x": department("甲", "乙!", "丙")})
    summary, told = batch(specs, tmp_path / "out", split=True)
    assert made(tmp_path / "out") == ["x/1-甲.html", "x/3-丙.html"]
    assert summary.failed == [
        (f"{specs / 'x.yaml'}（2-乙）", "未印（--force 可印成草稿），有 1 个错误：MON03 金额 -1.00 是负数")
    ]
    whole = load(specs / "x.yaml").findings
    findings = [finding for _, outcome, _ in told.documents for finding in outcome.findings]
    assert sorted(map(str, findings)) == sorted(map(str, whole))  # each is told, and told once


def test_unreadable_spec_is_one_failure(tmp_path: Path) -> None:
    specs = write_specs(tmp_path / "specs", {"x": "版式: guangzhou\n未知: 1\n", "y": department("甲")})
    summary, _ = batch(specs, tmp_path / "out", split=True)
    assert (summary.total, summary.made, len(summary.failed)) == (2, 1, 1)


def test_second_run_does_nothing(tmp_path: Path) -> None:
    specs = write_specs(tmp_path / "specs", {"x": department("甲", "乙")})
    batch(specs, tmp_path / "out", split=True)
    before = stamps(tmp_path / "out")
    summary, _ = batch(specs, tmp_path / "out", split=True)
    assert summary.up_to_date == 2
    assert {path for path, stamp in stamps(tmp_path / "out").items() if before[path] != stamp} <= {
        str(tmp_path / "out")
    }


def test_removed_project_is_told(tmp_path: Path) -> None:
    specs = write_specs(tmp_path / "specs", {"x": department("甲", "乙")})
    batch(specs, tmp_path / "out", split=True)
    write_specs(specs, {"x": department("甲")})
    summary, _ = batch(specs, tmp_path / "out", split=True)
    assert summary.orphans == ["x/2-乙.html"]


def test_projects_of_a_spec_that_cannot_be_read_for_a_while_stay_listed(tmp_path: Path) -> None:
    specs, out = write_specs(tmp_path / "specs", {"x": department("甲", "乙")}), tmp_path / "out"
    batch(specs, out, split=True)
    before = snapshot(out)
    write_specs(specs, {"x": "部门: [\n"})
    summary, _ = batch(specs, out, split=True)
    assert (len(summary.failed), summary.orphans) == (1, [])
    write_specs(specs, {"x": department("甲", "乙")})
    summary, _ = batch(specs, out, split=True)
    assert (summary.made, summary.up_to_date) == (0, 2)
    assert snapshot(out) == before


@pytest.mark.parametrize("first", [False, True])
def test_files_of_the_other_split_are_told_once_they_are_outdated(first: bool, tmp_path: Path) -> None:
    specs, out = write_specs(tmp_path / "specs", {"x": department("甲")}), tmp_path / "out"
    batch(specs, out, split=first)
    assert batch(specs, out, split=not first)[0].orphans == []
    write_specs(specs, {"x": department("甲!")})
    assert batch(specs, out, split=first)[0].orphans == ([] if not first else ["x.html"])
    write_specs(specs, {"x": department("甲").replace("12.50", "3.00")})
    assert batch(specs, out, split=first)[0].orphans == (["x/1-甲.html"] if not first else [])


def test_spec_that_could_not_be_surveyed_is_not_made_as_some_project(tmp_path: Path) -> None:
    @each
    def perform_but_no_survey(task: Task) -> Result:
        return Surveyed(task.serial, "", None) if isinstance(task, Survey) else perform_one(task)

    specs = write_specs(tmp_path / "specs", {"x": department("甲", "乙")})
    summary, _ = batch(specs, tmp_path / "out", Settings(perform=perform_but_no_survey), split=True)
    assert [reason for _, reason in summary.failed] == ["未印，清点项目时没能读到数据文件；请再运行一次"]
    assert made(tmp_path / "out") == []


def test_overall_text_has_a_document_of_its_own(tmp_path: Path) -> None:
    document = load(write_specs(tmp_path, {"x": SAMPLES["caofeidian"]}) / "x.yaml")
    parts = parts_of(document)
    assert document.spec is not None
    assert [part for part, _, _ in parts[:2]] == [OVERALL, Part(0, 0)]
    assert len(parts) == 1 + len(list(document.spec.projects()))
    overall = part_of(document, OVERALL).spec
    first = part_of(document, Part(0, 0)).spec
    assert overall is not None
    assert first is not None
    assert (overall.overall is not None, list(overall.projects())) == (True, [])
    assert (first.overall, len(list(first.projects()))) == (None, 1)


# --- names ----------------------------------------------------------------------------------------------------


@given(st.lists(st.tuples(CODES, NAMES), max_size=12))
def test_no_two_parts_are_called_alike(projects: list[tuple[str | None, str]]) -> None:
    parts = [(Part(0, number), code, name) for number, (code, name) in enumerate(projects)]
    plain = plain_names(parts)
    names = unique_names(plain)
    assert len({folded(name) for name in names}) == len(parts)
    assert all(name and "/" not in name and len(name.encode()) <= MAX_NAME_BYTES for name in names)
    alone = {folded(name) for name in plain if [folded(other) for other in plain].count(folded(name)) == 1}
    assert all(name == wanted for name, wanted in zip(names, plain, strict=True) if folded(wanted) in alone)


@given(
    st.lists(st.sampled_from(["a", "A", "a-2", "b/a", "b/A", "x" * 200, "x" * 200 + "y", "é", "e\u0301"]), max_size=8)
)
def test_names_are_unique_and_those_that_are_alone_stay(wanted: list[str]) -> None:
    names = unique_names(wanted)
    keys = [folded(name) for name in wanted]
    assert len({folded(name) for name in names}) == len(wanted)
    assert all(name == own for name, own, key in zip(names, wanted, keys, strict=True) if keys.count(key) == 1)
    assert [name.rpartition("/")[0] for name in names] == [name.rpartition("/")[0] for name in wanted]
    assert unique_names(names) == names


def test_index_page_keeps_its_name() -> None:
    assert wanted_id(SpecFile(Path("specs/index.yaml"))) == "_index"
    assert wanted_id(SpecFile(Path("specs/sub/index.yaml"), Path("sub"))) == "sub/index"


def test_folders_are_called_what_every_system_takes() -> None:
    assert wanted_id(SpecFile(Path("specs/a:b/CON/x.yaml"), Path("a:b/CON"))) == "a_b/_CON/x"
