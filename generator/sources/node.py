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

    def said(self) -> list[Entry]:
        """Each key with what stands under it."""
        return [
            (key.text or "", value.text if isinstance(value, Scalar) else value, None, None, None)
            for key, value in self.entries
        ]


Entry = tuple[str, "str | Sequence | Mapping | None", "int | None", "int | None", "int | None"]
"""A key with what stands under it: the text of a scalar, or the node of a list or mapping.

In a text file also their line (where places are kept), the column of the key and that of the scalar.
"""


class LineMapping(Mapping):
    """A mapping of a text file. Its entries are made nodes when asked for: few are ever pointed at.

    For speed alone: with nodes made at once, reading and parsing 300 projects take 1.2 to 1.4 times as long, and
    checking 10,000 projects 46 MB more. (The entries cannot be set, as the place of a ``LineScalar``.)
    """

    __slots__ = ("_nodes", "read")

    def __init__(self, place: Place) -> None:
        self.place = place
        self.read: list[Entry] = []
        self._nodes: list[tuple[Scalar, Node]] | None = None

    @property
    def entries(self) -> list[tuple[Scalar, Node]]:  # type: ignore[override]  # a field there; here told when asked for
        """Keys and values, the same nodes each time."""
        if self._nodes is None:
            file = self.place.file
            self._nodes = [
                (
                    LineScalar(key, file, line, line and column),
                    value if isinstance(value, Sequence | Mapping) else LineScalar(value, file, line, line and start),
                )
                for key, value, line, column, start in self.read
            ]
            self.read = []  # the nodes say the same: a large file is not to be held twice
        return self._nodes

    def said(self) -> list[Entry]:
        """As of any mapping, and nothing is made for it."""
        return self.read if self._nodes is None else super().said()


Node = Scalar | Sequence | Mapping
