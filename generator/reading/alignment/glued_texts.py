"""Parts what a program glued: a line's left and right part in one text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.reading.alignment.tokens import Token
from generator.reading.form.form_spots import FormSpots
from generator.reading.texts.fold import fold


def unglued(tokens: Sequence[Token], form: FormSpots) -> list[Token]:
    """The tokens, with what stands at the right of a line in the form as a token of its own."""
    ends = [
        re.compile(rf"(?P<left>[\s\S]*\S)\s*(?P<right>{spot.pattern.source()})")
        for spot in form.spots
        if spot.kind == "right" and spot.pattern.literal
    ]
    return [part for token in tokens for part in _parts(token, ends)]


def _parts(token: Token, ends: Sequence[re.Pattern[str]]) -> Iterator[Token]:
    for end in [] if token.is_cell else ends:
        found = end.fullmatch(token.text)
        if found is not None:
            for index, text in enumerate((found["left"], found["right"].strip())):
                first = token.begins_row and not index
                yield replace(token, text=text, folded=fold(text), begins_row=first, repairs=[])
            return
    yield token
