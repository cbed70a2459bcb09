"""Characters that nobody sees, or that stand for a character that was lost: what they are called, and texts without them.

They come with texts that were copied from web pages, chats and PDFs. Two texts that differ only there look the same.
"""

from __future__ import annotations

import unicodedata

from generator.speed import lazy_pattern

_OVERRIDES = "\u202b\u202d\u202e\u2067"
LOST = "\ufffc\ufffd"
"""What stands where a picture or a character was lost."""

HIDDEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u200b\u200e\u200f\u202a\u202c\u2060-\u2066\u2068-\u206f\u2800\u3164"
    "\ufeff\uffa0\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
)
"""What shows nothing wherever it stands, as it is written in a class of characters."""

_PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
_HAN = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

# Joiners make one sign of several emoji, and shape the letters of some scripts; selectors tell two shapes of a Han
# character, of a punctuation mark or of a symbol apart. Elsewhere they change nothing.
_JOINERS = f"(?<![^\\x00-\\x7f{_HAN}\u2010-\u2027\u3000-\u303f\uff00-\uffef])[\u200c\u200d]"
_SELECTORS = (
    f"(?<![{_HAN}\u2018-\u201f\u3001-\u3002\uff00-\uffef\u2200-\u2aff])[\ufe00-\ufe02]|[\ufe03-\ufe0d]"
    "|(?<![#*0-9\u00a9\u00ae\u203c\u2049\u2100-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff])[\ufe0e\ufe0f]"
    f"|(?<![{_HAN}])[\U000e0100-\U000e01ef]|(?<![\U0001f3f4\U000e0020-\U000e007e])[\U000e0000-\U000e007f]"
)

_MISLEADING = f"[{_OVERRIDES}{LOST}]"
_UNSEEN = f"[{HIDDEN}{_PRIVATE}]|{_JOINERS}|{_SELECTORS}"

MISLEADING = lazy_pattern(_MISLEADING)
"""What turns the text behind it round, and what stands where a character or a picture was lost."""

UNSEEN = lazy_pattern(_UNSEEN)
"""What shows nothing, or something else on each computer: no rule of writing needs it where it stands."""

_SUSPECT = lazy_pattern(f"[{_OVERRIDES}{LOST}{HIDDEN}{_PRIVATE}\u200c\u200d\ufe00-\ufe0f\U000e0000-\U000e01ef]")
_ANY = lazy_pattern(f"{_MISLEADING}|{_UNSEEN}")

_NAMES = {
    "\u00ad": "软连字符",
    "\u061c": "阿拉伯字母标记",
    "\u200b": "零宽空格",
    "\u200c": "零宽不连字",
    "\u200d": "零宽连字",
    "\u200e": "从左到右标记",
    "\u200f": "从右到左标记",
    "\u202a": "从左到右嵌入",
    "\u202b": "从右到左嵌入",
    "\u202c": "方向结束",
    "\u202d": "强制从左到右",
    "\u202e": "强制从右到左",
    "\u2060": "零宽不断行",
    "\u2066": "从左到右隔离",
    "\u2067": "从右到左隔离",
    "\u2068": "方向隔离",
    "\u2069": "方向隔离结束",
    "\ufeff": "字节顺序标记",
    "\ufffc": "对象替换符",
    "\ufffd": "替换符",
}
_RANGES = (
    ("\ue000", "\uf8ff", "专用区字符"),
    ("\ufe00", "\ufe0f", "字形选择符"),
    ("\U000e0000", "\U000e007f", "标签字符"),
    ("\U000e0100", "\U000e01ef", "字形选择符"),
    ("\U000f0000", "\U0010ffff", "专用区字符"),
)


def may_hold_unseen(text: str) -> bool:
    """Whether ``text`` holds a character that may be one of those here; where it stands is not looked at."""
    return not text.isascii() and _SUSPECT.search(text) is not None


def without_unseen(text: str) -> str:
    """``text`` without the characters that nobody sees: for messages and file names, and to compare names by."""
    return _ANY.sub("", text) if may_hold_unseen(text) else text


def unseen_in(text: str) -> str:
    """The first character of ``text`` that nobody sees, called by number and name; ``""`` where there is none."""
    found = _ANY.search(text) if may_hold_unseen(text) else None
    return called(found.group()) if found else ""


def called(char: str) -> str:
    """``U+200B（零宽空格）``: the number and the Chinese name of ``char``, or that which Unicode gives it."""
    ranges = (name for first, last, name in _RANGES if first <= char <= last)
    name = _NAMES.get(char) or next(ranges, "") or unicodedata.name(char, "没有名称")
    return f"U+{ord(char):04X}（{name}）"
