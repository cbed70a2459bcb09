"""Every rule there is, by theme: those that look at a spec, and the codes that readers give a file."""

from __future__ import annotations

from functools import cache

from generator.checks.file_codes.published_form_codes import READING
from generator.checks.file_codes.spec_file_codes import FIELDS, FILE
from generator.checks.file_codes.workbook_codes import WORKBOOK
from generator.checks.rule import Rule
from generator.checks.rules import (
    characters,
    consistency,
    coverage,
    figures_as_written,
    indicator_levels,
    indicator_values,
    money,
    project_codes,
    publishing,
    required,
    restated_values,
    schedule,
    two_halves,
    wording,
    years,
)

THEMES: dict[str, tuple[Rule, ...]] = {
    "必填与版式": required.RULES,
    "金额": (*money.RULES, *figures_as_written.MONEY_RULES),
    "支出计划": schedule.RULES,
    "编码": project_codes.RULES,
    "指标分类": indicator_levels.RULES,
    "覆盖": coverage.RULES,
    "指标值": (*indicator_values.RULES, *restated_values.VALUE_RULES, *two_halves.VALUE_RULES),
    "文字": tuple(sorted((*characters.RULES, *wording.RULES, *figures_as_written.RULES), key=lambda rule: rule.code)),
    "前后一致": tuple(
        sorted(
            (*consistency.RULES, *years.RULES, *two_halves.RULES, *restated_values.RULES), key=lambda rule: rule.code
        )
    ),
    "公开": publishing.RULES,
}
"""Every rule that looks at a spec, by theme."""

FILE_THEMES: dict[str, tuple[Rule, ...]] = {"文件": FILE, "字段": FIELDS, "工作簿": WORKBOOK, "读表": READING}
"""Findings about files, and about fields and what else is read before the rules look at the spec."""


def all_rules() -> list[tuple[str, Rule]]:
    """Every code there is with its theme: findings about the file, about its fields, and about the spec."""
    themes = {**FILE_THEMES, **THEMES}
    return [(theme, rule) for theme, rules in themes.items() for rule in rules]


@cache
def known_codes() -> frozenset[str]:
    """The code of every rule there is."""
    return frozenset(rule.code for _, rule in all_rules())


@cache
def theme_codes() -> frozenset[str]:
    """The codes of the rules that look at a spec: those that a layout may do without."""
    return frozenset(rule.code for rules in THEMES.values() for rule in rules)


def find_rule(code: str) -> Rule | None:
    """The rule with this code, in capitals or not; ``None`` if there is none."""
    wanted = code.strip().upper()
    return next((rule for _, rule in all_rules() if rule.code == wanted), None)
