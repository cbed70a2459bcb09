"""Adding a region touches one new folder and no Python."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import generator
from generator.cli.main import main
from generator.layouts.load import find_layout
from generator.pipeline import FORMATS, compose, load
from tests.layouts.invented import TEXTS, write_region
from tests.support.published import folded
from tests.support.readers import READERS

SOURCES = sorted(Path(generator.__file__).parent.rglob("*.py"))
REGIONS = re.compile("guangzhou|dongguan|caofeidian|广州|东莞|曹妃甸|huadu|yuexiu|花都|越秀", re.IGNORECASE)


@pytest.fixture
def regions(tmp_path: Path) -> Path:
    """A folder of layouts with the invented one."""
    return write_region(tmp_path / "layouts").parent


def test_sample_is_rendered_in_every_format(regions: Path, tmp_path: Path) -> None:
    sample, out = regions / "xinghai/sample.yaml", tmp_path / "out"
    code = main(["render", str(sample), "--layouts", str(regions), "-o", str(out), "-f", ",".join(FORMATS)])
    assert code == 0
    for name in FORMATS:
        assert folded(READERS[name]((out / f"sample.{name}").read_bytes())) == folded("".join(TEXTS)), name


def test_form_of_the_sample(regions: Path) -> None:
    document = load(regions / "xinghai/sample.yaml", layout_folders=[regions])
    assert not document.has_errors
    assert list(compose(document).texts()) == TEXTS


def test_new_layouts_and_check_know_the_region(
    regions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "own.yaml"
    assert main(["layouts", "--layouts", str(regions)]) == 0
    assert "xinghai（星海）" in capsys.readouterr().out
    assert main(["new", "星海市", str(own), "--layouts", str(regions)]) == 0
    assert main(["check", str(own), "--layouts", str(regions)]) == 0


@pytest.mark.parametrize("name", ["xinghai", "XINGHAI", "星海", "星海市", " 星海 "])
def test_region_is_found_by_every_name(regions: Path, name: str) -> None:
    assert find_layout(name, [regions]).folder == regions / "xinghai"


def test_other_regions_print_in_its_words_and_back(regions: Path) -> None:
    document = load(find_layout("guangzhou").folder / "sample.yaml", layout="星海", layout_folders=[regions])
    assert "甲1-数量：举办科普讲座场次" in list(compose(document).texts())
    back = load(regions / "xinghai/sample.yaml", layout="guangzhou", layout_folders=[regions])
    assert not back.has_errors
    assert "1、1-产出指标；11-数量指标；维护灯塔座数；年度指标值:3座。" in "".join(compose(back).texts())


# --- no region in the program ---------------------------------------------------------------------------------


def code_texts(source: Path) -> list[str]:
    """The names and strings of a module, without docstrings and the explanations of checks."""
    tree = ast.parse(source.read_text(encoding="utf-8"))
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    names = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name)]
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docstrings = {ast.get_docstring(node, clean=False) for node in ast.walk(tree) if isinstance(node, documented)}
    is_check = source.parents[1].name == "checks"
    return [*names, *(text for text in texts if text not in docstrings and not (is_check and "正例:" in text))]


def test_sources_are_looked_at() -> None:
    assert len(SOURCES) > 50
    assert any("绩效" in text for source in SOURCES for text in code_texts(source))


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: str(source.relative_to(SOURCES[0].parent)))
def test_code_names_no_region(source: Path) -> None:
    assert [text for text in code_texts(source) if REGIONS.search(text)] == []
