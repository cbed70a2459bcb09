"""What a cell's neighbours say of it: it repeats them, or its row hangs below the one above."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.reading.tokens import Token

_REPEATED = 4
"""How long a text is at least that a merged cell, once torn apart, left in each of its parts; sums are alike by chance."""


def tell_neighbours(rows: Iterable[list[Token]]) -> None:
    """Set ``repeats``, ``hangs`` and ``leads`` of the tokens of tables, given by row."""
    above: dict[int, Token] = {}
    table = 0
    for row in rows:
        if row[0].printed.table != table:
            above, table = {}, row[0].printed.table
        if table:
            _tell_row(row, above)
            above |= {token.printed.column: token for token in row}


def _tell_row(row: list[Token], above: dict[int, Token]) -> None:
    first = next((token for token in row if token.text), None)
    for left, token in zip((None, *row), row, strict=False):
        token.hangs = first is not None and first.printed.column > 1 and bool(token.text)
        token.leads = token.hangs and token is first
        token.repeats = any(_is_same(token, other) for other in (left, above.get(token.printed.column)))


def _is_same(token: Token, other: Token | None) -> bool:
    if other is None or len(token.folded) < _REPEATED or token.folded != other.folded:
        return False
    return not all(char.isdigit() or char in ".,%" for char in token.folded)
