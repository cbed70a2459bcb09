"""Writes trees as YAML: what is new in a file, in the style of its neighbours, or a whole new file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from generator.spec.content_tree import Leaf, Listing, Record, Tree
from generator.spec.shape import fields_of
from generator.yaml_edit.block_scalar import Room
from generator.yaml_edit.scalar_text import is_plain, quoted, render

ItemText = Callable[[Tree, int], str | None]
"""The text of an item that stands in the file already, for another column, or ``None``."""

ITEM, ENTRY = "", "*"
"""Names for what is no field of a model: the items of a list of such models, the entries of a free mapping."""

MannerKey = tuple[type | None, str]
"""A model (``None``: a text, a free mapping) and the name of a field of it, or ``ITEM`` or ``ENTRY``."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How values of one kind are written in a file; ``None`` where nothing was seen.

    ``flow``: between brackets; ``bare``: as one text instead of a mapping; ``quote`` and ``lines``: the
    style of a text and of one of several lines, as in ``scalar_text.render``; ``indent``: from the key to the keys or dashes below it,
    or from a dash to what follows it;
    ``spaced``: with a blank line between items; ``order``: the fields in the order of the file.
    """

    flow: bool = False
    bare: bool | None = None
    quote: str | None = None
    lines: str | None = None
    indent: int | None = None
    spaced: bool | None = None
    order: tuple[str, ...] = ()


Manners = Mapping[MannerKey, Manner]
_UNSEEN = Manner()


@dataclass(frozen=True, slots=True)
class Style:
    """How a file is written: key language, the indent of a mapping and of a list's dash below a key, the line end.

    ``quote`` are the quotes of texts that need some, ``text`` is the style of most texts, ``lines`` of most of several lines, ``free_keys`` says how the
    keys of free mappings are written, ``manners`` what is special to fields and items.
    """

    official: bool = True
    step: int = 2
    dash: int = 2
    gap: int = 2
    """From a list's dash to its text."""
    newline: str = "\n"
    quote: str = ""
    text: str = ""
    lines: str = ""
    free_keys: Mapping[str, str] = field(default_factory=dict)
    manners: Manners = field(default_factory=dict)

    def manner(self, holder: Tree | None, name: str) -> Manner:
        """How the value ``name`` of ``holder`` is written."""
        model = holder.shape.model if isinstance(holder, Record) else None
        return self.manners.get((model, name if model or name == ITEM else ENTRY), _UNSEEN)

    def text_style(self, text: str, manner: Manner) -> str:
        """The style of a new text of this manner."""
        quote = self.text if manner.quote is None else manner.quote
        if "\n" not in text:
            return quote
        return manner.lines or self.lines or (quote if quote == '"' else "")

    def room(self, parent: int, indent: int, *, block: bool = True) -> Room:
        """The room of a text below a key or dash in column ``parent``."""
        return Room(False, parent, indent, self.newline, block, self.quote)


def new_file(tree: Record, header: str) -> str:
    """A new file: ``header`` (comment lines), then the spec in the order of the glossary."""
    return header + fields_text(tree, 0, Style())


def fields_text(tree: Record, column: int, style: Style, moved: ItemText | None = None) -> str:
    """The entries of ``tree``, each on its lines, with line ends."""
    return "".join(entry_text(tree, name, column, style, moved) for name in ordered_names(tree, style))


def entry_text(tree: Record, name: str, column: int, style: Style, moved: ItemText | None = None) -> str:
    """One entry of ``tree`` with its line ends."""
    start = " " * column + key_text(tree, name, style, flow=False) + ":"
    return start + after_key(tree.fields[name], column, style, style.manner(tree, name), moved)


def after_key(value: Tree, column: int, style: Style, manner: Manner, moved: ItemText | None = None) -> str:
    """What stands after the colon of a key in ``column``, with line ends."""
    inline = inline_text(value, style.room(column, column + (manner.indent or style.step)), style, manner)
    if inline is not None:
        return (f" {inline}" if inline else "") + style.newline
    return style.newline + block_text(value, column, style, manner, moved)


