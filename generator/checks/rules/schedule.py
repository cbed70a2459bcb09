"""The 资金支出计划: cumulative shares at month ends."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from generator.checks.rule import Found, Rule, rule
from generator.checks.subject import Subject
from generator.diagnostics import Severity
from generator.layouts.filters import percent


@rule("SCH01", Severity.ERROR, "支出计划下降")
def falling(subject: Subject) -> Iterator[Found]:
    """资金支出计划填累计比例，后面的月份不能小于前面的。

    为什么: 累计支出只增不减；下降多半是填成了当期比例。
    依据: 已公开的表（3月底、6月底、10月底、12月底，累计，实践）。
    正例: 项目 {资金支出计划: {3月底: 25%, 6月底: 60%, 10月底: 75%, 12月底: 100%}}
    误例: 项目 {资金支出计划: {3月底: 60%, 6月底: 25%, 10月底: 75%, 12月底: 100%}}
    """
    for loc, project in subject.projects:
        steps = [(month, share) for month, share in sorted(project.schedule.items()) if share is not None]
        for (month, share), (later, next_share) in pairwise(steps):
            if next_share < share:
                yield Found(
                    (*loc, "schedule", f"{later}月底"),
                    f"{later}月底 {percent(next_share)} 小于 {month}月底 {percent(share)}",
                    "填累计比例，不是当期比例",
                )


@rule("SCH02", Severity.ERROR, "支出比例不在 0 到 100% 之间")
def out_of_range(subject: Subject) -> Iterator[Found]:
    """累计支出比例在 0 与 100% 之间。

    为什么: 支出不会超过预算，也不会是负的。
    依据: 实践。
    正例: 项目 {资金支出计划: {3月底: 0%, 12月底: 100%}}
    误例: 项目 {资金支出计划: {3月底: 125%, 12月底: 100%}}
    """
    for loc, project in subject.projects:
        for month, share in sorted(project.schedule.items()):
            if share is not None and not 0 <= share <= 100:
                message = f"{month}月底 {percent(share)} 不在 0 到 100% 之间"
                yield Found((*loc, "schedule", f"{month}月底"), message, "改成 0% 到 100%")


@rule("SCH03", Severity.ERROR, "年底支出不是 100%")
def not_complete(subject: Subject) -> Iterator[Found]:
    """写了资金支出计划，12月底的累计比例就应是 100%。

    为什么: 预算资金当年支出；年底不到 100% 的部分应在编制时核减。
    依据: 已公开的表都是 100%（实践）。
    正例: 项目 {资金支出计划: {6月底: 50%, 12月底: 100%}}
    误例: 项目 {资金支出计划: {6月底: 50%, 12月底: 90%}}
    误例: 项目 {资金支出计划: {6月底: 50%, 12月底: 1}}
    """
    for loc, project in subject.projects:
        share = project.schedule.get(12)
        if share is not None and share != 100:
            hint = "1 是 1%；全部支出写 100%" if share == 1 else "检查各月比例；年底全部支出，写 100%"
            yield Found((*loc, "schedule", "12月底"), f"12月底 {percent(share)}，应为 100%", hint)


@rule("SCH04", Severity.ERROR, "支出计划的月份与表不同")
def other_months(subject: Subject) -> Iterator[Found]:
    """表上印几个月底，支出计划就写哪几个月底，一个不少，一个不多。

    为什么: 表上没有的月份打不出来，缺的月份会印成空格。
    依据: 版式的表头。
    正例: 版式 曹妃甸 项目 {资金支出计划: {3月底: 25%, 6月底: 60%, 10月底: 75%, 12月底: 100%}}
    误例: 版式 曹妃甸 项目 {资金支出计划: {3月底: 25%, 9月底: 75%, 12月底: 100%}}
    """
    expected = set(subject.layout.schedule_months)
    if not expected or "project.schedule" not in subject.layout.fields.shown:
        return
    for loc, project in subject.projects:
        given = {month for month, share in project.schedule.items() if share is not None}
        if given and given != expected:
            lacking, extra = _months(expected - given), _months(given - expected)
            parts = [f"缺 {lacking}" if lacking else "", f"多 {extra}" if extra else ""]
            hint = f"写 {_months(expected)}"
            yield Found((*loc, "schedule"), f"资金支出计划{'，'.join(part for part in parts if part)}", hint)


def _months(months: set[int]) -> str:
    return "、".join(f"{month}月底" for month in sorted(months))


RULES: tuple[Rule, ...] = (falling, out_of_range, not_complete, other_months)
