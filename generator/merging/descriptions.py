"""Values of a spec in a few words, for people who have to tell one version from another."""

from __future__ import annotations

from collections.abc import Iterator

from generator.spec.content_tree import Leaf, Listing, Record, Tree, content_of
from generator.spec.scalars import shorten
from generator.spec.shape import fields_of

_SHOWN = 40
_BEFORE = 10
"""Characters that are shown before the first difference, so that its place can be found."""

_MAX_CHANGES = 3

NOT_WRITTEN = "（没有写）"


def describe(tree: Tree | None, limit: int = _SHOWN) -> str:
    """A value in a few words: its text, the name of what it is, or how many entries it has."""
    if tree is None:
        return NOT_WRITTEN
    if isinstance(tree, Leaf):
        return _text_words(tree.text, limit)
    if isinstance(tree, Listing):
        return f"{len(tree.items)} 项"
    named = _name_of(tree)
    return f"“{shorten(named, limit)}”" if named else _fields_words(tree)


def _name_of(tree: Record) -> str:
    for name in ("name", "title", "annual", "code"):
        part = tree.fields.get(name)
        if isinstance(part, Leaf) and part.text:
            return part.text
    return ""


def _text_words(text: str | None, limit: int) -> str:
    if text is None:
        return "（空着）"
    return shorten(text, limit) if text.strip() else f"“{text}”"


def _fields_words(tree: Record) -> str:
    parts = [
        f"{_title(tree, name)} {_text_words(part.text, 20)}"
        for name, part in tree.fields.items()
        if isinstance(part, Leaf)
    ]
    return "、".join(parts[:4]) or "（空着）"


def _title(tree: Record, name: str) -> str:
    known = fields_of(tree.shape.model) if tree.shape.model else {}
    return known[name].title if name in known else name


# --- what is different -------------------------------------------------------------------------------------------


def contrast(*texts: str | None) -> tuple[str, ...]:
    """Versions of a text in one line each; of long ones the part where they begin to differ."""
    written = [text for text in texts if text is not None]
    if len(written) < 2 or max(map(len, written)) <= _SHOWN:
        return tuple(_cut_line(text, 0) for text in texts)
    columns = enumerate(zip(*written, strict=False))
    same = next((at for at, column in columns if len(set(column)) > 1), min(map(len, written)))
    return tuple(_cut_line(text, max(same - _BEFORE, 0)) for text in texts)


def _cut_line(text: str | None, start: int) -> str:
    if text is None:
        return "（空着）"
    part = text[start : start + _SHOWN].replace("\r", "").replace("\n", "⏎")
    part = part if part.strip() or start else f"“{part}”"
    return ("…" if start else "") + part + ("…" if start + _SHOWN < len(text) else "")


def changes(base: Tree | None, now: Tree | None) -> str:
    """What became of an item, in words: the fields that differ, the first few with both values."""
    if not isinstance(base, Record) or not isinstance(now, Record):
        return ""
    found = list(_changes(base, now))
    more = f"等 {len(found)} 处" if len(found) > _MAX_CHANGES else ""
    return "、".join(found[:_MAX_CHANGES]) + more


def _changes(base: Record, now: Record) -> Iterator[str]:
    for name, before, after in _differing(base, now):
        if isinstance(before, Record) and isinstance(after, Record):
            yield from _changes(before, after)
        else:
            yield _title(now, name) + _change_words(before, after)


def _differing(base: Record, now: Record) -> Iterator[tuple[str, Tree | None, Tree | None]]:
    for name in dict.fromkeys((*base.fields, *now.fields)):
        before, after = base.fields.get(name), now.fields.get(name)
        if content_of(before) != content_of(after):
            yield name, before, after


def _change_words(before: Tree | None, after: Tree | None) -> str:
    if isinstance(before, Leaf) and isinstance(after, Leaf):
        return " " + " → ".join(contrast(before.text, after.text))
    one, other = describe(before), describe(after)
    return "里的内容" if one == other else f" {one} → {other}"
