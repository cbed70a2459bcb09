"""The styles of a workbook's cells, as far as they change what is seen: number formats, borders, struck-out fonts.

Read one entry at a time: programs write fonts, fills and alignments that no schema allows, and none of that is a reason
to refuse the cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from generator.sources.number_format import builtin_format
from generator.sources.workbook_package import DamagedError, Package

_OFF = ("0", "false", "off")
_SIDES = ("left", "right", "top", "bottom", "start", "end")


class CellStyle(NamedTuple):
    """What a style says of its cells."""

    format: str = "General"
    has_border: bool = False
    is_struck: bool = False

    @property
    def changes_texts(self) -> bool:
        """Whether a text is shown other than it stands in the cell."""
        return self.is_struck or ("@" in self.format and self.format != "@") or self.format.count(";") > 2


_USUAL = CellStyle()


@dataclass(slots=True)
class Styles:
    """The styles by their numbers; a number that is not there has the usual style. ``is_damaged``: none could be read."""

    entries: Sequence[CellStyle] = ()
    is_damaged: bool = False
    changing: dict[str, CellStyle] = field(default_factory=dict)
    """Those that show a text other than it stands, by the number as cells write it."""

    def __post_init__(self) -> None:
        self.changing = {str(number): style for number, style in enumerate(self.entries) if style.changes_texts}

    def of(self, number: str | None) -> CellStyle:
        """The style that a cell names."""
        if number is None or not number.isdecimal() or int(number) >= len(self.entries):
            return _USUAL
        return self.entries[int(number)]


def read_styles(package: Package, part: str) -> Styles:
    """The styles in ``part``; none where the workbook has no such part."""
    if not package.has(part):
        return Styles()
    try:
        tree = package.tree(part)
    except DamagedError:
        return Styles(is_damaged=True)
    formats = {item.get("numFmtId"): item.get("formatCode", "") for item in tree.iter("{*}numFmt")}
    borders = [_has_border(item) for item in _entries(tree, "borders")]
    fonts = [is_on(item.find("{*}strike")) for item in _entries(tree, "fonts")]
    return Styles([
        CellStyle(_format(item, formats), _named(borders, item.get("borderId")), _named(fonts, item.get("fontId")))
        for item in _entries(tree, "cellXfs")
    ])  # fmt: skip


def is_on(switch: Any) -> bool:
    """Whether an element that switches something on is there, and does not say that it is off."""
    return switch is not None and str(switch.get("val", "1")).lower() not in _OFF


def _entries(tree: Any, group: str) -> list[Any]:
    found = tree.find(f"{{*}}{group}")
    return [] if found is None else list(found)


def _format(item: Any, formats: dict[Any, str]) -> str:
    number = item.get("numFmtId", "0")
    return formats.get(number) or builtin_format(number)


def _named(found: Sequence[bool], number: str | None) -> bool:
    return number is not None and number.isdecimal() and int(number) < len(found) and found[int(number)]


def _has_border(item: Any) -> bool:
    sides = (item.find(f"{{*}}{side}") for side in _SIDES)
    return any(side is not None and side.get("style", "none") not in ("none", "") for side in sides)
