"""From aligned texts to documents: each text goes to its field, and what is odd is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from generator.diagnostics import Finding
from generator.layouts.model import Layout
from generator.reading import remarks
from generator.reading.alignment.align import Step
from generator.reading.alignment.shifted_rows import shifts_of
from generator.reading.alignment.split_listing import ReadItem, other_writing, split_items
from generator.reading.alignment.tokens import Token
from generator.reading.form.fields import INDICATORS, PROJECTS, Field, list_of, lists_of, title_of
from generator.reading.form.form_spots import FormSpots, Spot
from generator.reading.form.marks import Slot
from generator.reading.form.text_pattern import Pattern
from generator.reading.result.field_values import field_of, merged_field, tidied
from generator.reading.result.printed_sums import PrintedSum
from generator.reading.result.spec_draft import Drafting, DraftItem, ReadText
from generator.reading.result.torn_texts import joined, torn
from generator.reading.texts.amounts import read_amount
from generator.reading.texts.fold import fold
from generator.reading.texts.repair import Repair, tidy_line


@dataclass(slots=True)
class Assembled:
    """What was read from the texts of one file."""

    documents: list[DraftItem]
    sums: list[PrintedSum]
    settings: Counter[tuple[str, str]]
    shifted: list[DraftItem] = field(default_factory=list)
    """Projects whose row is shifted: which column an amount of theirs stands in is not certain."""
    findings: list[Finding] = field(default_factory=list)


def assemble(steps: list[Step], form: FormSpots) -> Assembled:
    """Put the texts that ``steps`` say where they belong."""
    return _Assembling(form).run(steps)


class _Assembling:
    def __init__(self, form: FormSpots) -> None:
        self._form = form
        self._layout: Layout = form.layout
        self._drafting = Drafting()
        self._result = Assembled(self._drafting.documents, [], Counter())
        self._findings = self._result.findings

    def run(self, steps: list[Step]) -> Assembled:
        shifts = shifts_of(steps)
        self._findings += [shift.finding() for shift in shifts.values()]
        self._findings += torn(steps)
        for step, texts in joined(steps):
            assert step.spot is not None
            if step.begins is not None:
                self._drafting.begin(step.begins)
            for repair in step.token.repairs:
                self._findings.append(remarks.repaired(repair, step.token.printed.place))
            self._read(step.spot, step.token, "".join(texts))
            if step.token.printed.line in shifts:
                self._note_shift(step.spot)
        return self._result

    def _note_shift(self, spot: Spot) -> None:
        project = self._drafting.last(PROJECTS)
        is_amount = spot.only is not None and spot.only.kind == "amount"
        if project is not None and is_amount and project not in self._result.shifted:
            self._result.shifted.append(project)

    def _read(self, spot: Spot, token: Token, text: str) -> None:
        if spot.is_label:
            self._tell_label(spot, token)
        elif not text.strip() or not spot.pattern.text:
            self._read_blank(spot, token)
        elif spot.listing is not None:
            self._read_listing(spot, token, text)
        elif spot.only is not None:
            self._put(spot, spot.only, text, token)
        else:
            self._read_mixed(spot, token, text)

    def _tell_label(self, spot: Spot, token: Token) -> None:
        label = spot.pattern.text.replace("\n", "")
        if token.folded != spot.pattern.literal:
            self._findings.append(
                remarks.repaired(Repair(token.text, label, "标签写法不同，按表上的读"), token.printed.place)
            )
        elif any(char in " \u3000\u00a0" for char in token.text.strip()) and " " not in label and "\u3000" not in label:
            self._findings.append(
                remarks.repaired(Repair(token.text, label, "字词中间的空白，已连上"), token.printed.place)
            )

    def _read_blank(self, spot: Spot, token: Token) -> None:
        """A blank cell tells something only where a sum should stand."""
        if spot.only is not None and spot.only.kind == "sum":
            self._put_sum(spot, spot.only, "", token)

    def _read_mixed(self, spot: Spot, token: Token, text: str) -> None:
        pattern, found = self._match(spot, text, token)
        if found is None:
            self._findings.append(remarks.unplaced([text], token.printed.place))
            return
        self._vote(spot, text, found.values())
        pieces = [(pattern.slots[mark], piece) for mark, piece in found.items()]
        for of in dict.fromkeys(self._changed(spot, pieces)):
            self._drafting.split(of)
        for slot, piece in pieces:
            self._put(spot, slot, piece, token, is_part=True)

    def _changed(self, spot: Spot, pieces: list[tuple[Slot, str]]) -> Iterator[Field]:
        """The lists of which another item than the open one is named: all pieces of the text belong to the new one."""
        for slot, piece in pieces:
            ways = lists_of(slot.field)
            if slot.kind in ("sum", "level1", "level2") or not ways:
                continue
            item = self._drafting.last(ways[-1])
            known = item.text(slot.field) if item is not None else ""
            if known and fold(known) != fold(self._tidied(slot, piece)[0]) and self._begins_item(spot, ways):
                yield ways[-1]

    def _match(self, spot: Spot, text: str, token: Token) -> tuple[Pattern, dict[str, str] | None]:
        for pattern in (spot.pattern, *spot.choices.values()):
            found = pattern.match(text)
            if found is not None:
                return pattern, found
        near = spot.pattern.match_nearly(text)
        if near is None:
            return spot.pattern, None
        repair = Repair(near.written, near.own, "标签写法不同，按表上的读")
        self._findings.append(remarks.repaired(repair, token.printed.place))
        return spot.pattern, near.slots

    def _vote(self, spot: Spot, text: str, pieces: Iterable[str]) -> None:
        """Count for each setting whose words ``text`` has, letter for letter, around the ``pieces`` of its slots."""
        for piece in sorted(pieces, key=len, reverse=True):
            text = text.replace(piece, "", 1)
        scores = {settings: _agreement(choice, text) for settings, choice in spot.choices.items()}
        if len(set(scores.values())) > 1:
            best = max(scores, key=lambda settings: scores[settings])
            self._result.settings.update(best)

    def _read_listing(self, spot: Spot, token: Token, text: str) -> None:
        assert spot.listing is not None
        line, repairs = tidy_line(text)
        items = split_items(spot, line, self._layout)
        for repair in (*repairs, *_rewritten(spot, items)):
            self._findings.append(remarks.repaired(repair, token.printed.place))
        if not items:
            self._findings.append(remarks.unplaced([line], token.printed.place))
        for item in items:
            if item.slots is None:
                self._findings.append(remarks.unplaced([item.text], token.printed.place))
                continue
            self._drafting.begin(spot.listing)
            self._vote(spot, item.text, item.slots.values())
            for mark, piece in item.slots.items():
                self._put(spot, spot.pattern.slots[mark], piece, token)

    # --- values -----------------------------------------------------------------------------------------------

    def _put(self, spot: Spot, slot: Slot, text: str, token: Token, *, is_part: bool = False) -> None:
        if slot.kind == "sum":
            self._put_sum(spot, slot, text, token)
            return
        if _is_of_fixed_row(spot, slot) and token.begins_row:
            self._drafting.begin(INDICATORS)  # a fixed row without an indicator: its labels reach over those below
        name = field_of(slot)
        tidy, repairs = self._tidied(slot, text)
        label = f"{title_of(name)}里"
        for repair in repairs:
            self._findings.append(remarks.repaired(repair, token.printed.place, label))
        if tidy:
            self._keep(spot, name, ReadText(tidy, token.printed.place), is_part=is_part)

    def _tidied(self, slot: Slot, text: str) -> tuple[str, list[Repair]]:
        return tidied(slot, text, self._layout, self._money_unit())

    def _keep(self, spot: Spot, name: Field, text: ReadText, *, is_part: bool) -> None:
        ways, of = lists_of(name), list_of(name)
        item = self._drafting.item_of(of)
        known = item.texts.get(name)
        if known is None:
            item.texts[name] = text
        elif fold(known.text) == fold(text.text):
            return
        elif self._begins_item(spot, ways):
            self._drafting.split(of).texts[name] = text
        elif is_part:
            self._findings.append(remarks.contradicted(title_of(name), known.text, text.text, text.place))
        else:
            # What stands alone in its place is what the form is about; a heading only repeats it.
            self._findings.append(remarks.contradicted(title_of(name), text.text, known.text, text.place))
            item.texts[name] = text

    def _begins_item(self, spot: Spot, ways: Sequence[Field]) -> bool:
        """Whether another value is another item: items of a further list are open within the one that has a value."""
        if not ways or len(spot.lists) > len(ways):
            return False
        item = self._drafting.last(ways[-1])
        return item is not None and any(item.items.values())

    def _put_sum(self, spot: Spot, slot: Slot, text: str, token: Token) -> None:
        number, repairs = read_amount(text, self._money_unit())
        self._findings += [remarks.repaired(repair, token.printed.place, "合计的") for repair in repairs]
        target = merged_field(slot, self._layout)
        if target is not None:
            if number:
                self._keep(spot, target, ReadText(number, token.printed.place), is_part=False)
            return
        item = self._drafting.item_of(list_of(slot.field))
        self._result.sums.append(PrintedSum(slot, item, ReadText(text.strip(), token.printed.place), number))

    def _money_unit(self) -> str:
        """The unit that the form names, else the layout's."""
        document = self._drafting.documents[-1] if self._drafting.documents else None
        named = fold(document.text(("money_unit",))) if document is not None else ""
        return named or self._layout.money_unit


def _is_of_fixed_row(spot: Spot, slot: Slot) -> bool:
    """Whether a level stands in a row that the form has whether there are indicators or not."""
    return slot.kind in ("level1", "level2") and INDICATORS not in (*spot.lists, spot.listing)


def _rewritten(spot: Spot, items: Sequence[ReadItem]) -> Iterator[Repair]:
    """What a listing writes otherwise than the form: its separators, the numbers and ends of its items (the first such)."""
    for written, own in other_writing(spot, items).items():
        yield Repair(written, own, "分隔符写法不同，按表上的读")
    loose = next((item for item in items if item.should_be and item.text != item.should_be), None)
    if loose is not None:
        yield Repair(loose.text, loose.should_be, "各项的序号或标点写法不同，按表上的读")


def _agreement(pattern: Pattern, text: str) -> int:
    """How many characters of the pattern's own stand in ``text`` as they are."""
    return sum((Counter(char for char in pattern.text if not char.isspace()) & Counter(text)).values())
