"""The neutral shape of a source file: texts, lists and mappings, each with its place.

A reader (YAML, a workbook) makes nodes; the spec parser reads nodes and knows nothing of files.
Every scalar is the text that was written: no reader guesses numbers, dates or booleans.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.diagnostics import Place


@dataclass(slots=True)
class Scalar:
    """A text as written, or ``None`` where the author left the value blank."""

    text: str | None
    place: Place


@dataclass(slots=True)
class Sequence:
    """A list of nodes."""

    place: Place
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """Keys and values in the order of the file; a key may stand twice (the parser reports it)."""

    place: Place
    entries: list[tuple[Scalar, Node]] = field(default_factory=list)


Node = Scalar | Sequence | Mapping
