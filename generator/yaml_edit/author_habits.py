"""How the author of a file writes its values: what is new in the file is written in the same way.

What is seen is counted for each field of each model and for each kind of list item; the majority is the habit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import filterfalse
from typing import TypeVar

from generator.spec.content_tree import Leaf, Listing, Record, Tree
from generator.yaml_edit.scalar_text import is_plain
from generator.yaml_edit.text_lines import Lines
from generator.yaml_edit.text_spans import TextMapping, TextNode, TextScalar, TextSequence, text_node
from generator.yaml_edit.write_tree import ENTRY, ITEM, Manner, MannerKey, Manners

T = TypeVar("T")

_FORCED = re.compile(r"[\\'\"]")
"""What is easier to write in one kind of quotes, whichever the author likes better."""

_FILLED = re.compile(r"[^\s]")
_SEEN = 20_000
"""Values that are looked at: the habits of a long file show in its first part."""


@dataclass(slots=True)
class _Seen:
    """What was seen of the values of one field, or of the items of one kind of list."""

    flow: Counter[bool] = field(default_factory=Counter)
    bare: Counter[bool] = field(default_factory=Counter)
    quotes: Counter[str] = field(default_factory=Counter)
    lines: Counter[str] = field(default_factory=Counter)
    indents: Counter[int] = field(default_factory=Counter)
    spaced: Counter[bool] = field(default_factory=Counter)
    order: list[str] = field(default_factory=list)

    def habit(self) -> Manner:
        """What most of them are; without a majority of one, the plainest."""
        return Manner(
            _most(self.flow) or False,
            _most(self.bare),
            _most(self.quotes),
            _most(self.lines),
            _most(self.indents),
            _most(self.spaced),
            tuple(self.order),
        )


def _most(counter: Counter[T]) -> T | None:
    return counter.most_common(1)[0][0] if counter else None


def habits_of(tree: Tree, lines: Lines) -> Manners:
    """The habits that show in a file, by what they are about."""
    seen: dict[MannerKey, _Seen] = {}
    for key, value, indent in _values(tree, lines):
        own = seen.setdefault(key, _Seen())
        _look_at_value(own, value, text_node(value.node), indent)
        if isinstance(value, Record):
            model = value.shape.model
            _add_order(seen.setdefault((model, ITEM), _Seen()).order, list(value.fields), model)
        elif isinstance(value, Listing) and value.items:
            spaced = seen.setdefault((_model_of(value.items[0]), ITEM), _Seen()).spaced
            spaced.update(_blank_lines(value, lines))
    return {key: own.habit() for key, own in seen.items()}


def text_habits(tree: Tree) -> tuple[str, str, str]:
    """The quotes that most quoted texts of a file stand in, the style of most texts and of most of several lines."""
    leaves = list(_leaves(tree))
    quotes = Counter(leaf.style for leaf in leaves if leaf.style in ("'", '"') and _is_free(leaf.text or ""))
    seen = _Seen()
    for leaf in filterfalse(_is_line_as_block, leaves):
        _look_at_text(seen, leaf, None)
    found = map(_most, (quotes, seen.quotes, seen.lines))
    quote, text, lines = (style or "" for style in found)
    return quote, text, lines


def _is_line_as_block(leaf: TextScalar) -> bool:
    """Whether a text of one line is written as a block, which is the habit of a field and not of a file."""
    return leaf.style in ("|", ">") and "\n" not in (leaf.text or "")


def _is_free(text: str) -> bool:
    """Whether a text in quotes may as well stand in the other kind of them."""
    return text.isprintable() and not _FORCED.search(text)


def free_keys(tree: Tree) -> dict[str, str]:
    """How the keys of free mappings are first written in a file, by what they mean: ``3`` as ``3月底``."""
    found: dict[str, str] = {}
    for value in _all(tree):
        if isinstance(value, Record) and value.shape.kind == "mapping":
            for name, key in value.keys.items():
                found.setdefault(name, key.text or name)
    return found


def as_sibling(manners: Manners, sibling: Tree) -> Manners:
    """``manners`` with the way in which one item is written for the items beside it."""
    node, key = text_node(sibling.node), (_model_of(sibling), ITEM)
    seen = _Seen()
    _look_at_value(seen, sibling, node, None)
    known = manners.get(key, Manner())
    order = list(sibling.fields) if isinstance(sibling, Record) and not seen.bare[True] else []
    _add_order(order, known.order, _model_of(sibling))
    own = seen.habit()
    return {
        **manners,
        key: replace(own, indent=known.indent, spaced=known.spaced, order=tuple(order), bare=own.bare),
    }


def _look_at_value(seen: _Seen, value: Tree, node: TextNode, indent: int | None) -> None:
    if node.alias:
        return
    if isinstance(node, TextScalar):
        _look_at_text(seen, node, indent)
        if isinstance(value, Record):
            seen.bare[True] += 1
        return
    if isinstance(value, Record):
        seen.bare[False] += 1
    if isinstance(value, Leaf) or not (value.fields if isinstance(value, Record) else value.items):
        return
    seen.flow[bool(node.flow)] += 1
    if not node.flow and indent is not None:
        seen.indents[indent] += 1


def _look_at_text(seen: _Seen, node: TextScalar, indent: int | None) -> None:
    """A style that a text needs says nothing of other texts: quotes round blanks, a block for several lines."""
    text = node.text or ""
    if "\n" in text:
        if node.style in ("|", ">"):
            seen.lines[node.style] += 1
    elif is_plain(text, flow=True):
        seen.quotes[node.style] += 1
    if node.style in ("|", ">") and indent is not None and not text.startswith((" ", "\n")):
        seen.indents[indent] += 1


def _values(tree: Tree, lines: Lines) -> Iterator[tuple[MannerKey, Tree, int | None]]:
    """The values of a file in its order, what each is about, and how deep it stands below its key or dash."""
    waiting: list[Tree] = [tree]
    count = 0
    while waiting and count < _SEEN:
        holder = waiting.pop()
        children = list(_children(holder, lines))
        count += len(children)
        yield from children
        waiting += [child for _, child, _ in reversed(children) if not isinstance(child, Leaf)]


def _children(holder: Tree, lines: Lines) -> Iterator[tuple[MannerKey, Tree, int | None]]:
    node = text_node(holder.node)
    if node.alias:
        return
    if isinstance(holder, Listing):
        dash = lines.column(node.start)
        for item in holder.items:
            start = text_node(item.node).start
            yield (_model_of(item), ITEM), item, lines.column(start) - dash
    elif isinstance(holder, Record) and isinstance(node, TextMapping):
        keys = holder.keys
        for name, value in holder.fields.items():
            key = text_node(keys[name])
            about = name if holder.shape.model else ENTRY
            yield (holder.shape.model, about), value, _start_column(value, lines) - lines.column(key.start)


def _start_column(value: Tree, lines: Lines) -> int:
    """The column of the first key, dash or letter of a block."""
    node = text_node(value.node)
    if isinstance(node, TextScalar) and node.style in ("|", ">"):
        first = _FILLED.search(lines.text, lines.end(node.start), node.end)
        return lines.column(first.start()) if first else 0
    if isinstance(node, TextMapping) and node.entries:
        return lines.column(text_node(node.entries[0][0]).start)
    return lines.column(node.start)


def _model_of(item: Tree) -> type | None:
    return item.shape.model if isinstance(item, Record) else None


def _blank_lines(listing: Listing, lines: Lines) -> Iterator[bool]:
    """For each item but the first, whether a blank line stands above it."""
    node = text_node(listing.node)
    if not isinstance(node, TextSequence) or node.flow or node.alias:
        return
    column = lines.column(node.start)
    for item in listing.items[1:]:
        yield lines.is_empty_above(lines.top(text_node(item.node).start, column, 0))


def _add_order(order: list[str], names: Sequence[str], model: type | None) -> None:
    """Put names that are new between those that they stand between, there as in the glossary."""
    places = {name: place for place, name in enumerate(getattr(model, "model_fields", ()))}
    known = set(order)
    low = 0
    for at, name in enumerate(names):
        if name in known:
            low = order.index(name) + 1
            continue
        following = [order.index(later) for later in names[at + 1 :] if later in known]
        high = max(min(following, default=len(order)), low)
        while low < high and places.get(order[low], 0) < places.get(name, 0):
            low += 1
        order.insert(low, name)
        known.add(name)
        low += 1


def _leaves(tree: Tree) -> Iterator[TextScalar]:
    return (node for node in (text_node(value.node) for value in _all(tree)) if isinstance(node, TextScalar))


def _all(tree: Tree) -> Iterator[Tree]:
    """The values of a file in its order, as many as are looked at."""
    waiting = [tree]
    for _ in range(_SEEN):
        if not waiting:
            return
        value = waiting.pop()
        yield value
        if isinstance(value, Record):
            waiting += reversed(value.fields.values())
        elif isinstance(value, Listing):
            waiting += reversed(value.items)
