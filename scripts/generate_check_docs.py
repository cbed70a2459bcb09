#!/usr/bin/env python3
"""Write docs/checks.md from the rules themselves: a table a theme, then each rule with its examples.

Run ``python scripts/generate_check_docs.py`` after a rule has changed; ``--check`` only says whether the page is stale.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "checks.md"
sys.path.insert(0, str(ROOT))

from generator.checks.parameters import DEFAULT, Parameters  # noqa: E402
from generator.checks.profiles import DRAFT, PUBLISH_ERRORS  # noqa: E402
from generator.checks.rule import Rule  # noqa: E402
from generator.checks.rulebook import FILE_THEMES, all_rules  # noqa: E402
from generator.diagnostics import Severity  # noqa: E402

LABELS = {Severity.ERROR: "错误", Severity.WARNING: "提醒"}
INTRODUCTION = """\
# Checks

This page is generated from the rules' docstrings by `scripts/generate_check_docs.py`; do not edit it. An error (错误)
stops its document from being printed unless it is accepted with a reason (认可); a warning (提醒) does not. The profile
`draft` runs only what makes the print impossible or its figures wrong, `review` (the default) runs everything, and
`publish` makes some warnings errors. A layout may do without rules and change parameters in the `checks` section of its
`layout.yaml`. The rules are in Chinese, for those who fill in the forms.

The examples are run by a test: `部位 {字段: 值}` changes the first 文档, 单位, 项目 or 指标 of a small correct spec, what stands
after `和` the second; `版式` is the layout it is written in, `换版式` the one it is printed in, and `文件` a whole file.
"""


def page() -> str:
    """The whole of docs/checks.md."""
    themes: dict[str, list[Rule]] = {}
    for theme, rule in all_rules():
        themes.setdefault(theme, []).append(rule)
    parts = [INTRODUCTION]
    for theme, rules in themes.items():
        parts += [f"## {theme}\n", _table(rules), *(_rule(rule) for rule in rules)]
    parts += ["## 参数\n", _parameters()]
    return "\n".join(parts)


def _table(rules: list[Rule]) -> str:
    lines = ["| 代码 | 轻重 | 问题 | draft | publish |", "|---|---|---|---|---|"]
    for rule in rules:
        in_draft, in_publish = _profiles(rule)
        row = (f"[{rule.code}](#{rule.code.lower()})", LABELS[rule.severity], rule.title, in_draft, in_publish)
        lines.append(f"| {' | '.join(row)} |")
    return "\n".join(lines) + "\n"


def _profiles(rule: Rule) -> tuple[str, str]:
    """What the profiles ``draft`` and ``publish`` make of a rule."""
    always = any(rule in rules for rules in FILE_THEMES.values())
    reason = PUBLISH_ERRORS.get(rule.code)
    return "查" if always or rule.code in DRAFT else "不查", f"错误：{reason}" if reason else LABELS[rule.severity]


def _rule(rule: Rule) -> str:
    explanation = rule.explanation
    lines = [
        f'<a id="{rule.code.lower()}"></a>\n',
        f"### {rule.code} {rule.title}（{LABELS[rule.severity]}）\n",
        f"{_escaped(explanation.requirement)}\n",
        f"- 为什么：{_escaped(explanation.why)}",
        f"- 依据：{_escaped(explanation.source)}",
        *(f"- 正例：`{example}`" for example in explanation.right),
        *(f"- 误例：`{example}`" for example in explanation.wrong),
    ]
    return "\n".join(lines) + "\n"


def _parameters() -> str:
    lines = [
        "A layout changes a number and adds to a list: `checks: {parameters: {least_indicators: 4, latin_words: [foo]}}`.",
        "A pattern (正则表达式) finds something, and has one group `( )` without a name at most, to which `\\1` refers.\n",
        "| 参数 | 是什么 | 用于、依据 | 默认值 |",
        "|---|---|---|---|",
    ]
    for name, field in Parameters.model_fields.items():
        value = getattr(DEFAULT, name)
        shown = " ".join(value) if isinstance(value, tuple) else str(value)
        shown = shown.replace("|", "\\|")
        lines.append(f"| `{name}` | {field.title} | {field.description} | `{shown}` |")
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    for sign in "*<>[]_":
        text = text.replace(sign, f"\\{sign}")
    return text


def main() -> int:
    """Write the page, or with ``--check`` say whether it is stale (exit code 1)."""
    if "--check" in sys.argv[1:]:
        stale = not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != page()
        print(f"{PAGE.relative_to(ROOT)} is {'stale: run scripts/generate_check_docs.py' if stale else 'up to date'}")
        return int(stale)
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
