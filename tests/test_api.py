"""The public names: they resolve, say what they are, and cost nothing until they are used."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import generator


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
    from generator.layouts.folders import specs_folder

    document = load(specs_folder() / "guangzhou/huadu-jiguan-gongwei.yaml")
    rendered = render(document, tmp_path, formats=["docx", "html"])
    assert [path.name for path in rendered.files] == ["huadu-jiguan-gongwei.docx", "huadu-jiguan-gongwei.html"]
    assert all(path.is_file() for path in rendered.files)
