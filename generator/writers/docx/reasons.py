"""Why a tag of a skin fails, in Chinese. Jinja's own English stays, in parentheses, only for what is rare."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import jinja2

from generator.layouts.views import VIEW_FIELDS

_ENDED = frozenset({"for", "if", "macro", "call", "filter", "block", "with", "autoescape", "trans"})
_WORDS = re.compile(r"\{%[-+]?\s*(?P<kind>(?:tr|p)\s+)?(?P<word>\w+)(?P<rest>.*?)[-+]?%\}", re.DOTALL)
_LOOP_NAMES = re.compile(r"\{%[-+]?\s*(?:(?:tr|p)\s+)?(?:for|set)\s+([\w\s,]+?)\s*(?:\bin\b|=)")
_UNENDED = "Unexpected end of template"
_MIDDLES = frozenset({"else", "elif"})

# What Jinja says, and what that means. {0} and {1} are the groups.
_REASONS = [
    (re.compile(pattern), reason)
    for pattern, reason in (
        (r"No filter named '([^']+)'", "没有名为“{0}”的过滤器"),
        (r"No test named '([^']+)'", "没有名为“{0}”的判断"),
        (r"access to attribute '([^']+)' of .* is unsafe", "不允许使用“{0}”"),
        (r"Range too big\D*(\d+)?", "range 的数太大，最多 {0}"),
        (r"division by zero|modulo by zero", "除数是零"),
        (r"object is not iterable|cannot unpack", "它不是列表，不能用 for 逐项列出"),
        (r"object is not callable", "它不是函数，后面不能写括号"),
        (r"can only concatenate|unsupported operand|must be str, not", "文字和数不能放在一起计算"),
        (r"no loader for this environment", "Word 模板里不能用 include、import 和 extends"),
        (r"unexpected char (?:\"'\"|'\"')", "引号没有成对"),
        (r"expected '[)\]}]'|unexpected '[)\]}]'|unexpected char '(?:\\ufdd|[\ufdd0-\ufdd5])", "括号没有成对"),
        (r"unexpected char '(.+)' at", "不认识符号“{0}”"),
        (r"expected name or number", "写法不对：点号后面缺少名称"),
        (r"Expected an expression, got 'end of|unexpected 'end of", "写法不对：没有写完"),
        (r"expected token 'end of [^']+', got '='", "写法不对：判断是否相等要写两个等号“==”"),
        (r"expected token 'end of [^']+', got '([^']+)'", "写法不对：“{0}”是多余的"),
        (r"expected token '([^']+)', got 'end of", "写法不对：没有写完，后面应有“{0}”"),
        (r"expected token '([^']+)', got '([^']+)'", "写法不对：“{1}”处应是“{0}”"),
    )
]


class Missing(jinja2.StrictUndefined):
    """What a tag names and is not there. Where it is a part of something that is, the message says what is near."""

    @property
    def _undefined_message(self) -> str:
        owner: Any = self._undefined_obj
        name: Any = self._undefined_name
        if self._undefined_hint or owner is jinja2.utils.missing or name is None:
            return super()._undefined_message
        if isinstance(name, int) and isinstance(owner, Sequence):
            return f"没有第 {name + 1} 项，一共 {len(owner)} 项"
        return missing_name(str(name), _parts(owner))


def missing_name(name: str, known: Iterable[str]) -> str:
    """That there is nothing called ``name``, and which of ``known`` may have been meant."""
    near = difflib.get_close_matches(name, sorted(known), n=1)
    hint = f"，是不是想写“{near[0]}”" if near else ""
    return f"没有名为“{name}”的内容{hint}"


def reason_of(error: Exception, tags: Sequence[str], names: Iterable[str]) -> str:
    """Why a tag fails; ``tags`` are those of its part as written, ``names`` what they may name."""
    said = error.message if isinstance(error, jinja2.TemplateError) and error.message else str(error)
    unknown = re.match(r"'([^']+)' is undefined", said)
    if unknown:
        return missing_name(unknown[1], {*names, *_names_in(tags)})
    if isinstance(error, jinja2.UndefinedError) and said.startswith("没有"):
        return said
    statement = re.match(r"Encountered unknown tag '([^']+)'", said)
    if statement:
        return _wrong_statement(statement[1], said)
    for pattern, reason in _REASONS:
        found = pattern.search(said)
        if found:
            return reason.format(*(group or "" for group in found.groups()))
    return f"{'写法不对' if isinstance(error, jinja2.TemplateSyntaxError) else '不能计算'}（{said}）"


def unended(error: Exception, tags: Sequence[str]) -> tuple[str, str] | None:
    """The tag that was opened and never closed, where that is what ``error`` says, and the tag that should close it."""
    if _UNENDED not in str(error):
        return None
    opened: list[tuple[str, str]] = []
    for written in tags:
        match = _WORDS.fullmatch(written)
        if match is None:
            continue
        word = match["word"]
        if word in _ENDED or (word == "set" and "=" not in match["rest"]):
            opened.append((written, f"{{%{(match['kind'] or '').strip()} end{word} %}}"))
        elif word.startswith("end") and opened:
            opened.pop()
    return opened[-1] if opened else None


def _wrong_statement(word: str, said: str) -> str:
    inner = re.search(r"needs to be closed is '([^']+)'", said)
    if word.removeprefix("end") not in _ENDED | {"set"} and word not in _MIDDLES:
        return f"没有“{word}”这样的语句" + (f"，前面的“{inner[1]}”应以“end{inner[1]}”结束" if inner else "")
    if inner:
        return f"“{word}”与前面的“{inner[1]}”不配对，应先写“end{inner[1]}”"
    return f"前面没有与“{word}”配对的语句"


def _names_in(tags: Iterable[str]) -> set[str]:
    """The names that loops and assignments among ``tags`` give."""
    found = (match[1] for written in tags for match in _LOOP_NAMES.finditer(written))
    return {name.strip() for listed in found for name in listed.split(",")}


def _parts(owner: Any) -> Iterable[str]:
    if isinstance(owner, Mapping):
        return map(str, owner)
    kind: Any = type(owner)
    return VIEW_FIELDS[kind] if kind in VIEW_FIELDS else list(getattr(kind, "model_fields", ()))
