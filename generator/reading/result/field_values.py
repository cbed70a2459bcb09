"""What a slot's text is as a value: tidied as its kind needs, in the layout's terms, for the field that keeps it."""

from __future__ import annotations

from generator.layouts.classification import find_level1, find_level2
from generator.layouts.model import Layout, Level1, Level2
from generator.reading.form.fields import INDICATORS, Field
from generator.reading.form.marks import Slot
from generator.reading.texts.amounts import read_amount
from generator.reading.texts.fold import fold
from generator.reading.texts.repair import Repair, tidy_code, tidy_line, tidy_name, tidy_text

_LINES = {"name", "annual_name", "title", "description", "term_value", "annual_value", "basis"}
"""Fields whose text is one line."""


_TIDY = {"code": tidy_code, "percent": tidy_line, "year": tidy_line, "unit": tidy_line}


def field_of(slot: Slot) -> Field:
    """The field that a slot's text is kept in; a level belongs to the indicator beside it."""
    return (*INDICATORS, slot.kind) if slot.kind in ("level1", "level2") else slot.field


def tidied(slot: Slot, text: str, layout: Layout, money_unit: str) -> tuple[str, list[Repair]]:
    """The value that ``text`` is at ``slot`` and what was repaired; an amount is in ``money_unit`` if it names none."""
    if slot.kind in ("level1", "level2"):
        return _level(slot, text, layout)
    if slot.kind == "amount":
        return read_amount(text, money_unit)
    if slot.kind in _TIDY:
        return _TIDY[slot.kind](text)
    if slot.field[-1] == "name":
        return tidy_name(text)
    return tidy_line(text) if slot.field[-1] in _LINES else tidy_text(text)


def _level(slot: Slot, text: str, layout: Layout) -> tuple[str, list[Repair]]:
    line, repairs = tidy_line(text)
    below = find_level2(layout, line) if slot.kind == "level2" else None
    level = below[1] if below else find_level1(layout, line) if slot.kind == "level1" else None
    return (level.name, _renamed(line, level)) if level else (line, repairs)


def merged_field(slot: Slot, layout: Layout) -> Field | None:
    """The one field that a sum is read into, where the form prints several fields as one amount."""
    merged = {name.rpartition(".")[2]: other.rpartition(".")[2] for name, other in layout.fields.merged.items()}
    left = {part for part in slot.parts if merged.get(part) not in slot.parts}
    if len(slot.parts) > 1 and len(left) == 1 and len(slot.items) == 2:
        return (*slot.field[:-1], left.pop())
    return None


def _renamed(text: str, level: Level1 | Level2) -> list[Repair]:
    """A level in other words than the form's."""
    if fold(text) in (fold(level.name), fold(level.label)):
        return []
    return [Repair(text, level.name, "指标级别的写法不同，按表上的读")]
