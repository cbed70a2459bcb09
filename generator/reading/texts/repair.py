"""What leaked into a text when a page was published, and what a page's width broke: undone, and told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_TAG = re.compile(r"</?(?:p|br|div|table|tbody|tr|td|th|o:p)(?:\s[^<>]{0,200})?/?>", re.IGNORECASE)
_INLINE_TAG = re.compile(r"</?(?:span|b|i|u|em|strong|font|a|sup|sub)(?:\s[^<>]{0,200})?/?>", re.IGNORECASE)
_BOOKMARK = re.compile(r"\[bookmark:[^\]]{0,100}\]")
_BOOKMARK_REST = re.compile(r"(?P<before>(?:\d+\s*[.．、])?\s*)\]\s*")
_ENTITY = re.compile(r"&(?:nbsp|ensp|emsp|#160|#xA0);", re.IGNORECASE)
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_GAP = re.compile(rf"(?<=[{_HAN}、，；])[ \t\u00a0\u3000]+(?=[{_HAN}“《（])")
_BLANKS = re.compile(r"[ \t\u00a0\u3000]{2,}")
_BREAK = re.compile(r"[ \t\u00a0\u3000]*\n[ \t\u00a0\u3000]*")
_ORDINAL = re.compile(
    r"\s*(?:\d{1,3}\s*[、.．）)](?!\d)|[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|[（(]\d{1,3}[）)]|[①-⑳]|[—－-])"
)
_TITLE = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)])")
_TITLE_LENGTH = 15
_SENTENCE_END = re.compile(r"[。！？；]$")
_PAUSE = re.compile(r"[。；！？：;!?:…]$")
_ENDED = re.compile(r"[。；！？：;!?:]$")
_LEAKS = (
    (_TAG, "\n", "网页标记"),
    (_INLINE_TAG, "", "网页标记"),
    (_BOOKMARK, "", "书签标记"),
    (_ENTITY, " ", "网页空格"),
)
_TIES = "-‐‑‒–—―－_ "
_DASHES = re.compile(r"[-‐‑‒–—―−─－_=·.…\s]+")


@dataclass(frozen=True, slots=True)
class Repair:
    """What was there and what it became."""

    before: str
    after: str
    why: str


def is_rule(text: str) -> bool:
    """Whether a text is a line of dashes or dots, which no form has as content."""
    return len(text) > 1 and _DASHES.fullmatch(text) is not None and not text.isspace()


def without_leaks(text: str) -> tuple[str, list[Repair]]:
    """``text`` without markup of the program that published it."""
    repairs = []
    for pattern, instead, why in _LEAKS:
        leaked = list(dict.fromkeys(found.group() for found in pattern.finditer(text)))
        if leaked:
            repairs.append(Repair("、".join(leaked[:3]), "", f"混入的{why}，已去掉"))
            text = pattern.sub(instead, text)
    text = text.strip()
    rest = _BOOKMARK_REST.match(text)
    if rest is not None and "[" not in text:
        repairs.append(Repair("]", "", "书签标记的残余，已去掉"))
        text = rest["before"] + text[rest.end() :]
    return text, repairs


def tidy_line(text: str) -> tuple[str, list[Repair]]:
    """A name or value, which is one line: line breaks and blanks within Chinese words are undone."""
    joined = _BREAK.sub(lambda found: "" if _joins(text, found) else " ", text)
    return _tidied(text, joined)


def tidy_name(text: str) -> tuple[str, list[Repair]]:
    """A name: one line, without what ties it to the code before it."""
    line, repairs = tidy_line(text)
    name = line.lstrip(_TIES)
    if not name or name == line:
        return line, repairs
    return name, [*repairs, Repair(line, name, "名称前的连接号，已去掉")]


def tidy_text(text: str) -> tuple[str, list[Repair]]:
    """A text of several lines: line breaks stay unless the page's width made them."""
    lines = _BREAK.sub("\n", text).split("\n")
    joined = "".join(lines) if _is_wrapped(lines) else _without_broken_sentences([line for line in lines if line])
    return _tidied(text, joined)


def tidy_code(text: str) -> tuple[str, list[Repair]]:
    """A code, which has no blanks."""
    return _tidied(text, "".join(text.split()))


def _tidied(before: str, text: str) -> tuple[str, list[Repair]]:
    tidy = _BLANKS.sub(" ", _GAP.sub("", text)).strip()
    return tidy, list(_told(before, tidy))


def _told(before: str, after: str) -> Iterator[Repair]:
    # Blanks at a text's ends and after a line break are nobody's; what is told is what stood between characters.
    if re.sub(r"\s*\n\s*", "\n", before.strip()) != after:
        if re.sub(r"\s+", " ", before.strip()) == re.sub(r"\s+", " ", after):
            yield Repair(before, after, "多余的空白，并成一个")
            return
        broken = "换行" if "\n" in before.strip() and "\n" not in after else "空白"
        yield Repair(before, after, f"字词中间的{broken}，已连上")


def _joins(text: str, found: re.Match[str]) -> bool:
    """Whether what a line break parts is one word: Chinese, or a number that goes on (and is not an item's)."""
    before, after = text[: found.start()][-1:], text[found.end() :][:1]
    if before.isdigit() and after.isdigit():
        return _ORDINAL.match(text, found.end()) is None
    return not (before.isascii() and before.isalnum() and after.isascii() and after.isalnum())


def _without_broken_sentences(lines: list[str]) -> str:
    """The lines, those joined that break in the middle of a sentence: of a text that ends its sentences."""
    if not lines or not _SENTENCE_END.search(lines[-1]):
        return "\n".join(lines)
    text = lines[0]
    for line, after in pairwise(lines):
        text += after if _goes_on(line, after) else "\n" + after
    return text


def _goes_on(line: str, after: str) -> bool:
    """Whether a sentence goes on in the next line: it has not come to a pause, and no title or item ends or begins."""
    is_title = _TITLE.match(line) is not None and len(line) <= _TITLE_LENGTH
    return not _PAUSE.search(line) and _ORDINAL.match(after) is None and not is_title


def _is_wrapped(lines: list[str]) -> bool:
    """Whether lines end where a page's width cut them: three or more, all but the last equally long, none ended."""
    body = lines[:-1]
    if len(body) < 2 or any(_ENDED.search(line) for line in body):
        return False
    lengths = [len(line) for line in body]
    return max(lengths) - min(lengths) <= 2 and len(lines[-1]) <= max(lengths)
