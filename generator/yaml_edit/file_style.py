"""How a file is written, seen from what stands in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.sources.node import Scalar
from generator.spec.content_tree import Listing, Record, Tree
from generator.spec.shape import fields_of
from generator.yaml_edit.author_habits import free_keys, habits_of, text_habits
from generator.yaml_edit.text_lines import Lines
from generator.yaml_edit.text_spans import TextMapping, TextNode, TextSequence, text_node
from generator.yaml_edit.write_tree import Style

_SEEN = 400
"""Records that are looked at for the style of a whole file."""


def file_style(tree: Tree, root: TextNode, lines: Lines) -> Style:
    """The style of a file: its first indents, and the key language that most of its first records have."""
    quote, text, lines_style = text_habits(tree)
    style = Style(
        newline=lines.newline,
        official=_is_official(tree),
        quote=quote,
        text=text,
        lines=lines_style,
        free_keys=free_keys(tree),
        manners=habits_of(tree, lines),
    )
    dashes = (
        lines.column(value.start) - column
        for value, column in _below_keys(root, lines)
        if isinstance(value, TextSequence) and value.items
    )
    return replace(style, dash=max(next(dashes, style.dash), 0), step=_step(root, lines))


def record_style(style: Style, record: Tree) -> Style:
    """``style`` with the key language of a record's own keys, if it has any that tell."""
    balance = _balance(record) if isinstance(record, Record) else 0
    return style if balance == 0 else replace(style, official=balance > 0)


def _step(root: TextNode, lines: Lines) -> int:
    steps = (
        lines.column(text_node(value.entries[0][0]).start) - column
        for value, column in _below_keys(root, lines)
        if isinstance(value, TextMapping) and value.entries
    )
    return max(next(steps, Style().step), 1)


def _below_keys(root: TextNode, lines: Lines) -> Iterator[tuple[TextSequence | TextMapping, int]]:
    """The blocks below the keys of some mappings, each with the column of these keys."""
    for parent in _mappings(root):
        for _, value in parent.entries:
            if isinstance(value, TextSequence | TextMapping) and not value.flow:
                yield value, lines.column(text_node(parent.entries[0][0]).start)


def _mappings(root: TextNode) -> Iterator[TextMapping]:
    """The block mappings, outer ones first, some of them."""
    waiting: list[object] = [root]
    for node in waiting:
        if len(waiting) > _SEEN:
            break
        if isinstance(node, TextMapping) and not node.flow:
            yield node
            waiting += [value for _, value in node.entries]
        elif isinstance(node, TextSequence):
            waiting += node.items[:2]


def _is_official(tree: Tree) -> bool:
    waiting: list[Tree] = [tree]
    balance = 0
    while waiting and abs(balance) < _SEEN:
        node = waiting.pop()
        if isinstance(node, Record):
            balance += _balance(node)
            waiting += node.fields.values()
        elif isinstance(node, Listing):
            waiting += node.items[:_SEEN]
    return balance >= 0


def _balance(record: Record) -> int:
    """How many more of a record's keys are official than English."""
    if record.shape.model is None:
        return 0
    known = fields_of(record.shape.model)
    return sum(_leaning(key, known[name].title, name) for name, key in record.keys.items())


def _leaning(key: Scalar, title: str, name: str) -> int:
    return 0 if title == name else 1 if (key.text or "").strip() == title else -1
