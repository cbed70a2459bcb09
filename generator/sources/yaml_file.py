"""Reads YAML into nodes: every scalar the text that was written, nothing guessed, nothing executed.

Nodes are built from parser events on an explicit stack, so that neither depth nor aliases can exhaust the machine.
The parser's English errors become one Chinese finding that names the likely slip and what to do.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from generator.diagnostics import Finding, Place, Severity
from generator.sources.node import Mapping, Node, Scalar, Sequence
from generator.sources.text_file import printable, read_text

MAX_DEPTH = 32
"""Lists and mappings inside each other, aliases expanded. A spec needs 8; recursive walkers stay safe."""

MAX_NODES = 2_000_000
"""Nodes in a file with every alias counted as what it stands for, which refuses alias bombs."""

MAX_FINDINGS = 50
"""Findings after which a file is given up: a file with more is not a spec."""

_LOADER: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader

_CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that YAML refuses, lone surrogates among them."""

_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""What the parser counts as the end of a line."""

_CONTROL_NAMES = {0x00: "空字符", 0x07: "响铃符", 0x08: "退格符", 0x0B: "垂直制表符", 0x0C: "换页符", 0x1B: "转义符"}

_LOST_BLOCK = re.compile(r"[|>][+-]?[0-9][+-]?|>(?![+-])")
"""Block headers that an author of an empty block is likely to have meant as text."""

_NULLS = frozenset(("", "~", "null"))
_CORE = "tag:yaml.org,2002:"
_SCALAR_TAGS = frozenset(_CORE + kind for kind in ("str", "int", "float", "bool", "null"))
_UNUSUAL_STYLES = frozenset(('"', "|", ">"))
_WIDE_BLANKS = ("\u3000", "\xa0")


def read_yaml(path: Path, name: str | None = None) -> tuple[Node | None, list[Finding]]:
    """The node tree of the file at ``path`` and its findings; places call the file ``name`` (else its own name)."""
    name = printable(path.name) if name is None else name
    text, findings = read_text(path, name)
    if text is None:
        return None, findings
    node, more = read_yaml_text(text, name)
    return node, findings + more


def read_yaml_text(text: str, name: str) -> tuple[Node | None, list[Finding]]:
    """The node tree of a YAML text and its findings; the tree is ``None`` exactly when there is a finding."""
    source = _Source(name, text.removeprefix("\ufeff"))
    control = _control_character(source)
    if control is not None:
        return None, [control]
    builder = _Builder(source)
    try:
        builder.run()
    except yaml.MarkedYAMLError as error:
        builder.findings.append(_syntax_finding(error, source))
    except (yaml.YAMLError, ValueError, ArithmeticError, RecursionError) as error:
        builder.findings.append(_unexpected(error, source))
    return (None, builder.findings) if builder.findings else (builder.root, [])


class _Spot(NamedTuple):
    """A line and a column, 1-based."""

    line: int
    column: int


@dataclass
class _Source:
    """A text without BOM and the name of its file."""

    name: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        """The lines as the parser counts them; only split when there is something to explain."""
        return _LINE_END.split(self.text)

    def line(self, number: int) -> str:
        """The line ``number`` (1-based), empty outside the text."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def before(self, spot: _Spot) -> str:
        """What stands left of ``spot`` in its line."""
        return self.line(spot.line)[: spot.column - 1]

    def rest(self, spot: _Spot) -> str:
        """What stands in the line of ``spot`` from there on."""
        return self.line(spot.line)[spot.column - 1 :]

    def spot(self, offset: int) -> _Spot:
        """The line and column of a character."""
        ends = list(_LINE_END.finditer(self.text, 0, offset))
        return _Spot(len(ends) + 1, offset - (ends[-1].end() if ends else 0) + 1)

    def error(self, code: str, spot: _Spot | None, message: str, hint: str) -> Finding:
        """An error at ``spot``, or of the file as a whole."""
        return Finding(code, Severity.ERROR, message, hint, Place(self.name, *(spot or ())))


# --- from events to nodes ---------------------------------------------------------------------------------------


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


