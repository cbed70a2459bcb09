"""What every decoder does to a text: characters that are nobody's content go, line ends become one kind."""

from __future__ import annotations

import re

from generator.diagnostics import Place

MAX_CELLS = 200_000
MAX_DEPTH = 200

_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\x85]")
_NOBODYS = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u00ad\u200b-\u200f\u2060\ufeff]")
_SPACE = " \t\n\u00a0\u3000"
_WIDE = re.compile(r"\s{101,}")
"""More blanks than any form is indented by. They are cut to this, so that nothing that looks for blanks takes long."""


def clean(text: str) -> str:
    """``text`` without control and zero-width characters, and without white space at its ends."""
    plain = _NOBODYS.sub("", _LINE_ENDS.sub("\n", text)).replace("\u00a0", " ").strip(_SPACE)
    return _WIDE.sub(lambda found: found.group()[:100], plain)


def cell_place(name: str, table: int, row: int, cell: int) -> Place:
    """Where a cell of a document's table is: all counted from 1, ``cell`` as a reader counts in the row."""
    return Place(name, sheet=f"第 {table} 张表", cell=f"第 {row} 行第 {cell} 格")
