"""Coverage: whether the indicators say enough of a project. What is lacking altogether is REQ01's to say."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from generator.checks.rule import Found, Rule, rule
from generator.checks.subject import Subject
from generator.diagnostics import Severity
from generator.layouts.filters import percent
from generator.layouts.model import Category, Layout
from generator.spec.model import ZERO, Project
from generator.spec.scalars import shorten
from generator.speed import kept_by_identity

_MOST_PLACES = 9

GROUPS: dict[str, frozenset[Category]] = {
    "产出": frozenset({Category.QUANTITY, Category.QUALITY, Category.TIMELINESS, Category.COST}),
    "效益": frozenset({Category.ECONOMIC, Category.SOCIAL, Category.ECOLOGICAL, Category.SUSTAINABILITY}),
    "满意度": frozenset({Category.SATISFACTION}),
}


@rule("COV01", Severity.WARNING, "产出、效益、满意度没有都覆盖")
def not_covered(subject: Subject) -> Iterator[Found]:
    """一个项目的指标要覆盖产出、效益、满意度三个方面。

    为什么: 只有产出，看不出钱花得有没有效果；只有效果，看不出做了什么。
    依据: 中发〔2018〕34号（绩效目标的内容）；已公开的项目大多没有覆盖，所以只提醒。
    正例: 项目 {绩效指标: [{二级指标: 数量指标}, {二级指标: 社会效益指标}, {二级指标: 服务对象满意度指标}]}
    误例: 项目 {绩效指标: [{二级指标: 数量指标}, {二级指标: 质量指标}, {二级指标: 服务对象满意度指标}]}
    """
    possible = _classified_groups(subject.own_layout)
    for loc, project in subject.projects:
        covered = _covered(project, subject)
        lacking = [group for group in possible if group not in covered]
        if project.indicators and lacking:
            yield Found(
                (*loc, "indicators"),
                f"“{shorten(project.name)}”的指标没有覆盖：{'、'.join(lacking)}",
                f"补上{'、'.join(lacking)}方面的指标；项目性质确实没有的，可写明理由认可",
            )


@rule("COV02", Severity.WARNING, "指标太少")
def too_few(subject: Subject) -> Iterator[Found]:
    """一个项目至少要有三个指标（版式可以改这个数）。

    为什么: 产出、效益、满意度至少各一个；一两个指标说明不了整个项目。
    依据: 中发〔2018〕34号；个数是实践。
    正例: 项目 {绩效指标: [{三级指标: 培训期数}, {三级指标: 参训人数}, {三级指标: 学员满意度}]}
    误例: 项目 {绩效指标: [{三级指标: 培训期数}, {三级指标: 参训人数}]}
    """
    least = subject.parameters.least_indicators
    large = {loc for loc, _, _ in _large_and_thin(subject)}
    for loc, project in subject.projects:
        if 0 < len(project.indicators) < least and loc not in large:
            yield Found(
                (*loc, "indicators"),
                f"“{shorten(project.name)}”只有 {len(project.indicators)} 个指标，少于 {least} 个",
                f"补到 {least} 个以上，产出、效益、满意度都要有",
            )


@rule("COV03", Severity.WARNING, "大部分的钱只有一两个指标")
def large_and_thin(subject: Subject) -> Iterator[Found]:
    """占总额一半以上的项目，指标不能少于三个（这时不另报 COV02）。

    为什么: 大部分的钱花在这里，一两个指标交代不清。
    依据: 实践；已公开的表里确有一个项目占总额 77% 而只有一个指标的（越秀）。
    正例: 项目 {资金: {财政拨款: 90}} 和 {资金: {财政拨款: 10}}
    误例: 项目 {资金: {财政拨款: 90}, 绩效指标: [{三级指标: 培训期数}]} 和 {资金: {财政拨款: 10}}
    """
    least = subject.parameters.least_indicators
    for loc, project, share in _large_and_thin(subject):
        yield Found(
            (*loc, "indicators"),
            f"“{shorten(project.name)}”占总额的 {percent(_rounded(share, subject.parameters.large_share))}，只有 {len(project.indicators)} 个指标",
            f"补到 {least} 个以上，把这笔钱做什么、有什么效果都说到",
        )


def _covered(project: Project, subject: Subject) -> set[str]:
    """The groups that the project's indicators cover. An unknown 二级 (CLS02) might be any: then all are covered."""
    covered: set[str] = set()
    for indicator in project.indicators:
        covered |= _groups_of(subject.categories(indicator))
    return covered


@cache
def _groups_of(categories: tuple[Category, ...]) -> frozenset[str]:
    return frozenset(group for group, members in GROUPS.items() if not categories or members & set(categories))


def _large_and_thin(subject: Subject) -> Iterator[tuple[tuple[str | int, ...], Project, Decimal]]:
    total = sum((project.funding.sum for _, project in subject.projects), ZERO)
    if len(subject.projects) < 2 or total <= 0:
        return
    for loc, project in subject.projects:
        share = 100 * project.funding.sum / total
        is_thin = 0 < len(project.indicators) < subject.parameters.least_indicators
        if is_thin and share > subject.parameters.large_share:
            yield loc, project, share


def _rounded(share: Decimal, limit: Decimal) -> Decimal:
    """``share`` with as few decimals as show that it is more than ``limit``: 77, but 50.003."""
    rounded = (share.quantize(Decimal(1).scaleb(-places)) for places in range(_MOST_PLACES))
    return next((each for each in rounded if each > limit), share.quantize(Decimal(1).scaleb(-_MOST_PLACES)))


@kept_by_identity
def _classified_groups(layout: Layout) -> list[str]:
    """The groups that the layout's classification has a place for: no form can cover another."""
    levels = (level2 for level1 in layout.classification for level2 in level1.level2)
    categories = {category for level2 in levels for category in level2.categories}
    return [group for group, members in GROUPS.items() if members & categories]


RULES: tuple[Rule, ...] = (not_covered, too_few, large_and_thin)
