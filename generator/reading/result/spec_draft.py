"""A spec in the making: items of lists, each with the texts that were read for it and their places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.diagnostics import Place
from generator.reading.form.fields import Field, lists_of


@dataclass(slots=True)
class ReadText:
    """A text that was read for a field, and where it is printed."""

    text: str
    place: Place


@dataclass(slots=True, eq=False)
class DraftItem:
    """An item of the list ``of`` (``()``: the document): texts by field, and items of the lists in it."""

    of: Field
    texts: dict[Field, ReadText] = field(default_factory=dict)
    items: dict[Field, list[DraftItem]] = field(default_factory=dict)

    def text(self, name: Field) -> str:
        """The text that was read for a field, blank if none was."""
        return self.texts[name].text if name in self.texts else ""

    def below(self, of: Field) -> Iterator[DraftItem]:
        """All items of the list ``of`` below this one; itself if it is one."""
        if self.of == of:
            yield self
            return
        for items in self.items.values():
            for item in items:
                yield from item.below(of)


class Drafting:
    """Fills documents in the order in which texts are read."""

    def __init__(self) -> None:
        self.documents: list[DraftItem] = []
        self._open: list[DraftItem] = []

    def begin(self, of: Field) -> None:
        """Begin a new item of the list ``of`` (``()``: a new document)."""
        if not of:
            self.documents.append(DraftItem(()))
            self._open = [self.documents[-1]]
            return
        while self._open[-1].of[: len(of)] == of:
            self._open.pop()
        self.item_of(of)

    def item_of(self, of: Field) -> DraftItem:
        """The open item of the list ``of``; it is begun, with those around it, if there is none."""
        for way in lists_of(of):
            if not any(item.of == way for item in self._open):
                self._open_item(way)
        return next(item for item in reversed(self._open) if item.of == of)

    def last(self, of: Field) -> DraftItem | None:
        """The open item of the list ``of``, if there is one."""
        return next((item for item in reversed(self._open) if item.of == of), None)

    def split(self, of: Field) -> DraftItem:
        """Begin a new item of ``of`` that takes the innermost items that are open over from the one before."""
        inner = [item for item in self._open if len(item.of) > len(of) and item.of[: len(of)] == of]
        moved = inner[0] if inner else None
        if moved is not None:
            self.item_of(of).items[moved.of].remove(moved)
        self.begin(of)
        if moved is not None:
            self._open[-1].items.setdefault(moved.of, []).append(moved)
            self._open += inner
        return self.item_of(of)

    def _open_item(self, way: Field) -> None:
        parents = [item for item in self._open if way[: len(item.of)] == item.of and len(item.of) < len(way)]
        self._open = parents
        item = DraftItem(way)
        parents[-1].items.setdefault(way, []).append(item)
        self._open.append(item)
