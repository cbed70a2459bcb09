"""The published forms as truth: exactly these findings, each judged by hand. A finding more or less is a bug of a check.

``findings`` says where, in official terms; ``[*]`` stands for any number, and what follows × is how often. The reason
stands beside each: the finding is what the publication really has, word for word.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from generator.diagnostics import Finding
from generator.pipeline import Document, load

SPECS = Path(__file__).parents[2] / "specs"
HUADU = "guangzhou/huadu-jiguan-gongwei.yaml"
YUEXIU = "guangzhou/yuexiu-zuzhibu.yaml"
DONGGUAN = "dongguan/shi-jiguan-gongwei.yaml"
CAOFEIDIAN = "caofeidian/qu-jiguan-gongwei.yaml"

EXPECTED: dict[str, dict[str, str]] = {
    HUADU: {
        # 31-服务对象满意度 under 2-效益指标: the classification says 3.
        "CLS03": "项目[1].绩效指标[4].一级指标 项目[3].绩效指标[4].一级指标 项目[7].绩效指标[4].一级指标",
        # Rates filed under 数量: six names end in 率, one value says 参培率97%以上.
        "CLS06": "项目[1].绩效指标[1].二级指标 项目[3].绩效指标[2].二级指标 项目[3].绩效指标[3].二级指标 "
        "项目[5].绩效指标[1].二级指标 项目[6].绩效指标[1].二级指标 项目[8].绩效指标[1].二级指标 项目[10].绩效指标[1].二级指标",
        # 在活动期间出现安全事故的次数 (0次, 0) is no quantity of work.
        "CLS08": "项目[3].绩效指标[1].二级指标 项目[7].绩效指标[2].二级指标",
        # No project has an indicator of 效益 (31 is 满意度 wherever it is filed); 4 and 10 none of 满意度 either.
        "COV01": "项目[*].绩效指标×10",
        # `1`, `90或以上`, `0`: times, per cent, times?
        "VAL05": "项目[1].绩效指标[2].实施周期指标值 项目[6].绩效指标[4].实施周期指标值 项目[7].绩效指标[2].实施周期指标值",
        # 党支部书记参加年度集中轮训: 党支部书记参培率97%以上.
        "VAL10": "项目[5].绩效指标[1].实施周期指标值",
        # 年度档案资料归档无错漏: 90%或以上.
        "VAL11": "项目[4].绩效指标[2].实施周期指标值",
        # 思想 and 党的二十大精神.
        "TXT04": "项目[7].绩效目标.年度目标",
        # 或以上, 以上, 及以上, 不低于, ≥: five ways; the place is that of the rarest.
        "TXT09": "项目[7].绩效指标[4].实施周期指标值",
        # 开展区行风（机关作风）建设集中评议、暗访访谈评议等活动。
        "TXT12": "项目[8].绩效指标[3].三级指标",
    },
    YUEXIU: {
        # 经费使用范围 has no annual value, twice.
        "REQ01": "项目[5].绩效指标[2].年度指标值 项目[7].绩效指标[2].年度指标值",
        # 选调生参训率, 培训完成率 under 数量.
        "CLS06": "项目[4].绩效指标[1].二级指标 项目[6].绩效指标[1].二级指标",
        # 资金使用率 under 数量.
        "CLS07": "项目[3].绩效指标[1].二级指标",
        # Only projects 5 and 7 cover 产出, 效益 and 满意度: 2 of the 30 that are published, as counted by hand.
        "COV01": "项目[*].绩效指标×9",
        # Two indicators (1, 2, 4, 6 and the second unit's) or one (10).
        "COV02": "项目[1].绩效指标 项目[2].绩效指标 项目[4].绩效指标 项目[6].绩效指标 项目[10].绩效指标 项目[1].绩效指标",
        # 1,528 of 1,980.40 (77 %) on one indicator.
        "COV03": "项目[9].绩效指标",
        # 有效提高; 是否取得明显进展 and 支持能力进一步强化, to which 是 says nothing that could be told.
        "VAL04": "项目[1].绩效指标[2].实施周期指标值 项目[3].绩效指标[3].实施周期指标值 项目[8].绩效指标[4].实施周期指标值",
        # 工作中中央, three times.
        "TXT07": "项目[4].项目名称 项目[5].项目名称 项目[7].项目名称",
        # 鼓励选调生年度总体绩效目标在宣传落实政策.
        "TXT08": "项目[7].绩效目标.年度目标",
        # ≥, 大于等于, 不低于, 或以上 in one file.
        "TXT09": "项目[4].绩效指标[1].实施周期指标值",
        # The two grants for 选调生 of 2024 share 79 % of their phrases: to be looked at (here they are two grants).
        "CON02": "项目[7].项目名称",
        # The form shows no 年度, and the names have 2023, 2024 (twice) and 2025.
        "CON09": "年度",
        # 本项目相关内容涉密, and yet money and an indicator are printed.
        "PUB01": "项目[10].绩效目标.年度目标",
    },
    DONGGUAN: {
        # 12.00 = 3 × 4.00 and so on, in all six.
        "MON07": "项目[*].实施周期.中期财政预算×6",
        # Form 3, right half: 数量, 时效, 预算执行率, 效益, 可持续性, 满意度 as values.
        "VAL01": "项目[3].绩效指标[*].年度指标值×6",
        # 良好, 可持续, 满意; in form 5 the halves of 良好 have two names, in form 3 only the left half has values.
        "VAL04": "项目[*].绩效指标[*].实施周期指标值×18 项目[5].绩效指标[5].年度指标值",
        # Forms 2 (left half in quotation marks, so not the same text as the right) and 3: the goal as 质量.
        "VAL07": "项目[2].绩效指标[2].实施周期指标值 项目[2].绩效指标[2].年度指标值 项目[3].绩效指标[2].实施周期指标值",
        # 86 characters that are nearly the goal, but not quite.
        "VAL08": "项目[4].绩效指标[2].实施周期指标值",
        # 无 as a quantity.
        "VAL09": "项目[5].绩效指标[1].实施周期指标值",
        # 数量, 质量, 时效, 效益, 可持续性, 满意度 in each form; in form 5 also 作用/质量 and 效果/效益.
        "TXT10": "项目[*].绩效指标[*].三级指标×36 项目[5].绩效指标[2].年度三级指标 项目[5].绩效指标[5].年度三级指标",
        # 作用/质量 and 效果/效益 in form 5; the halves of all other rows have one name.
        "CON12": "项目[5].绩效指标[2].年度三级指标 项目[5].绩效指标[5].年度三级指标",
        # Form 2: the left half of 质量 in quotation marks, the right without.
        "CON13": "项目[2].绩效指标[2].实施周期指标值",
        # Form 6: 80 people are trained in three years, and 80 in one.
        "CON14": "项目[6].绩效指标[1].实施周期指标值",
        # The goals of both halves are the same to the letter, over three years.
        "CON05": "项目[*].绩效目标.年度目标×6",
    },
    CAOFEIDIAN: {
        # ≤1.8万元 and ≤29.73万元 are the budgets.
        "MON08": "项目[1].绩效指标[4].年度指标值 项目[2].绩效指标[4].年度指标值",
        # 按期完成率 ≤1年, 次数 ≥500人次, 任务完成及时率 ≤1年.
        "VAL06": "项目[1].绩效指标[3].年度指标值 项目[2].绩效指标[1].年度指标值 项目[2].绩效指标[3].年度指标值",
        # ≥95百分比, six times in both forms.
        "TXT15": "项目[1].绩效指标[2].年度指标值",
        # <条例〉.
        "TXT03": "部门整体绩效目标.分项绩效目标[1].绩效目标",
        # 等工作. at the end; <中国共产党…条例> for 〈…〉; 达标,项目 and two more commas.
        "TXT05": "部门整体绩效目标.总体绩效目标[13] 部门整体绩效目标.分项绩效目标[1].绩效目标 "
        "部门整体绩效目标.工作保障措施[3].段落[1]",
        # 工作。 。
        "TXT07": "部门整体绩效目标.分项绩效目标[2].绩效目标",
        # 完善制度建设。 as a heading (the two others have no full stop).
        "TXT12": "部门整体绩效目标.工作保障措施[3].标题",
        # 机关团组织活动经费 for the project 机关团工作活动经费.
        "CON03": "部门整体绩效目标.工作保障措施[2].标题",
        # 预算编制 in every row of both projects.
        "CON06": "项目[1].绩效指标[1].指标值确定依据 项目[2].绩效指标[1].指标值确定依据",
    },
}


def _read(name: str) -> Document:
    return load(SPECS / name)


def _expected(paths: str) -> Counter[str]:
    """``项目[1].a 项目[*].b×10`` as paths with their counts."""
    counter: Counter[str] = Counter()
    for entry in paths.split():
        path, _, count = entry.partition("×")
        counter[path] += int(count or 1)
    return counter


def _matched(expected: Counter[str], findings: list[Finding]) -> Counter[str]:
    """The findings' paths as the table writes them: those that it has no exact entry for may match ``[*]``."""
    counter: Counter[str] = Counter()
    for finding in findings:
        path = re.sub(r"^预算单位\[\d+\]\.", "", finding.path)
        wild = next((entry for entry in expected if _is_like(path, entry)), path)
        counter[path if path in expected else wild] += 1
    return counter