def block_text(value: Tree, column: int, style: Style, manner: Manner, moved: ItemText | None = None) -> str:
    """The lines of a mapping or list below a key in ``column``."""
    if isinstance(value, Listing):
        inner = column + (style.dash if manner.indent is None else manner.indent)
        is_spaced = bool(value.items) and style.manner(value.items[0], ITEM).spaced
        texts = [item_text(item, inner, style, moved) for item in value.items]
        return (style.newline if is_spaced else "").join(texts)
    assert isinstance(value, Record)
    return fields_text(value, column + (manner.indent or style.step), style, moved)


def item_text(item: Tree, column: int, style: Style, moved: ItemText | None = None) -> str:
    """One item of a list whose dashes stand in ``column``, with its line ends."""
    known = moved(item, column) if moved else None
    if known is not None:
        return known
    start = " " * column + "-"
    gap = " " * (style.gap - 1)
    manner = style.manner(item, ITEM)
    inline = inline_text(item, style.room(column, column + style.gap), style, manner)
    if inline is not None:
        return start + (gap + inline if inline else "") + style.newline
    inner = column + style.gap
    if isinstance(item, Record):
        return start + gap + fields_text(item, inner, style, moved)[inner:]
    return start + style.newline + block_text(item, column, style, Manner(indent=2), moved)


def inline_text(value: Tree, room: Room, style: Style, manner: Manner = _UNSEEN) -> str | None:
    """What can stand in the line of its key or dash, or ``None`` for what needs lines of its own."""
    if isinstance(value, Leaf):
        if value.text is None:
            return ""
        text_style = style.text_style(value.text, manner)
        return render(value.text, room, text_style, text_style)
    bare = _bare_value(value, manner)
    if bare is not None:
        return inline_text(bare, room, style, manner)
    if not (value.items if isinstance(value, Listing) else value.fields):
        return "[]" if isinstance(value, Listing) else "{}"
    return flow_text(value, style, manner) if manner.flow else None


def _bare_value(value: Tree, manner: Manner) -> Leaf | None:
    """The text as which a mapping can be written, if it was one or others of its kind are."""
    shorthand = getattr(value.shape.model, "shorthand", None) if isinstance(value, Record) else None
    if not isinstance(value, Record) or shorthand is None or list(value.fields) != [shorthand]:
        return None
    text = value.fields[shorthand]
    is_bare = value.is_shorthand if manner.bare is None else manner.bare
    return text if is_bare and isinstance(text, Leaf) and text.text is not None else None


def flow_text(value: Tree, style: Style, manner: Manner = _UNSEEN) -> str:
    """A value for between brackets, in one line."""
    if isinstance(value, Leaf):
        room = Room(True, 0, 0, style.newline, quote=style.quote)
        return "null" if value.text is None else render(value.text, room, style.text_style(value.text, manner))
    if isinstance(value, Listing):
        return "[" + ", ".join(flow_text(item, style, style.manner(item, ITEM)) for item in value.items) + "]"
    bare = _bare_value(value, manner)
    if bare is not None:
        return flow_text(bare, style, manner)
    return "{" + ", ".join(flow_entry(value, name, style) for name in ordered_names(value, style)) + "}"


def flow_entry(tree: Record, name: str, style: Style) -> str:
    """One entry of ``tree`` for between braces."""
    text = flow_text(tree.fields[name], style, style.manner(tree, name))
    return f"{key_text(tree, name, style, flow=True)}: {text}"


def key_text(tree: Record, name: str, style: Style, flow: bool) -> str:
    """The key of ``name`` in the language of the file; in a free mapping, as it was written."""
    if tree.shape.model is not None:
        return fields_of(tree.shape.model)[name].title if style.official else name
    text = style.free_keys.get(name) or (tree.keys[name].text if name in tree.keys else "") or name
    return text if is_plain(text, flow) else quoted(text, style.quote)


def ordered_names(tree: Record, style: Style) -> list[str]:
    """The fields of ``tree`` in the order of the file, those that are new to it after what they follow in the glossary.

    Those of a free mapping stand in their own order.
    """
    if tree.shape.model is None:
        return list(tree.fields)
    names = [name for name in style.manner(tree, ITEM).order if name in tree.fields]
    return _completed(names, [name for name in tree.shape.model.model_fields if name in tree.fields])


def _completed(names: list[str], glossary: Sequence[str]) -> list[str]:
    known = set(names)
    at = 0
    for name in glossary:
        if name in known:
            at = names.index(name) + 1
        else:
            names.insert(at, name)
            at += 1
    return names