class _Builder:
    """Turns the parser's events into nodes; ``findings`` and ``root`` are the result of ``run``."""

    def __init__(self, source: _Source) -> None:
        self.source = source
        self.findings: list[Finding] = []
        self.root: Node | None = None
        self._stack: list[_Frame] = []
        self._anchors: dict[str, _Anchored] = {}
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
        for event in yaml.parse(self.source.text, Loader=_LOADER):
            handler = handlers.get(type(event))
            if handler is not None:
                handler(event)
                if self._stopped:
                    return
        self._check_empty()

    def _on_scalar(self, event: Any) -> None:
        mark, text = event.start_mark, event.value
        place = Place(self.source.name, mark.line + 1, mark.column + 1)
        if event.tag is not None or event.style in _UNUSUAL_STYLES:
            self._check_scalar(event, place)
        frame = self._stack[-1] if self._stack else None
        if frame is not None and frame.key is None and type(frame.node) is Mapping:
            node = frame.key = Scalar(text, place)
            if not text or text[0] in _WIDE_BLANKS:
                self._check_key(text, place)
        else:
            blank = text in _NULLS and not event.style and (event.tag is None or event.tag.endswith(":null"))
            node = Scalar(None if blank else text, place)
            self._add(node, 0)
        if event.anchor is not None:
            self._anchors[event.anchor] = _Anchored(node)
        self._counted(1, place)

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
            shown = _clip(event.anchor)
            message = f"值以 * 开头，YAML 会把「*{shown}」当作引用，但文件前面没有「&{shown}」"
            self._report("SRC06", place, message, "如果 * 是文字的一部分，请用引号把整个值括起来。", stop=True)
        elif anchored.node is None:
            message = f"「*{_clip(event.anchor)}」引用了它自己所在的内容，会无限循环"
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
        found = _CONTROL.search(text)
        if found is not None:
            message = f"这个值里用反斜杠写出了控制字符 {_code_point(found.group())}，表格无法显示"
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
            message = f"「{_clip(text.strip())}」前面是{kind}，YAML 只把半角空格当作缩进"
            self._report("SRC06", place, message, "请删除行首的这些空格，改用半角空格缩进（每级两个）。")
        else:
            self._report("SRC08", place, "冒号前面没有名称", "请在冒号前补上名称；多余的冒号请删除。")

    def _check_empty(self) -> None:
        blank = self.root is None or (isinstance(self.root, Scalar) and not self.root.text)
        if blank and not self.findings:
            message = "文件里没有内容（只有空行或注释）"
            self.findings.append(self.source.error("SRC03", None, message, "请填写内容并保存后重试。"))

    def _report_tag(self, tag: str, place: Place) -> None:
        shown = _clip(tag.replace(_CORE, "!!"))
        message = f"值以 ! 开头，YAML 会把「{shown}」当作类型标记，这里不允许使用"
        self._report("SRC08", place, message, "如果 ! 是文字的一部分，请用引号把整个值括起来；否则请删除这个标记。")

    def _report(self, code: str, place: Place, message: str, hint: str, stop: bool = False) -> None:
        self.findings.append(Finding(code, Severity.ERROR, message, hint, place))
        self._stopped = self._stopped or stop or len(self.findings) >= MAX_FINDINGS

    def _place(self, event: Any) -> Place:
        mark = event.start_mark
        return Place(self.source.name, mark.line + 1, mark.column + 1)


# --- from the parser's errors to findings ------------------------------------------------------------------------


class _Cause(NamedTuple):
    """The likely slip behind a syntax error: where, what, and what to do."""

    spot: _Spot
    reason: str
    hint: str


@dataclass
class _Trouble:
    """A syntax error: the parser's words, where the construct starts, where the parser stopped, and the source."""

    words: str
    start: _Spot
    at: _Spot
    source: _Source

    @property
    def char(self) -> str:
        """The character at which the parser stopped, empty at the end of a line."""
        return self.source.rest(self.at)[:1]

    @property
    def left(self) -> str:
        """What stands left of that character in its line, without the blanks around it."""
        return self.source.before(self.at).strip()


_Explain = Callable[[_Trouble], _Cause]


def _syntax_finding(error: Any, source: _Source) -> Finding:
    """The one finding for an error of the parser."""
    at = _mark_spot(error.problem_mark or error.context_mark)
    start = _mark_spot(error.context_mark or error.problem_mark)
    trouble = _Trouble(f"{error.context or ''} | {error.problem or ''}", start, at, source)
    cause = _cause(trouble)
    line = _excerpt(source.line(cause.spot.line), cause.spot.column)
    shown = f"（本行：「{line}」）" if line else ""
    return source.error("SRC06", cause.spot, f"{cause.reason}{shown}", cause.hint)


