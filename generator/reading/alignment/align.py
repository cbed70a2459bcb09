"""Finds which text of a file stands at which spot of a form: the cheapest walk through both.

The walk goes through the texts in order and, at each, either stays (the text is left out, or goes on with the text
before) or moves to a spot that may follow; spots in between are missing. Labels pull it back onto its way after damage.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf
from typing import Literal

from generator.reading.alignment.fit_costs import Costs, is_anchored, skip_cost
from generator.reading.alignment.tokens import Token
from generator.reading.form.fields import Field
from generator.reading.form.form_spots import FormSpots, Spot

Way = Literal["read", "left", "continued"]

START = -1
NEW_DOCUMENT: Field = ()
_REACH = 7.0
_START_REACH = 14.0
_START_SHARE = 0.25
_RESTART = 2.0
_PLAIN_START = 0.5
"""A document begins anew only where nothing of its head is missing."""
_NOWHERE = (inf, None)
_TORN_ROW = 0.8
"""For a row that goes on in another row of the form."""
_BEAM = 10.0
_WIDTH = 40
_SETTLED = 200
"""After how many texts it is looked what is settled."""
_CONTINUED_PAGE = 0.7
_CONTINUED = 2.1
_CONTINUED_PARAGRAPH = 1.7
_HANGING = (0.6, 0.3)
"""For the first text of a row that goes on with the row above, and for its others."""
_UNANCHORED = (1.5, 6.0)
"""What it costs to reach a free text in a cell, or outside of tables, over a label that is missing."""


@dataclass(frozen=True, slots=True)
class Step:
    """What became of a text: read at ``spot``, left out, or a continuation of what was read there.

    ``begins`` is the list of which a new item begins here (``()``: a new document), if one does.
    """

    token: Token
    way: Way
    spot: Spot | None
    begins: Field | None
    cost: float


@dataclass(slots=True)
class _State:
    cost: float
    before: int
    way: Way
    begins: Field | None
    line: int = 0
    """The row of the text that was read last."""


_Moves = dict[int, tuple[float, Field | None]]
"""The spots that can be reached, each with what the missing ones cost and the outermost list that begins."""

_History = list[tuple[Token, dict[int, _State]]]
"""For each token the best way to each spot where it may have been read."""


class Aligner:
    """Aligns texts with one form."""

    def __init__(self, form: FormSpots) -> None:
        self._form = form
        self._costs = Costs(form)
        self._skips = list(map(skip_cost, form.spots))
        self._rows = [spot.line if spot.kind == "cell" else None for spot in form.spots]
        self._anchored = list(map(is_anchored, form.spots))
        self._reach = {spot.number: self._moves(spot.next, _REACH) for spot in form.spots}
        starts: dict[int, Field | None] = dict.fromkeys(form.starts, NEW_DOCUMENT)
        self._reach[START] = {
            number: (cost * _START_SHARE, NEW_DOCUMENT)
            for number, (cost, _) in self._moves(starts, _START_REACH).items()
            if self._anchored[number]  # a form does not begin with a text that could be any
        }
        self._next = {number: self._with_restarts(number) for number in self._reach}
        self._torn = _torn_spots(form)

    def _with_restarts(self, number: int) -> _Moves:
        """The moves from a spot on, and to where another document may begin, where that costs less."""
        moves = dict(self._reach[number])
        for target, (cost, begins) in self._reach[START].items() if number != START else ():
            if cost <= _PLAIN_START and cost + _RESTART < moves.get(target, _NOWHERE)[0]:
                moves[target] = cost + _RESTART, begins
        return moves

    def align(self, tokens: list[Token]) -> list[Step]:
        """What became of each token."""
        states: dict[int, _State] = {START: _State(0.0, START, "left", None)}
        steps: list[Step] = []
        history: _History = []
        for token in tokens:
            states = self._advance(states, token)
            history.append((token, states))
            if len(history) % _SETTLED == 0:
                steps += self._settle(history)
        if history:
            steps += self._trace(history, min(states, key=lambda number: states[number].cost + self._end(number)))
        return steps

    def _settle(self, history: _History) -> list[Step]:
        """Take from ``history`` what all ways have in common, so that a long file needs no more memory than a short one."""
        numbers = set(history[-1][1])
        for index in reversed(range(len(history))):
            if len(numbers) == 1:
                common = history[: index + 1]
                del history[: index + 1]
                return self._trace(common, numbers.pop())
            numbers = {history[index][1][number].before for number in numbers}
        return []

    def _advance(self, states: dict[int, _State], token: Token) -> dict[int, _State]:
        noise = self._costs.noise(token)
        fits = [(spot.number, cost) for spot in self._form.spots if (cost := self._costs.fit(spot, token)) is not None]
        found: dict[int, _State] = {}
        for number, state in states.items():
            way: Way = "left" if token.text or state.way != "continued" else "continued"
            self._offer(found, number, _State(state.cost + noise, number, way, None, state.line))
            self._read(found, number, state, token, fits)
            if token.text and number != START:
                self._continue(found, number, state, token)
        return _pruned(found)

    def _read(
        self, found: dict[int, _State], number: int, state: _State, token: Token, fits: Sequence[tuple[int, float]]
    ) -> None:
        """Let ``token`` be read at the spots that it ``fits`` and that may follow."""
        moves = self._next[number]
        row = self._rows[number] if state.line == token.printed.line else None
        for target, fit in fits:
            move = moves.get(target)
            if move is not None:
                cost = state.cost + move[0] + fit
                if row is not None and self._rows[target] not in (row, None):
                    cost += _TORN_ROW
                self._offer(found, target, _State(cost, number, "read", move[1], token.printed.line))

    def _continue(self, found: dict[int, _State], number: int, state: _State, token: Token) -> None:
        """Let ``token`` go on with a text of the row that was read last."""
        goes_on = state.way == "continued"
        if self._begins_anew(self._form.spots[number], token):
            return
        if token.hangs and (token.leads or goes_on):
            # A cell of a row whose first cells are blank goes on with the text of its column in the row above.
            below = [other.number for other in self._torn[number] if token.columns.get(other.width) == other.column]
            self._go_on(found, number, below, state.cost + _HANGING[not token.leads])
        if token.begins_page or (goes_on and token.is_cell and not token.begins_row):
            others = [other.number for other in self._torn[number] if not goes_on or other.number >= number]
            self._go_on(found, number, others, state.cost + _CONTINUED_PAGE)
        elif self._is_as_before(number, token):
            self._go_on(found, number, [number], state.cost + (_CONTINUED if token.is_cell else _CONTINUED_PARAGRAPH))

    def _begins_anew(self, spot: Spot, token: Token) -> bool:
        """Whether a text goes on with none before it: it begins a table, or is a label or a level."""
        return (token.begins_table and not token.begins_page) or self._costs.stands_alone(spot, token)

    def _is_as_before(self, number: int, token: Token) -> bool:
        """Whether a text begins a row or paragraph, as the one at a spot did that may go on."""
        spot = self._form.spots[number]
        return spot in self._torn[number] and token.begins_row and token.is_cell == (spot.kind == "cell")

    def _go_on(self, found: dict[int, _State], number: int, targets: Iterable[int], cost: float) -> None:
        for target in targets:
            self._offer(found, target, _State(cost, number, "continued", None))

    @staticmethod
    def _offer(found: dict[int, _State], number: int, state: _State) -> None:
        known = found.get(number)
        if known is None or state.cost < known.cost:
            found[number] = state

    def _trace(self, history: _History, number: int) -> list[Step]:
        """The way through ``history`` that ends at ``number``."""
        steps = []
        for token, states in reversed(history):
            state = states[number]
            spot = self._form.spots[number] if state.way != "left" else None
            steps.append(Step(token, state.way, spot, state.begins, state.cost))
            number = state.before
        return steps[::-1]

    def _end(self, number: int) -> float:
        """What is missing where the texts end at a spot."""
        if number == START or number in self._form.ends:
            return 0.0
        reach = self._reach[number]
        return min([reach[end][0] + self._skips[end] for end in self._form.ends if end in reach], default=_REACH)

    def _moves(self, first: dict[int, Field | None], reach: float) -> _Moves:
        """The spots that can be reached from where one of ``first`` follows."""
        found: _Moves = {}
        # (cost, tie, spot, begins, whether a label was passed over), the cheapest first
        waiting = [(0.0, tie, number, begins, False) for tie, (number, begins) in enumerate(first.items())]
        seen: set[tuple[int, bool]] = set()
        tie = len(waiting)
        while waiting:
            cost, _, number, begins, passed = heapq.heappop(waiting)
            if (number, passed) in seen or cost > reach:
                continue
            seen.add((number, passed))
            spot = self._form.spots[number]
            extra = _UNANCHORED[spot.kind != "cell"] if passed and not self._anchored[number] else 0.0
            if cost + extra < found.get(number, _NOWHERE)[0]:
                found[number] = cost + extra, begins
            passed = passed or (self._anchored[number] and spot.only is None)
            for after, begun in spot.next.items():
                tie += 1
                outer = _outermost(begins, begun)
                heapq.heappush(waiting, (cost + self._skips[number], tie, after, outer, passed))
        return found


def _torn_spots(form: FormSpots) -> list[list[Spot]]:
    """By the number of a spot, those of its line whose texts may go on elsewhere."""
    lines: dict[tuple[int, int, int], list[Spot]] = {}
    for spot in form.spots:
        lines.setdefault(spot.line, [])
        if _may_continue(spot):
            lines[spot.line].append(spot)
    return [lines[spot.line] for spot in form.spots]


def _may_continue(spot: Spot) -> bool:
    if spot.listing is not None:
        return True
    last = spot.pattern.text[-1:]
    slot = spot.pattern.slots.get(last)
    return slot is not None and slot.kind in ("text", "value")


def _outermost(one: Field | None, other: Field | None) -> Field | None:
    if one is None or other is None:
        return other if one is None else one
    if NEW_DOCUMENT in (one, other):
        return NEW_DOCUMENT
    return min(one, other, key=len) if one[0] == other[0] else other


def _pruned(states: dict[int, _State]) -> dict[int, _State]:
    limit = min(state.cost for state in states.values()) + _BEAM
    kept = sorted((item for item in states.items() if item[1].cost <= limit), key=lambda item: item[1].cost)
    return dict(kept[:_WIDTH])
