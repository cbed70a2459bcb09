"""Printed sums against those of the amounts that were read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from generator.diagnostics import Finding
from generator.reading import remarks
from generator.reading.form.fields import PROJECTS, Field, title_of
from generator.reading.form.marks import Slot
from generator.reading.result.spec_draft import DraftItem, ReadText
from generator.reading.texts.amounts import number_of

_FUNDING: Field = (*PROJECTS, "funding")
_TOTAL: Field = (*_FUNDING, "total")


@dataclass(slots=True)
class PrintedSum:
    """A sum of the amounts of ``slot`` below ``item``: as it is printed, and as a number without separators."""

    slot: Slot
    item: DraftItem
    text: ReadText
    number: str


def check_sums(
    sums: Iterable[PrintedSum], shifted: Iterable[DraftItem] = (), parts: Sequence[str] = ()
) -> list[Finding]:
    """Compare each printed sum with the amounts that were read; one that differs is kept as the given total.

    ``shifted`` are projects whose row is shifted, so that it is not certain which of ``parts`` their amounts are.
    """
    ordered = sorted(sums, key=lambda printed: -len(printed.item.of))  # projects first: sums above use their totals
    findings = [finding for project in shifted for finding in _settle(project, ordered, parts)]
    return findings + [finding for printed in ordered for finding in _check(printed)]


def _check(printed: PrintedSum) -> Iterator[Finding]:
    if number_of(printed.number) is None:
        yield remarks.unplaced([printed.text.text], printed.text.place)
        return
    if _keep_only_total(printed):
        yield _only_total(printed)
    computed = _computed(printed)
    if computed is not None and number_of(printed.number) != computed:
        yield _differs(printed, computed)


def _computed(printed: PrintedSum) -> Decimal | None:
    """The sum of what was read, ``None`` where an amount is no number."""
    amounts = [amount for project in printed.item.below(PROJECTS) for amount in _amounts(project, printed.slot)]
    return None if None in amounts else sum((amount for amount in amounts if amount is not None), Decimal(0))


def _amounts(project: DraftItem, slot: Slot) -> list[Decimal | None]:
    if len(slot.parts) > 1 and _TOTAL in project.texts and not _has_parts(project):
        return [number_of(project.text(_TOTAL))]
    return [number_of(project.text((*_FUNDING, part))) for part in slot.parts]


def _has_parts(project: DraftItem) -> bool:
    return any(name[:-1] == _FUNDING and name != _TOTAL for name in project.texts)


# --- only totals ----------------------------------------------------------------------------------------------


def _keep_only_total(printed: PrintedSum) -> bool:
    """Where a project's total is all that is printed, it is kept; returns whether it was."""
    is_total = printed.item.of == PROJECTS and len(printed.slot.parts) > 1
    if not is_total or not number_of(printed.number) or _has_parts(printed.item):
        return False
    printed.item.texts.setdefault(_TOTAL, ReadText(printed.number, printed.text.place))
    return True


def _only_total(printed: PrintedSum) -> Finding:
    name = printed.item.text((*PROJECTS, "name"))
    message = f"{name}只印了{title_of(_TOTAL)} {printed.text.text}，没有印各项，写在“{title_of(_TOTAL)}”里"
    return remarks.unsure(message, printed.text.place, "补上各项金额，例如财政拨款")


# --- shifted amounts ------------------------------------------------------------------------------------------


def _settle(project: DraftItem, sums: Sequence[PrintedSum], parts: Sequence[str]) -> list[Finding]:
    """Move the amounts of a shifted row to the parts with which more of the printed sums agree, if one way is best."""
    fields = [(*_FUNDING, part) for part in parts]
    before = {name: project.texts[name] for name in fields if name in project.texts}
    tried = [dict(zip(chosen, before.values(), strict=True)) for chosen in combinations(fields, len(before))]
    wrong = [_wrong_sums(project, sums, fields, texts) for texts in tried]
    best = [texts for count, texts in zip(wrong, tried, strict=True) if count == min(wrong)]
    chosen = best[0] if len(best) == 1 else before
    _put(project, fields, chosen)
    return [
        remarks.unsure(f"这一行的格子错位，{text.text} 按合计放在“{title_of(name)}”里", text.place)
        for name, text in chosen.items()
        if before.get(name) is not text
    ]


def _wrong_sums(
    project: DraftItem, sums: Sequence[PrintedSum], fields: Sequence[Field], texts: dict[Field, ReadText]
) -> int:
    """How many printed sums differ if the amounts of ``project`` are ``texts``."""
    _put(project, fields, texts)
    return sum(_computed(printed) != number_of(printed.number) for printed in sums)


def _put(project: DraftItem, fields: Sequence[Field], texts: dict[Field, ReadText]) -> None:
    for name in fields:
        project.texts.pop(name, None)
    project.texts |= texts


# --- findings -------------------------------------------------------------------------------------------------


def _differs(printed: PrintedSum, computed: Decimal) -> Finding:
    slot, item = printed.slot, printed.item
    part = next(iter(slot.parts)) if len(slot.parts) == 1 else "total"
    holder = (*slot.field[:-1], part) if item.of == PROJECTS else (*item.of, "totals", part)
    if printed.text.text:
        item.texts.setdefault(holder, ReadText(printed.number, printed.text.place))
    subject = item.text((*item.of, "name")) if item.of else "合计"
    title = f"{subject}的{title_of(holder)}" if subject else title_of(holder)
    return remarks.sum_differs(title, printed.text.text or "空白", f"{computed:,.2f}", printed.text.place)
