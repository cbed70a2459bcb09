"""What an author wrote, field by field: absent, left blank, or a text, and how each looks in a cell.

A cell cannot tell ``财政拨款:`` from a missing key, nor ``12.5`` from ``12.50``. So what reading a cell would not give
back by itself is noted at export (``Notes``); a cell that was not edited then gives back what its author wrote.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from pydantic_core import PydanticCustomError

from generator.excel.sheets.table_columns import Column, Kind
from generator.layouts.filters import decimals_of, percent, printable
from generator.sources.node import Mapping, Node, Scalar
from generator.spec.model import Spec
from generator.spec.scalars import parse_amount, parse_percent, parse_year, parse_yes_no
from generator.spec.shape import Shape, fields_of


class Missing:
    """The state of a key that was not written."""

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = Missing()

_BLANKS = " \t\u3000\xa0"

State = str | None | Missing
"""A text as written, ``None`` where the key stands without a value, ``MISSING`` where there is no key."""

Data = dict[str, Any]
"""A mapping of the spec with English keys: texts, ``None``, lists and mappings, as they were written."""


def data_of(root: Node) -> Data:
    """What a file says, with English keys; for a file that the parser accepts."""
    data = _plain(root, Shape("model", model=Spec))
    return data if isinstance(data, dict) else {}


def _plain(node: Node, shape: Shape | None) -> Any:
    if isinstance(node, Scalar):
        return _plain_scalar(node, shape)
    if not isinstance(node, Mapping):
        return [_plain(item, shape.item if shape else None) for item in node.items]
    if shape is None or shape.model is None:
        return {(key.text or "").strip(): _plain(child, None) for key, child in node.entries}
    known = fields_of(shape.model)
    entries = [(known.get((key.text or "").strip()), child) for key, child in node.entries]
    return {field.name: _plain(child, field.shape) for field, child in entries if field}


def _plain_scalar(node: Scalar, shape: Shape | None) -> Any:
    shorthand = getattr(shape.model, "shorthand", None) if shape and shape.model else None
    return {shorthand: node.text} if shorthand and node.text is not None else node.text


def state_at(item: Any, key: str) -> Any:
    """What stands at the dotted ``key`` of an item; ``MISSING`` where a part of the way is not there."""
    if not key:
        return item
    for step in key.split("."):
        if not isinstance(item, dict) or step not in item:
            return MISSING
        item = item[step]
    return item


# --- values ------------------------------------------------------------------------------------------------------


def clean(text: str) -> str:
    """``text`` as a cell holds it: without characters that XML cannot hold, lines parted by ``\\n``."""
    return printable(text).replace("\r\n", "\n").replace("\r", "\n")


def amount_text(amount: Decimal) -> str:
    """An amount as it is read from a cell: two decimals, or more where it has more."""
    return f"{amount:.{decimals_of(amount)}f}"


def _year_text(text: str) -> str | None:
    year = parse_year(text)
    return None if year is None else str(year)


def _yes_no_text(text: str) -> str | None:
    answer = parse_yes_no(text)
    return None if answer is None else "是" if answer else "否"


def _trimmed(text: str) -> str | None:
    return clean(text).strip() or None


def _amount_text(text: str) -> str | None:
    amount = parse_amount(text)
    return None if amount is None else amount_text(amount)


def _percent_text(text: str) -> str | None:
    return percent(parse_percent(text)) or None


_CANONICAL: dict[Kind, Callable[[str], str | None]] = {
    "amount": _amount_text,
    "percent": _percent_text,
    "year": _year_text,
    "yes_no": _yes_no_text,
    "choice": _trimmed,
    "code": _trimmed,
}


def canonical(text: str, kind: Kind) -> str | None:
    """What an unedited cell with ``text`` reads as; ``None`` for blank. What the kind cannot read stays a text.

    Blanks at the end, which nobody sees in a cell, are no part of what is typed; those that a file has are noted.
    """
    read = _CANONICAL.get(kind)
    if read is not None:
        try:
            return read(text)
        except PydanticCustomError:
            pass
    return clean(text).rstrip(_BLANKS) if text.strip() else None


# --- notes -------------------------------------------------------------------------------------------------------


class Notes:
    """What cells cannot say of what was written, by row and key; a spec's own fields have the row ``""``."""

    def __init__(self, entries: dict[str, list[str]] | None = None) -> None:
        self.entries = entries if entries is not None else {}

    def add(self, row_id: str, column: Column, state: State) -> None:
        """Note ``state`` if the cell alone would read as something else."""
        if isinstance(state, Missing):
            return
        if state is None:
            self.entries[f"{row_id}:{column.key}"] = ["null"]
        elif canonical(state, column.kind) != state:
            self.entries[f"{row_id}:{column.key}"] = ["text", state]

    def add_part(self, row_id: str, key: str, part: object) -> None:
        """Note a list or mapping that was written but holds nothing."""
        if part is None:
            self.entries[f"{row_id}:#{key}"] = ["null"]
        elif part == [] or part == {}:
            self.entries[f"{row_id}:#{key}"] = ["empty"]

    def restore(self, row_id: str, column: Column, text: str | None) -> State:
        """What was written where a cell now reads as ``text`` (``None``: blank)."""
        note = self.entries.get(f"{row_id}:{column.key}")
        if note is None:
            return MISSING if text is None else text
        if note[0] == "null":
            return text
        same = canonical(note[1], column.kind) == text
        return note[1] if same else MISSING if text is None else text

    def part(self, row_id: str, key: str) -> object:
        """What was written for a list or mapping that now holds nothing: ``None``, ``"empty"`` or ``MISSING``."""
        note = self.entries.get(f"{row_id}:#{key}")
        if note is None:
            return MISSING
        return "empty" if note[0] == "empty" else None
