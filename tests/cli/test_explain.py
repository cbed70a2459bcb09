"""``jixiao explain``: every rule can be looked up, and the list leaves none out."""

from __future__ import annotations

import pytest

from generator.checks.rulebook import all_rules
from generator.cli.main import main

RULES = {rule.code: (theme, rule) for theme, rule in all_rules()}


@pytest.mark.parametrize("code", RULES)
def test_each_rule_is_explained(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", code.lower()]) == 0
    out = capsys.readouterr().out
    theme, rule = RULES[code]
    assert out.startswith(("错误", "提醒"))
    assert f"{code} {rule.title}（{theme}）" in out.splitlines()[0]
    explanation = rule.explanation
    for part in (explanation.requirement, explanation.why, explanation.source, *explanation.right, *explanation.wrong):
        assert part in out


def test_the_list_has_every_code_under_its_theme(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain"]) == 0
    theme, listed = "", {}
    for line in capsys.readouterr().out.splitlines():
        if line.startswith("  "):
            code, weight, title = line.split(maxsplit=2)
            listed[code] = (theme, weight, title)
        else:
            theme = line
    words = {"error": "错误", "warning": "提醒"}
    assert listed == {code: (theme, words[rule.severity], rule.title) for code, (theme, rule) in RULES.items()}


def test_a_beginning_means_all_that_begin_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "COV", "cov01,mon01"]) == 0
    heads = [line for line in capsys.readouterr().out.splitlines() if line.startswith(("错误", "提醒"))]
    wanted = [code for code in RULES if code.startswith("COV")] + ["MON01"]
    assert [head.split()[1] for head in heads] == wanted


def test_when_a_rule_counts(capsys: pytest.CaptureFixture[str]) -> None:
    main(["explain", "MON01", "COV01", "MON06", "SRC01"])
    lines = [line.split("：", 1)[1].strip() for line in capsys.readouterr().out.splitlines() if "档次" in line]
    assert lines[:2] == ["draft、review、publish 都检查", "review、publish 检查，draft 不查"]
    assert "publish 时算错误（" in lines[2]
    assert lines[3] == "读文件时总会检查"


def test_an_unknown_code(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["explain", "MON99"])
    assert stop.value.code == 2
    assert "没有“MON99”这个代码，是不是 MON" in capsys.readouterr().err