def _mark_spot(mark: Any) -> _Spot:
    """The parser's 0-based mark as a spot; an error without a mark is put at the start."""
    return _Spot(1, 1) if mark is None else _Spot(mark.line + 1, mark.column + 1)


def _cause(trouble: _Trouble) -> _Cause:
    """The first explanation whose pattern the parser's words fit."""
    if trouble.char == "\t":
        return _explain_tab(trouble)
    for pattern, explain in _EXPLANATIONS:
        if re.search(pattern, trouble.words):
            return explain(trouble)
    return _explain_other(trouble)


def _explain_tab(trouble: _Trouble) -> _Cause:
    hint = "请删除这个 Tab，改用半角空格（每级两个）；可在编辑器里把全部 Tab 替换成两个空格。"
    return _Cause(trouble.at, "这里用了制表符（Tab 键），YAML 的缩进只能用空格", hint)


def _explain_quote(trouble: _Trouble) -> _Cause:
    quote = trouble.source.rest(trouble.start)[:1]
    hint = f"请在值的末尾补上「{quote}」；文字里本身有这种引号时，外层换用另一种引号，或改用中文引号“”。"
    return _Cause(trouble.start, f"从这里开始的引号「{quote}」直到后面都没有结束", hint)


def _explain_escape(trouble: _Trouble) -> _Cause:
    hint = "请把这个值外面的双引号改为单引号，或把每个 \\ 写成 \\\\。"
    return _Cause(trouble.at, "双引号里的反斜杠「\\」后面跟了 YAML 不认识的字符", hint)


def _explain_flow(trouble: _Trouble) -> _Cause:
    bracket = trouble.source.rest(trouble.start)[:1] or "["
    close = "}" if bracket == "{" else "]"
    reason = f"从这里开始的「{bracket}」没有正确结束，读到第 {trouble.at.line} 行第 {trouble.at.column} 列接不下去"
    hint = f"请补上「{close}」，各项之间用半角逗号隔开；「{bracket}」是文字的一部分时，请用引号把整个值括起来。"
    return _Cause(trouble.start, reason, hint)


def _explain_reference(trouble: _Trouble) -> _Cause:
    rest = trouble.source.rest(trouble.start)
    return _quote_it(trouble.start, f"值以「{rest[:1]}」开头，YAML 会把它当作引用记号", rest)


def _explain_tag(trouble: _Trouble) -> _Cause:
    rest = trouble.source.rest(trouble.start)
    return _quote_it(trouble.start, "值以「!」开头，YAML 会把它当作类型标记", rest)


def _explain_block(trouble: _Trouble) -> _Cause:
    rest = trouble.source.rest(trouble.start)
    return _quote_it(trouble.start, f"值以「{rest[:1]}」开头，YAML 会把它当作多行文字的记号", rest)


def _explain_start(trouble: _Trouble) -> _Cause:
    rest = trouble.source.rest(trouble.at)
    return _quote_it(trouble.at, f"值不能以「{rest[:1]}」开头，这个符号在 YAML 里另有用途", rest)


def _explain_question(trouble: _Trouble) -> _Cause:
    return _quote_it(trouble.at, "值不能以问号加空格开头，YAML 会把它当作记号", trouble.source.rest(trouble.at))


def _explain_directive(trouble: _Trouble) -> _Cause:
    hint = "请删除这一行；「%」是文字的一部分时，请写在名称后面并用引号括起来。"
    return _Cause(_Spot(trouble.start.line, 1), "行首的「%」会被 YAML 当作指令", hint)


def _explain_dash(trouble: _Trouble) -> _Cause:
    if trouble.left.endswith(":"):
        rest = trouble.source.rest(trouble.at)
        return _quote_it(trouble.at, "冒号后面不能在同一行接「-」列表", rest, "列表请另起一行；")
    return _colon_clue(trouble, trouble.at) or _indentation(trouble)


