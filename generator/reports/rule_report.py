"""The rules for people: one explained with its examples, or all of them listed by theme."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.profiles import DRAFT, PUBLISH_ERRORS
from generator.checks.rule import Rule
from generator.checks.rulebook import THEMES
from generator.diagnostics import LABELS
from generator.reports.catalogue import catalogue, themes
from generator.reports.columns import wrap
from generator.reports.paint import Paint


def rule_lines(code: str, width: int | None, paint: Paint) -> Iterator[str]:
    """The rule with ``code``: what it asks, why, by what source, when it counts, and its examples."""
    theme, rule = catalogue()[code]
    explanation = rule.explanation
    weight = paint(f"{LABELS[rule.severity]} {rule.code} {rule.title}", rule.severity)
    yield f"{weight}（{theme}）"
    yield from _part("要求", explanation.requirement, width)
    yield from _part("为什么", explanation.why, width)
    yield from _part("依据", explanation.source, width)
    yield from _part("档次", _profiles(rule), width)
    for label, examples in (("正例", explanation.right), ("误例", explanation.wrong)):
        for example in examples:
            yield from _part(label, example, width)


def list_lines(paint: Paint) -> Iterator[str]:
    """Every code by theme, with its weight and title."""
    for theme in themes():
        yield paint(theme, "bold")
        for entry in catalogue().values():
            if entry.theme == theme:
                rule = entry.rule
                yield f"  {rule.code}  {paint(LABELS[rule.severity], rule.severity)}  {rule.title}"
        yield ""
    yield f"共 {len(catalogue())} 条；jixiao explain 代码 看某一条的说明和例子"


def _part(label: str, text: str, width: int | None) -> Iterator[str]:
    indent = " " * 10
    first, *rest = wrap(text, max(width - len(indent), 20)) if width else [text]
    blanks = " " * (len(indent) - 2 - 2 * (len(label) + 1))
    yield f"  {label}：{blanks}{first}"
    yield from (indent + line for line in rest)


def _profiles(rule: Rule) -> str:
    """In which profiles the rule runs, and where it weighs more."""
    if not any(rule in rules for rules in THEMES.values()):
        return "读文件时总会检查"
    profiles = "draft、review、publish 都检查" if rule.code in DRAFT else "review、publish 检查，draft 不查"
    reason = PUBLISH_ERRORS.get(rule.code)
    return f"{profiles}；publish 时算错误（{reason}）" if reason else profiles
