"""Classification: 一级 and 二级 that the layout knows, and that belong together."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.rule import Found, Rule, Subject, rule
from generator.diagnostics import Severity
from generator.layouts.classification import belonging, translate
from generator.layouts.model import Layout
from generator.spec.scalars import shorten


@rule("CLS01", Severity.ERROR, "没有这个一级指标")
def unknown_level1(subject: Subject) -> Iterator[Found]:
    """一级指标必须是版式分类里的一个，写名称或编码。

    为什么: 各地的分类不同，写错就归不了类。
    依据: 版式的分类表（layout.yaml 的 classification）。
    正例: 指标 {一级指标: 产出指标, 二级指标: 数量指标}
    误例: 指标 {一级指标: 投入指标, 二级指标: 数量指标}
    """
    layout = subject.own_layout
    for loc, _, indicator in subject.indicators:
        if indicator.level1 and belonging(indicator, layout).level1 is None:
            names = "、".join(level1.label for level1 in layout.classification)
            yield Found((*loc, "level1"), f"{layout.name}没有一级指标“{shorten(indicator.level1)}”", f"可以写：{names}")


@rule("CLS02", Severity.ERROR, "没有这个二级指标")
def unknown_level2(subject: Subject) -> Iterator[Found]:
    """二级指标必须是版式分类里的一个，写名称或编码。

    为什么: 各地的分类不同，写错就归不了类，打印时也没有它的位置。
    依据: 版式的分类表（layout.yaml 的 classification）。
    正例: 指标 {二级指标: 质量指标}
    误例: 指标 {二级指标: 品质指标}
    """
    layout = subject.own_layout
    for loc, _, indicator in subject.indicators:
        if belonging(indicator, layout).level2 is None:
            message = f"{layout.name}没有二级指标“{shorten(indicator.level2)}”"
            yield Found((*loc, "level2"), message, f"可以写：{_level2_names(layout)}")


@rule("CLS03", Severity.ERROR, "二级指标不属于这个一级指标")
def wrong_parent(subject: Subject) -> Iterator[Found]:
    """二级指标要写在它所属的一级指标下面。

    为什么: 例如“服务对象满意度”属于满意度指标，写在效益指标下，统计各类指标时就错了。
    依据: 版式的分类表；已公开的表里确有写错的（花都 3 处）。
    正例: 指标 {一级指标: 满意度指标, 二级指标: 服务对象满意度指标}
    误例: 指标 {一级指标: 效益指标, 二级指标: 服务对象满意度指标}
    """
    for loc, _, indicator in subject.indicators:
        found = belonging(indicator, subject.own_layout)
        if found.level1 and found.level2 and found.parent and found.level1 is not found.parent:
            yield Found(
                (*loc, "level1"),
                f"“{found.level2.label}”不属于“{found.level1.label}”，属于“{found.parent.label}”",
                f"一级指标改为“{found.parent.name}”，或另选二级指标",
            )


@rule("CLS04", Severity.WARNING, "这张表没有对应的二级指标")
def no_equivalent(subject: Subject) -> Iterator[Found]:
    """用别的地区的表打印时，指标要能归到那张表的某一类。

    为什么: 归不到的，只能按原来的名称打印在表的最后。
    依据: 九类指标与各地名称的对照（docs/layouts.md）。
    正例: 指标 {二级指标: 数量指标}
    误例: 无（现有版式都能对应）
    """
    if subject.own_layout.id == subject.layout.id:
        return
    for loc, _, indicator in subject.indicators:
        level2 = belonging(indicator, subject.own_layout).level2
        if level2 and translate(level2, subject.layout) is None:
            yield Found((*loc, "level2"), f"{subject.layout.name}的表没有与“{level2.label}”对应的二级指标", "改用别的二级指标")


@rule("CLS05", Severity.WARNING, "合并的二级指标只能归到一类")
def ambiguous(subject: Subject) -> Iterator[Found]:
    """一个二级指标包含几类（如“社会、经济、生态效益指标”）时，别的地区的表只能取其中一类。

    为什么: 程序取第一类，是否恰当要人看。
    依据: 九类指标与各地名称的对照（docs/layouts.md）。
    正例: 指标 {二级指标: 数量指标}
    误例: 无（只在换版式打印时出现）
    """
    if subject.own_layout.id == subject.layout.id:
        return
    for loc, _, indicator in subject.indicators:
        level2 = belonging(indicator, subject.own_layout).level2
        target = translate(level2, subject.layout) if level2 else None
        if level2 and target and len(level2.categories) > len(target[1].categories):
            yield Found(
                (*loc, "level2"),
                f"“{level2.label}”在{subject.layout.name}的表里归到“{target[1].label}”",
                "不恰当时，在文件里把二级指标写成具体的一类",
            )


def _level2_names(layout: Layout) -> str:
    return "、".join(level2.label for level1 in layout.classification for level2 in level1.level2)


RULES: tuple[Rule, ...] = (unknown_level1, unknown_level2, wrong_parent, no_equivalent, ambiguous)
