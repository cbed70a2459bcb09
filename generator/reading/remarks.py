"""What the reader has to say: repairs, texts without a home, sums that differ, what it is not sure of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.diagnostics import Finding, Place, Severity
from generator.reading.texts.repair import Repair
from generator.spec.scalars import shorten

_SHOWN = 40
_CONTEXT = 10
"""Characters that are shown before what was repaired in a long text."""
MANY = 12
"""Texts without a place that one finding names; a longer run is told in several."""
_SHOWN_IN_ALL = 120
_LEAST = 12
_BLANK = re.compile(r"\s")
_SHOWN_BLANK = "␣"


def unreadable(name: str, message: str, hint: str) -> Finding:
    """The file cannot be read."""
    return _error("REA01", message, hint, Place(name))


def too_large(name: str, message: str) -> Finding:
    """The file is beyond a bound."""
    return _error("REA02", message, "核对文件；确实这么大的，请按部门拆开再读", Place(name))


def passed_over(place: Place, message: str) -> Finding:
    """Something in the file is not read."""
    return _warning("REA04", message, "是内容的，请与原件核对", place)


def damaged_beside(part: str, place: Place) -> Finding:
    """A part of the file that stands beside its cells cannot be read."""
    message = f"部件 {shorten(part, _SHOWN)} 不在或已损坏，里面的文字（批注、文本框）没有读"
    return _warning("REA05", message, "用 Excel 或 WPS 打开原件，看有没有批注、文本框；是内容的，请自己补上", place)


def draft(mark: str, place: Place) -> Finding:
    """The form is marked as a draft."""
    return unsure(f"标着“{mark}”，这个字样没有读", place, "草稿不是公开的表：有定稿的，读定稿")


def no_form(place: Place, known: str) -> Finding:
    """The file holds none of the forms."""
    return _error("REA03", "文件里没有找到要读的表", f"能读的表：{known}；核对文件，或用 --layout 指定版式", place)


def scrambled(title: str, place: Place) -> Finding:
    """The form is there, but not which of its lines stand in which cell."""
    message = f"有“{title}”的文字，但分不清哪些字在哪一格，没有读"
    return _error("REA03", message, "表格线没有印出来的，找 Word、Excel 原件再读", place)


def repaired(repair: Repair, place: Place, label: str = "") -> Finding:
    """A text was not taken as it stands."""
    before, after = _where_they_differ(repair.before, repair.after)
    what = f"“{before}”→“{after}”" if repair.after else f"“{before}”"
    return _warning("REA04", f"{label}{repair.why}：{what}", "与原件核对；不对的在数据文件里改", place, repair.before)


def _where_they_differ(before: str, after: str) -> tuple[str, str]:
    """Both texts, shortened; of long ones the part around the first difference."""
    if " ".join(before.split()) == " ".join(after.split()):  # only blanks differ: they are shown
        before, after = (_BLANK.sub(_SHOWN_BLANK, text.strip()) for text in (before, after))
    start = next((at for at, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), 0)
    start = max(0, start - _CONTEXT) if len(before) > _SHOWN else 0
    cut = "…" if start else ""
    return tuple(cut + shorten(text[start:], _SHOWN) for text in (before, after))  # type: ignore[return-value]


def unplaced(texts: Sequence[str], place: Place) -> Finding:
    """Texts within the form, one after another and ``MANY`` at most, that belong to nothing in it: all are named."""
    more = f"这 {len(texts)} 处文字" if len(texts) > 1 else ""
    hint = "程序没有把它放进数据文件；是内容的，请自己补上"
    return _warning("REA05", f"{_named(texts)}{more}没有安放的地方", hint, place, texts[0])


def unread(what: str, texts: Sequence[str], place: Place) -> Finding:
    """Texts beside the form, all of the kind ``what``; of many the first ``MANY`` are named."""
    more = f"等 {len(texts)} 处" if len(texts) > MANY else ""
    return _warning("REA05", f"{what}{_named(texts[:MANY])}{more}没有读", "是内容的，请自己补上", place, texts[0])


def _named(texts: Sequence[str]) -> str:
    """The texts in quotes, the more of them the shorter."""
    length = _SHOWN if len(texts) == 1 else max(_LEAST, _SHOWN_IN_ALL // len(texts))
    return "".join(f"“{shorten(text, length)}”" for text in texts)


def foreign_column(head: str, place: Place) -> Finding:
    """A column that the form does not have."""
    message = f"表上没有“{shorten(head, _SHOWN)}”一栏，没有读"
    return _warning("REA05", message, "这一栏里不是序号的内容另外列出；要用的，请自己补上", place, head)


def contents(count: int, place: Place) -> Finding:
    """A contents list, which only names what stands elsewhere."""
    return _warning("REA05", f"目录（{count} 行）没有读", "目录里的标题在正文里；不在的，请自己补上", place)


def running_head(text: str, count: int, place: Place) -> Finding:
    """A line at the edge of several pages."""
    message = f"页眉页脚“{shorten(text, _SHOWN)}”（{count} 页）没有读"
    return _warning("REA05", message, "是内容的，请自己补上", place, text)


def went_on(title: str, text: str, place: Place) -> Finding:
    """A text was torn apart: it goes on in another cell or paragraph."""
    message = f"“{shorten(text, _SHOWN)}”接在上一行的{title}后面，已连上"
    return _warning("REA04", message, "与原件核对；不对的在数据文件里改", place, text)


def label_left(text: str, count: int, place: Place, *, is_again: bool) -> Finding:
    """A heading or a label was left out: it repeats one that was read (``is_again``), or stands where the form has none."""
    more = f"等 {count} 处标签" if count > 1 else ""
    what = "重复出现，没有再读" if is_again else "不在表上的位置，没有读"
    return _warning("REA04", f"“{shorten(text, _SHOWN)}”{more}{what}", "是内容的，请与原件核对", place, text)


def displaced(text: str, place: Place) -> Finding:
    """A line of the head stands in another order than in the form."""
    return _warning("REA04", f"“{shorten(text, _SHOWN)}”不在表上的位置，照标签读了", "请与原件核对", place, text)


def repeated(text: str, count: int, place: Place) -> Finding:
    """Cells hold what the cell beside or above them holds: a merged cell that was torn apart."""
    message = f"“{shorten(text, _SHOWN)}”等 {count} 格与相邻的格相同，按拆开的合并格，只读一次"
    return _warning("REA04", message, "与原件核对；不是合并格的，请自己补上", place, text)


def sum_differs(title: str, printed: str, computed: str, place: Place) -> Finding:
    """A printed sum is not that of the printed parts."""
    message = f"{title}印的是 {printed}，各项之和是 {computed}"
    return _error("REA06", message, "与原件核对各项金额；印的合计已写进数据文件，由 jixiao check 核对", place)


def left_alone(what: str, place: Place) -> Finding:
    """A table or texts of another kind."""
    return _warning("REA07", f"{what}，没有读", "不是这张表的内容就不用管；是的，请与原件核对", place)


def contradicted(title: str, kept: str, other: str, place: Place) -> Finding:
    """The form says the same thing twice, and differently."""
    message = f"{title}前后不一：“{shorten(kept, _SHOWN)}”与“{shorten(other, _SHOWN)}”，取前一个"
    return _warning("REA08", message, "与原件核对，不对的在数据文件里改", place, other)


def unsure(message: str, place: Place, hint: str = "与原件核对，不对的在数据文件里改") -> Finding:
    """Something that was read, but need not be right."""
    return _warning("REA09", message, hint, place)


def _error(code: str, message: str, hint: str, place: Place) -> Finding:
    return Finding(code, Severity.ERROR, message, hint, place)


def _warning(code: str, message: str, hint: str, place: Place, piece: str = "") -> Finding:
    return Finding(code, Severity.WARNING, message, hint, place, piece=piece)
