"""The public names: they resolve, say what they are, and cost nothing until they are used."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
import yaml
from openpyxl import load_workbook

import generator
from generator.layouts.folders import specs_folder
from generator.sources.plain_data import Source


@pytest.mark.parametrize("name", generator.__all__)
def test_name_resolves_to_something_that_is_documented(name: str) -> None:
    found = getattr(generator, name)
    assert callable(found)
    assert found.__doc__


def test_names_are_sorted_and_have_a_home() -> None:
    assert generator.__all__ == sorted(generator.__all__)
    assert set(generator.__all__) == set(generator._HOMES)


def test_type_checkers_see_the_same_names() -> None:
    tree = ast.parse(Path(generator.__file__).read_text(encoding="utf-8"))
    (guarded,) = [node for node in tree.body if isinstance(node, ast.If)]
    imported = {
        name.asname or name.name for node in guarded.body if isinstance(node, ast.ImportFrom) for name in node.names
    }
    assert imported == set(generator.__all__)


def test_name_that_is_not_there() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'rendr'"):
        _ = generator.rendr


def test_star_import() -> None:
    names: dict[str, object] = {}
    exec("from generator import *", names)
    assert set(generator.__all__) <= set(names)


def test_import_alone_is_light() -> None:
    code = "import sys, generator; print(*{'pydantic', 'jinja2', 'lxml', 'yaml'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert run.stdout.strip() == ""


def test_package_is_typed() -> None:
    assert (Path(generator.__file__).parent / "py.typed").is_file()


def test_example_of_the_docstring(tmp_path: Path) -> None:
    from generator import load, render

    document = load(specs_folder() / "guangzhou/huadu-jiguan-gongwei.yaml")
    rendered = render(document, tmp_path, formats=["docx", "html"])
    assert [path.name for path in rendered.files] == ["huadu-jiguan-gongwei.docx", "huadu-jiguan-gongwei.html"]
    assert all(path.is_file() for path in rendered.files)


# --- from paths, contents and data -----------------------------------------------------------------------------------

SPEC = specs_folder() / "guangzhou/huadu-jiguan-gongwei.yaml"


def data_of(path: Path) -> dict[str, object]:
    data = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    assert isinstance(data, dict)
    return data


def exported(source: Source) -> bytes:
    data = generator.export(source).data
    assert data is not None
    return data


SOURCES: dict[str, Callable[[], Source]] = {
    "path": lambda: SPEC,
    "text of a path": lambda: str(SPEC),
    "content": SPEC.read_bytes,
    "data": lambda: data_of(SPEC),
    "content of a workbook": lambda: exported(SPEC),
}


@pytest.mark.parametrize("kind", SOURCES)
def test_a_spec_is_the_same_from_wherever_it_comes(kind: str) -> None:
    source = SOURCES[kind]()
    document, wanted = generator.load(source), generator.load(SPEC)
    assert document.spec == wanted.spec
    told = [(finding.code, finding.path, finding.message) for finding in generator.check(source)]
    assert sorted(told) == sorted((finding.code, finding.path, finding.message) for finding in wanted.findings)
    assert generator.compose(document) == generator.compose(wanted)


def test_files_are_called_by_name(tmp_path: Path) -> None:
    document = generator.load(data_of(SPEC), name="某单位")
    assert [path.name for path in generator.render(document, tmp_path, formats=["html"]).files] == ["某单位.html"]
    document = generator.load(data_of(SPEC))
    assert [path.name for path in generator.render(document, tmp_path, formats=["html"]).files] == ["spec.html"]


def test_findings_of_data_name_the_value() -> None:
    data = data_of(SPEC) | {"年度": "明年"}
    (finding,) = [finding for finding in generator.check(data, name="库") if finding.is_error]
    assert (finding.code, finding.path, str(finding.place)) == ("FLD06", "年度", "库")


def test_profile_and_layout_are_heeded() -> None:
    assert len(generator.check(SPEC, profile="draft")) < len(generator.check(SPEC, layout="dongguan"))


def test_drawn_bytes_are_those_of_the_files(tmp_path: Path) -> None:
    document = generator.load(SPEC)
    rendered = generator.render(document, tmp_path, formats=["docx", "html"])
    drawn = generator.draw(document, formats=["docx", "html"])
    assert drawn.data == {path.suffix[1:]: path.read_bytes() for path in rendered.files}


@pytest.mark.parametrize("kind", ["docx", "html", "xlsx"])
def test_a_form_is_read_from_its_bytes_as_from_its_file(kind: str, tmp_path: Path) -> None:
    data = generator.draw(generator.load(SPEC), formats=[kind]).data[kind]
    path = tmp_path / f"form.{kind}"
    path.write_bytes(data)
    of_file, of_bytes = generator.read(path), generator.read(data, name=str(path))
    assert [spec.text for spec in of_bytes.specs] == [spec.text for spec in of_file.specs] != []
    assert of_bytes.findings == of_file.findings
    assert [spec.findings for spec in of_bytes.specs] == [spec.findings for spec in of_file.specs]


@pytest.mark.parametrize("data", [b"", b"\x00\x01", b"PK\x03\x04", b"%PDF-1.7", "一段文字".encode()])
def test_what_is_no_form_is_told_by_name(data: bytes) -> None:
    reading = generator.read(data, name="来件")
    assert reading.specs == []
    assert {finding.place.file for finding in reading.findings if finding.is_error} == {"来件"}
    assert "jixiao-" not in str(reading.findings)


def test_what_is_read_can_be_loaded() -> None:
    data = generator.draw(generator.load(SPEC), formats=["docx"]).data["docx"]
    (spec,) = generator.read(data).specs
    document = generator.load(spec.text.encode())
    assert document.spec == spec.spec


def with_edit(workbook: bytes, old: str, new: str) -> bytes:
    book = load_workbook(BytesIO(workbook))
    cells = [cell for sheet in book for row in sheet for cell in row if cell.value == old]
    assert len(cells) == 1
    cells[0].value = new
    changed = BytesIO()
    book.save(changed)
    return changed.getvalue()


GOAL = "开展关心下一代活动，培养青少年牢固树立社会主义核心价值观，养成爱党、爱国、爱学习、爱劳动的优秀品德。"


@pytest.fixture(scope="module")
def edited() -> bytes:
    """The workbook of ``SPEC`` with another goal of its first project."""
    return with_edit(exported(SPEC), GOAL, "办好讲座。")


def with_goal(goal: str) -> bytes:
    return SPEC.read_bytes().replace(GOAL.encode(), goal.encode())


@pytest.mark.parametrize("as_paths", [False, True])
def test_edits_come_back_into_the_yaml(edited: bytes, as_paths: bool, tmp_path: Path) -> None:
    workbook, spec = tmp_path / "x.xlsx", tmp_path / "x.yaml"
    workbook.write_bytes(edited)
    spec.write_bytes(SPEC.read_bytes())
    result = generator.import_into(workbook, spec) if as_paths else generator.import_into(edited, SPEC.read_bytes())
    assert not result.failed
    assert result.data == with_goal("办好讲座。") != SPEC.read_bytes()
    assert len(result.edits) == 1
    assert spec.read_bytes() == SPEC.read_bytes(), "nothing is written"


def test_conflicts_are_told_and_a_side_can_win(edited: bytes) -> None:
    spec = with_goal("办好展览。")
    result = generator.import_into(edited, spec)
    assert (result.failed, result.data, len(result.conflicts)) == (True, None, 1)
    assert isinstance(result.conflicts[0], generator.Conflict)
    ours, theirs = (generator.import_into(edited, spec, prefer=side) for side in ("ours", "theirs"))
    assert ours.data is None
    assert theirs.data == with_goal("办好讲座。")
    assert len(ours.decided) == len(theirs.decided) == 1


@pytest.mark.parametrize("is_named", [False, True])
def test_a_workbook_becomes_a_new_file(is_named: bool, tmp_path: Path) -> None:
    result = generator.import_into(exported(data_of(SPEC)), tmp_path / "new.yaml" if is_named else None)
    assert result.data is not None
    assert generator.load(result.data).spec == generator.load(SPEC).spec
    assert not (tmp_path / "new.yaml").exists()


def test_a_workbook_made_of_data_says_that_it_has_no_file() -> None:
    result = generator.import_into(exported(data_of(SPEC)), SPEC.read_bytes())
    assert [finding.code for finding in result.findings if finding.is_error] == ["WBK16"]


def test_what_is_no_workbook_is_told() -> None:
    result = generator.import_into(b"PK\x03\x04", SPEC)
    assert (result.failed, result.data) == (True, None)
    exported_nothing = generator.export({"版式": "guangzhou"})
    assert exported_nothing.data is None
    assert any(finding.is_error for finding in exported_nothing.findings)
