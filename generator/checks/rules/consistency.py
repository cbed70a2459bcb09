"""Consistency: what a document says twice, or says one way here and another way there."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from heapq import nlargest

from generator.checks.rule import Found, Rule, rule
from generator.checks.rules.project_codes import plain_code
from generator.checks.rules.similar_projects import nearly_alike, plain_name
from generator.checks.subject import Subject
from generator.diagnostics import Loc, Severity
from generator.layouts.views import unit_head
from generator.spec.model import Project, Unit
from generator.spec.scalars import shorten, without_blanks

_NEARLY = 0.75
_LEAST_VALUES = 3
_MOST_COMPARED = 5


@rule("CON01", Severity.ERROR, "同一个项目写了两次")
def same_project(subject: Subject) -> Iterator[Found]:
    """一个单位里，项目不能同名；项目编码不同的是两个项目，不算。

    为什么: 多半是复制后忘了改；合计会多算一次。
    依据: 实践。
    正例: 项目 {项目名称: 党员培训经费} 和 {项目名称: 党员活动经费}
    误例: 项目 {项目名称: 党员培训经费} 和 {项目名称: 党员培训经费}
    """
    for unit_loc, unit in subject.units:
        first: dict[str, tuple[int, Project]] = {}
        for index, project in enumerate(unit.projects):
            name = without_blanks(project.name)
            number, earlier = first.setdefault(name, (index, project))
            if name and number != index and not _codes_differ(earlier, project):
                yield Found(
                    (*unit_loc, "projects", index, "name"),
                    f"项目“{shorten(project.name)}”与本单位第 {number + 1} 个项目同名",
                    "删掉重复的；确实是两个项目的，改名区分",
                )


@rule("CON02", Severity.WARNING, "两个项目几乎一样")
def nearly_same(subject: Subject) -> Iterator[Found]:
    """一个单位里，两个项目的绩效目标和指标不应几乎一样。名称只差地点、编号（城东、城西，一期、二期）的，一字不差才报。

    为什么: 多半是复制后没有改完，或一个项目拆成了两个。
    依据: 实践；已公开的表里确有（越秀的选调生补助资金）。
    正例: 项目 {项目名称: 城东污水厂扩建, 绩效目标: 建成后日处理5万吨，水质达标} 和 {项目名称: 城西污水厂扩建, 绩效目标: 建成后日处理3万吨，水质达标}
    正例: 项目 {项目名称: 党员培训经费} 和 {项目名称: 党员活动经费, 绩效目标: 开展主题党日活动12次，走访慰问困难党员, 绩效指标: [{三级指标: 主题党日次数, 年度指标值: 12次}]}
    误例: 项目 {项目名称: 党员培训经费} 和 {项目名称: 党员活动经费}
    """
    for unit_loc, unit in subject.units:
        for index, other, score in nearly_alike(unit.projects):
            mine, theirs = unit.projects[index], unit.projects[other]
            if without_blanks(mine.name) == without_blanks(theirs.name) and not _codes_differ(mine, theirs):
                continue  # CON01
            yield Found(
                (*unit_loc, "projects", index, "name"),
                f"项目“{shorten(mine.name)}”与第 {other + 1} 个项目“{shorten(theirs.name)}”的目标和指标{_how_much(score)}",
                "检查是否复制后没有改完；确实是两个项目的，把目标和指标写出区别",
            )


@rule("CON03", Severity.WARNING, "整体部分的项目名称与项目不一致")
def names_differ(subject: Subject) -> Iterator[Found]:
    """部门整体绩效目标里的分项、保障措施，提到项目时用项目的名称（年度不论）。

    为什么: 名称差一两个字，看不出说的是不是同一个项目。
    依据: 实践；已公开的表里确有“机关团工作活动经费”写成“机关团组织活动经费”的（曹妃甸）。
    正例: 文档 {部门整体绩效目标: {工作保障措施: [{标题: 档案数字化经费}, {标题: 完善制度建设}]}}
    误例: 文档 {部门整体绩效目标: {工作保障措施: [{标题: 档案数码化经费}]}}
    """
    overall = subject.spec.overall
    names = {plain_name(project.name): project.name for _, project in subject.projects}
    for field in ("items", "measures") if overall else ():
        titles = [plain_name(part.title) for part in getattr(overall, field)]
        others = [name for name in names if name not in titles]
        for index, title in enumerate(titles):
            close = _closest(title, others) if title not in names else None
            if close:
                yield Found(
                    ("overall", field, index, "title"),
                    f"“{shorten(getattr(overall, field)[index].title)}”与项目“{shorten(names[close])}”的名称不一致",
                    "说的是同一个项目的，改成一样",
                )


@rule("CON05", Severity.WARNING, "多年项目的中期与年度一样")
def halves_alike(subject: Subject) -> Iterator[Found]:
    """实施周期超过一年的项目，中期目标与年度目标不应一字不差，指标值也不应全部相同。

    为什么: 几年要达到的和一年要达到的应当不同；一样多半是复制的。
    依据: 已公开的表里几乎都一样，所以只提醒；实践。
    正例: 项目 {实施周期: {开始年度: 2024, 结束年度: 2026}, 绩效目标: {中期目标: 三年培训党员300人次, 年度目标: 培训党员100人次}, 绩效指标: [{实施周期指标值: ≥300人次, 年度指标值: ≥100人次}]}
    误例: 项目 {实施周期: {开始年度: 2024, 结束年度: 2026}, 绩效目标: {中期目标: 做好党员培训, 年度目标: 做好党员培训}}
    """
    for loc, project in subject.projects:
        what, at = _what_is_alike(project)
        if project.term and project.term.lasts_years and what:
            hint = "分别写几年总共要达到的和今年要达到的"
            yield Found((*loc, *at), f"“{shorten(project.name)}”的中期与年度{what}一字不差", hint)


@rule("CON06", Severity.WARNING, "指标值确定依据每行都一样")
def same_basis(subject: Subject) -> Iterator[Found]:
    """一个项目有三个以上指标的，指标值确定依据不应每一行都一字不差。

    为什么: 次数、满意度、成本的依据不会都是一个；都一样等于没有写。
    依据: 已公开的表里确有每行都是“预算编制”的（曹妃甸）；实践。
    正例: 项目 {绩效指标: [{指标值确定依据: 年度培训计划}, {指标值确定依据: 上年完成数}, {指标值确定依据: 问卷调查}]}
    误例: 项目 {绩效指标: [{指标值确定依据: 预算编制}, {指标值确定依据: 预算编制}, {指标值确定依据: 预算编制}]}
    """
    for loc, project in subject.projects:
        bases = [(indicator.basis or "").strip() for indicator in project.indicators]
        if len(bases) >= _LEAST_VALUES and len(set(bases)) == 1 and bases[0]:
            yield Found(
                (*loc, "indicators", 0, "basis"),
                f"“{shorten(project.name)}”的 {len(bases)} 个指标，依据都是“{shorten(bases[0])}”",
                "逐个写明依据，例如 年度计划、上年完成数、有关标准",
            )


@rule("CON10", Severity.WARNING, "两个单位同名")
def same_unit(subject: Subject) -> Iterator[Found]:
    """一份文件里，预算单位不应同名；单位代码不同的是两个单位，不算。

    为什么: 多半是一个单位写成了两段；表上会分两次小计。
    依据: 实践。
    正例: 单位 {单位名称: 某市图书馆} 和 {单位名称: 某市美术馆, 项目: [{项目名称: 展览经费, 绩效目标: 办展览6场}]}
    误例: 单位 {单位名称: 某市图书馆} 和 {单位名称: 某市图书馆, 项目: [{项目名称: 展览经费, 绩效目标: 办展览6场}]}
    """
    first: dict[str, list[tuple[int, Unit]]] = {}
    department = subject.spec.department
    for index, (loc, unit) in enumerate(subject.units):
        name, code = unit_head(unit, department)
        known = first.setdefault(without_blanks(name), [])
        same = next((number for number, other in known if not _two_codes(code, unit_head(other, department)[1])), None)
        known.append((index, unit))
        if same is not None:
            message = f"单位“{shorten(name)}”与第 {same + 1} 个单位同名"
            yield Found(
                (*loc, "name") if unit.name else loc,
                message,
                "是一个单位的，项目合在一段里；确实是两个单位的，写上单位代码",
            )


@rule("CON11", Severity.WARNING, "一个项目写在两个单位里")
def project_in_two_units(subject: Subject) -> Iterator[Found]:
    """两个单位里，不应有名称、金额和绩效目标都相同的项目；各单位都有的同名项目（培训费、购置费）金额、目标不同，不算。

    为什么: 多半是复制后忘了删；部门合计会多算一次。
    依据: 实践。
    正例: 单位 {单位名称: 某市图书馆} 和 {单位名称: 某市美术馆, 项目: [{资金: {财政拨款: 8}, 绩效目标: 扫描馆藏画作900幅}]}
    误例: 单位 {单位名称: 某市图书馆} 和 {单位名称: 某市美术馆}
    """
    first: dict[str, tuple[int, Project]] = {}
    for loc, project in subject.projects if len(subject.units) > 1 else ():
        unit = subject.unit_number(loc)
        other, earlier = first.setdefault(without_blanks(project.name), (unit, project))
        if other != unit and _is_copy(project, earlier) and not _codes_differ(earlier, project):
            message = f"项目“{shorten(project.name)}”与第 {other + 1} 个单位的项目同名，金额和绩效目标也相同"
            yield Found((*loc, "name"), message, "检查是否复制后忘了删；确实是两个项目的，写出区别")


@rule("CON18", Severity.WARNING, "描述就是三级指标的名称")
def same_description(subject: Subject) -> Iterator[Found]:
    """一个项目有三个以上指标的，多数的绩效指标描述不应只把三级指标抄一遍。

    为什么: 描述要说清指标的含义和算法；抄一遍等于没有写。
    依据: 实践；已公开的表里个别行相同的有（曹妃甸），所以多数相同才提醒。
    正例: 项目 {绩效指标: [{三级指标: 培训期数, 绩效指标描述: 全年举办的培训期数}, {三级指标: 参训人数, 绩效指标描述: 按签到人数统计}, {三级指标: 学员满意度, 绩效指标描述: 学员满意度}]}
    误例: 项目 {绩效指标: [{三级指标: 培训期数, 绩效指标描述: 培训期数}, {三级指标: 参训人数, 绩效指标描述: 参训人数}, {三级指标: 学员满意度, 绩效指标描述: 问卷中满意的比例}]}
    """
    for loc, project in subject.projects:
        described = [(at, each) for at, each in enumerate(project.indicators) if (each.description or "").strip()]
        same = [at for at, each in described if (each.description or "").strip() == each.name.strip()]
        if len(described) >= _LEAST_VALUES and 2 * len(same) > len(described):
            message = f"“{shorten(project.name)}”的 {len(described)} 个描述里，{len(same)} 个就是三级指标的名称"
            yield Found((*loc, "indicators", same[0], "description"), message, "写清指标的含义，或怎样计算")


def _is_copy(one: Project, other: Project) -> bool:
    goals = [without_blanks(project.goal.annual or "") for project in (one, other)]
    return goals[0] != "" and goals[0] == goals[1] and one.funding.sum == other.funding.sum


def _two_codes(one: str | None, other: str | None) -> bool:
    return bool(one and other and plain_code(one) != plain_code(other))


def _codes_differ(one: Project, other: Project) -> bool:
    return _two_codes(one.code, other.code)


def _how_much(share: float) -> str:
    return "全部相同" if share == 1 else f"有 {min(round(100 * share), 99)}% 相同"


def _closest(title: str, names: list[str]) -> str | None:
    """The name nearest to ``title``, if it is near. Only the few that share most letters with it are compared."""
    letters = set(title)
    likeliest = nlargest(
        _MOST_COMPARED, names, key=lambda name: len(letters.intersection(name)) - abs(len(name) - len(title))
    )
    ratios = [(SequenceMatcher(None, title, name, autojunk=False).ratio(), name) for name in likeliest]
    ratio, name = max(ratios, default=(0.0, ""))
    return name if ratio >= _NEARLY else None


def _what_is_alike(project: Project) -> tuple[str, Loc]:
    """What both halves of a project say alike, and the way to it: the goal, or else all values."""
    goal = project.goal
    if goal.term and goal.annual and without_blanks(goal.term) == without_blanks(goal.annual):
        return "目标", ("goal", "annual")
    halves = [indicator for indicator in project.indicators if indicator.term_value and indicator.annual_value]
    if len(halves) >= _LEAST_VALUES and all(i.term_value == i.annual_value for i in halves):
        return "指标值", ("indicators",)
    return "", ()


RULES: tuple[Rule, ...] = (
    same_project,
    nearly_same,
    names_differ,
    halves_alike,
    same_basis,
    same_unit,
    project_in_two_units,
    same_description,
)
