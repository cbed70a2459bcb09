"""Changes a YAML text so that it says what the merged tree says, and leaves every other character as it is.

The tree that was merged and the tree of the text are walked together; where they differ, the span of the value is
replaced in its own style. The result is read again: if it does not say exactly what was meant, nothing comes of it.
"""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from generator.sources.yaml_file import read_yaml_text
from generator.spec.content_tree import Leaf, Listing, Pool, Record, Tree, content_number
from generator.yaml_edit.block_scalar import Room
from generator.yaml_edit.patch_block import change_block_list, change_block_record, moved_text
from generator.yaml_edit.patch_flow import change_flow_list, change_flow_record
from generator.yaml_edit.patch_work import Document, Slot, Work, with_line_end
from generator.yaml_edit.scalar_text import render
from generator.yaml_edit.text_changes import Change, OverlapError, apply
from generator.yaml_edit.text_spans import TextMapping, TextNode, TextScalar, TextSequence, text_node
from generator.yaml_edit.write_tree import block_text, flow_text, inline_text


class PatchError(Exception):
    """The patched text would not say what was meant: a defect of the program, and nothing is written."""


class Patched(NamedTuple):
    """The new text of a file, and the replacements in the text of ``document`` that make it."""

    text: str
    changes: list[Change]
    document: Document


def patch(document: Document, merged: Tree, pool: Pool) -> Patched:
    """The text of ``document`` changed into one that says ``merged``."""
    if merged.content == document.tree.content:
        return Patched(_unpadded(document, document.text), [], document)
    text, changes = _patched(document, merged, pool)
    if text is None:
        document = with_line_end(document, pool)
        text, changes = _patched(document, merged, pool)
    if text is None:
        raise PatchError("改写后的文件读出来与合并的结果不一致，没有写入")
    bare = _unpadded(document, text)
    if document.padded and not _says(bare, merged, pool):
        bare = text  # a block that came to stand at the very end needs its line end
    return Patched(bare, changes, document)


def _unpadded(document: Document, text: str) -> str:
    return text.removesuffix(document.lines.newline) if document.padded else text


def _patched(document: Document, merged: Tree, pool: Pool) -> tuple[str | None, list[Change]]:
    targets = document.spans.anchored
    forced: frozenset[int] = frozenset()
    while True:
        changes = _changes(document, merged, forced)
        touched = {at for at, target in targets.items() if any(_touches(change, target) for change in changes)}
        if touched <= forced:
            break
        forced |= touched
    for attempt in dict.fromkeys((forced, frozenset(targets))):
        changes = _changes(document, merged, attempt)
        text = _applied(changes, document, merged, pool)
        if text is not None:
            return text, changes
    return None, []


def _applied(changes: list[Change], document: Document, merged: Tree, pool: Pool) -> str | None:
    """The text with ``changes``, if that says what is meant."""
    try:
        text = apply(document.text, changes)
    except OverlapError:
        return None
    return text if _says(text, merged, pool) else None


def _says(text: str, merged: Tree, pool: Pool) -> bool:
    node, _ = read_yaml_text(text, "", is_placed=False)
    return node is not None and content_number(node, pool) == merged.content


def _touches(change: Change, target: TextNode) -> bool:
    return change.start <= target.end and change.end >= target.start


def _changes(document: Document, merged: Tree, forced: frozenset[int]) -> list[Change]:
    work = Work(document, forced, change)
    change(work, document.tree, merged, Slot(0, -1, 0, False))
    return work.changes


def change(work: Work, old: Tree, new: Tree, slot: Slot) -> None:
    """Change a value, where it differs."""
    if old.content == new.content and not work.forced:
        return
    node = text_node(old.node)
    if node.alias or not _change_inside(work, old, new, node, slot):
        differs = old.content != new.content or (node.alias and node.start in work.forced)
        if differs:
            _replace(work, node, new, slot)


def _change_inside(work: Work, old: Tree, new: Tree, node: TextNode, slot: Slot) -> bool:
    """Change a value within what it is, if it stays a text, a mapping or a list."""
    if isinstance(node, TextScalar):
        text = _text_for(old, new)
        if text is not None and text[0] != node.text:
            _set_scalar(work, node, text[0], slot)
        return text is not None
    if isinstance(node, TextMapping) and isinstance(old, Record) and isinstance(new, Record):
        return _change_record(work, old, new, node)
    if isinstance(node, TextSequence) and isinstance(old, Listing) and isinstance(new, Listing):
        return _change_list(work, old, new, node, slot)
    return False


