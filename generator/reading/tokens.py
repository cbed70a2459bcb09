"""Printed texts made ready for aligning: leaks undone, folded, and what table each belongs to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from generator.reading.columns import columns_of
from generator.reading.pattern import fold
from generator.reading.printed import Printed
from generator.reading.repair import Repair, is_rule, without_leaks

_CONTENTS = {"目录", "目次"}
_PAGE_NUMBER = re.compile(r"[.．…·]*\d+$")
_LEADER = re.compile(r"[.．…·]{4,}\d+$")


@dataclass(slots=True, eq=False)
class Token:
    """A printed text, its text without leaks, and where it stands among its neighbours."""

    printed: Printed
    text: str
    folded: str
    begins_row: bool
    begins_table: bool
    begins_page: bool
    columns: dict[int, int] = field(default_factory=dict)
    """The column that it begins at (from 0), by how many columns there are: in its table, and in the rows around it
    that share their lines. Programs put tables together that touch."""
    repairs: list[Repair] = field(default_factory=list)

    @property
    def is_cell(self) -> bool:
        """Whether it stands in a table."""
        return self.printed.table > 0


def tokens_of(texts: Sequence[Printed]) -> list[Token]:
    """The texts as tokens, empty paragraphs and lines of dashes left out."""
    tokens: list[Token] = []
    line, table = None, 0
    columns = columns_of(texts)
    for printed in texts:
        text, repairs = without_leaks(printed.text)
        if (not text or is_rule(text)) and not printed.table:
            continue
        begins_row, line = printed.line != line, printed.line
        begins_table, table = bool(printed.table) and printed.table != table, printed.table or table
        found = columns.get((printed.table, printed.row, printed.column), {})
        tokens.append(Token(printed, text, fold(text), begins_row, begins_table, printed.begins_page, found, repairs))
    return _without_contents([token for row in rows(tokens) if not _is_rule_row(row) for token in row])


def rows(tokens: Iterable[Token]) -> list[list[Token]]:
    """The tokens by row or paragraph."""
    found: list[list[Token]] = []
    for token in tokens:
        if token.begins_row or not found:
            found.append([])
        found[-1].append(token)
    return found


def _without_contents(tokens: list[Token]) -> list[Token]:
    """The tokens without a contents list: lines below its title that say what headings further down say."""
    start = next((index for index, token in enumerate(tokens) if token.folded in _CONTENTS), None)
    if start is None:
        return tokens
    end = start + 1
    later = {token.folded for token in tokens[start + 1 :]}
    counts = Counter(token.folded for token in tokens[start + 1 :])
    while end < len(tokens) and _is_entry(tokens[end].folded, counts, later):
        counts[tokens[end].folded] -= 1
        end += 1
    return tokens[:start] + tokens[end:]


def _is_entry(folded: str, counts: Counter[str], later: set[str]) -> bool:
    """Whether a line names a heading that follows: with its page, or the same text once more."""
    heading = _PAGE_NUMBER.sub("", folded)
    return not folded or counts[folded] > 1 or bool(_LEADER.search(folded)) or (heading != folded and heading in later)


def _is_rule_row(row: list[Token]) -> bool:
    texts = [token.text for token in row if token.text]
    return bool(texts) and all(is_rule(text) for text in texts)
