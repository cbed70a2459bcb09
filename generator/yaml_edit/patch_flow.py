"""Entries and items that come, go and move between brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from generator.spec.content_tree import Listing, Record, Tree
from generator.yaml_edit.author_habits import as_sibling
from generator.yaml_edit.file_style import record_style
from generator.yaml_edit.patch_block import item_slot, item_sources
from generator.yaml_edit.patch_work import Work
from generator.yaml_edit.text_changes import apply
from generator.yaml_edit.text_lines import BREAK
from generator.yaml_edit.text_spans import Span, TextMapping, TextSequence, text_node
from generator.yaml_edit.write_tree import ITEM, flow_entry, flow_text, ordered_names

_NEW_LINE = re.compile(f",?[ \t]*({BREAK}[ \t]*)")

Part = int | str
"""What stands between brackets after the change: what stood at a position, or a new text."""


def change_flow_record(work: Work, old: Record, new: Record, node: TextMapping, removed: list[int]) -> None:
    """Take away the entries ``removed`` and write those that are new, each after its neighbour in the glossary."""
    style = record_style(work.style, old)
    parts: list[Part] = [index for index in range(len(node.entries)) if index not in set(removed)]
    at_key = {id(key): index for index, (key, _) in enumerate(node.entries)}
    keys = old.keys
    at = 0
    for name in ordered_names(new, style):
        if name in old.fields:
            at = parts.index(at_key[id(keys[name])]) + 1
        else:
            parts.insert(at, flow_entry(new, name, style))
            at += 1
    spans = [(text_node_start(key), max(text_node(value).end, text_node(key).end)) for key, value in node.entries]
    _change_parts(work, node, spans, parts)


def text_node_start(node: object) -> int:
    """Where a node's text starts."""
    return text_node(node).start  # type: ignore[arg-type]


def change_flow_list(work: Work, old: Listing, new: Listing, node: TextSequence) -> None:
    """Change the items that stay, take away those that go, and write the new ones."""
    parts: list[Part] = []
    sibling = old.items[0] if old.items else None
    for item, source in zip(new.items, item_sources(work, old, new), strict=True):
        if source is None:
            parts.append(_item_text(work, item, sibling))
        else:
            sibling = old.items[source]
            work.change(work, old.items[source], item, item_slot(work, node, source))
            parts.append(source)
    if parts != list(range(len(node.items))):
        spans = [(text_node(item).start, text_node(item).end) for item in node.items]
        _change_parts(work, node, spans, parts)


def _item_text(work: Work, item: Tree, sibling: Tree | None) -> str:
    if sibling is None:
        return flow_text(item, work.style, work.style.manner(item, ITEM))
    style = record_style(replace(work.style, manners=as_sibling(work.style.manners, sibling)), sibling)
    return flow_text(item, style, style.manner(item, ITEM))


def _change_parts(work: Work, node: TextMapping | TextSequence, spans: list[Span], parts: list[Part]) -> None:
    kept = [part for part in parts if isinstance(part, int)]
    if not kept or kept != sorted(kept):
        _rewrite(work, node, spans, parts)
        return
    _remove(work, spans, sorted(set(range(len(spans))) - set(kept)))
    separator = _separator(work, node, spans)
    after: int | None = None
    for part in parts:
        if isinstance(part, int):
            after = part
        elif after is None:
            work.replace(spans[kept[0]][0], spans[kept[0]][0], f"{part}{separator}")
        else:
            work.replace(spans[after][1], spans[after][1], f"{separator}{part}")


def _separator(work: Work, node: TextMapping | TextSequence, spans: list[Span]) -> str:
    """What parts the entries: a blank, or a line end and an indent where they stand below each other."""
    start = work.value_start(node) + 1
    between = work.text[spans[0][1] : spans[1][0]] if len(spans) > 1 else work.text[start : spans[0][0]]
    found = _NEW_LINE.fullmatch(between)
    return f",{found[1]}" if found else ", "


def _rewrite(work: Work, node: TextMapping | TextSequence, spans: list[Span], parts: list[Part]) -> None:
    """Write all that stands between the brackets anew, of what stays the old texts."""
    start, end = work.value_start(node) + 1, node.end - 1
    texts = []
    for part in parts:
        if isinstance(part, str):
            texts.append(part)
            continue
        lo, hi = spans[part]
        texts.append(apply(work.text, [each for each in work.changes if lo <= each.start and each.end <= hi], lo, hi))
    work.changes = [each for each in work.changes if each.end < start or each.start > end]
    work.replace(start, end, ", ".join(texts))


def _remove(work: Work, spans: list[Span], removed: list[int]) -> None:
    """Take entries away run by run; where comments stand between them, one by one, so that those stay."""
    for first, last in _runs(removed):
        start = spans[first - 1][1] if first else spans[0][0]
        end = spans[last][1] if first else spans[last + 1][0]
        if work.text[start:end].isprintable():
            work.replace(start, end, "")
            continue
        for index in range(first, last + 1):
            _remove_one(work, spans[index])


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of numbers that follow each other."""
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        yield run[0], run[-1]


def _remove_one(work: Work, span: Span) -> None:
    start, end = span
    comma = work.lines.skip(end)
    has_comma = work.text[comma : comma + 1] == ","
    work.replace(start, comma + 1 if has_comma else end, "")
