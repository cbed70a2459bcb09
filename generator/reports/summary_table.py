"""The summary as one table on a terminal, a row a document and one for all, aligned by columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from generator.checks.rules.coverage import GROUPS
from generator.reports.catalogue import OTHER_THEME, themes
from generator.reports.columns import columns, cut_front, fill, visible
from generator.reports.paint import Paint
from generator.reports.report import Report
from generator.reports.summary import Summary, share, total

Row = list[str]
"""The figures of one file, or the names above them: one text a column."""

_BAR = " │ "
_NOTHING = "–"
_SHORTEST_NAME = 16


@dataclass(frozen=True, slots=True)
class _Group:
    """Columns that belong together: what is said above them, their names, and the figures of one summary."""

    title: str
    names: Row
    figures: Callable[[Summary], Row]


def summary_lines(report: Report, paint: Paint, width: int = 100) -> Iterator[str]:
    """One table: what there is, what was found in all and by theme, how much is covered. A row a file, and all of them.

    Themes without a warning are left out. Names of files are shortened where ``width`` columns are not enough, and
    stand on lines of their own where there would be too little left of them.
    """
    summaries = [file.summary for file in report.files if file.summary]
    everything = total(summaries)
    names = [visible(file.name) for file in report.files if file.summary]
    groups = _groups(everything)
    heads = [_head(group) for group in groups]
    cells = [[group.figures(summary) for group in groups] for summary in (*summaries, everything)]
    widths = [_widths(head, [row[index] for row in cells]) for index, head in enumerate(heads)]
    room = width - sum(sum(group) + len(group) - 1 + len(_BAR) for group in widths)
    labels = ["", "", "文件", *names, _total_label(everything)]
    title, *names_of_columns = zip(*heads, strict=True)
    lines = [_joined(title, widths, is_title=True), *(_joined(row, widths) for row in (*names_of_columns, *cells))]
    yield from _table(labels, lines, room, paint)


def _groups(everything: Summary) -> list[_Group]:
    found = [theme for theme in (*themes(), OTHER_THEME) if everything.warnings[theme]]
    by_theme = _Group("其中提醒", found, lambda summary: [str(summary.warnings[theme]) for theme in found])
    return [
        _Group("规模", ["项目", "金额（万元）", "指标"], _size),
        _Group("问题", ["错误", "提醒", "认可"], _findings),
        *([by_theme] if found else []),
        _Group("有指标的项目", list(GROUPS), _coverage),
        _Group("量化的", ["指标值"], lambda summary: [_percent(summary.quantified, summary.values)]),
    ]


def _head(group: _Group) -> list[Row]:
    """Three lines above a group: its title, and its names on two."""
    halves = [_halves(name) for name in group.names]
    title = [group.title, *[""] * (len(group.names) - 1)]
    return [title, [upper for upper, _ in halves], [lower for _, lower in halves]]


def _halves(name: str) -> tuple[str, str]:
    """A name on two lines, so that columns of figures stay narrow; a short one on the first."""
    middle = name.find("（") if "（" in name else 2 if len(name) < 6 else (len(name) + 1) // 2
    return name[:middle], name[middle:]


def _widths(head: Sequence[Row], figures: Sequence[Row]) -> list[int]:
    """How wide each column of a group is; the last makes room for the group's title."""
    widths = [max(map(columns, column)) for column in zip(*head[1:], *figures, strict=True)]
    widths[-1] += max(0, columns(head[0][0]) - sum(widths) - len(widths) + 1)
    return widths


def _joined(row: Sequence[Row], widths: Sequence[Sequence[int]], *, is_title: bool = False) -> str:
    groups = []
    for texts, wides in zip(row, widths, strict=True):
        if is_title:
            groups.append(fill(texts[0], sum(wides) + len(wides) - 1))  # over all its columns
        else:
            groups.append(" ".join(fill(text, wide, right=True) for text, wide in zip(texts, wides, strict=True)))
    return _BAR + _BAR.join(groups)


def _table(labels: Sequence[str], lines: Sequence[str], room: int, paint: Paint) -> Iterator[str]:
    """Names to the left of the figures, or above them; a line under the head and above the last row."""
    if room >= min(_SHORTEST_NAME, max(map(columns, labels))):
        short = [cut_front(label, room) for label in labels]
        wide = max(map(columns, short))
        rows = [[fill(label, wide) + line] for label, line in zip(short, lines, strict=True)]
    else:
        named = zip(labels, lines, strict=True)
        rows = [[line[1:]] if number < _HEAD_LINES else [label, line[1:]] for number, (label, line) in enumerate(named)]
    rule = "─" * columns(rows[-1][-1])
    for number, row in enumerate(rows):
        is_bold = number < _HEAD_LINES or number == len(rows) - 1
        if number in (_HEAD_LINES, len(rows) - 1):
            yield rule
        yield from (paint(line, "bold") if is_bold else line for line in row)


_HEAD_LINES = 3


def _size(summary: Summary) -> Row:
    if _is_unread(summary):
        return [_NOTHING] * 3
    return [str(summary.projects), _money(summary.money), str(summary.indicators)]


def _findings(summary: Summary) -> Row:
    return [str(summary.errors), str(summary.warnings.total()), str(summary.accepted)]


def _coverage(summary: Summary) -> Row:
    return [_percent(summary.covered[group], summary.projects) for group in GROUPS]


def _is_unread(summary: Summary) -> bool:
    return summary.documents == summary.unread


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
