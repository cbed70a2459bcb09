"""Entries and items that come, go and move in block style: whole lines, with the comments that belong to them."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

from generator.spec.content_tree import Listing, Record, Tree
from generator.yaml_edit.author_habits import as_sibling
from generator.yaml_edit.file_style import record_style
from generator.yaml_edit.kept_order import longest_increasing
from generator.yaml_edit.patch_work import ItemSpan, Slot, Work, is_patchable
from generator.yaml_edit.text_changes import apply
from generator.yaml_edit.text_lines import BREAK, BREAK_CHARACTERS
from generator.yaml_edit.text_spans import TextMapping, TextScalar, TextSequence, text_node
from generator.yaml_edit.write_tree import ITEM, entry_text, fields_text, item_text, ordered_names

_LINE = re.compile(f"[^{BREAK_CHARACTERS}]*(?:{BREAK}|\\Z)")


# --- mappings


def change_block_record(work: Work, old: Record, new: Record, node: TextMapping, removed: list[int]) -> None:
    """Take away the entries ``removed`` and write those that are new."""
    kept = [index for index in range(len(node.entries)) if index not in set(removed)]
    column = work.lines.column(_start(work, node, 0))
    if not kept:
        text = fields_text(new, column, record_style(work.style, old)).removesuffix(work.style.newline)
        work.replace(_start(work, node, 0), text_node(node.entries[-1][1]).end, text[column:])
        return
    _remove_entries(work, node, removed, kept[0], column)
    _add_entries(work, old, new, node, kept)


def _key(node: TextMapping, index: int) -> TextScalar:
    key = node.entries[index][0]
    assert isinstance(key, TextScalar)
    return key


def _start(work: Work, node: TextMapping, index: int) -> int:
    """Where an entry starts: at its key, or at the ``?`` before it."""
    start = _key(node, index).start
    before = work.text[work.lines.start(start) : start].rstrip()
    return work.lines.start(start) + len(before) - 1 if before.endswith("?") else start


def _entry_end(node: TextMapping, index: int) -> int:
    """The end of an entry's content; a key alone has no value that could end later."""
    return max(text_node(node.entries[index][1]).end, _key(node, index).end)


def _remove_entries(work: Work, node: TextMapping, removed: list[int], first_kept: int, column: int) -> None:
    lines = work.lines
    start = _start(work, node, 0)
    if first_kept > 0 and not lines.is_first(start):  # the first entry shares its line with the item's dash
        last = lines.end(_entry_end(node, first_kept - 1))
        kept_start = _start(work, node, first_kept)
        if not work.text[last:kept_start].strip():
            work.replace(start, kept_start, "")
            removed = [index for index in removed if index > first_kept]
        else:
            dash = lines.start(start) + len(work.text[lines.start(start) : start].rstrip())
            work.replace(dash, lines.end(_entry_end(node, 0)), work.style.newline)
            removed = [index for index in removed if index > 0]
    for index in removed:
        floor = lines.end(_entry_end(node, index - 1)) if index else lines.start(start)
        top = lines.top(_start(work, node, index), column, floor)
        work.replace(top, lines.bottom(_entry_end(node, index), column), "")


def _add_entries(work: Work, old: Record, new: Record, node: TextMapping, kept: list[int]) -> None:
    """Write each new entry after the entry that comes before it in the glossary, or before the first."""
    style = record_style(work.style, old)
    column = work.lines.column(_start(work, node, 0))
    at_key = {id(_key(node, index)): index for index in kept}
    keys = old.keys
    after: int | None = None
    for name in ordered_names(new, style):
        if name in old.fields:
            after = at_key.get(id(keys[name]), after)
            continue
        text = entry_text(new, name, column, style, partial(moved_text, work))
        if after is None:
            _insert_first(work, _start(work, node, kept[0]), column, text)
        else:
            work.insert_lines(work.lines.bottom(_entry_end(node, after), column), text)


def _insert_first(work: Work, start: int, column: int, text: str) -> None:
    work.replace(start, start, text[column:] + " " * column)


# --- lists


def item_spans(work: Work, node: TextSequence) -> list[ItemSpan]:
    """Where the items of a block list stand."""
    known = work.item_spans.get(id(node))
    if known is not None:
        return known
    spans: list[ItemSpan] = []
    at, floor = work.value_start(node), 0
    for item in node.items:
        dash = work.lines.skip(at)
        column = work.lines.column(dash)
        at = max(text_node(item).end, dash + 1)
        bottom = work.lines.bottom(at, column)
        spans.append(ItemSpan(dash, work.lines.top(dash, column, floor), bottom))
        floor = bottom
    work.item_spans[id(node)] = spans
    return spans


