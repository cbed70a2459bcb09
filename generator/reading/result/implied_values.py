"""Finishes what was read: what merged cells say of several rows, what the form prints in place of blank fields, sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from generator.diagnostics import Finding, Place
from generator.layouts.classification import find_level2
from generator.layouts.model import Layout
from generator.reading import remarks
from generator.reading.form.fields import INDICATORS, PROJECTS, UNITS, Field, list_of, lists_of, title_of
from generator.reading.form.form_spots import FormSpots
from generator.reading.result.assemble_drafts import Assembled
from generator.reading.result.printed_sums import check_sums
from generator.reading.result.spec_draft import DraftItem, ReadText
from generator.reading.texts.fold import fold
from generator.spec.model import Spec

_LEVEL1: Field = (*INDICATORS, "level1")
_LEVEL2: Field = (*INDICATORS, "level2")


def add_implied(result: Assembled, form: FormSpots) -> list[Finding]:
    """Complete the documents in place; returns what is to be said of it."""
    _join_continued(result.documents)
    findings: list[Finding] = []
    for document in result.documents:
        _inherit_levels(document, form.layout)
        findings += _undo_fallbacks(document, form)
        _name_unit(document, form.layout)
        _name_settings(document, result.settings, form.layout)
    findings += check_sums(result.sums, result.shifted, _parts(form))
    return findings


def _parts(form: FormSpots) -> list[str]:
    """The sources of funding that the form shows, in its order."""
    slots = [slot for spot in form.spots for slot in spot.slots if slot.kind == "amount"]
    return list(dict.fromkeys(slot.field[-1] for slot in slots if slot.field[:-1] == (*PROJECTS, "funding")))


def _join_continued(documents: list[DraftItem]) -> None:
    """A document whose head is only repeated, as on a new page, goes on with the one before."""
    for document in documents[:]:
        place = documents.index(document)
        before = documents[place - 1] if place else None
        if before is None or not _is_repeated(document, before):
            continue
        for way, items in document.items.items():
            _append(before, way, items)
        documents.remove(document)


def _is_repeated(document: DraftItem, before: DraftItem) -> bool:
    texts = {name: text for name, text in document.texts.items() if name[0] != "money_unit"}
    if not document.items:
        return all(fold(before.text(name)) == fold(text.text) for name, text in texts.items())
    first = next(iter(document.items.get(UNITS, [])), None)
    is_same = bool(texts) and all(fold(before.text(name)) == fold(text.text) for name, text in texts.items())
    return is_same and first is not None and not first.text(("units", "name"))


def _append(before: DraftItem, way: Field, items: list[DraftItem]) -> None:
    known = before.items.setdefault(way, [])
    if known and items and not items[0].texts:
        for inner, more in items[0].items.items():
            known[-1].items.setdefault(inner, []).extend(more)
        items = items[1:]
    known.extend(items)


def _inherit_levels(document: DraftItem, layout: Layout) -> None:
    """Give each indicator the 一级 and 二级 of the merged cell above it; drop rows that hold nothing else."""
    for project in document.below(PROJECTS):
        above: dict[Field, ReadText] = {}
        for indicator in project.items.get(INDICATORS, []):
            above = _levels_below(above, indicator)
            indicator.texts |= above
            if layout.fixed_rows:
                _drop_implied_level1(indicator, layout)
        kept = [item for item in project.items.get(INDICATORS, []) if set(item.texts) - {_LEVEL1, _LEVEL2}]
        if INDICATORS in project.items:
            project.items[INDICATORS] = kept


def _levels_below(above: dict[Field, ReadText], indicator: DraftItem) -> dict[Field, ReadText]:
    """The 一级 and 二级 that reach over the rows from ``indicator`` on; a new 一级 ends the 二级 above it."""
    own = {name: indicator.texts[name] for name in (_LEVEL1, _LEVEL2) if name in indicator.texts}
    is_same = _LEVEL1 in own and _LEVEL1 in above and own[_LEVEL1].text == above[_LEVEL1].text
    return above | own if is_same or _LEVEL1 not in own else own


def _drop_implied_level1(indicator: DraftItem, layout: Layout) -> None:
    """Where the form's rows are fixed, the 一级 is the form's own and not the author's."""
    found = find_level2(layout, indicator.text(_LEVEL2))
    if found and indicator.text(_LEVEL1) == found[0].name:
        indicator.texts.pop(_LEVEL1, None)


# --- what the form prints in place of blank fields ------------------------------------------------------------


def _undo_fallbacks(document: DraftItem, form: FormSpots) -> list[Finding]:
    findings: list[Finding] = []
    lifted: dict[Field, dict[Field, Field]] = {}
    for name, instead in form.fallbacks.items():
        of = list_of(name)
        items = list(document.below(of))
        if isinstance(instead, str) or lists_of(instead) == lists_of(name):
            _drop_equal(items, name, instead)
        elif instead not in form.shown:
            findings += _lift(document, items, name, instead)
            lifted.setdefault(of, {})[name] = instead
    for of, names in lifted.items():
        _drop_lifted(document, of, names)
    return findings


def _drop_equal(items: Iterable[DraftItem], name: Field, instead: Field | str) -> None:
    """Leave the field ``name`` of each item blank where it says what would be printed then."""
    for item in items:
        other = instead if isinstance(instead, str) else item.text(instead)
        if item.text(name) and fold(item.text(name)) == fold(other):
            del item.texts[name]


def _lift(document: DraftItem, items: list[DraftItem], name: Field, instead: Field) -> list[Finding]:
    """The form shows the department only where a unit has no name of its own."""
    first = next((item.texts[name] for item in items if name in item.texts), None)
    if first is None or instead in document.texts:
        return []
    document.texts[instead] = first
    if {item.text(name) for item in items} - {"", first.text}:
        message = f"表上没有{title_of(instead)}，取了第一个{title_of(name)}“{first.text}”"
        return [remarks.unsure(message, first.place)]
    return []


def _drop_lifted(document: DraftItem, of: Field, names: dict[Field, Field]) -> None:
    """Leave those items blank that are the department itself: that say nothing else of ``names`` than it does."""
    for item in document.below(of):
        if all(fold(item.text(name)) in ("", fold(document.text(instead))) for name, instead in names.items()):
            for name in names:
                item.texts.pop(name, None)


def _name_unit(document: DraftItem, layout: Layout) -> None:
    """Amounts are in the unit that the form names, else in the layout's; the spec's own default is not written."""
    name = ("money_unit",)
    place = _first_place(document)
    if name not in document.texts and place is not None and layout.money_unit:
        document.texts[name] = ReadText(layout.money_unit, place)
    if document.text(name) == Spec.model_fields["money_unit"].default:
        document.texts.pop(name, None)


def _name_settings(document: DraftItem, votes: Counter[tuple[str, str]], layout: Layout) -> None:
    place = _first_place(document)
    for name, setting in layout.settings.items():
        choices = [(votes[name, choice], choice) for choice in setting.choices if votes[name, choice]]
        if choices and place is not None:
            best = max(choices, key=lambda found: (found[0], found[1] == setting.default))[1]
            if best != setting.default:
                document.texts[("settings", name)] = ReadText(best, place)


def _first_place(document: DraftItem) -> Place | None:
    return next((text.place for text in document.texts.values()), None)