def _explain_value(trouble: _Trouble) -> _Cause:
    """A colon where no key can stand: two colons in a line, a colon that is none above it, or a wrong indent."""
    at = trouble.at
    if re.search(r":\s", trouble.source.before(at)):
        hint = "值里有冒号加空格时，请用引号把整个值括起来；或把值里的冒号改为全角「：」。"
        return _Cause(at, "同一行里出现了第二个「冒号加空格」", hint)
    if at.column > 1024:
        reason = f"冒号前面的名称有 {at.column - 1:,} 个字符，YAML 最多允许 1,024 个"
        return _Cause(at, reason, "请检查前面是否漏了冒号或换行。")
    return _colon_clue(trouble, at) or _continuation(trouble) or _indentation(trouble)


def _explain_no_colon(trouble: _Trouble) -> _Cause:
    """A line that should be ``key: value`` and has no such colon."""
    hint = "每行应写成「名称: 值」，冒号用半角，后面留一个空格；接着上一行的文字请比上一行多缩进。"
    return _colon_clue(trouble, trouble.start) or _Cause(trouble.start, "这一行没有「名称:」（半角冒号加空格）", hint)


def _explain_no_key(trouble: _Trouble) -> _Cause:
    return _Cause(trouble.at, "冒号前面没有名称", "请在冒号前补上名称；多余的冒号请删除。")


def _explain_content(trouble: _Trouble) -> _Cause:
    """A sign where a value should stand, or the end of the text inside brackets."""
    if trouble.char == ":":
        return _explain_no_key(trouble)
    if not trouble.char:
        hint = "请检查前面的「[」「{」是否都有对应的「]」「}」；括号是文字的一部分时，请用引号把整个值括起来。"
        return _Cause(trouble.at, "读到这里，前面还有括号没有结束", hint)
    return _explain_start(trouble)


def _explain_expected_key(trouble: _Trouble) -> _Cause:
    """Something follows a value that was already complete, or a line is not aligned with its neighbours."""
    last = trouble.left[-1:]
    if last in ('"', "'"):
        hint = "请把整个值放在一对引号里；文字里本身有这种引号时，外层换用另一种引号。也请检查上面几行的引号是否成对。"
        return _Cause(trouble.at, f"引号「{last}」结束之后，同一行还有文字", hint)
    if last in ("]", "}"):
        hint = "文字本身带括号时，请用引号把整个值括起来，或改用全角括号「【】」。"
        return _Cause(trouble.at, f"括号「{last}」结束之后，同一行还有文字", hint)
    if trouble.char == ":":
        return _explain_no_key(trouble)
    return _colon_clue(trouble, trouble.at) or _indentation(trouble)


def _explain_other(trouble: _Trouble) -> _Cause:
    hint = "请检查这一行和上一行：缩进是否对齐，冒号是否半角且后面有空格，引号和括号是否成对。"
    return _colon_clue(trouble, trouble.at) or _Cause(trouble.at, "YAML 读到这里接不下去", hint)


_EXPLANATIONS: tuple[tuple[str, _Explain], ...] = (
    (r"tab character", _explain_tab),
    (r"quoted scalar.*unexpected", _explain_quote),
    (r"escape|hexdecimal", _explain_escape),
    (r"parsing a flow (mapping|sequence)", _explain_flow),
    (r"scanning an (alias|anchor)", _explain_reference),
    (r"(scanning|parsing) a tag|tag handle", _explain_tag),
    (r"scanning a block scalar", _explain_block),
    (r"cannot start any token", _explain_start),
    (r"directive|incompatible", _explain_directive),
    (r"sequence entries are not allowed", _explain_dash),
    (r"mapping keys are not allowed", _explain_question),
    (r"mapping values are not allowed", _explain_value),
    (r"scanning a simple key", _explain_no_colon),
    (r"node content", _explain_content),
    (r"expected key|'-' indicator|<block end>", _explain_expected_key),
)
"""Patterns of the parser's words (libyaml's and PyYAML's), the telling ones first."""


def _quote_it(spot: _Spot, reason: str, value: str, first: str = "") -> _Cause:
    """The cause of a value that needs quotes, with the quoted value as the remedy."""
    quoted = _clip(value.strip()).replace("'", "''")
    return _Cause(spot, reason, f"{first}如果这是文字，请用引号把整个值括起来，如：'{quoted}'")


