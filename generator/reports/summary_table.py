"""The summary as a table on a terminal, a row a document and one for all, aligned by columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_DOWN, Decimal

from generator.checks.coverage import GROUPS
from generator.reports.catalogue import OTHER_THEME, themes
from generator.reports.columns import columns, cut_front, fill, visible
from generator.reports.paint import Paint
from generator.reports.report import Report
from generator.reports.summary import Summary, share, total

Row = list[str]

_GAP = "  "
_NOTHING = "–"
_SHORTEST_NAME = 20


def summary_lines(report: Report, paint: Paint, width: int = 100) -> Iterator[str]:
    """Two tables with the same rows: what there is and how good it is; then the warnings by theme, if there are any.

    Names of files are shortened where ``width`` columns are not enough.
    """
    summaries = [file.summary for file in report.files if file.summary]
    everything = total(summaries)
    names = [visible(file.name) for file in report.files if file.summary]
    rows = [_figures(summary) for summary in (*summaries, everything)]
    yield from _table(["文件", *names, _total_label(everything)], [_FIGURES, *rows], width, paint)
    found = [theme for theme in (*themes(), OTHER_THEME) if everything.warnings[theme]]
    if found:
        yield ""
        rows = [[str(summary.warnings[theme]) for theme in found] for summary in (*summaries, everything)]
        yield from _table(["提醒，按主题", *names, _total_label(everything)], [found, *rows], width, paint)


_FIGURES = ["项目", "金额（万元）", "指标", "错误", "提醒", "认可", *GROUPS, "量化"]


def _figures(summary: Summary) -> Row:
    found = [str(summary.errors), str(summary.warnings.total()), str(summary.accepted)]
    if summary.documents == summary.unread:
        return [_NOTHING] * 3 + found + [_NOTHING] * (len(GROUPS) + 1)
    coverage = [_percent(summary.covered[group], summary.projects) for group in GROUPS]
    quantified = _percent(summary.quantified, summary.values)
    return [str(summary.projects), _money(summary.money), str(summary.indicators), *found, *coverage, quantified]


def _total_label(summary: Summary) -> str:
    unread = f"，{summary.unread} 份读不成" if summary.unread else ""
    return f"合计（{summary.documents} 份{unread}）"


def _money(amount: Decimal) -> str:
    """With separators and two decimals, or as many as are needed to hide nothing."""
    plain = amount.quantize(Decimal("0.01")) if amount == round(amount, 2) else amount.normalize()
    return f"{plain:,f}"


def _percent(part: int, whole: int) -> str:
    """A whole percentage that says 100% and 0% only where that is so."""
    value = share(part, whole)
    if value is None:
        return _NOTHING
    percent = int((value * 100).to_integral_value(ROUND_DOWN))
    return "1%" if part and not percent else f"{percent}%"


def _table(names: Sequence[str], rows: Sequence[Row], width: int, paint: Paint) -> Iterator[str]:
    """Names to the left, figures to the right, in columns; a line under the head and above the last row."""
    widths = [max(map(columns, column)) for column in zip(*rows, strict=True)]
    room = max(width - sum(widths) - len(_GAP) * len(widths), _SHORTEST_NAME)
    short = [cut_front(name, room) for name in names]
    name_width = max(map(columns, short))
    lines = [
        _GAP.join(
            [fill(name, name_width), *(fill(text, wide, right=True) for text, wide in zip(row, widths, strict=True))]
        )
        for name, row in zip(short, rows, strict=True)
    ]
    rule = "─" * columns(lines[0])
    yield paint(lines[0], "bold")
    yield rule
    yield from lines[1:-1]
    yield rule
    yield paint(lines[-1], "bold")
