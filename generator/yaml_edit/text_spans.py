"""Reads YAML into nodes that also know where their text starts and ends, so that it can be replaced exactly.

Only for texts that ``generator.sources.yaml_file`` reads without a finding: nothing is checked here again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from sys import intern
from typing import Any

import yaml

from generator.diagnostics import Place
from generator.sources.node import Mapping, Node, Scalar, Sequence
from generator.yaml_edit.text_lines import BREAK, Lines

_LOADER: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
_NULLS = frozenset(("", "~", "null"))
_BLANK_TAIL = re.compile(f"(?:{BREAK}[ \t]*)+\\Z")
_LAST_BREAK = re.compile(f"{BREAK}[ \t]*\\Z")


@dataclass(frozen=True, slots=True)
class TextFile:
    """The file that nodes were read from: its name and its lines."""

    name: str
    lines: Lines

    def place(self, offset: int) -> Place:
        """The place of what starts at ``offset``."""
        return Place(self.name, self.lines.number(offset), self.lines.column(offset) + 1)


Span = tuple[int, int]
"""The offsets at which a text starts and ends."""

# A large file has a million nodes, few of which are ever pointed at: their places are told from their spans
# (and cannot be set, which mypy is told to accept: nothing sets the place of a node).


class TextScalar(Scalar):
    """A scalar with its text's span (anchor and tag in it) and its style: empty for plain, or ``'``, ``"``, ``|``, ``>``."""

    __slots__ = ("alias", "end", "file", "start", "style")

    def __init__(self, text: str | None, file: TextFile, span: Span, style: str = "", *, alias: bool = False) -> None:
        self.text = text
        self.file = file
        self.start, self.end = span
        self.style = style
        self.alias = alias

    @property
    def place(self) -> Place:  # type: ignore[override]  # a field there; here told when asked for
        """Where it starts."""
        return self.file.place(self.start)


class TextSequence(Sequence):
    """A list with its text's span; a block list ends where its last item's content ends, before any comments."""

    __slots__ = ("alias", "end", "file", "flow", "start")

    def __init__(self, items: list[Node], file: TextFile, span: Span, *, flow: bool, alias: bool = False) -> None:
        self.items = items
        self.file = file
        self.start, self.end = span
        self.flow = flow
        self.alias = alias

    @property
    def place(self) -> Place:  # type: ignore[override]  # a field there; here told when asked for
        """Where it starts."""
        return self.file.place(self.start)


class TextMapping(Mapping):
    """A mapping with its text's span; a block mapping ends where its last value's content ends."""

    __slots__ = ("alias", "end", "file", "flow", "start")

    def __init__(
        self, entries: list[tuple[Scalar, Node]], file: TextFile, span: Span, *, flow: bool, alias: bool = False
    ) -> None:
        self.entries = entries
        self.file = file
        self.start, self.end = span
        self.flow = flow
        self.alias = alias

    @property
    def place(self) -> Place:  # type: ignore[override]  # a field there; here told when asked for
        """Where it starts."""
        return self.file.place(self.start)


TextNode = TextScalar | TextSequence | TextMapping


@dataclass(slots=True)
class Spans:
    """What was read: the root, what each alias stands for (by the alias's start), and where the anchored nodes are."""

    root: TextNode
    anchored: dict[int, TextNode]


def read_spans(lines: Lines, name: str) -> Spans:
    """The nodes of a YAML text (without BOM) with their spans; raises ``yaml.YAMLError`` where it is none."""
    builder = _Builder(TextFile(name, lines))
    for event in yaml.parse(lines.text, Loader=_LOADER):
        handler = _HANDLERS.get(type(event))
        if handler is not None:
            handler(builder, event)
    if builder.root is None:
        raise yaml.YAMLError("no document")
    return Spans(builder.root, builder.targets)


class _Builder:
    """Turns events into nodes on an explicit stack, as the reader of specs does."""

    def __init__(self, file: TextFile) -> None:
        self.file = file
        self.root: TextNode | None = None
        self.targets: dict[int, TextNode] = {}
        self._anchors: dict[str, TextNode] = {}
        self._stack: list[tuple[TextSequence | TextMapping, list[TextScalar]]] = []

    def on_scalar(self, event: Any) -> None:
        # Keys and many values stand in a file thousands of times, and once more in its workbook.
        text, style = intern(event.value), event.style or ""
        mark, end = event.start_mark, event.end_mark.index
        if style in ("|", ">"):
            end = self._block_end(mark.index, end)
        if self._wants_key():
            self._stack[-1][1].append(TextScalar(text, self.file, (mark.index, end), style))
            return
        blank = text in _NULLS and not style and (event.tag is None or event.tag.endswith(":null"))
        node = TextScalar(None if blank else text, self.file, (mark.index, end), style)
        self._named(event, node)
        self._add(node)

    def _wants_key(self) -> bool:
        return bool(self._stack) and isinstance(self._stack[-1][0], TextMapping) and not self._stack[-1][1]

    def _block_end(self, start: int, end: int) -> int:
        """Where the content of a block scalar ends; the parser's mark runs on over blank lines that are not its own."""
        part = self.file.lines.text[start:end]
        keeps = "+" in re.split(BREAK, part, maxsplit=1)[0].partition("#")[0]
        tail = (_LAST_BREAK if keeps else _BLANK_TAIL).search(part)
        return start + tail.start() if tail else end

    def on_mapping(self, event: Any) -> None:
        start = event.start_mark.index
        node = TextMapping([], self.file, (start, start), flow=event.flow_style)
        self._named(event, node)
        self._stack.append((node, []))

    def on_sequence(self, event: Any) -> None:
        start = event.start_mark.index
        node = TextSequence([], self.file, (start, start), flow=event.flow_style)
        self._named(event, node)
        self._stack.append((node, []))

    def on_end(self, event: Any) -> None:
        node, _ = self._stack.pop()
        if node.flow:
            node.end = event.end_mark.index
        self._add(node)

    def on_alias(self, event: Any) -> None:
        target = self._anchors[event.anchor]
        span = event.start_mark.index, event.end_mark.index
        self.targets[span[0]] = target
        if isinstance(target, TextScalar):
            key_or_value = TextScalar(target.text, self.file, span, alias=True)
            if self._wants_key():
                self._stack[-1][1].append(key_or_value)
            else:
                self._add(key_or_value)
        elif isinstance(target, TextSequence):
            self._add(TextSequence(target.items, self.file, span, flow=True, alias=True))
        else:
            self._add(TextMapping(target.entries, self.file, span, flow=True, alias=True))

    def _named(self, event: Any, node: TextNode) -> None:
        if event.anchor is not None:
            self._anchors[event.anchor] = node

    def _add(self, node: TextNode) -> None:
        if not self._stack:
            self.root = node
            return
        parent, keys = self._stack[-1]
        if isinstance(parent, TextSequence):
            parent.items.append(node)
        else:
            parent.entries.append((keys.pop(), node))
        if not parent.flow:
            parent.end = max(parent.end, node.end)


_HANDLERS: dict[type, Any] = {
    yaml.ScalarEvent: _Builder.on_scalar,
    yaml.MappingStartEvent: _Builder.on_mapping,
    yaml.SequenceStartEvent: _Builder.on_sequence,
    yaml.MappingEndEvent: _Builder.on_end,
    yaml.SequenceEndEvent: _Builder.on_end,
    yaml.AliasEvent: _Builder.on_alias,
}


def text_node(node: Node) -> TextNode:
    """``node`` as a node with spans; the tree of the YAML now is made of such nodes only."""
    assert isinstance(node, TextScalar | TextSequence | TextMapping)
    return node
