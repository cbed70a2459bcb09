"""What leaked into a text when a page was published, and what a page's width broke: undone, and told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TAG = re.compile(
    r"</?(?:p|br|div|span|b|i|u|em|strong|font|table|tbody|tr|td|th|o:p)(?:\s[^<>]{0,200})?/?>", re.IGNORECASE
)
_BOOKMARK = re.compile(r"\[bookmark:[^\]]{0,100}\]")
_ENTITY = re.compile(r"&(?:nbsp|ensp|emsp|#160|#xA0);", re.IGNORECASE)
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_GAP = re.compile(rf"(?<=[{_HAN}、，；])[ \t\u00a0\u3000]+(?=[{_HAN}“《（])")
_BLANKS = re.compile(r"[ \t\u00a0\u3000]{2,}")
_BREAK = re.compile(r"[ \t\u00a0\u3000]*\n[ \t\u00a0\u3000]*")
_ENDED = re.compile(r"[。；！？：;!?:]$")
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
    for pattern, instead, why in ((_TAG, "\n", "网页标记"), (_BOOKMARK, "", "书签标记"), (_ENTITY, " ", "网页空格")):
        leaked = list(dict.fromkeys(found.group() for found in pattern.finditer(text)))
        if leaked:
            repairs.append(Repair("、".join(leaked[:3]), "", f"混入的{why}，已去掉"))
            text = pattern.sub(instead, text)
    text = text.strip()
    if text.startswith("]") and "[" not in text:
        repairs.append(Repair("]", "", "书签标记的残余，已去掉"))
        text = text[1:].lstrip()
    return text, repairs


def tidy_line(text: str) -> tuple[str, list[Repair]]:
    """A name or value, which is one line: line breaks and blanks within Chinese words are undone."""
    joined = _BREAK.sub(lambda found: "" if _joins(text, found) else " ", text)
    return _tidied(text, joined)


def tidy_text(text: str) -> tuple[str, list[Repair]]:
    """A text of several lines: line breaks stay unless the page's width made them."""
    lines = _BREAK.sub("\n", text).split("\n")
    joined = "".join(lines) if _is_wrapped(lines) else "\n".join(line for line in lines if line)
    return _tidied(text, joined)


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
    before, after = text[: found.start()][-1:], text[found.end() :][:1]
    return not (before.isascii() and before.isalnum() and after.isascii() and after.isalnum())


def _is_wrapped(lines: list[str]) -> bool:
    """Whether lines end where a page's width cut them: three or more, all but the last equally long, none ended."""
    body = lines[:-1]
    if len(body) < 2 or any(_ENDED.search(line) for line in body):
        return False
    lengths = [len(line) for line in body]
    return max(lengths) - min(lengths) <= 2 and len(lines[-1]) <= max(lengths)
