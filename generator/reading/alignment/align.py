"""Finds which text of a file stands at which spot of a form: the cheapest walk through both.

The walk goes through the texts in order and, at each, either stays (the text is left out, or goes on with the text
before) or moves to a spot that may follow; spots in between are missing. Labels pull it back onto its way after damage.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
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


_History = list[tuple[Token, dict[int, _State]]]
"""For each token the best way to each spot where it may have been read."""


class Aligner:
    """Aligns texts with one form."""

    def __init__(self, form: FormSpots) -> None:
        self._form = form
        self._costs = Costs(form)
        self._skips = [skip_cost(spot) for spot in form.spots]
        self._rows = [spot.line if spot.kind == "cell" else None for spot in form.spots]
        self._anchored = [is_anchored(spot) for spot in form.spots]
        self._reach = {spot.number: self._moves(spot.next, _REACH) for spot in form.spots}
        starts: dict[int, Field | None] = dict.fromkeys(form.starts, NEW_DOCUMENT)
        self._reach[START] = {
            number: (cost * _START_SHARE, NEW_DOCUMENT)
            for number, (cost, _) in self._moves(starts, _START_REACH).items()
            if self._anchored[number]  # a form does not begin with a text that could be any
        }
        self._restarts = {
            number: (cost + _RESTART, NEW_DOCUMENT)
            for number, (cost, _) in self._reach[START].items()
            if self._anchored[number] and cost <= 0.5
        }
        self._lines: dict[tuple[int, int, int], list[Spot]] = {}
        for spot in form.spots:
            self._lines.setdefault(spot.line, []).append(spot)

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
            reach = self._reach[number]
            row = self._rows[number] if state.line == token.printed.line else None
            for target, fit in fits:
                move = reach.get(target)
                restart = self._restarts.get(target) if number != START else None
                if restart is not None and (move is None or restart[0] < move[0]):
                    move = restart
                if move is not None:
                    cost = state.cost + move[0] + fit
                    if row is not None and self._rows[target] not in (row, None):
                        cost += _TORN_ROW
                    self._offer(found, target, _State(cost, number, "read", move[1], token.printed.line))
            if token.text and number != START:
                self._continue(found, number, state, token)
        return _pruned(found)

    def _continue(self, found: dict[int, _State], number: int, state: _State, token: Token) -> None:
        """Let ``token`` go on with a text of the row that was read last."""
        spot = self._form.spots[number]
        if (token.begins_table and not token.begins_page) or self._costs.stands_alone(spot, token):
            return
        if token.hangs:
            self._hang(found, number, state, token)
        if token.begins_page or (token.is_cell and not token.begins_row and state.way == "continued"):
            for other in self._lines[spot.line]:
                if _may_continue(other) and other.number >= (number if state.way == "continued" else 0):
                    self._offer(found, other.number, _State(state.cost + _CONTINUED_PAGE, number, "continued", None))
        elif _may_continue(spot) and token.begins_row and token.is_cell == (spot.kind == "cell"):
            cost = _CONTINUED if token.is_cell else _CONTINUED_PARAGRAPH
            self._offer(found, number, _State(state.cost + cost, number, "continued", None))

    def _hang(self, found: dict[int, _State], number: int, state: _State, token: Token) -> None:
        """Let a cell of a row whose first cells are blank go on with the text of its column in the row above."""
        if not token.leads and state.way != "continued":
            return
        cost = _HANGING[not token.leads]
        for spot in self._lines[self._form.spots[number].line]:
            if _may_continue(spot) and token.columns.get(spot.width) == spot.column:
                self._offer(found, spot.number, _State(state.cost + cost, number, "continued", None))

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

    def _moves(self, first: dict[int, Field | None], reach: float) -> dict[int, tuple[float, Field | None]]:
        """The spots that can be reached, each with what the missing ones cost and the outermost list that begins."""
        found: dict[int, tuple[float, Field | None]] = {}
        # (cost, tie, spot, begins, whether a label was passed over)
        waiting: list[tuple[float, int, int, Field | None, bool]] = []
        for number, begins in first.items():
            heapq.heappush(waiting, (0.0, len(waiting), number, begins, False))
        seen: set[tuple[int, bool]] = set()
        tie = len(waiting)
        while waiting:
            cost, _, number, begins, passed = heapq.heappop(waiting)
            if (number, passed) in seen or cost > reach:
                continue
            seen.add((number, passed))
            spot = self._form.spots[number]
            extra = _UNANCHORED[spot.kind != "cell"] if passed and not self._anchored[number] else 0.0
            if number not in found or cost + extra < found[number][0]:
                found[number] = cost + extra, begins
            for after, begun in spot.next.items():
                tie += 1
                outer = _outermost(begins, begun)
                over = passed or (self._anchored[number] and spot.only is None)
                heapq.heappush(waiting, (cost + self._skips[number], tie, after, outer, over))
        return found


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