def _continuation(trouble: _Trouble) -> _Cause | None:
    """The cause of a line that YAML takes to go on with the line above, because that one has no key."""
    above = trouble.source.line(trouble.at.line - 1).strip()
    if not above or ":" in above or above.startswith("#"):
        return None
    reason = f"上一行「{_clip(above)}」没有「名称:」，YAML 把这一行当成了它的续行"
    return _Cause(
        trouble.at, reason, "请给上一行补上名称和半角冒号；它是再上一行文字的续行时，请让这一行退回原来的缩进。"
    )


def _indentation(trouble: _Trouble) -> _Cause:
    """The cause of a line that starts deeper or shallower than it may; otherwise nothing particular is known."""
    line = trouble.source.line(trouble.at.line)
    indent = len(line) - len(line.lstrip(" "))
    if trouble.left and ("not allowed" not in trouble.words or not indent):
        hint = "请检查这一行：冒号是否半角且后面有空格，引号和括号是否成对，是否漏了换行。"
        return _Cause(trouble.at, "这一行在这里接不下去", hint)
    reason = f"缩进（行首 {indent} 个空格）与上面各行对不上"
    hint = "同一级的各行，行首空格个数要相同；下一级多两个空格，而且上一级的冒号后面不能已经有值。"
    return _Cause(trouble.at, reason, hint)


_CLUES = (
    (re.compile(r"[ \-]*[\u3000\xa0]"), "以全角空格或不间断空格开头", "请改用半角空格缩进（每级两个）。"),
    (
        re.compile(r"[ \-]*[^\s:：﹕∶#\"'，。；]{1,40}[：﹕∶]"),
        "像是用了全角冒号「：」",
        "请把名称后面的全角冒号改为半角冒号加一个空格，如「名称: 值」。",
    ),
    (
        re.compile(r"[ \-]*(?=[^:]*[^\s\d:])[^\s:#\"'\[{]{1,40}:(?!//)[^ \t]"),
        "冒号后面没有半角空格",
        "请在名称后面的冒号之后加一个半角空格，如「名称: 值」。",
    ),
)
"""Slips in writing a key that YAML takes for plain text, so that it only stumbles in this line or a later one."""


def _colon_clue(trouble: _Trouble, spot: _Spot) -> _Cause | None:
    """The slip in the line of ``spot`` or one of the two above it that explains the error, if any."""
    for number in range(spot.line, max(spot.line - 3, 0), -1):
        line = trouble.source.line(number)
        for pattern, slip, hint in _CLUES:
            if pattern.match(line):
                where = "这一行" if number == spot.line else f"第 {number} 行「{_clip(line.strip())}」"
                return _Cause(spot, f"{where}{slip}，因此读到这里接不下去", hint)
    return None


def _unexpected(error: Exception, source: _Source) -> Finding:
    """The finding for an error in which the parser names no place."""
    message = f"YAML 解析程序无法读取这个文件（{type(error).__name__}）"
    hint = "请检查最近修改过的内容，特别是带反斜杠的双引号文字；必要时分段删减来查找。"
    return source.error("SRC06", None, message, hint)


def _control_character(source: _Source) -> Finding | None:
    """The finding for the first character that YAML refuses, with the number of such characters."""
    found = _CONTROL.search(source.text)
    if found is None:
        return None
    count = sum(1 for _ in _CONTROL.finditer(source.text))
    message = f"这里有一个看不见的控制字符 {_code_point(found.group())}，文本里不能有；全文共 {count:,} 个"
    hint = "请删除这个字符并重新输入前后的文字；这种字符多半是从其他软件粘贴进来的。"
    return source.error("SRC10", source.spot(found.start()), message, hint)


def _code_point(char: str) -> str:
    """``U+0007（响铃符）``: the number of a character and its name, if it has a frequent one."""
    number = ord(char)
    name = _CONTROL_NAMES.get(number)
    return f"U+{number:04X}" + (f"（{name}）" if name else "")


def _excerpt(line: str, column: int) -> str:
    """The part of a line around a column (1-based) that is short enough for a message."""
    if column <= 35:
        return _clip(line.strip())
    first = column - 20
    return "…" + _clip(line[first : first + 42].strip())


def _clip(text: str, limit: int = 40) -> str:
    """A text short enough for a message."""
    return text if len(text) <= limit else text[: limit - 1] + "…"
