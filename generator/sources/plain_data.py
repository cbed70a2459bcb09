"""Plain data of a program (dictionaries, lists, values, as ``json`` or a database gives them) as nodes.

A spec may come as a file's path, as the content of a file, or as such data; ``name_of`` says what it is called.
"""

from __future__ import annotations

import collections.abc
from datetime import date
from decimal import Decimal
from pathlib import Path

from generator.diagnostics import Finding, Place, Severity
from generator.sources.node import Mapping, Node, Scalar, Sequence
from generator.sources.yaml_nodes import MAX_DEPTH
from generator.sources.yaml_source import CONTROL, code_point

Source = str | Path | bytes | collections.abc.Mapping[str, object]
"""A spec as it is given: a file's path, a file's content, or data with official or English keys."""

_PACKAGE = b"PK\x03\x04"
_DIGITS = 40
"""Numbers with more places than this are nobody's amounts: they are not written out."""


def name_of(source: Source) -> str:
    """What findings and outputs call a spec that was given no name: its path, else ``spec`` with the suffix of its kind."""
    if isinstance(source, str | Path):
        return str(source)
    return "spec.xlsx" if isinstance(source, bytes) and source.startswith(_PACKAGE) else "spec.yaml"


def read_data(data: collections.abc.Mapping[str, object], name: str) -> tuple[Node | None, list[Finding]]:
    """The node tree of ``data``, all of it at the place ``name``, and its findings; no tree where one is an error.

    Every value becomes the text that a file would hold: ``None`` a blank, ``Decimal("12.50")`` 12.50, ``True`` 是.
    Raises ``TypeError`` for what is no plain data.
    """
    reader = _Reader(Place(name))
    node = reader.node(data, 1)
    return (None if reader.findings else node), list(reader.findings.values())


class _Reader:
    """Makes nodes, noting the first of each thing that is wrong."""

    def __init__(self, place: Place) -> None:
        self.findings: dict[str, Finding] = {}
        self._place = place

    def node(self, data: object, depth: int) -> Node:
        """``data`` as a node; ``depth`` counts what it stands in, itself included."""
        if depth > MAX_DEPTH:
            self._note("SRC07", f"数据嵌套超过 {MAX_DEPTH} 层", "请检查数据是否套错了，或是否包含了它自己")
            return Scalar(None, self._place)
        if isinstance(data, collections.abc.Mapping):
            entries = [(self._scalar(key), self.node(value, depth + 1)) for key, value in data.items()]
            return Mapping(self._place, entries)
        if isinstance(data, list | tuple):
            return Sequence(self._place, [self.node(item, depth + 1) for item in data])
        return self._scalar(data)

    def _scalar(self, value: object) -> Scalar:
        text = None if value is None else _text(value)
        refused = CONTROL.search(text or "")
        if refused:
            char = code_point(refused.group())
            self._note("SRC10", f"数据里有看不见的控制字符 {char}，文本里不能有", "请删除这个字符并重新输入前后的文字")
        return Scalar(text, self._place)

    def _note(self, code: str, message: str, hint: str) -> None:
        self.findings.setdefault(code, Finding(code, Severity.ERROR, message, hint, self._place))


def _text(value: object) -> str:
    """A value as one would write it; a number without exponent, and a fraction as short as it is exact."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | date):
        return str(value)
    if isinstance(value, float | Decimal):
        number = Decimal(repr(value)) if isinstance(value, float) else value
        return format(number, "f") if abs(number.adjusted()) < _DIGITS else str(number)
    raise TypeError(f"a spec holds texts, numbers, dates, lists and dictionaries, no {type(value).__name__}")
