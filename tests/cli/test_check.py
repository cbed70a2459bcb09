"""``jixiao check``: every finding with its place, and the exit code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.cli.main import main
from generator.layouts.folders import layout_folders, specs_folder

GOOD = (layout_folders()["guangzhou"] / "sample.yaml").read_text(encoding="utf-8")
PLACE = re.compile(r"(?P<file>.+?):(?P<line>\d+):(?P<column>\d+):? .*(?P<code>[A-Z]{3}\d\d)")


def places(out: str) -> list[str]:
    """``file:line:column code`` of each finding in the output."""
    found = (PLACE.match(line) for line in out.splitlines())
    return [f"{Path(m['file']).name}:{m['line']}:{m['column']} {m['code']}" for m in found if m]


def write(folder: Path, **specs: str) -> list[str]:
    paths = []
    for name, text in specs.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
        paths.append(str(folder / f"{name}.yaml"))
    return paths


def line_of(text: str, part: str) -> int:
    """The number of the first line that holds ``part``."""
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)


def test_clean_spec(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", *write(tmp_path, a=GOOD)]) == 0
    assert places(capsys.readouterr().out) == []


def test_published_specs_have_no_error_left() -> None:
    assert main(["check", str(specs_folder())]) == 0


def test_warnings_alone_are_no_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = GOOD.replace("绩效目标: 全年举办", "资金用途: 用于培训\n        绩效目标: 全年举办")
    assert main(["check", *write(tmp_path, a=text)]) == 0
    assert places(capsys.readouterr().out) == [f"a.yaml:{line_of(text, '资金用途')}:15 LAY01"]


def test_every_finding_of_every_file_has_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    unread = "版式: guangzhou\n部门名: 甲\n年度: 今年\n"
    money = GOOD.replace("财政拨款: 12.50", "财政拨款: -12.50").replace("其他资金: 1.50", "其他资金: -1.50")
    assert main(["check", *write(tmp_path, a=unread, b=money, c=GOOD)]) == 1
    found = places(capsys.readouterr().out)
    assert found[:3] == ["a.yaml:1:1 FLD02", "a.yaml:2:1 FLD01", "a.yaml:3:5 FLD06"]
    first, second = line_of(money, "-12.50"), line_of(money, "-1.50")
    assert [place for place in found if "MON03" in place] == [
        f"b.yaml:{first}:17 MON03",
        f"b.yaml:{second}:17 MON03",
    ]
    assert not any(place.startswith("c.yaml") for place in found)


def test_file_that_is_missing_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path / "missing.yaml")]) == 1
    assert "SRC01" in capsys.readouterr().out


def test_another_layout_is_checked_for_what_it_cannot_show(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", *write(tmp_path, a=GOOD), "--layout", "东莞"]) == 0
    assert "LAY01" in capsys.readouterr().out


def test_accepted_finding_is_listed_and_is_no_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = GOOD.replace("财政拨款: 12.50", "财政拨款: -12.50") + "认可:\n  - {代码: MON03, 理由: 上年结转冲减}\n"
    assert main(["check", *write(tmp_path, a=text)]) == 0
    out = capsys.readouterr().out
    assert "MON03" in out
    assert "上年结转冲减" in out
