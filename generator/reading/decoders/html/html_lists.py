"""Numbers that browsers put before the items of a list: a reader sees them, the page's text does not hold them."""

from __future__ import annotations

import re
from typing import Any

from generator.reading.decoders.counted_labels import label_of

_STYLE = re.compile(
    r"list-style(?:-type)?\s*:\s*(?:[^;]*\s)?(none|decimal(?:-leading-zero)?|[a-z]+-[a-z-]+)", re.IGNORECASE
)
_TYPES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_CHINESE = ("cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal", "cjk-decimal")
_FORMS = {
    "none": "none",
    "decimal-leading-zero": "decimalZero",
    **dict.fromkeys(("lower-alpha", "lower-latin"), "lowerLetter"),
    **dict.fromkeys(("upper-alpha", "upper-latin"), "upperLetter"),
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "simp-chinese-formal": "chineseLegalSimplified",
    "trad-chinese-formal": "ideographLegalTraditional",
    "cjk-heavenly-stem": "ideographTraditional",
    "cjk-earthly-branch": "ideographZodiac",
    **dict.fromkeys(_CHINESE, "chineseCountingThousand"),
}
_MAX_NUMBER = 5
_INLINE = ("p", "div", "span", "font", "b", "strong", "a")


def number_items(root: Any) -> None:
    """Write the numbers of ordered lists before the texts of their items."""
    for ordered in root.iter("ol"):
        items = [each for each in ordered if each.tag == "li"]
        is_reversed = ordered.get("reversed") is not None
        number = _number(ordered.get("start"), len(items) if is_reversed else 1)
        for item in items:
            number = _number(item.get("value"), number)
            if not _leads_elsewhere(item):
                _write(_label(item, ordered, number), item)
            number += -1 if is_reversed else 1


def _leads_elsewhere(item: Any) -> bool:
    """Whether an item is a line of a contents list: nothing but a link to a place on the page."""
    text = "".join("".join(item.itertext()).split())
    links = [link for link in item.iter("a") if (link.get("href") or "").startswith("#")]
    return bool(text) and "".join("".join("".join(link.itertext()).split()) for link in links) == text


def _label(item: Any, ordered: Any, number: int) -> str:
    """A number as browsers print it, blank where the list shows none."""
    found = _STYLE.search(item.get("style") or "") or _STYLE.search(ordered.get("style") or "")
    style = found[1].lower() if found else ""
    form = _FORMS.get(style) or _TYPES.get(item.get("type") or ordered.get("type") or "1", "decimal")
    label = label_of(form, number)
    ending = "、" if form not in ("decimal", "decimalZero", *_TYPES.values()) else "."
    return f"{label}{ending}" if label else ""


def _write(label: str, item: Any) -> None:
    """Put a label before the first text of an item, which may stand in a paragraph of it."""
    while not (item.text or "").strip() and len(item) and item[0].tag in _INLINE:
        item = item[0]
    item.text = label + (item.text or "").lstrip()


def _number(text: str | None, default: int) -> int:
    plain = (text or "").strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= _MAX_NUMBER else default
