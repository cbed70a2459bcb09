"""Layers of a PDF (optional content, ISO 32000-1, 8.11): which of them a reader of the page does not see."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from pdfminer.pdftypes import PDFObjRef, resolve1

_MAX_DEPTH = 20
_MEMBERSHIP: Mapping[str, Callable[[Iterable[bool]], bool]] = {
    "AnyOn": any,
    "AllOn": all,
    "AnyOff": lambda shown: not all(shown),
    "AllOff": lambda shown: not any(shown),
}


class Layers:
    """The layers of one document, as they are when it is opened."""

    def __init__(self, catalog: Mapping[str, Any]) -> None:
        properties = _dictionary(catalog.get("OCProperties"))
        usual = _dictionary(properties.get("D"))
        self._off = _numbers(usual.get("OFF"))
        if _name(usual.get("BaseState")) == "OFF":
            self._off |= _numbers(properties.get("OCGs")) - _numbers(usual.get("ON"))
        self._off |= set(_off_on_screen(usual)) - _numbers(usual.get("ON"))

    def is_off(self, layer: Any) -> bool:
        """Whether what belongs to ``layer`` (a reference to a layer, or to a rule over some) is not shown."""
        return bool(self._off) and not self._is_shown(layer)

    def _is_shown(self, layer: Any, depth: int = 0) -> bool:
        if isinstance(layer, PDFObjRef) and layer.objid in self._off:
            return False
        rule = _dictionary(layer)
        if _name(rule.get("Type")) != "OCMD" or depth > _MAX_DEPTH:
            return True
        if "VE" in rule:
            return self._holds(rule["VE"], depth + 1)
        named = rule.get("OCGs")
        layers = resolve1(named) if isinstance(resolve1(named), list) else [named] if named is not None else []
        how = _MEMBERSHIP.get(_name(rule.get("P")), any)
        return not layers or how([self._is_shown(each, depth + 1) for each in layers])

    def _holds(self, expression: Any, depth: int) -> bool:
        """Whether an expression over layers is true: ``[/And …]``, ``[/Or …]``, ``[/Not …]`` or a layer."""
        parts = resolve1(expression)
        if not isinstance(parts, list) or not parts or depth > _MAX_DEPTH:
            return self._is_shown(expression, depth)
        shown = [self._holds(part, depth + 1) for part in parts[1:]]
        how = _name(parts[0])
        return all(shown) if how == "And" else any(shown) if how == "Or" else not any(shown)


def _off_on_screen(usual: Mapping[str, Any]) -> Iterator[int]:
    """The layers that readers switch off by themselves where a page is looked at."""
    for rule in map(_dictionary, _list(usual.get("AS"))):
        if _name(rule.get("Event")) != "View":
            continue
        for layer in _list(rule.get("OCGs")):
            view = _dictionary(_dictionary(_dictionary(layer).get("Usage")).get("View"))
            if isinstance(layer, PDFObjRef) and _name(view.get("ViewState")) == "OFF":
                yield layer.objid


def _numbers(layers: Any) -> set[int]:
    return {layer.objid for layer in _list(layers) if isinstance(layer, PDFObjRef)}


def _list(value: Any) -> list[Any]:
    found = resolve1(value)
    return found if isinstance(found, list) else []


def _dictionary(value: Any) -> Mapping[str, Any]:
    found = resolve1(value)
    return found if isinstance(found, Mapping) else {}


def _name(literal: Any) -> str:
    name = getattr(resolve1(literal), "name", "")
    return name.decode("ascii", "replace") if isinstance(name, bytes) else str(name)