def _is_like(path: str, entry: str) -> bool:
    return re.fullmatch(re.escape(entry).replace(re.escape("[*]"), r"\[\d+\]"), path) is not None


@pytest.mark.parametrize("name", EXPECTED)
def test_a_published_form_has_exactly_the_findings_listed(name: str) -> None:
    by_code: dict[str, list[Finding]] = {}
    for finding in _read(name).findings:
        by_code.setdefault(finding.code, []).append(finding)
    wanted = {code: _expected(paths) for code, paths in EXPECTED[name].items()}
    found = {code: _matched(wanted.get(code, Counter()), findings) for code, findings in by_code.items()}
    assert found == wanted


@pytest.mark.parametrize("name", EXPECTED)
def test_every_finding_has_its_own_place_in_the_file(name: str) -> None:
    document = _read(name)
    lines = (SPECS / name).read_text(encoding="utf-8").splitlines()
    for finding in document.findings:
        place = finding.place
        assert place.line is not None
        assert place.column is not None
        assert lines[place.line - 1][place.column - 1 :].strip(), finding


@pytest.mark.parametrize("name", EXPECTED)
def test_a_published_form_still_prints(name: str) -> None:
    unaccepted = {finding.code for finding in _read(name).findings if finding.is_error}
    assert unaccepted == set(), "the spec needs an entry under 认可"


def test_sums_of_published_forms_agree_to_the_cent() -> None:
    for name in EXPECTED:
        assert not [finding for finding in _read(name).findings if finding.code in ("MON01", "MON02")]


def test_as_many_ways_to_write_at_least_as_counted_by_hand() -> None:
    messages = {name: _message(name, "TXT09") for name in (HUADU, YUEXIU)}
    assert "5 种写法" in messages[HUADU]
    assert "4 种写法" in messages[YUEXIU]


def test_the_share_of_the_money_on_one_indicator() -> None:
    assert "77%，只有 1 个指标" in _message(YUEXIU, "COV03")


def _message(name: str, code: str) -> str:
    return next(finding.message for finding in _read(name).findings if finding.code == code)
