"""Patterns: a text of the marked form as something that printed texts are matched against.

A literal character also meets its other width, and blanks anywhere: publications differ in these. What an unset field
leaves out is optional. The texts of slots are given as they are printed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from generator.reading.form.marks import FIRST, LAST, Slot, is_mark
from generator.reading.texts.fold import DASHES, fold

ORDINAL = "\uf8ff"
"""Stands in a pattern for a number that counts items: 3, or 三."""

NUMERAL = "[0-9０-９]{1,4}|[〇零一二三四五六七八九十百千]{1,6}"
_LABEL = 3
"""Characters of a label that no value contains."""
_LONGEST = 5_000
"""Characters of a text with several values: what they cost to find grows faster than the text."""
_LABELLED = re.compile(r"(?P<label>[^：:]{2,20})[：:](?P<value>[\s\S]+)")
_BRACKETED = re.compile(r"\([^()]*\)")
_KINDS = {
    "text": r"[\s\S]+?",
    "value": r"[\s\S]+?",
    "level1": r"[^；;：:。]{1,30}?",
    "level2": r"[^；;：:。]{1,30}?",
    "code": r"[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]+",
    "year": r"[0-9０-９]{4}",
    "unit": r"万\s*元|元",
    "amount": r"[+-]?[0-9０-９,，.．\s]+",
    "sum": r"[+-]?[0-9０-９,，.．\s]+",
    "percent": r"[+-]?[0-9０-９.．\s]+(?:%|％)?",
}


@dataclass(frozen=True, slots=True)
class NearMatch:
    """The texts of the slots, by mark; what was written in another way, and how the form writes it."""

    slots: dict[str, str]
    written: str
    own: str


@dataclass(frozen=True)
class Pattern:
    """A text with marks; ``optional`` are ranges of it that an unset field leaves out."""

    text: str
    slots: Mapping[str, Slot] = field(compare=False, repr=False)
    optional: tuple[tuple[int, int], ...] = ()

    @property
    def marks(self) -> list[str]:
        """The marks in the order in which they stand."""
        return [char for char in self.text if char in self.slots]

    @property
    def literal(self) -> str:
        """The text around the marks, folded."""
        return fold("".join(char for char in self.text if not is_mark(char)))

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """What a whole printed text must match; the n-th mark is the group ``sN``, an ordinal ``oN``."""
        return re.compile(r"\s*" + self.source() + r"\s*")

    def source(self) -> str:
        """The regular expression, without what may stand around it."""
        opened = {start: "(?:" for start, _ in self.optional}
        closed = {end: ")?" for _, end in self.optional}
        parts: list[str] = []
        for index, char in enumerate(self.text):
            parts += (closed.get(index, ""), opened.get(index, ""), self._part(index, char))
        return "".join(parts) + closed.get(len(self.text), "")

    def _part(self, index: int, char: str) -> str:
        if char == ORDINAL:
            return rf"(?P<o{index}>{NUMERAL})\s*"
        if char in DASHES and self.text[index - 1 : index] in tuple(DASHES):
            return ""  # any dashes meet any number of dashes
        if char in self.slots:
            return rf"(?P<s{index}>{self._value(index, char)})\s*"
        return _literal(char)

    def _value(self, index: int, char: str) -> str:
        """What a slot matches. A free text does not reach over the label that follows it: else a text in which labels
        are repeated could be divided in very many ways."""
        kind = _KINDS[self.slots[char].kind]
        label = re.match(rf"[^{FIRST}-{LAST}]*", self.text[index + 1 :])
        if kind != _KINDS["text"] or label is None or len(label.group()) < _LABEL:
            return kind
        return rf"(?:(?!{literal_source(label.group())})[\s\S])+?"

    def match(self, text: str) -> dict[str, str] | None:
        """The texts of the slots, by mark, if ``text`` is such a text; slots of left out parts are not there."""
        if len(text) > _LONGEST and len(self.marks) > 2:
            return None
        found = self.expression.fullmatch(text)
        return None if found is None else self._groups(found)

    def match_nearly(self, text: str) -> NearMatch | None:
        """As ``match``, of a value whose label is shorter or longer than the form's, or lacks the form's brackets."""
        if self.text[:1] == "（" and self.text[-1:] == "）" and not self.optional:
            found = Pattern(self.text[1:-1], self.slots).match(text)
            return NearMatch(found, text, f"（{text}）") if found else None
        return self._match_labelled(text)

    def _match_labelled(self, text: str) -> NearMatch | None:
        own, other = _LABELLED.fullmatch(self.text), _LABELLED.fullmatch(text)
        if own is None or other is None or own["value"] not in self.slots:
            return None
        value = re.fullmatch(rf"\s*({_KINDS[self.slots[own['value']].kind]})\s*", other["value"])
        is_unit = re.fullmatch(rf"\s*(?:{_KINDS['unit']})\s*", other["value"]) is not None
        if value is None or is_unit or not _is_near(fold(own["label"]), fold(other["label"])):
            return None
        return NearMatch({own["value"]: value[1]}, f"{other['label']}：", f"{own['label']}：")

    def _groups(self, found: re.Match[str]) -> dict[str, str]:
        groups = found.groupdict()
        return {
            self.text[int(name[1:])]: text.strip()
            for name, text in groups.items()
            if text is not None and name[0] == "s"
        }


def _is_near(label: str, other: str) -> bool:
    """Whether one label has the other in it, once what stands in brackets is gone: 预算单位（盖章）."""
    plain = _BRACKETED.sub("", other)
    return len(plain) > 1 and (plain in label or label in plain)


def literal_source(text: str) -> str:
    """A regular expression for ``text`` in any width, with blanks anywhere in and after it."""
    return "".join(map(_literal, text))


@lru_cache(maxsize=4096)
def _literal(char: str) -> str:
    """A regular expression for ``char`` in any width, with blanks after it."""
    if char.isspace():
        return r"\s*"
    if char in DASHES:
        return rf"[{re.escape(DASHES)}]+\s*"
    plain = unicodedata.normalize("NFKC", char)
    wide = chr(ord(plain) + 0xFEE0) if len(plain) == 1 and "!" <= plain <= "~" else char
    return "(?:" + "|".join(re.escape(form) for form in dict.fromkeys((char, plain, wide))) + r")\s*"