def change_block_list(work: Work, old: Listing, new: Listing, node: TextSequence) -> None:
    """Change the items that stay, take away those that go, and write the new and moved ones."""
    spans = item_spans(work, node)
    sources = item_sources(work, old, new)
    known = [(at, index) for at, index in enumerate(sources) if index is not None]
    kept = {known[at][0]: known[at][1] for at in longest_increasing([index for _, index in known])}
    for at, index in kept.items():
        work.change(work, old.items[index], new.items[at], item_slot(work, node, index))
    if len(kept) == len(old.items) == len(new.items):
        return
    _remove_items(work, spans, sorted(set(range(len(spans))) - set(kept.values())), everything=not kept)
    _insert_items(work, old, new, node, kept)


def item_sources(work: Work, old: Listing, new: Listing) -> list[int | None]:
    """For each item of ``new``, the position in ``old`` of the item that can be changed into it."""
    sources: list[int | None] = []
    for item in new.items:
        found = work.position(item)
        index = found[1] if found is not None and found[0] is old else None
        if index is not None and not _can_stay(work, old.items[index], item):
            index = None
        sources.append(index)
    return sources


def _can_stay(work: Work, old: Tree, new: Tree) -> bool:
    node = text_node(old.node)
    if old.content == new.content and not (node.alias and node.start in work.forced):
        return True
    return is_patchable(old, new)


def item_slot(work: Work, node: TextSequence, index: int) -> Slot:
    """Where the item at ``index`` stands."""
    if node.flow:
        start = text_node(node.items[index]).start
        return Slot(start, work.lines.column(start), 0, True)
    dash = item_spans(work, node)[index].dash
    column = work.lines.column(dash)
    return Slot(dash + 1, column, column + 2, False)


def _remove_items(work: Work, spans: list[ItemSpan], removed: list[int], everything: bool) -> None:
    """Take items away, each with one of two blank lines that would be left around it."""
    lines, free = work.lines, 0
    for index in removed:
        _, top, bottom = spans[index]
        is_empty_below = bottom >= len(work.text) or lines.is_empty(bottom)
        if not everything and lines.is_empty_above(top) and is_empty_below:
            top = max(lines.start(top - 1), free)
        elif not everything and index == 0 and lines.is_empty(bottom):
            bottom = lines.end(bottom)
        work.replace(top, bottom, "")
        free = bottom


def _insert_items(work: Work, old: Listing, new: Listing, node: TextSequence, kept: dict[int, int]) -> None:
    """Write the items that are not ``kept`` (by their new position, the old one), each after the one before it."""
    spans = item_spans(work, node)
    column = work.lines.column(spans[0].dash)
    style = replace(work.style, gap=_gap(work, node, spans))
    newline = style.newline if _is_spaced(work, old, spans) else ""
    sibling = old.items[0]
    first = spans[min(kept.values(), default=0)].top
    at = first
    for position, item in enumerate(new.items):
        if position in kept:
            at = spans[kept[position]].bottom
            sibling = old.items[kept[position]]
            continue
        own = replace(style, manners=as_sibling(style.manners, sibling))
        text = item_text(item, column, record_style(own, sibling), partial(moved_text, work))
        work.insert_lines(at, text + newline if at == first else newline + text)


def _is_spaced(work: Work, old: Listing, spans: list[ItemSpan]) -> bool:
    """Whether most items have a blank line above; of an only item, whether such items mostly have."""
    if len(spans) < 2:
        return bool(work.style.manner(old.items[0], ITEM).spaced)
    return 2 * sum(work.lines.is_empty_above(span.top) for span in spans[1:]) > len(spans) - 1


def _gap(work: Work, node: TextSequence, spans: list[ItemSpan]) -> int:
    start = text_node(node.items[0]).start
    gap = start - spans[0].dash
    return gap if work.lines.start(start) == work.lines.start(spans[0].dash) and 1 < gap < 9 else 2


def moved_text(work: Work, item: Tree, column: int) -> str | None:
    """The lines of an item that stands elsewhere in the file, with its comments and changes, for another column."""
    found = work.position(item)
    node = found and text_node(found[0].node)
    if found is None or not isinstance(node, TextSequence) or node.flow:
        return None
    listing, index = found
    if not _can_stay(work, listing.items[index], item) or text_node(listing.items[index].node).alias:
        return None
    span = item_spans(work, node)[index]
    outside, work.changes = work.changes, []
    work.change(work, listing.items[index], item, item_slot(work, node, index))
    text = apply(work.text, work.changes, span.top, span.bottom)
    work.changes = outside
    return _shifted(text, column - work.lines.column(span.dash))


def _shifted(text: str, by: int) -> str:
    """Lines indented deeper, or less deep as far as they are indented."""
    if by == 0:
        return text
    lines = [line for line in _LINE.findall(text) if line]
    return "".join(_shift_line(line, by) for line in lines)


def _shift_line(line: str, by: int) -> str:
    if not line.strip():
        return line
    return " " * by + line if by > 0 else line[min(-by, len(line) - len(line.lstrip(" "))) :]
