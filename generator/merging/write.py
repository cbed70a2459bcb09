"""Writes trees as YAML: what is new in a file, in the style of its neighbours, or a whole new file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from generator.merging.scalars import Room, is_plain, quoted, render
from generator.merging.tree import Leaf, Listing, Record, Tree
from generator.spec.shape import fields_of

ItemText = Callable[[Tree, int], str | None]
"""The text of an item that stands in the file already, for another column, or ``None``."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a file is written: key language, the indent of a mapping and of a list's dash below a key, the line end."""

    official: bool = True
    step: int = 2
    dash: int = 2
    gap: int = 2
    """From a list's dash to its text."""
    newline: str = "\n"


def new_file(tree: Record, header: str) -> str:
    """A new file: ``header`` (comment lines), then the spec in the order of the glossary."""
    return header + fields_text(tree, 0, Style())


def fields_text(tree: Record, column: int, style: Style, moved: ItemText | None = None) -> str:
    """The entries of ``tree``, each on its lines, with line ends."""
    return "".join(entry_text(tree, name, column, style, moved) for name in ordered_names(tree))


def entry_text(tree: Record, name: str, column: int, style: Style, moved: ItemText | None = None) -> str:
    """One entry of ``tree`` with its line ends."""
    start = " " * column + key_text(tree, name, style, flow=False) + ":"
    return start + after_key(tree.fields[name], column, style, moved)


def after_key(value: Tree, column: int, style: Style, moved: ItemText | None = None) -> str:
    """What stands after the colon of a key in ``column``, with line ends."""
    inline = inline_text(value, Room(False, column, column + style.step, style.newline), style)
    if inline is not None:
        return (f" {inline}" if inline else "") + style.newline
    return style.newline + block_text(value, column, style, moved)


def block_text(value: Tree, column: int, style: Style, moved: ItemText | None = None) -> str:
    """The lines of a mapping or list below a key in ``column``."""
    if isinstance(value, Listing):
        return "".join(item_text(item, column + style.dash, style, moved) for item in value.items)
    assert isinstance(value, Record)
    return fields_text(value, column + style.step, style, moved)


def item_text(item: Tree, column: int, style: Style, moved: ItemText | None = None) -> str:
    """One item of a list whose dashes stand in ``column``, with its line ends."""
    known = moved(item, column) if moved else None
    if known is not None:
        return known
    start = " " * column + "-"
    gap = " " * (style.gap - 1)
    inline = inline_text(item, Room(False, column, column + style.gap, style.newline), style)
    if inline is not None:
        return start + (gap + inline if inline else "") + style.newline
    inner = column + style.gap
    if isinstance(item, Record):
        return start + gap + fields_text(item, inner, style, moved)[inner:]
    return start + style.newline + block_text(item, column, replace(style, dash=2), moved)


def inline_text(value: Tree, room: Room, style: Style) -> str | None:
    """What can stand in the line of its key or dash, or ``None`` for what needs lines of its own."""
    if isinstance(value, Leaf):
        return "" if value.text is None else render(value.text, room)
    if isinstance(value, Listing):
        return None if value.items else "[]"
    if value.is_shorthand:
        return inline_text(next(iter(value.fields.values())), room, style)
    return None if value.fields else "{}"


def flow_text(value: Tree, style: Style) -> str:
    """A value for between brackets, in one line."""
    if isinstance(value, Leaf):
        return "null" if value.text is None else render(value.text, Room(True, 0, 0, style.newline))
    if isinstance(value, Listing):
        return "[" + ", ".join(flow_text(item, style) for item in value.items) + "]"
    if value.is_shorthand:
        return flow_text(next(iter(value.fields.values())), style)
    return "{" + ", ".join(flow_entry(value, name, style) for name in ordered_names(value)) + "}"


def flow_entry(tree: Record, name: str, style: Style) -> str:
    """One entry of ``tree`` for between braces."""
    return f"{key_text(tree, name, style, flow=True)}: {flow_text(tree.fields[name], style)}"


def key_text(tree: Record, name: str, style: Style, flow: bool) -> str:
    """The key of ``name`` in the language of the file; in a free mapping, as it was written."""
    if tree.shape.model is not None:
        return fields_of(tree.shape.model)[name].title if style.official else name
    text = tree.keys[name].text or "" if name in tree.keys else name
    return text if is_plain(text, flow) else quoted(text)


def ordered_names(tree: Record) -> list[str]:
    """The fields of ``tree`` in the order of the glossary; those of a free mapping in their own."""
    if tree.shape.model is None:
        return list(tree.fields)
    return [name for name in tree.shape.model.model_fields if name in tree.fields]