def _text_for(old: Tree, new: Tree) -> tuple[str | None] | None:
    """The text that the scalar which is ``old`` has to be, in a tuple, or ``None`` where a scalar cannot say ``new``."""
    if isinstance(old, Leaf) and isinstance(new, Leaf):
        return (new.text,)
    if isinstance(old, Record) and isinstance(new, Record) and old.fields.keys() == new.fields.keys():
        value = next(iter(new.fields.values()))
        if isinstance(value, Leaf) and value.text is not None:
            return (value.text,)
    return None


def _change_record(work: Work, old: Record, new: Record, node: TextMapping) -> bool:
    keys = old.keys
    own = {id(key): name for name, key in keys.items()}
    names = [own.get(id(key)) for key, _ in node.entries]  # none for keys that are no field's
    if not names or not (new.fields or None in names):
        return old.content == new.content
    for name in filter(old.fields.__contains__, new.fields):
        slot = entry_slot(work, node, keys[name])
        change(work, old.fields[name], new.fields[name], slot._replace(manner=work.style.manner(old, name)))
    removed = [index for index, name in enumerate(names) if name is not None and name not in new.fields]
    if removed or new.fields.keys() - old.fields.keys():
        (change_flow_record if node.flow else change_block_record)(work, old, new, node, removed)
    return True


def _change_list(work: Work, old: Listing, new: Listing, node: TextSequence, slot: Slot) -> bool:
    if not new.items or (not node.items and not slot.flow):
        return old.content == new.content
    (change_flow_list if node.flow else change_block_list)(work, old, new, node)
    return True


def entry_slot(work: Work, node: TextMapping, key: object) -> Slot:
    """Where the value of ``key`` stands."""
    assert isinstance(key, TextScalar)
    colon = work.lines.skip(key.end)
    column = work.lines.column(key.start)
    indent = column + work.style.step
    if work.text[colon : colon + 1] == ":":
        return Slot(colon + 1, column, indent, node.flow)
    return Slot(key.end, column, indent, node.flow, ":")


def _set_blank(work: Work, node: TextScalar, slot: Slot) -> None:
    between = work.text[slot.after : node.start]
    needs_word = slot.flow or "\n" in between or "\r" in between
    work.replace(node.start if needs_word else slot.after, node.end, "null" if needs_word else "")


def _set_scalar(work: Work, node: TextScalar, text: str | None, slot: Slot) -> None:
    if text is None:
        _set_blank(work, node, slot)
        return
    start, end = node.start, node.end
    is_commented = work.lines.rest(end).startswith("#")
    may_be_block = not is_commented or node.style in ("|", ">")
    room = Room(slot.flow, slot.column, slot.indent, work.style.newline, may_be_block, work.style.quote)
    is_blank = node.text is None and not slot.flow
    usual = work.style.text_style(text, slot.manner)
    style, before = (usual, usual) if is_blank else (node.style, work.text[work.value_start(node) : end])
    written = render(text, room, style, before)
    if start == end:
        work.replace(slot.after, slot.after, f"{slot.lead} {written}")
    else:
        work.replace(start, end, written)


def _replace(work: Work, node: TextNode, new: Tree, slot: Slot) -> None:
    """Replace a value by one of another kind, or by a copy of its own."""
    if slot.column < 0:
        raise PatchError("文件最外层不是若干字段")
    if slot.flow:
        start, end = (slot.after, slot.after) if node.start == node.end else (node.start, node.end)
        work.replace(
            start, end, (f"{slot.lead} " if start == slot.after else "") + flow_text(new, work.style, slot.manner)
        )
        return
    room = work.style.room(slot.column, slot.indent, block=False)
    inline = inline_text(new, room, work.style, slot.manner)
    _clear(work, node, slot, f" {inline}" if inline else "")
    if inline is None:
        at = work.lines.end(max(node.end, slot.after))
        work.insert_lines(at, block_text(new, slot.column, work.style, slot.manner, partial(moved_text, work)))


def _clear(work: Work, node: TextNode, slot: Slot, inline: str) -> None:
    """Take a value away and put ``inline`` into the line of its key or dash."""
    own = work.value_start(node)
    is_below = not isinstance(node, TextScalar) and not node.flow and work.lines.start(own) > slot.after
    if not is_below:
        work.replace(slot.after, slot.after if node.start == node.end else node.end, inline)
        return
    work.replace(slot.after, own if work.lines.start(own) < slot.after else slot.after, inline)
    work.replace(work.lines.end(slot.after), work.lines.end(node.end), "")
