"""Files that hold the forms of several layouts: which of their texts belong to another form than the one that is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.diagnostics import Finding
from generator.reading import remarks
from generator.reading.alignment.tokens import Token
from generator.reading.decoders.printed import Printed
from generator.reading.form.form_spots import FormSpots

_FEW_LABELS = 2


@dataclass(slots=True)
class _Stretch:
    """Texts that follow each other: a table, or the paragraphs between two; whose they are."""

    tokens: list[Token]
    owner: FormSpots | None = None

    @property
    def is_table(self) -> bool:
        """Whether they are a table's."""
        return self.tokens[0].is_cell


def without_other_forms(
    texts: Sequence[Printed], tokens: Sequence[Token], form: FormSpots, forms: Sequence[FormSpots]
) -> tuple[list[Printed], list[Finding]]:
    """The ``texts`` (``tokens`` are theirs) but those of other forms than ``form``, and what is to be said of these."""
    stretches = [_Stretch(list(group)) for _, group in groupby(tokens, key=lambda token: token.printed.table)]
    tables = [stretch for stretch in stretches if stretch.is_table]
    owner = form
    for table in tables:
        owner = table.owner = _owner(table.tokens, form, forms) or owner
    if all(table.owner is form for table in tables):
        return list(texts), []
    owned = list(_with_paragraphs(stretches, tables))
    left = {id(token.printed) for stretch in owned if stretch.owner is not form for token in stretch.tokens}
    return [text for text in texts if id(text) not in left], list(_findings(owned, form))


def _owner(table: Sequence[Token], form: FormSpots, forms: Sequence[FormSpots]) -> FormSpots | None:
    """The form of which a table has labels that the others have not; ``None`` if it has too few of any."""
    found = {token.folded for token in table}
    best, most = None, 0
    candidates = (form, *forms)
    for each in candidates:
        others = (other for other in candidates if other is not each)
        count = min((len(found & each.labels - other.labels) for other in others), default=0)
        if count > most:
            best, most = each, count
    return best if most >= _FEW_LABELS else None


def _with_paragraphs(stretches: Sequence[_Stretch], tables: Sequence[_Stretch]) -> Iterator[_Stretch]:
    """The stretches with their owners: paragraphs are the last table's, from the first heading of the next one's form on
    the next one's."""
    waiting = list(tables)
    owner: FormSpots | None = None
    for stretch in stretches:
        if stretch.is_table:
            owner = waiting.pop(0).owner
            yield stretch
            continue
        after = waiting[0].owner if waiting else owner
        begin = _begin(stretch.tokens, owner, after)
        yield from (
            _Stretch(part, whose)
            for part, whose in ((stretch.tokens[:begin], owner), (stretch.tokens[begin:], after))
            if part
        )


def _begin(paragraphs: Sequence[Token], before: FormSpots | None, after: FormSpots | None) -> int:
    """From which of the paragraphs on they belong to the form ``after``."""
    if before is None or after is None or before is after:
        return 0
    headings = after.labels - before.labels
    for at, token in enumerate(paragraphs):
        if token.folded in headings or (token.is_contents and after.has_contents and not before.has_contents):
            return at
    return len(paragraphs)


def _findings(owned: Sequence[_Stretch], form: FormSpots) -> Iterator[Finding]:
    """One for all that stands together of one other form."""
    for owner, group in groupby(owned, key=lambda stretch: stretch.owner):
        if owner is not None and owner is not form:
            tokens = [token for stretch in group for token in stretch.tokens]
            lines = len({token.printed.line for token in tokens})
            yield remarks.other_form(owner.layout.name, owner.layout.id, lines, tokens[0].printed.place)
