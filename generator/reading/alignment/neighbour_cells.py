"""What a cell's neighbours say of it: it repeats them, or its row hangs below the one above."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from generator.reading.alignment.tokens import Token

_REPEATED = 4
"""How long a text is at least that a merged cell, once torn apart, left in each of its parts; sums are alike by chance."""


def tell_neighbours(rows: Iterable[list[Token]]) -> None:
    """Set ``repeats``, ``hangs`` and ``leads`` of the tokens of tables, given by row."""
    above: dict[int, Token] = {}
    torn: set[int] = set()  # the columns in which the cell above says what the one beside it says
    table = 0
    for row in rows:
        if row[0].printed.table != table:
            above, torn, table = {}, set(), row[0].printed.table
        if table:
            _tell_row(row, above, torn)
            here = {token.printed.column: token for token in row}
            above |= here
            alike = {token.printed.column for left, token in pairwise(row) if _is_alike(token, left)}
            torn = (torn - here.keys()) | alike


def _tell_row(row: list[Token], above: dict[int, Token], torn: set[int]) -> None:
    first = next((token for token in row if token.text), None)
    for left, token in zip((None, *row), row, strict=False):
        token.hangs = first is not None and first.printed.column > 1 and bool(token.text)
        token.leads = token.hangs and token is first
        token.repeats = _is_repeated(token, left, above, torn)


def _is_repeated(token: Token, left: Token | None, above: dict[int, Token], torn: set[int]) -> bool:
    column = token.printed.column
    if _is_same(token, left) or _is_same(token, above.get(column)):
        return True
    return column in torn and _is_alike(token, left)


def _is_alike(token: Token, other: Token | None) -> bool:
    return other is not None and bool(token.text) and token.folded == other.folded


def _is_same(token: Token, other: Token | None) -> bool:
    if not _is_alike(token, other) or len(token.folded) < _REPEATED:
        return False
    return not all(char.isdigit() or char in ".,%" for char in token.folded)
