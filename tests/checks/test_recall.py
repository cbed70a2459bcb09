"""What must be found, and what piece of the text is pointed at: the faults that checks once missed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.checks.alike import are_told_apart
from generator.diagnostics import Finding
from generator.pipeline import load
from tests.checks.examples import BASE, run_data

GOALS = {
    "骨干(培训）班": ("TXT03", "(培训）"),
    "开展“三会”和“一课12次": ("TXT03", "“一"),
    "开展（ 一 ）班": ("TXT06", "（ 一"),
    "开展(一 )班": ("TXT06", "一 )"),
    "完成&nbsp;扫描": ("TXT01", "&nbsp;"),
    "完成&#160;扫描": ("TXT01", "&#160;"),
    "完成&lt;扫描": ("TXT01", "&lt;"),
    "完成<!--注-->扫描": ("TXT01", "<!--"),
    "完成扫描<p": ("TXT01", "<p"),
    "完成扫描<br": ("TXT01", "<br"),
    "［bookmark: x］扫描": ("TXT01", "［bookmark: x］"),
    "完成_Toc12345扫描": ("TXT01", "_Toc12345"),
    "完成扫描\n--------\n完成考核": ("TXT01", "--------"),
    "完成<div>扫描</div>": ("TXT01", "<div>"),
    "完成xx次": ("VAL02", "xx"),
    "20XX年完成": ("VAL02", "20XX"),
    "完成X%": ("VAL02", "X"),
    "举办培训N期": ("VAL02", "N"),
    "举办某期培训": ("VAL02", "某期"),
    "□□培训": ("VAL02", "□□"),
    "请输入目标内容": ("VAL02", "请输入"),
    "完成○○工作": ("VAL02", "○○"),
    "完成〇〇工作": ("VAL02", "〇〇"),
    "培训（ ）次": ("VAL02", "（ ）"),
    "覆盖率达到x%": ("VAL02", "x"),
    "【请填写】": ("VAL02", "【请填写"),
    "开展开展培训": ("TXT07", "开展开展"),
    "按计划，组织组织培训": ("TXT07", "组织组织"),
    "扫描完成！！": ("TXT07", "！！"),
    "扫描完成,,再来": ("TXT07", ",,"),
    "该项目属于涉密项目。": ("PUB01", "该项目属于涉密项目"),
    "本项目为涉密项目": ("PUB01", "本项目为涉密项目"),
    "本项目涉及国家秘密": ("PUB01", "本项目涉及国家秘密"),
    "内容属于国家秘密": ("PUB01", "内容属于国家秘密"),
    "密级：机密": ("PUB01", "密级：机密"),
    "资料属绝密。": ("PUB01", "属绝密"),
    "根据保密要求，项目内容不予公开": ("PUB01", "根据保密要求，项目内容不予公开"),
    "涉密": ("PUB01", "涉密"),
    "（涉密）某工程": ("PUB01", "（涉密）"),
    "涉密不公开": ("PUB01", "涉密不公开"),
    "涉密项目": ("PUB01", "涉密项目"),
    "因涉密，略。": ("PUB01", "因涉密，略"),
    "保障专项工作（涉密）": ("PUB01", "（涉密）"),
}


def _with_goal(goal: str, **project: str) -> dict[str, Any]:
    data = yaml.load(BASE, yaml.BaseLoader)
    data["预算单位"][0]["项目"][0] |= {"绩效目标": goal, **project}
    return data  # type: ignore[no-any-return]


def _of_indicator(name: str, value: str) -> list[Finding]:
    data = yaml.load(BASE, yaml.BaseLoader)
    indicator = data["预算单位"][0]["项目"][0]["绩效指标"][0]
    indicator |= {"三级指标": name, "年度指标值": value, "实施周期指标值": value}
    return run_data(data).findings


@pytest.mark.parametrize("goal", GOALS)
def test_a_fault_is_found_and_its_piece_is_told(goal: str) -> None:
    code, piece = GOALS[goal]
    assert [finding.piece for finding in run_data(_with_goal(goal)).findings if finding.code == code] == [piece]


@pytest.mark.parametrize("goal", ["完成<div>扫描</div>", "完成xx次", "［bookmark: x］扫描"])
def test_a_tag_and_a_placeholder_are_no_foreign_words(goal: str) -> None:
    assert "TXT04" not in run_data(_with_goal(goal)).codes


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("扫描页数", "≥次", "VAL02"),
        ("扫描页数", "不少于人次", "VAL02"),
        ("扫描效果", "效果显著", "VAL04"),
        ("扫描效果", "优", "VAL04"),
        ("扫描效果", "有力保障", "VAL04"),
        ("合格率（%）", "≥95", "CLS06"),
        ("合格率(%)", "≥120", "VAL03"),
        ("合格率（%）", "≥1年", "VAL06"),
        ("支付率（%）", "≥90", "CLS07"),
        ("安全事故数（起）", "0", "CLS08"),
        ("安全事故", "零事故", "CLS08"),
        ("群众投诉", "无", "CLS08"),
        ("资金支付", "100%", "CLS07"),
        ("资金支付情况", "按合同支付", "CLS07"),
        ("毕业生就业率", "≥110%", "VAL03"),
        ("扫描效果", "达到预期效果", "VAL04"),
        ("合格率", "10个", "VAL06"),
        ("群众满意度", "3项", "VAL06"),
        ("完成时间", "3", "VAL05"),
        ("扫描页数", "不低于2万页", "TXT09"),
    ],
)
def test_a_value_that_cannot_be_right_is_found(name: str, value: str, code: str) -> None:
    assert code in {finding.code for finding in _of_indicator(name, value)}


# --- names ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("城东污水厂扩建", "城西污水厂扩建", True),
        ("道路改造（一期）", "道路改造（二期）", True),
        ("日处理5万吨水厂", "日处理3万吨水厂", True),
        ("天河区绿化", "越秀区绿化", True),
        ("第一小学维修", "实验中学维修", True),
        ("2023年选调生补助", "2024年选调生补助", True),
        ("党员培训经费", "党员活动经费", False),
        ("档案数字化", "档案数字化", False),
        ("干部培训", "办公楼维修", False),
    ],
)
def test_names_that_tell_two_projects_apart(one: str, other: str, apart: bool) -> None:
    assert are_told_apart(one, other) is apart


def _two(first: dict[str, str], second: dict[str, str]) -> list[str]:
    data = _with_goal("建成后日处理污水，水质达标，惠及群众，按期交付使用，资料齐全")
    projects = data["预算单位"][0]["项目"]
    projects.append({**projects[0], **second})
    projects[0] = {**projects[0], **first}
    return [finding.message for finding in run_data(data).findings if finding.code == "CON02"]


def test_two_projects_of_two_places_are_alike_only_to_the_letter() -> None:
    names = {"项目名称": "城东污水厂"}, {"项目名称": "城西污水厂"}
    [message] = _two(*names)
    assert message.endswith("的目标和指标全部相同")
    assert (
        _two(*names[:1], {**names[1], "绩效目标": "建成后日处理污水，水质达标，惠及群众，按期交付使用，3月完工"}) == []
    )


def test_projects_whose_figures_differ_are_not_all_alike() -> None:
    goals = [f"建成后日处理{n}吨污水，水质达标，惠及群众，按期交付使用，资料齐全" for n in (3, 5)]
    [message] = _two({"绩效目标": goals[0]}, {"项目名称": "中水回用", "绩效目标": goals[1]}) or ["有 0% 相同"]
    assert "全部" not in message
    assert "100%" not in message


# --- shares --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fiscal", "told"), [("50003", "50.003%"), ("50000", None), ("77154", "77%"), ("50500", "50.5%")]
)
def test_more_than_half_is_told_as_more_than_half(fiscal: str, told: str | None) -> None:
    data = _with_goal("完成扫描")
    projects = data["预算单位"][0]["项目"]
    projects[0] |= {"资金": {"财政拨款": fiscal}}
    projects.append({**projects[0], "项目名称": "其他", "资金": {"财政拨款": str(100000 - int(fiscal))}})
    projects[0]["绩效指标"] = projects[0]["绩效指标"][:1]
    found = [finding.message for finding in run_data(data).findings if finding.code == "COV03"]
    assert [told in message for message in found if told] == ([True] if told else [])
    assert bool(found) is (told is not None)


# --- acceptances ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "place",
    ["项目[1]", "项目［1］", "项目【 档案数字化经费 】", "projects[1]", "units[1] . 项目 [1]", "", "goal.annual", None],
)
def test_a_place_may_be_written_in_many_ways(place: str | None) -> None:
    data = _with_goal("完成档案扫描。。")
    data["认可"] = [{"代码": "TXT07", "理由": "原文如此"} | ({} if place is None else {"位置": place})]
    assert [(finding.code, finding.accepted) for finding in run_data(data).findings] == [("TXT07", "原文如此")]


@pytest.mark.parametrize("place", ["项目[", "项目[1", "项目]", "项目[1]绩效目标", "项目..绩效目标", "."])
def test_a_place_that_is_cut_off_accepts_nothing(place: str) -> None:
    data = _with_goal("完成档案扫描。。")
    data["认可"] = [{"代码": "TXT07", "理由": "原文如此", "位置": place}]
    findings = run_data(data).findings
    assert [(finding.code, finding.accepted) for finding in findings] == [("TXT07", None), ("ACC01", None)]


@pytest.mark.parametrize(
    ("budget", "text", "found"),
    [
        ("10", "安排100000万元", True),
        ("10", "安排10万元", False),
        ("10000", "奖励1万元", False),
        ("5", "带动投资5亿元", False),
        ("12.5", "使用12.5元购置图书", True),
        ("12.5", "按12.5元的标准发放", False),
        ("12.5", "门票价格12.5元", False),
        ("12.5", "12.5元每课时", False),
    ],
)
def test_a_slip_is_neither_a_round_amount_nor_a_price(budget: str, text: str, found: bool) -> None:
    data = _with_goal(text)
    data["预算单位"][0]["项目"][0]["资金"] = {"财政拨款": budget}
    assert ("MON06" in run_data(data).codes) is found


@pytest.mark.parametrize(("code", "advice"), [("TXT77", "是不是 TXT07？"), ("全部", "代码见 jixiao explain")])
def test_an_unknown_code_is_told(code: str, advice: str) -> None:
    data = _with_goal("完成档案扫描。。")
    data["认可"] = [{"代码": code, "理由": "原文如此"}]
    [found] = [finding for finding in run_data(data).findings if finding.code == "ACC01"]
    assert found.message == f"没有“{code}”这个代码，这条认可不起作用"
    assert found.hint == advice


# --- places and layouts --------------------------------------------------------------------------------------------------


def test_a_month_has_its_own_place(tmp_path: Path) -> None:
    text = BASE.replace(
        "        绩效目标:",
        "        资金支出计划:\n          6月: 160%\n          9: 60%\n          12月底: 90%\n        绩效目标:",
    )
    path = tmp_path / "x.yaml"
    path.write_text(text, encoding="utf-8")
    lines = text.splitlines()
    found = {
        finding.code: (lines[(finding.place.line or 0) - 1].strip(), finding.path)
        for finding in load(path).findings
        if finding.code.startswith("SCH")
    }
    schedule = "预算单位[1].项目[1].资金支出计划"
    assert found == {
        "SCH01": ("9: 60%", f"{schedule}.9月底"),
        "SCH02": ("6月: 160%", f"{schedule}.6月底"),
        "SCH03": ("12月底: 90%", f"{schedule}.12月底"),
    }


@pytest.mark.parametrize(
    ("parameter", "message"),
    [
        ("least_indicators: 多", "“多”不是整数"),
        ("least_indicators: 0", "“0”应不小于 1"),
        ("least_indicators: 99", "“99”应不大于 50"),
        ("large_share: 0", "“0”应大于 0"),
        ("latin_words: foo", "应是列表"),
        ("latin_words: [{a: b}]", "应是一段文字"),
        ("latin_words: ['']", "不能是空的"),
        ("placeholders: ['[']", "“[”不是正则表达式"),
        ("least: 3", "没有这个参数"),
    ],
)
def test_a_wrong_parameter_is_a_finding_of_each_document(tmp_path: Path, parameter: str, message: str) -> None:
    from generator.layouts.load import find_layout

    folder = tmp_path / "layouts" / "other"
    folder.mkdir(parents=True)
    own = find_layout("guangzhou").folder
    for source in own.iterdir():
        if source.is_file():
            (folder / source.name).write_bytes(source.read_bytes())
    layout = (own / "layout.yaml").read_text("utf-8")
    section = f"checks:\n  parameters:\n    {parameter}\n"
    text = layout if "\nchecks:" not in layout else layout[: layout.index("\nchecks:") + 1]
    (folder / "layout.yaml").write_text(f"{text.rstrip()}\n{section}", encoding="utf-8")
    path = tmp_path / "x.yaml"
    path.write_text(BASE.replace("guangzhou", "other"), encoding="utf-8")
    document = load(path, layout_folders=[tmp_path / "layouts"])
    [found] = document.findings
    assert found.code == "LAY02"
    assert found.is_error
    assert message in found.message
    assert found.place.line == 2
    assert document.has_errors
