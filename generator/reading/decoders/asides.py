"""What stands in a text of a page and is no part of it, or not surely: told where the text stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from generator.diagnostics import Finding, Place
from generator.reading.decoders.raised import Raised, raised_text
from generator.reading.decoders.unread import unread
from generator.reading.remarks import unsure


class Kind(Enum):
    """What a piece of a line is. What is left out by itself comes first, as it is called."""

    STRUCK = "划掉的文字"
    READING = "注音"
    PROMPT = "填写提示"
    HIDDEN = "隐藏的文字"
    NOTE = "抬高的“{}”按注释的标记，没有读"
    RAISED = "“{}”是抬高的小字，按普通的字读了"
    SIGN = "符号“{}”不知道是什么字，没有读"
    FIELD = "域“{}”没有存下显示的字，没有读"
    FORMULA = "公式“{}”按一行读了"
    TEXT = ""

    @property
    def is_left_out(self) -> bool:
        """Whether it is told as a text that was not read."""
        return self in _LEFT_OUT


_LEFT_OUT = (Kind.STRUCK, Kind.READING, Kind.PROMPT, Kind.HIDDEN)
_UP = Kind.RAISED


class Aside(NamedTuple):
    """A piece of a line that is to be told."""

    kind: Kind
    text: str


@dataclass(slots=True)
class Shown:
    """A line or a cell's text as it is read, and what is to be told of it."""

    text: str = ""
    asides: list[Aside] = field(default_factory=list)


def shown(pieces: Sequence[tuple[Kind, str]]) -> Shown:
    """The text that pieces of a line make: ``TEXT`` stands in it, raised pieces where they belong to it, others do not."""
    if all(kind is Kind.TEXT for kind, _ in pieces):
        return Shown("".join(text for _, text in pieces))
    line = Shown()
    for kind, text in _joined(pieces):
        if kind is Kind.TEXT:
            line.text += text
        elif kind is _UP:
            _raise(line, text)
        elif text:
            line.asides.append(Aside(kind, text))
            line.text += text if kind is Kind.FORMULA else ""
    return line


def _joined(pieces: Iterable[tuple[Kind, str]]) -> list[tuple[Kind, str]]:
    """The pieces, those of one kind that follow each other as one; programs cut runs anywhere."""
    found: list[tuple[Kind, str]] = []
    for kind, text in pieces:
        if found and found[-1][0] is kind and (kind.is_left_out or kind in (Kind.TEXT, _UP)):
            found[-1] = (kind, found[-1][1] + text)
        else:
            found.append((kind, text))
    return found


def _raise(line: Shown, raised: str) -> None:
    text, kind = raised_text(line.text, raised)
    line.text += text
    if kind is not Raised.PART:
        line.asides.append(Aside(Kind.NOTE if kind is Raised.NOTE else Kind.RAISED, raised.strip()))


def told(asides: Iterable[Aside], place: Place) -> Iterator[Finding]:
    """The findings of what stands at ``place``: one for each kind that is left out, one for each other piece."""
    left: dict[Kind, list[str]] = {}
    for kind, text in asides:
        if kind.is_left_out:
            left.setdefault(kind, []).append(text)
        else:
            yield unsure(kind.value.format(text), place)
    for kind, texts in left.items():
        yield from unread(kind.value, texts, place)
