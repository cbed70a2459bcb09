"""Classification: 一级 and 二级 that the layout knows, and that belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from generator.checks.rule import Found, Rule, rule
from generator.checks.rules.unit_kinds import bare_name, is_share, kind_of
from generator.checks.subject import Subject
from generator.diagnostics import Loc, Severity
from generator.layouts.classification import translate
from generator.spec.model import Indicator
from generator.spec.scalars import shorten
from generator.spec.value import Operator, Value

# Names that speak of how the money is spent.
_PAYMENT = re.compile(
    "(?:资金|经费|预算|款项?|补贴|补助).{0,6}(?:率|进度|及时性)$|(?:支付|拨付|预算执行).{0,4}(?:率|进度|及时性)$"
    "|(?:资金|经费|款项)(?:支付|拨付|使用|支出)(?:金?额|情况)?$"
)
# What had better not happen, and the words that make a piece of work of it (处理投诉件数).
_ACCIDENT = re.compile("事故|投诉|差错|泄密|失密|违纪|违规|违法|纠纷|舆情")
_NONE = re.compile("零|(?:无|没有|不发生|不出现|未发生|杜绝)(?:$|.*(?:事故|投诉|事件))")
_HANDLED = re.compile("处理|受理|办理|化解|调解|排查|整治|演练|宣传|应急|接待|查处|查办|处置|防范|培训")


@rule("CLS01", Severity.ERROR, "没有这个一级指标")
def unknown_level1(subject: Subject) -> Iterator[Found]:
    """一级指标必须是版式分类里的一个，写名称或编码。

    为什么: 各地的分类不同，写错就归不了类。
    依据: 版式的分类表（layout.yaml 的 classification）。
    正例: 指标 {一级指标: 产出指标, 二级指标: 数量指标}
    误例: 指标 {一级指标: 投入指标, 二级指标: 数量指标}
    """
    layout = subject.own_layout
    for loc, indicator, found in subject.belongings:
        if indicator.level1 and found.level1 is None:
            known = [level1.name for level1 in layout.classification]
            message = f"{layout.name}没有一级指标“{shorten(indicator.level1)}”"
            yield Found((*loc, "level1"), message, _known_names(indicator.level1, known))


@rule("CLS02", Severity.ERROR, "没有这个二级指标")
def unknown_level2(subject: Subject) -> Iterator[Found]:
    """二级指标必须是版式分类里的一个，写名称或编码。

    为什么: 各地的分类不同，写错就归不了类，打印时也没有它的位置。
    依据: 版式的分类表（layout.yaml 的 classification）。
    正例: 指标 {二级指标: 质量指标}
    误例: 指标 {二级指标: 品质指标}
    """
    layout = subject.own_layout
    for loc, indicator, found in subject.belongings:
        if found.level2 is None:
            message = f"{layout.name}没有二级指标“{shorten(indicator.level2)}”"
            known = [level2.name for level1 in layout.classification for level2 in level1.level2]
            yield Found((*loc, "level2"), message, _known_names(indicator.level2, known))


@rule("CLS03", Severity.ERROR, "二级指标不属于这个一级指标")
def wrong_parent(subject: Subject) -> Iterator[Found]:
    """二级指标要写在它所属的一级指标下面。

    为什么: 例如“服务对象满意度”属于满意度指标，写在效益指标下，统计各类指标时就错了。
    依据: 版式的分类表；已公开的表里确有写错的（花都 3 处）。
    正例: 指标 {一级指标: 满意度指标, 二级指标: 服务对象满意度指标}
    误例: 指标 {一级指标: 效益指标, 二级指标: 服务对象满意度指标}
    """
    for loc, _, found in subject.belongings:
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
    正例: 换版式 东莞 指标 {二级指标: 可持续影响指标}
    误例: 换版式 东莞（没有可持续影响指标） 指标 {二级指标: 可持续影响指标}
    """
    if not subject.is_translated:
        return
    for loc, _, found in subject.belongings:
        level2 = found.level2
        if level2 and translate(level2, subject.layout) is None:
            yield Found(
                (*loc, "level2"), f"{subject.layout.name}的表没有与“{level2.label}”对应的二级指标", "改用别的二级指标"
            )


@rule("CLS05", Severity.WARNING, "合并的二级指标只能归到一类")
def ambiguous(subject: Subject) -> Iterator[Found]:
    """一个二级指标包含几类（如“社会、经济、生态效益指标”）时，别的地区的表只能取其中一类。

    为什么: 程序取第一类，是否恰当要人看。
    依据: 九类指标与各地名称的对照（docs/layouts.md）。
    正例: 版式 东莞 换版式 广州 项目 {绩效指标: [{二级指标: 可持续影响指标}]}
    误例: 版式 东莞 换版式 广州 指标 {二级指标: 社会、经济、生态效益指标}
    """
    if not subject.is_translated:
        return
    for loc, _, found in subject.belongings:
        level2 = found.level2
        target = translate(level2, subject.layout) if level2 else None
        if level2 and target and len(level2.categories) > len(target[1].categories):
            yield Found(
                (*loc, "level2"),
                f"“{level2.label}”在{subject.layout.name}的表里归到“{target[1].label}”",
                "不恰当时，在文件里把二级指标写成具体的一类",
            )


