"""How the share of a large project is told."""

from __future__ import annotations

import pytest

from tests.checks.examples import run_data, with_project


@pytest.mark.parametrize(
    ("fiscal", "told"), [("50003", "50.003%"), ("50000", None), ("77154", "77%"), ("50500", "50.5%")]
)
def test_more_than_half_is_told_as_more_than_half(fiscal: str, told: str | None) -> None:
    data = with_project(绩效目标="完成扫描")
    projects = data["预算单位"][0]["项目"]
    projects[0] |= {"资金": {"财政拨款": fiscal}}
    projects.append({**projects[0], "项目名称": "其他", "资金": {"财政拨款": str(100000 - int(fiscal))}})
    projects[0]["绩效指标"] = projects[0]["绩效指标"][:1]
    found = [finding.message for finding in run_data(data).findings if finding.code == "COV03"]
    assert [told in message for message in found if told] == ([True] if told else [])
    assert bool(found) is (told is not None)
