"""Printed texts made ready for aligning: leaks undone, folded, and what table each belongs to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.reading.alignment.cell_columns import Cell, columns_of
from generator.reading.alignment.neighbour_cells import tell_neighbours
from generator.reading.alignment.tokens import Token, rows
from generator.reading.decoders.printed import Printed
from generator.reading.texts.fold import fold
from generator.reading.texts.repair import is_rule, without_leaks

_CONTENTS = {"目录", "目次"}
_PAGE_NUMBER = re.compile(r"[.．…·]*\d+$")
_MAX_LINES = 6
"""Of an entry of a contents list."""
_LEADER = re.compile(r"[.．…·]{4,}\d+$")


def tokens_of(texts: Sequence[Printed], known: Mapping[Cell, dict[int, int]] | None = None) -> list[Token]:
    """The texts as tokens, empty paragraphs and lines of dashes left out.

    ``known`` are columns of a form that cells are known to stand in, by the number of its columns.
    """
    columns = columns_of(texts)
    for cell, own in (known or {}).items():
        columns[cell] = columns.get(cell, {}) | own
    kept = [row for row in rows(_tokens(texts, columns)) if not _is_rule_row(row)]
    tell_neighbours(kept)
    tokens = [token for row in kept for token in row]
    _tell_contents(tokens)
    return tokens


def _tokens(texts: Iterable[Printed], columns: Mapping[Cell, dict[int, int]]) -> Iterator[Token]:
    line, table = None, 0
    for printed in texts:
        text, repairs = without_leaks(printed.text)
        if (not text or is_rule(text)) and not printed.table:
            continue
        begins_row, line = printed.line != line, printed.line
        begins_table, table = printed.table not in (0, table), printed.table or table
        found = columns.get((printed.table, printed.row, printed.column), {})
        token = Token(printed, text, fold(text), begins_row, begins_table, printed.begins_page, found, repairs)
        token.is_contents = printed.is_contents
        yield token


def _tell_contents(tokens: list[Token]) -> None:
    """Set ``is_contents`` of contents lists: of lines below their titles that say what headings further down say."""
    index = 0
    while index < len(tokens):
        if tokens[index].folded not in _CONTENTS:
            index += 1
            continue
        end = _end_of_contents(tokens, index)
        for token in tokens[index:end]:
            token.is_contents = True
        index = end


def _end_of_contents(tokens: list[Token], start: int) -> int:
    """Where the contents list ends whose title stands at ``start``."""
    end = start + 1
    later = {token.folded for token in tokens[end:]}
    counts = Counter(token.folded for token in tokens[end:])
    while end < len(tokens):
        is_entry = tokens[end].is_contents or _is_entry(tokens[end].folded, counts, later)
        count = 1 if is_entry else _lines_of_entry(tokens, end)
        if not count:
            break
        counts.subtract(token.folded for token in tokens[end : end + count])
        end += count
    return end


def _lines_of_entry(tokens: list[Token], start: int) -> int:
    """How many lines an entry takes that begins at ``start`` and ends with dots and a page; 0 if none does.

    All of it together says what a heading further down says, which may take several lines, too.
    """
    for end in range(start + 1, min(start + _MAX_LINES, len(tokens))):
        if _LEADER.search(tokens[end].folded):
            heading = _PAGE_NUMBER.sub("", "".join(token.folded for token in tokens[start : end + 1]))
            return end + 1 - start if heading in "".join(token.folded for token in tokens[end + 1 :]) else 0
    return 0


def _is_entry(folded: str, counts: Counter[str], later: set[str]) -> bool:
    """Whether a line names a heading that follows: with its page, or the same text once more."""
    heading = _PAGE_NUMBER.sub("", folded)
    return not folded or counts[folded] > 1 or bool(_LEADER.search(folded)) or (heading != folded and heading in later)


def _is_rule_row(row: list[Token]) -> bool:
    texts = [token.text for token in row if token.text]
    return bool(texts) and all(is_rule(text) for text in texts)
