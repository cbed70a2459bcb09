"""Rewriting a spec's values in one style, on its text, so that all else stays as its author wrote it.

A value is rewritten where its meaning is certain and an operator or a range is written (``95%及以上`` → ``≥95%``), or
where its figure is not in plain digits (``三次`` → ``3次``, ``９５％`` → ``95%``). A plain number, a date, a qualitative
value and what has no certain meaning stay as they are. So do values in several lines, with an anchor or tag or with
escapes: ``left`` tells where. What was made is read again, and given back only if nothing but these values differs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.diagnostics import Finding, Loc, Place
from generator.sources.node import Mapping, Node, Scalar, Sequence
from generator.sources.text_file import LINE_END
from generator.sources.yaml_file import read_yaml_text
from generator.spec.model import Indicator, Spec
from generator.spec.numerals import NUMERAL
from generator.spec.parse import Parsed, parse
from generator.spec.value import Meaning, Operator, Style, Value, format_meaning, parse_meaning
from generator.spec.value_words import plain_text
from generator.yaml_edit.text_changes import Change, apply

_VALUES = ("term_value", "annual_value")

_PLAIN = re.compile("[0-9A-Za-z一-鿿≥≤<±][0-9A-Za-z一-鿿≥≤<>±~%‰./·“”《》（）()²³℃μ-]*")
"""Texts that YAML takes as they are without quotes wherever they stand; others are quoted."""

_EQUALS = re.compile("[=＝]|等于")

_NOT_PLAIN = re.compile(f"[０-９％．]|分之|[{NUMERAL}]")
"""Figures in full width or in words."""

_GROUPED = re.compile("[0-9][,，][0-9]{3}")


@dataclass(frozen=True, slots=True)
class Rewritten:
    """What came of rewriting a text: the new text, how many values changed, and those that would have but could not.

    ``text`` is ``None`` where the spec cannot be read (see ``findings``) or the new text would not say the same.
    """

    text: str | None
    changed: int = 0
    left: tuple[Place, ...] = ()
    findings: tuple[Finding, ...] = ()


def rewrite_values(text: str, name: str, style: Style) -> Rewritten:
    """Rewrite the values of the spec ``text`` (without BOM; places call it ``name``) in ``style``."""
    root, findings = read_yaml_text(text, name)
    if root is None:
        return Rewritten(None, findings=tuple(findings))
    parsed = parse(root, name)
    if parsed.spec is None:
        return Rewritten(None, findings=tuple(parsed.findings))
    wanted = _wanted(parsed.spec, parsed, style)
    starts = [0, *(found.end() for found in LINE_END.finditer(text))]
    edits = {place: _edit(text, _offset(place, starts), old, new) for place, (old, new) in wanted.items()}
    done = {place: edit for place, edit in edits.items() if edit is not None}
    left = tuple(place for place in edits if place not in done)
    result = apply(text, done.values())
    changes = {place: wanted[place][1] for place in done}
    return Rewritten(result if _says(result, name, root, changes) else None, len(done), left)


def restyled(value: Value, style: Style) -> str:
    """``value`` as it is written in ``style``; as it is where its meaning is not certain or has no style."""
    meaning = value.meaning
    if meaning is None or not _has_style(meaning, value.text):
        return value.text
    in_words = "百分比" in value.text and "百分比" not in meaning.scope
    new = format_meaning(
        meaning, style, "百分比" if in_words else "%", grouped=_GROUPED.search(plain_text(value.text)) is not None
    )
    return new if parse_meaning(new) == meaning else value.text


def _has_style(meaning: Meaning, text: str) -> bool:
    if meaning.operator is Operator.EQ and not meaning.approximate:
        return _EQUALS.search(text) is not None or _NOT_PLAIN.search(text.removeprefix(meaning.scope)) is not None
    return not meaning.approximate


def _wanted(spec: Spec, parsed: Parsed, style: Style) -> dict[Place, tuple[str, str]]:
    """The places of the values to change, with the old text and the new one; an alias shares its anchor's place."""
    wanted: dict[Place, tuple[str, str]] = {}
    for loc, indicator in _indicators(spec):
        for name in _VALUES:
            value: Value | None = getattr(indicator, name)
            new = restyled(value, style) if value else ""
            if value and new != value.text:
                wanted[parsed.places.at((*loc, name))] = (value.text, new)
    return wanted


def _indicators(spec: Spec) -> Iterator[tuple[Loc, Indicator]]:
    for unit_index, unit in enumerate(spec.units):
        for project_index, project in enumerate(unit.projects):
            for index, indicator in enumerate(project.indicators):
                yield ("units", unit_index, "projects", project_index, "indicators", index), indicator


# --- on the text -----------------------------------------------------------------------------------------------------


def _offset(place: Place, starts: list[int]) -> int:
    return starts[(place.line or 1) - 1] + (place.column or 1) - 1


def _edit(text: str, offset: int, old: str, new: str) -> Change | None:
    """The edit that makes ``new`` of the scalar ``old`` at ``offset``; ``None`` where it is not written in one piece."""
    quote = text[offset] if text[offset] in "'\"" else ""
    written = _quoted(old, quote)
    if "\n" in old or not text.startswith(written, offset):
        return None
    if not quote and not _PLAIN.fullmatch(new):
        quote = "'"
    return Change(offset, offset + len(written), _quoted(new, quote))


def _quoted(text: str, quote: str) -> str:
    inner = text.replace("'", "''") if quote == "'" else text
    return f"{quote}{inner}{quote}"


# --- checking --------------------------------------------------------------------------------------------------------


def _says(text: str, name: str, root: Node, changes: dict[Place, str]) -> bool:
    """Whether ``text`` reads as ``root`` does, but for ``changes``."""
    again, _ = read_yaml_text(text, name)
    return again is not None and list(_tokens(again, {})) == list(_tokens(root, changes))


def _tokens(node: Node, changes: dict[Place, str]) -> Iterator[str | None]:
    """All texts of ``node`` in order, with marks where lists and mappings begin and end."""
    if isinstance(node, Scalar):
        yield changes.get(node.place, node.text)
    elif isinstance(node, Sequence):
        yield "["
        for item in node.items:
            yield from _tokens(item, changes)
        yield "]"
    elif isinstance(node, Mapping):
        yield "{"
        for key, child in node.entries:
            yield key.text
            yield from _tokens(child, changes)
        yield "}"