@rule("CLS06", Severity.WARNING, "“…率”放在数量指标下")
def rate_as_quantity(subject: Subject) -> Iterator[Found]:
    """“…率”说的是好坏或进度，一般不是数量指标。

    为什么: 数量指标说做了多少（次、人、件）；合格率、完成率等是质量或时效。
    依据: 实践；已公开的表里很多（花都 7 处），所以只提醒。
    正例: 指标 {二级指标: 质量指标, 三级指标: 培训合格率, 年度指标值: ≥95%}
    正例: 指标 {二级指标: 数量指标, 三级指标: 装机功率, 年度指标值: ≥500千瓦}
    误例: 指标 {二级指标: 数量指标, 三级指标: 合格率（%）, 年度指标值: ≥95}
    误例: 指标 {二级指标: 数量指标, 三级指标: 培训合格率, 年度指标值: ≥95%}
    误例: 指标 {二级指标: 数量指标, 三级指标: 参加年度轮训, 年度指标值: 参培率97%以上}
    """
    for loc, indicator, name, value in _quantities(subject):
        meaning = value.meaning if value else None
        said = next((text for text in (name, meaning.scope if meaning else "") if is_share(text)), None)
        is_other = meaning is not None and meaning.unit and kind_of(meaning.unit) != "share"
        if said and not is_other and not _PAYMENT.search(name):
            yield Found(
                (*loc, "level2"),
                f"“{shorten(said)}”放在“{shorten(indicator.level2)}”下",
                "改放质量指标或时效指标；或者写成做了多少",
            )


@rule("CLS07", Severity.WARNING, "资金支付放在数量指标下")
def payment_as_quantity(subject: Subject) -> Iterator[Found]:
    """资金使用率、支付及时率、预算执行率等说的是钱花得怎样，不是数量指标（这时不另报 CLS06）。

    为什么: 数量指标说做了多少事；花钱的进度是时效，花多少钱是成本。
    依据: 实践；已公开的表里确有（越秀）。
    正例: 指标 {二级指标: 时效指标, 三级指标: 资金支付及时率, 年度指标值: ≥95%}
    正例: 指标 {二级指标: 数量指标, 三级指标: 获得资金支持的企业数量, 年度指标值: ≥20家}
    误例: 指标 {二级指标: 数量指标, 三级指标: 资金使用率, 年度指标值: ≥90%}
    误例: 指标 {二级指标: 数量指标, 三级指标: 经费支付, 年度指标值: 按进度支付}
    """
    for loc, indicator, name, _ in _quantities(subject):
        if _PAYMENT.search(name):
            yield Found(
                (*loc, "level2"),
                f"“{shorten(name)}”放在“{shorten(indicator.level2)}”下",
                "支付进度改放时效指标，花多少钱改放成本指标",
            )


@rule("CLS08", Severity.WARNING, "事故、投诉放在数量指标下")
def accident_as_quantity(subject: Subject) -> Iterator[Found]:
    """不出事故、没有投诉，说的是做得好不好，不是数量指标；“处理投诉件数”是做的事，不算。

    为什么: 数量指标说做了多少；“事故 0 次”是质量。
    依据: 实践；已公开的表里确有（花都 2 处），所以只提醒。
    正例: 指标 {二级指标: 质量指标, 三级指标: 出现安全事故的次数, 年度指标值: 0次}
    正例: 指标 {二级指标: 数量指标, 三级指标: 处理投诉件数, 年度指标值: ≥100件}
    误例: 指标 {二级指标: 数量指标, 三级指标: 出现安全事故的次数, 年度指标值: 0次}
    误例: 指标 {二级指标: 数量指标, 三级指标: 安全事故, 年度指标值: 零事故}
    """
    for loc, indicator, name, value in _quantities(subject):
        meaning = value.meaning if value else None
        is_none = value is not None and _NONE.match(value.text.strip()) is not None
        is_few = meaning is not None and (meaning.number == 0 or meaning.operator in (Operator.LE, Operator.LT))
        if (is_none or is_few) and _ACCIDENT.search(name) and not _HANDLED.search(name):
            yield Found(
                (*loc, "level2"),
                f"“{shorten(name)}”放在“{shorten(indicator.level2)}”下",
                "改放质量指标；数量指标写做了多少事",
            )


def _quantities(subject: Subject) -> Iterator[tuple[Loc, Indicator, str, Value | None]]:
    """The indicators that stand under 数量指标, with their names and values."""
    for loc, indicator in subject.quantities:
        yield loc, indicator, bare_name(indicator.name), indicator.annual_value or indicator.term_value


def _known_names(written: str, known: list[str]) -> str:
    close = get_close_matches(written[:40], known, n=1, cutoff=0.5) or [name for name in known if written in name][:1]
    meant = f"是不是“{close[0]}”？" if close else ""
    return f"{meant}可以写：{'、'.join(known)}"


RULES: tuple[Rule, ...] = (
    unknown_level1,
    unknown_level2,
    wrong_parent,
    no_equivalent,
    ambiguous,
    rate_as_quantity,
    payment_as_quantity,
    accident_as_quantity,
)
