"""What a patch works with: the document, and the replacements that were decided so far."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

import yaml

from generator.spec.content_tree import Listing, Pool, Record, Tree, build_tree
from generator.yaml_edit.file_style import file_style
from generator.yaml_edit.text_changes import Change
from generator.yaml_edit.text_lines import Lines
from generator.yaml_edit.text_spans import Spans, TextMapping, TextNode, TextScalar, TextSequence, read_spans, text_node
from generator.yaml_edit.write_tree import Manner, Style

_PROPERTIES = re.compile("(?:[&!][^ \t\r\n,\\[\\]{}]*[ \t]*)*")


class Slot(NamedTuple):
    """Where a value stands: right after the colon or dash at ``after``."""

    after: int
    column: int
    """Of the key or the dash."""
    indent: int
    """Of a block's text below it."""
    flow: bool
    lead: str = ""
    """What has to be written before a value: the colon, where a key in brackets has none."""
    manner: Manner = Manner()
    """How such values are written in the file."""


class ItemSpan(NamedTuple):
    """An item of a block list: its dash, and its lines with the comments that belong to it."""

    dash: int
    top: int
    bottom: int


@dataclass(slots=True)
class Document:
    """A YAML text with its tree. ``text`` ends with a line end, added (``padded``) where the file has none."""

    text: str
    padded: bool
    tree: Tree
    spans: Spans
    lines: Lines
    style: Style


def read_document(text: str, name: str, pool: Pool) -> Document:
    """Read a YAML text (without BOM) that the reader of specs takes without a finding."""
    lines = Lines(text)
    padded = text + lines.newline
    spans = read_spans(lines, name)
    tree = build_tree(spans.root, pool)
    is_padded = lines.start(len(text)) != len(text)
    if is_padded:
        padded_lines = Lines(padded)
        padded_spans = read_spans(padded_lines, name)
        padded_tree = build_tree(padded_spans.root, pool)
        is_padded = padded_tree.content == tree.content  # a block at the very end would get a line end more
        if is_padded:
            text, lines, spans, tree = padded, padded_lines, padded_spans, padded_tree
    return Document(text, is_padded, tree, spans, lines, file_style(tree, spans.root, lines))


def with_line_end(document: Document, pool: Pool) -> Document:
    """``document`` with a line end where a block stands at the very end without one, if that says the same.

    The block then has to say (``|-``) that its text has no line end, since something is to follow it.
    """
    at = max(document.text.rfind("|"), document.text.rfind(">"))
    if document.padded or at < 0 or document.text.endswith(("\n", "\r")):
        return document
    text = f"{document.text[: at + 1]}-{document.text[at + 1 :]}{document.lines.newline}"
    try:
        sealed = read_document(text, document.tree.node.place.file, pool)
    except yaml.YAMLError:
        return document
    return sealed if sealed.tree.content == document.tree.content else document


ChangeValue = Callable[["Work", Tree, Tree, Slot], None]


@dataclass(slots=True)
class Work:
    """One attempt to patch a document. ``forced`` are the aliases (by their start) that are to be written out."""

    document: Document
    forced: frozenset[int]
    change: ChangeValue
    """``patch.change``: the modules that change lists and mappings call it for what stands in them."""
    changes: list[Change] = field(default_factory=list)
    item_spans: dict[int, list[ItemSpan]] = field(default_factory=dict)
    _positions: dict[int, tuple[Listing, int]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return self.document.text

    @property
    def lines(self) -> Lines:
        return self.document.lines

    @property
    def style(self) -> Style:
        return self.document.style

    def replace(self, start: int, end: int, text: str) -> None:
        """Replace what stands between two offsets."""
        if start != end or text:
            self.changes.append(Change(start, end, text))

    def insert_lines(self, offset: int, text: str) -> None:
        """Insert whole lines at the start of a line, or at the end of a text that ends without a line end."""
        if offset == len(self.text) and self.lines.start(offset) != offset:
            text = self.style.newline + text.removesuffix(self.style.newline)
        self.replace(offset, offset, text)

    def position(self, item: Tree) -> tuple[Listing, int] | None:
        """The list of the document that holds the item that ``item`` was merged from, and where."""
        if not self._positions:
            for holder in _listings(self.document.tree):
                self._positions.update((id(each), (holder, index)) for index, each in enumerate(holder.items))
        return self._positions.get(id(item.origin if item.origin is not None else item))

    def value_start(self, node: TextNode) -> int:
        """Where a node's own text starts, after its anchor and tag."""
        found = _PROPERTIES.match(self.text, node.start)
        return found.end() if found else node.start


def _listings(tree: Tree) -> Iterable[Listing]:
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Listing):
            yield node
            waiting += node.items
        elif isinstance(node, Record):
            waiting += node.fields.values()


def is_patchable(old: Tree, new: Tree) -> bool:
    """Whether an item's text can become ``new`` step by step; else it is written anew."""
    node = text_node(old.node)
    if node.alias or type(old) is not type(new):
        return False
    if isinstance(old, Record):
        return isinstance(node, TextMapping) and bool(node.entries) and bool(new.fields)  # type: ignore[union-attr]
    return isinstance(node, TextSequence if isinstance(old, Listing) else TextScalar)
