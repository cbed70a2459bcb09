"""Which tables and paragraphs of a file may belong to a form; others are left alone and said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from generator.diagnostics import Finding
from generator.layouts.classification import find_level2
from generator.reading import remarks
from generator.reading.alignment.tokens import Token
from generator.reading.form.form_spots import FormSpots

_ENOUGH = 0.45
_FEW_LABELS = 2


@dataclass(slots=True)
class Relevance:
    """The texts that may belong to a form, the tables that do not, and the share of the form's labels that is there."""

    tokens: list[Token]
    share: float
    others: list[list[Token]] = field(default_factory=list)
    contents: list[Token] = field(default_factory=list)
    """A contents list that the form does not have."""

    @property
    def is_enough(self) -> bool:
        """Whether the file can hold the form."""
        return self.share >= _ENOUGH

    def findings(self) -> list[Finding]:
        """What is to be said of the tables and contents lists that were left out."""
        contents = [remarks.contents(len(self.contents), self.contents[0].printed.place)] if self.contents else []
        return contents + [
            remarks.left_alone(f"另一种表（{len({token.printed.row for token in table})} 行）", table[0].printed.place)
            for table in self.others
        ]


def relevance(tokens: list[Token], form: FormSpots) -> Relevance:
    """What of ``tokens`` may belong to ``form``."""
    listed = [token for token in tokens if token.is_contents and not form.has_contents]
    kept, others = _by_table([token for token in tokens if not token.is_contents], form)
    needed = _needed_labels(form)
    seen = {token.folded for token in kept}
    return Relevance(kept, len(needed & seen) / len(needed) if needed else 0.0, others, listed)


def _by_table(tokens: Iterable[Token], form: FormSpots) -> tuple[list[Token], list[list[Token]]]:
    """The texts of the form's tables and those outside of tables; and the other tables."""
    kept: list[Token] = []
    others: list[list[Token]] = []
    before: list[Token] | None = None  # the table that was kept last, while nothing but blanks stands between
    for number, group in groupby(tokens, key=lambda token: token.printed.table):
        part = list(group)
        if not number:
            kept += part
            before = None if any(token.text for token in part) else before
        elif _is_of(part, form) or _is_as_wide(part, before):
            kept += part
            before = part
        else:
            others.append(part)
            before = None
    return kept, others


def _needed_labels(form: FormSpots) -> set[str]:
    """The labels of the form's tables; of all the form where its tables have none."""
    labels = [spot for spot in form.spots if spot.is_label]
    of_tables = {spot.pattern.literal for spot in labels if spot.kind == "cell"}
    return of_tables or {spot.pattern.literal for spot in labels}


def _is_of(table: list[Token], form: FormSpots) -> bool:
    """Whether a table has labels of the form, or indicators of its classification."""
    found = {token.folded for token in table} & form.labels
    if len(found) >= _FEW_LABELS:
        return True
    # 11 is the code of 数量指标, and a row's number in any other table.
    return any(not token.text.isdecimal() and find_level2(form.layout, token.text) for token in table)


def _is_as_wide(table: list[Token], before: list[Token] | None) -> bool:
    return before is not None and _width(before) == _width(table)


def _width(table: list[Token]) -> int:
    return max(token.printed.column + token.printed.colspan for token in table)
