"""What must be found, and what piece of the text is pointed at: the faults that checks once missed."""

from __future__ import annotations

import pytest

from tests.checks.examples import run_data, with_indicator, with_project

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
    "开展培训绩效指标描述2次": ("TXT08", "绩效指标描述"),
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


@pytest.mark.parametrize("goal", GOALS)
def test_a_fault_is_found_and_its_piece_is_told(goal: str) -> None:
    code, piece = GOALS[goal]
    assert [finding.piece for finding in run_data(with_project(绩效目标=goal)).findings if finding.code == code] == [
        piece
    ]


@pytest.mark.parametrize("goal", ["完成<div>扫描</div>", "完成xx次", "［bookmark: x］扫描"])
def test_a_tag_and_a_placeholder_are_no_foreign_words(goal: str) -> None:
    assert "TXT04" not in run_data(with_project(绩效目标=goal)).codes


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
        ("信访总量", "减少", "VAL04"),
        ("信访总量", "有效降低", "VAL04"),
        ("档案制度", "健全", "VAL04"),
        ("舆情风险", "可控", "VAL04"),
        ("资金拨付", "及时", "VAL04"),
        ("社会影响", "显著提升城市形象", "VAL04"),
        ("社会影响", "群众获得感明显增强", "VAL04"),
        ("社会影响", "工作效率得到有效提高。", "VAL04"),
        ("服务能力进一步提升", "是", "VAL04"),
        ("查档服务是否取得明显成效", "是", "VAL04"),
        ("提升城市国际形象", "显著提升城市国际形象", "VAL10"),
        ("城市国际形象", "不断提升城市国际形象", "VAL10"),
        ("档案管理员参加培训", "档案管理员参训率95%以上", "VAL10"),
        ("资料归档无错漏", "≥90%", "VAL11"),
        ("零投诉", "≤2次", "VAL11"),
        ("无安全事故", "≤1起", "VAL11"),
        ("社区全覆盖", "95%以上", "VAL11"),
        ("群众满意度", "投诉少于3次", "VAL12"),
        ("查档群众满意度", "投诉次数<3次", "VAL12"),
    ],
)
def test_a_value_that_cannot_be_right_is_found(name: str, value: str, code: str) -> None:
    assert code in {finding.code for finding in run_data(with_indicator(name, value)).findings}


@pytest.mark.parametrize(
    ("goal", "name", "value", "is_told"),
    [
        ("养护绿地20公顷。", "养护绿地面积", "≥12公顷", True),
        ("全年养护绿地20公顷，绿化道路15公里。", "养护绿地", "12公顷", True),
        ("举办科普讲座12场，服务3000人次。", "举办科普讲座", "≥10场", True),
        ("受理申请后5日内办结。", "受理申请后办结时限", "≤7日", True),
        ("养护绿地20公顷。", "养护绿地面积", "≥20公顷", False),
        ("养护绿地20公顷。", "养护绿地面积", "≥25公顷", False),
        ("养护绿地20公顷。", "新增草坪面积", "≥12公顷", False),
        ("新建绿地20公顷，养护绿地30公顷。", "绿地面积", "≥12公顷", False),
        ("养护绿地20公顷，补植绿地养护区5公顷。", "绿地养护面积", "≥5公顷", False),
        ("每月举办科普讲座2场。", "举办科普讲座", "≥1场", False),
        ("举办科普讲座12场次。", "举办科普讲座", "每月1场", False),
        ("养护绿地200公顷。", "养护绿地面积", "≥2万平方米", False),
    ],
)
def test_a_value_below_what_the_goal_says_is_found(goal: str, name: str, value: str, is_told: bool) -> None:
    indicator = {"二级指标": "数量指标", "三级指标": name, "年度指标值": value, "实施周期指标值": value}
    assert ("CON17" in run_data(with_project(绩效目标=goal, 绩效指标=[indicator])).codes) is is_told
