"""What a Word file's styles say of paragraphs and runs, through the styles that they are based on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from generator.reading.decoders.docx.word_xml import child_of, tag_of, value_of

_OFF = ("0", "false", "off")
_MAX_BASES = 20


def is_on(toggle: Any) -> bool:
    """Whether an element that is there switches its property on."""
    return value_of(toggle) not in _OFF


class Styles:
    """The styles of one document, by their ids."""

    def __init__(self, tree: Any) -> None:
        self._styles = {
            value_of(style, "styleId"): style
            for style in (tree if tree is not None else ())
            if tag_of(style) == "style"
        }
        self._found: dict[tuple[str, ...], Any] = {}
        self._default = next((key for key, style in self._styles.items() if _is_default(style)), "")

    def name(self, style: str) -> str:
        """What a style is called, in small letters; its id where it has no name."""
        named = child_of(self._styles.get(style), "name")
        return (value_of(named) if named is not None else style).lower()

    def chain(self, style: str) -> Iterator[str]:
        """A style, the one that it is based on, and so on."""
        seen: list[str] = []
        while style in self._styles and style not in seen and len(seen) < _MAX_BASES:
            seen.append(style)
            yield style
            base = child_of(self._styles[style], "basedOn")
            style = value_of(base) if base is not None else ""

    def property_of(self, style: str, *path: str) -> Any:
        """The element at ``path`` that a style or the nearest one below it has; ``None`` if none has."""
        key = (style, *path)
        if key not in self._found:
            elements = (child_of(self._styles[each], *path) for each in self.chain(style))
            self._found[key] = next((element for element in elements if element is not None), None)
        return self._found[key]

    def style_of(self, paragraph: Any) -> str:
        """The id of a paragraph's style."""
        style = child_of(paragraph, "pPr", "pStyle")
        return value_of(style) if style is not None else self._default

    def switch_on(self, toggles: Sequence[str], style: str, paragraph_style: str) -> str:
        """The first of the ``toggles`` (``strike``) that a run's style or its paragraph's has on, but not both."""
        key = ("switch_on", *toggles, style, paragraph_style)
        if key not in self._found:
            self._found[key] = next((each for each in toggles if self._is_switched(each, style, paragraph_style)), "")
        return str(self._found[key])

    def _is_switched(self, toggle: str, *styles: str) -> bool:
        found = (self.property_of(style, "rPr", toggle) for style in styles if style)
        return sum(element is not None and is_on(element) for element in found) == 1


def _is_default(style: Any) -> bool:
    return value_of(style, "type") == "paragraph" and value_of(style, "default") not in ("", *_OFF)
