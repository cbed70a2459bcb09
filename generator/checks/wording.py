"""Wording: what has no place in a text that is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.rule import Found, Rule, Subject, rule
from generator.diagnostics import Severity
from generator.layouts.filters import ILLEGAL_CHARACTERS
from generator.spec.scalars import shorten

_TAGS = (
    "p|br|div|span|a|b|i|u|em|strong|font|table|tbody|thead|tr|td|th|ul|ol|li|h[1-6]|img|hr|sup|sub|script|style|o:p|html|body"
)
_HTML = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_BOOKMARK = re.compile(r"\[bookmark:[^\]]*\]?", re.IGNORECASE)


@rule("TXT01", Severity.ERROR, "文字里混入了标记")
def markup(subject: Subject) -> Iterator[Found]:
    """文字里不能有 HTML 标签（<p>、<br> 等）和书签（[bookmark: …]）。

    为什么: 多半是从网页或系统复制时带进来的，会原样印在表上。
    依据: 已公开的表里确有（东莞 4 处 <p>，曹妃甸 4 处书签）。
    正例: 项目 {绩效目标: 完成年度培训任务，参训率≥95%}
    误例: 项目 {绩效目标: "<p>完成年度培训任务</p>"}
    """
    for loc, text in subject.texts:
        found = _HTML.search(text) or _BOOKMARK.search(text)
        if found:
            yield Found(loc, f"文字里有标记“{shorten(found.group())}”", "删掉标记，只留文字")


@rule("TXT02", Severity.ERROR, "文字里有不能打印的字符")
def unprintable(subject: Subject) -> Iterator[Found]:
    """文字里不能有控制字符等 Word、Excel 装不下的字符。

    为什么: 它们看不见，却会使文件打不开；打印时会被丢掉。
    依据: XML 1.0 的字符范围。
    正例: 项目 {绩效目标: 完成年度培训任务}
    误例: 项目 {绩效目标: "完成\\u0008年度培训任务"}
    """
    for loc, text in subject.texts:
        found = ILLEGAL_CHARACTERS.search(text)
        if found:
            position = found.start() + 1
            yield Found(loc, f"第 {position} 个字符（U+{ord(found.group()):04X}）不能打印", "删掉它，重新输入这段文字")


RULES: tuple[Rule, ...] = (markup, unprintable)
