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


class LineScalar(Scalar):
    """A scalar of a text file. Its place is told from line and column when asked for: few are ever pointed at.

    (It cannot be set, which mypy is told to accept: nothing sets the place of a node.)
    """

    __slots__ = ("column", "file", "line")

    def __init__(self, text: str | None, file: str, line: int | None, column: int | None) -> None:
        self.text = text
        self.file = file
        self.line = line
        self.column = column

    @property
    def place(self) -> Place:  # type: ignore[override]  # a field there; here told when asked for
        """Where it starts."""
        return Place(self.file, self.line, self.column)


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
