"""Findings and reports to tell, and a small spec whose findings do not depend on taste."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from generator.diagnostics import Finding, Place, Severity
from generator.reports.report import CheckedFile, Report

SPEC = """\
版式: guangzhou
部门: 示范区档案馆
预算单位:
  - 单位名称: 示范区档案馆
    项目:
      - 项目名称: 档案数字化
        资金:
          总计: 13
          财政拨款: 12.50
        绩效目标: 完成馆藏档案数字化 1000 卷。
        绩效指标:
          - 二级指标: 数量指标
            三级指标: 数字化卷数
            实施周期指标值: 不低于1000卷
            年度指标值: 不低于1000卷
          - 二级指标: 社会效益
            三级指标: 查档便利程度
            实施周期指标值: 有所提高
            年度指标值: 有所提高
      - 项目名称: 库房维修
        资金:
          财政拨款: 7.50
        绩效目标: 维修库房 3 间。
        绩效指标:
          - 二级指标: 数量指标
            三级指标: 维修间数
            实施周期指标值: 3间
            年度指标值: 3间
          - 二级指标: 服务对象满意度
            三级指标: 读者满意度
            实施周期指标值: 95%以上
            年度指标值: 95%以上
"""
"""One error (MON01: the total is 12.50, not 13), at line 8, column 15, and some warnings."""

CLEAN = SPEC.replace("总计: 13", "总计: 12.50")
"""The same without the error."""


def finding(code: str = "MON01", line: int | None = 1, column: int | None = 1, **changes: Any) -> Finding:
    """An error in ``x.yaml``."""
    given: dict[str, Any] = {
        "code": code,
        "severity": Severity.ERROR,
        "message": "总计不对",
        "hint": "改正总计",
        "place": Place("x.yaml", line, column),
        "path": "预算单位[1].项目[2].资金.总计",
        "loc": ("units", 0, "projects", 1, "funding", "total"),
    }
    return Finding(**{**given, **changes})


def warning(code: str = "COV01", line: int | None = 1, **changes: Any) -> Finding:
    """A warning in ``x.yaml``."""
    return finding(code, line, severity=Severity.WARNING, **changes)


def report(*findings: Finding, name: str = "x.yaml") -> Report:
    """A report on one file."""
    return Report((CheckedFile(name, "guangzhou", findings),))


def written(folder: Path, text: str = SPEC, name: str = "x.yaml", encoding: str = "utf-8") -> Path:
    """``text`` as a file in ``folder``."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path
