"""From the YAML parser's events to nodes: every scalar the text that was written, nothing guessed, nothing executed.

Nodes are built on an explicit stack, so that neither depth nor aliases can exhaust the machine.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from sys import intern
from typing import Any

import yaml

from generator.diagnostics import Finding, Place, Severity
from generator.sources.node import LineScalar, Mapping, Node, Scalar, Sequence
from generator.sources.yaml_source import CONTROL, Source, clip, code_point

MAX_DEPTH = 32
"""Lists and mappings inside each other, aliases expanded. A spec needs 8; recursive walkers stay safe."""

MAX_NODES = 2_000_000
"""Nodes in a file with every alias counted as what it stands for, which refuses alias bombs."""

MAX_FINDINGS = 50
"""Findings after which a file is given up: a file with more is not a spec."""

_LOADER: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader

_LOST_BLOCK = re.compile(r"[|>][+-]?[0-9][+-]?|>(?![+-])")
"""Block headers that an author of an empty block is likely to have meant as text."""

NULLS = frozenset(("", "~", "null"))
"""Plain texts that leave a value blank."""

_CORE = "tag:yaml.org,2002:"
_SCALAR_TAGS = frozenset(_CORE + kind for kind in ("str", "int", "float", "bool", "null"))
_UNUSUAL_STYLES = frozenset(('"', "|", ">"))
_WIDE_BLANKS = ("\u3000", "\xa0")


@dataclass(slots=True)
class _Anchored:
    """What an anchor names: the nodes it stands for and the depth below it; ``node`` is ``None`` until it ends."""

    node: Node | None = None
    size: int = 1
    height: int = 0


@dataclass(slots=True)
class _Frame:
    """A list or mapping that is being read: its open key, its anchor, the count before it, the depth below it."""

    node: Sequence | Mapping
    before: int
    anchored: _Anchored | None
    key: Scalar | None = None
    height: int = 1


class Builder:
    """Turns the parser's events into nodes; ``findings`` and ``root`` are the result of ``run``.

    ``is_placed``: each node has its place; else all have that of the file, which takes half the memory.
    """

    def __init__(self, source: Source, *, is_placed: bool = True) -> None:
        self.source = source
        self._is_placed = is_placed
        self.findings: list[Finding] = []
        self.root: Node | None = None
        self._stack: list[_Frame] = []
        self._anchors: dict[str, _Anchored] = {}
        self._line = 0
        self._count = 0
        self._documents = 0
        self._stopped = False

    def run(self) -> None:
        """Reads the text to its end or to the finding that makes reading on pointless."""
        handlers: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self._on_scalar,
            yaml.MappingStartEvent: self._on_mapping,
            yaml.SequenceStartEvent: self._on_sequence,
            yaml.MappingEndEvent: self._on_end,
            yaml.SequenceEndEvent: self._on_end,
            yaml.AliasEvent: self._on_alias,
            yaml.DocumentStartEvent: self._on_document,
        }
        parser = _LOADER(self.source.text)
        # As ``yaml.parse`` does, without a question before each event.
        while (event := parser.get_event()) is not None:
            handler = handlers.get(type(event))
            if handler is not None:
                handler(event)
                if self._stopped:
                    return
        self._check_empty()

    def _on_scalar(self, event: Any) -> None:
        text = intern(event.value)  # keys, and many values, stand in a large file thousands of times
        line, column = self._spot(event)
        node = LineScalar(text, self.source.name, line, column)
        if event.tag is not None or event.style in _UNUSUAL_STYLES:
            self._check_scalar(event, node.place)
        frame = self._stack[-1] if self._stack else None
        if frame is not None and frame.key is None and type(frame.node) is Mapping:
            frame.key = node
            if not text or text[0] in _WIDE_BLANKS:
                self._check_key(text, node.place)
        else:
            if text in NULLS and not event.style and (event.tag is None or event.tag.endswith(":null")):
                node.text = None
            self._add(node, 0)
        if event.anchor is not None:
            self._anchors[event.anchor] = _Anchored(node)
        self._count += 1
        if self._count > MAX_NODES:
            self._counted(0, node.place)

    def _on_mapping(self, event: Any) -> None:
        self._open(event, Mapping(self._place(event)), "map")

    def _on_sequence(self, event: Any) -> None:
        self._open(event, Sequence(self._place(event)), "seq")

    def _open(self, event: Any, node: Sequence | Mapping, kind: str) -> None:
        if event.tag is not None and event.tag != _CORE + kind:
            self._report_tag(event.tag, node.place)
        if len(self._stack) >= MAX_DEPTH:
            self._too_deep(node.place)
            return
        anchored = None
        if event.anchor is not None:
            anchored = self._anchors[event.anchor] = _Anchored()
        self._stack.append(_Frame(node, self._count, anchored))
        self._counted(1, node.place)

    def _on_end(self, _event: Any) -> None:
        frame = self._stack.pop()
        if frame.anchored is not None:
            anchored = frame.anchored
            anchored.node, anchored.size, anchored.height = frame.node, self._count - frame.before, frame.height
        self._add(frame.node, frame.height)

    def _add(self, node: Node, height: int) -> None:
        """Puts a finished node where it belongs: the root, a list's item, a mapping's value, or wrongly a key."""
        if not self._stack:
            self.root = node
            return
        frame = self._stack[-1]
        if height >= frame.height:
            frame.height = height + 1
        if isinstance(frame.node, Sequence):
            frame.node.items.append(node)
        elif frame.key is not None:
            frame.node.entries.append((frame.key, node))
            frame.key = None
        else:
            self._add_key(frame, node, node.place)

    def _add_key(self, frame: _Frame, node: Node, place: Place) -> None:
        """Opens an entry whose key is not written as a plain scalar: a list, a mapping or an alias."""
        if isinstance(node, Scalar):
            frame.key = Scalar(node.text or "", place)
            return
        frame.key = Scalar("", place)
        kind = "列表" if isinstance(node, Sequence) else "一组键值"
        message = f"冒号前面的名称是{kind}，名称只能是一段文字"
        self._report("SRC08", place, message, "请把名称写成普通文字；文字本身以 [ 或 { 开头时，请用引号括起来。")

    def _on_alias(self, event: Any) -> None:
        place, anchored = self._place(event), self._anchors.get(event.anchor)
        if anchored is None:
            shown = clip(event.anchor)
            message = f"值以 * 开头，YAML 会把「*{shown}」当作引用，但文件前面没有「&{shown}」"
            self._report("SRC06", place, message, "如果 * 是文字的一部分，请用引号把整个值括起来。", stop=True)
        elif anchored.node is None:
            message = f"「*{clip(event.anchor)}」引用了它自己所在的内容，会无限循环"
            self._report("SRC07", place, message, "请删除这个引用，改为直接写出内容。", stop=True)
        elif len(self._stack) + anchored.height > MAX_DEPTH:
            self._too_deep(place)
        else:
            self._place_alias(anchored, anchored.node, place)

    def _place_alias(self, anchored: _Anchored, node: Node, place: Place) -> None:
        frame = self._stack[-1]
        if isinstance(frame.node, Mapping) and frame.key is None:
            self._add_key(frame, node, place)
        else:
            self._add(node, anchored.height)
        self._counted(anchored.size, place)

    def _on_document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            message = "文件里有第二份文档：从这一行的「---」开始"
            hint = "一个文件只能写一份内容；请删除这一行「---」，或把后面的内容移到另一个文件。"
            self._report("SRC09", self._place(event), message, hint, stop=True)

    def _counted(self, size: int, place: Place) -> None:
        """Adds to the count of nodes and stops above ``MAX_NODES``."""
        self._count += size
        if self._count > MAX_NODES:
            message = f"内容展开后有 {self._count:,} 个值以上，超过上限 {MAX_NODES:,} 个"
            hint = "请拆成几个文件；如果用了 & 和 * 引用，请减少层层引用。"
            self._report("SRC07", place, message, hint, stop=True)

    def _too_deep(self, place: Place) -> None:
        message = f"从这里起嵌套超过 {MAX_DEPTH} 层（第 {MAX_DEPTH + 1} 层）"
        hint = "请检查缩进、「[」「{」或连续的「-」是否写多了；正常的内容不到 10 层。"
        self._report("SRC07", place, message, hint, stop=True)

    def _check_scalar(self, event: Any, place: Place) -> None:
        """Checks a scalar that has a tag, or a style in which it may not be what its author sees."""
        if event.tag is not None and event.tag not in _SCALAR_TAGS:
            self._report_tag(event.tag, place)
        if event.style == '"':
            self._check_escapes(event.value, place)
        elif event.style in ("|", ">") and not event.value:
            self._check_block(event.start_mark.index, place)

    def _check_escapes(self, text: str, place: Place) -> None:
        found = CONTROL.search(text)
        if found is not None:
            message = f"这个值里用反斜杠写出了控制字符 {code_point(found.group())}，表格无法显示"
            self._report("SRC10", place, message, "请删除这个反斜杠写法；需要写出反斜杠本身时，请把双引号改为单引号。")

    def _check_block(self, index: int, place: Place) -> None:
        """``>`` and ``>3`` are comparisons to their author and empty blocks to YAML, which would lose them."""
        found = _LOST_BLOCK.match(self.source.text, index)
        if found is not None:
            written = found.group()
            message = f"值「{written}」会被 YAML 当作多行文字的记号，内容因此丢失"
            self._report("SRC06", place, message, f"请用引号把整个值括起来，如：'{written}'；本来就要留空时请删除它。")

    def _check_key(self, text: str, place: Place) -> None:
        if text:
            kind = "全角空格" if text[0] == "\u3000" else "不间断空格"
            message = f"「{clip(text.strip())}」前面是{kind}，YAML 只把半角空格当作缩进"
            self._report("SRC06", place, message, "请删除行首的这些空格，改用半角空格缩进（每级两个）。")
        else:
            self._report("SRC08", place, "冒号前面没有名称", "请在冒号前补上名称；多余的冒号请删除。")

    def _check_empty(self) -> None:
        blank = self.root is None or (isinstance(self.root, Scalar) and not self.root.text)
        if blank and not self.findings:
            message = "文件里没有内容（只有空行或注释）"
            self.findings.append(self.source.error("SRC03", None, message, "请填写内容并保存后重试。"))

    def _report_tag(self, tag: str, place: Place) -> None:
        shown = clip(tag.replace(_CORE, "!!"))
        message = f"值以 ! 开头，YAML 会把「{shown}」当作类型标记，这里不允许使用"
        self._report("SRC08", place, message, "如果 ! 是文字的一部分，请用引号把整个值括起来；否则请删除这个标记。")

    def _report(self, code: str, place: Place, message: str, hint: str, stop: bool = False) -> None:
        self.findings.append(Finding(code, Severity.ERROR, message, hint, place))
        self._stopped = self._stopped or stop or len(self.findings) >= MAX_FINDINGS

    def _place(self, event: Any) -> Place:
        return Place(self.source.name, *self._spot(event))

    def _spot(self, event: Any) -> tuple[int | None, int | None]:
        """Line and column."""
        if not self._is_placed:
            return None, None
        mark = event.start_mark
        line = mark.line + 1
        if line == self._line:
            line = self._line  # one number for all that stands in a line, not one for each
        else:
            self._line = line
        return line, mark.column + 1
