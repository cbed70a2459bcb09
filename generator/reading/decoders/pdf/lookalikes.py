"""Characters that only look like those that were written: a font's glyph serves several, and a PDF names the wrong one."""

from __future__ import annotations

import unicodedata

# What fonts for the mainland draw alike where the compatibility mapping names the form of Taiwan.
_MAINLAND = {"⼾": "户", "⾭": "青", "―": "—"}

# The radicals supplement has no compatibility mappings; these are the equivalents of Unicode's EquivalentUnifiedIdeograph.
_RADICALS = _MAINLAND | dict(
    zip(
        "⺁⺄⺆⺈⺊⺌⺍⺎⺏⺐⺒⺓⺔⺕⺛⺝⺞⺟⺠⺧⺩⺪⺫⺬⺮⺶⺷⺹⺻⺼⺽⻁⻃⻄⻅⻆⻉⻊⻋⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        "厂乙冂刀卜小小兀尣尢巳幺彑彐旡月歺母民牛王疋目示竹羊羊耂聿肉臼虎覀西见角贝足车長镸长门阝雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
)
_ANGLES = (0x2329, 0x232A)
_KANGXI = range(0x2F00, 0x2FD6)
_COMPATIBILITY = range(0xF900, 0xFB00)
_LIGATURES = range(0xFB00, 0xFB07)


def as_written(text: str) -> str:
    """``text`` with ideographs for radicals and compatibility forms, and letters for ligatures."""
    if text.isascii() or not any(map(_is_lookalike, text)):
        return text
    return "".join(_RADICALS.get(char) or unicodedata.normalize("NFKC", char) for char in text)


def _is_lookalike(char: str) -> bool:
    number = ord(char)
    return char in _RADICALS or any(number in some for some in (_KANGXI, _COMPATIBILITY, _LIGATURES, _ANGLES))
