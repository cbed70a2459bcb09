"""Which unit a project belongs to and which project an indicator, by what was written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from generator.invisible import unseen_in
from generator.sources.workbook_cells import plain_name
from generator.spec.scalars import shorten


@dataclass(slots=True)
class Owners:
    """The rows that others belong to: their ids, what they are called now, and what they were called at export.

    ``labels`` tells those of one name apart, ``names`` are the names themselves, ``codes`` the codes.
    """

    ids: Sequence[str]
    labels: Sequence[str]
    names: Sequence[str | None]
    codes: Sequence[str | None]
    exported: dict[str, str]
    _indexes: list[dict[str, list[int]]] = field(default_factory=list)
    _by_id: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._by_id = {row_id: index for index, row_id in enumerate(self.ids) if row_id}
        old = [self.exported.get(row_id) for row_id in self.ids]
        # What they are called now stands before what they were called, a name before a code.
        self._indexes = [_index(words) for words in (self.labels, self.names, old, self.codes)]

    def find(self, text: str, old_owner: str) -> list[int]:
        """The rows that ``text`` may mean; ``old_owner`` is the id of the row's owner at export (empty: a new row).

        An owner that was renamed keeps its rows, though they still call it by its old name.
        """
        if old_owner in self._by_id and self.exported.get(old_owner) == text:
            return [self._by_id[old_owner]]
        key = plain_name(text)
        for index in self._indexes:
            if key in index:
                return index[key]
        return []

    def trouble(self, text: str, title: str, found: Sequence[int]) -> tuple[str, str]:
        """What is wrong with ``text`` where it does not mean one row, and what to do."""
        if not text.strip():
            return f"这一行没有写“{title}”", f"写上它所属的{title}；不要的行，整行删去"
        named = shorten(text.strip())
        if not found:
            return f"“{title}”表里没有“{named}”", f"改成“{title}”表里的一项，或先在那里加一行"
        unseen = next(filter(None, (unseen_in(self.labels[index]) for index in found)), "")
        if unseen:
            return (
                f"有 {len(found)} 个{title}都叫“{named}”，只差看不见的字符 {unseen}",
                f"在“{title}”表里删掉它，再改名区分",
            )
        labels = "”或“".join(self.labels[index] for index in found[:3])
        return f"有 {len(found)} 个{title}都叫“{named}”，分不清是哪一个", f"写成“{labels}”"


def _index(words: Iterable[str | None]) -> dict[str, list[int]]:
    index: dict[str, list[int]] = {}
    for number, word in enumerate(words):
        if word and word.strip():
            index.setdefault(plain_name(word), []).append(number)
    return index


def owner_id(row_id: str) -> str:
    """The id of the row that a row belonged to at export: ``U1P3`` for ``U1P3I2``."""
    found = re.fullmatch(r"(.+)[PI]\d+", row_id)
    return found[1] if found else ""
