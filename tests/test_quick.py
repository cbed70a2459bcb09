"""``make quick`` finds the tests of what changed, nearest first."""

from __future__ import annotations

import pytest

from tests.quick import ALWAYS, FEW, PORTABLE, ROOT, changed_files, nearest_tests


@pytest.mark.parametrize(
    ("changed", "test"),
    [
        ("generator/files.py", "tests/test_files.py"),
        ("generator/spec/value.py", "tests/spec/test_value.py"),
        ("generator/pages/paper.py", "tests/pages"),
        ("generator/writers/docx/__init__.py", "tests/writers/docx"),
        ("tests/spec/test_value.py", "tests/spec/test_value.py"),
        ("templates/guangzhou/layout.yaml", "tests/layouts"),
        ("docs/excel.md", "tests/docs"),
        (".github/workflows/ci.yml", "tests/actions"),
        ("README.md", "tests/docs"),
    ],
)
def test_tests_of_are_taken(changed: str, test: str) -> None:
    assert nearest_tests([changed]) == sorted([test, *ALWAYS])


@pytest.mark.parametrize("changed", ["", "Makefile", "tests/test_that_was_deleted.py", "generator/__init__.py"])
def test_what_has_no_tests_of_its_own_gets_a_few_of_everything(changed: str) -> None:
    assert nearest_tests([changed] if changed else []) == sorted([*FEW, *ALWAYS])


def test_a_file_is_not_run_twice() -> None:
    changed = ["generator/spec/value.py", "generator/pages/paper.py", "tests/pages/test_tables.py", "README.md"]
    assert nearest_tests(changed) == ["tests/docs", "tests/pages", "tests/spec/test_value.py", *ALWAYS]


def test_all_that_is_named_is_there() -> None:
    assert [test for test in (*PORTABLE, *ALWAYS) if not (ROOT / test).exists()] == []
    assert [name for name in changed_files() if name.startswith("/")] == []
