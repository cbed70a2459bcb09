"""From the YAML parser's English errors to one Chinese finding that names the likely slip and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

from generator.diagnostics import Finding
from generator.sources.yaml_source import Source, Spot, clip, excerpt


class _Cause(NamedTuple):
    """The likely slip behind a syntax error: where, what, and what to do."""

    spot: Spot
    reason: str
    hint: str


@dataclass
class _Trouble:
    """A syntax error: the parser's words, where the construct starts, where the parser stopped, and the source."""

    words: str
    start: Spot
    at: Spot
    source: Source

    @property
    def char(self) -> str:
        """The character at which the parser stopped, empty at the end of a line."""
        return self.source.rest(self.at)[:1]

    @property
    def left(self) -> str:
        """What stands left of that character in its line, without the blanks around it."""
        return self.source.before(self.at).strip()


_Explain = Callable[[_Trouble], _Cause]


def syntax_finding(error: Any, source: Source) -> Finding:
    """The one finding for an error of the parser."""
    at = _mark_spot(error.problem_mark or error.context_mark)
    start = _mark_spot(error.context_mark or error.problem_mark)
    trouble = _Trouble(f"{error.context or ''} | {error.problem or ''}", start, at, source)
    cause = _cause(trouble)
    line = excerpt(source.line(cause.spot.line), cause.spot.column)
    shown = f"（本行：「{line}」）" if line else ""
    return source.error("SRC06", cause.spot, f"{cause.reason}{shown}", cause.hint)


def _mark_spot(mark: Any) -> Spot:
    """The parser's 0-based mark as a spot; an error without a mark is put at the start."""
    return Spot(1, 1) if mark is None else Spot(mark.line + 1, mark.column + 1)


def _cause(trouble: _Trouble) -> _Cause:
    """The first explanation whose pattern the parser's words fit."""
    if trouble.char == "\t":
        return _explain_tab(trouble)
    dash = _dash_clue(trouble) if _ABOUT_ITEMS.search(trouble.words) else None
    if dash:
        return dash
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
    return _Cause(Spot(trouble.start.line, 1), "行首的「%」会被 YAML 当作指令", hint)


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


def _quote_it(spot: Spot, reason: str, value: str, first: str = "") -> _Cause:
    """The cause of a value that needs quotes, with the quoted value as the remedy."""
    quoted = clip(value.strip()).replace("'", "''")
    return _Cause(spot, reason, f"{first}如果这是文字，请用引号把整个值括起来，如：'{quoted}'")


def _continuation(trouble: _Trouble) -> _Cause | None:
    """The cause of a line that YAML takes to go on with the line above, because that one has no key."""
    above = trouble.source.line(trouble.at.line - 1).strip()
    if not above or ":" in above or above.startswith("#"):
        return None
    reason = f"上一行「{clip(above)}」没有「名称:」，YAML 把这一行当成了它的续行"
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


_ABOUT_ITEMS = re.compile(
    r"mapping values are not allowed|simple key|expected key|'-' indicator|<block end>|entries are not allowed"
)
_DASHED = re.compile(
    r" *(?:- +)*(?:(?P<glued>-)(?![ \-])|(?P<wide>[－﹣−–—‐‑•·]))\s*(?P<key>[^\s:：#'\"\-][^:：#]{0,39})[:：]"
)


def _dash_clue(trouble: _Trouble) -> _Cause | None:
    """The item that begins with a dash which is none to YAML: in this line, or in the last above that says something."""
    above = (number for number in range(trouble.at.line - 1, 0, -1) if _says_something(trouble.source.line(number)))
    for number in (trouble.at.line, *islice(above, 1)):
        found = _DASHED.match(trouble.source.line(number))
        if found:
            spot = Spot(number, found.start("glued" if found["glued"] else "wide") + 1)
            item = f"「- {clip(found['key'].strip())}: …」"
            if found["glued"]:
                return _Cause(spot, "列表的「-」后面没有空格", f"请在「-」后面加一个半角空格，写成{item}。")
            return _Cause(
                spot, f"列表的「{found['wide']}」不是半角的「-」", f"请改成半角的「-」加一个空格，写成{item}。"
            )
    return None


def _says_something(line: str) -> bool:
    """Whether ``line`` is neither blank nor a comment."""
    return not line.lstrip().startswith("#") and bool(line.strip())


def _colon_clue(trouble: _Trouble, spot: Spot) -> _Cause | None:
    """The slip in the line of ``spot`` or one of the two above it that explains the error, if any."""
    for number in range(spot.line, max(spot.line - 3, 0), -1):
        line = trouble.source.line(number)
        for pattern, slip, hint in _CLUES:
            if pattern.match(line):
                where = "这一行" if number == spot.line else f"第 {number} 行「{clip(line.strip())}」"
                return _Cause(spot, f"{where}{slip}，因此读到这里接不下去", hint)
    return None


def unexpected_finding(error: Exception, source: Source) -> Finding:
    """The finding for an error in which the parser names no place."""
    message = f"YAML 解析程序无法读取这个文件（{type(error).__name__}）"
    hint = "请检查最近修改过的内容，特别是带反斜杠的双引号文字；必要时分段删减来查找。"
    return source.error("SRC06", None, message, hint)
