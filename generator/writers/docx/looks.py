"""Which of a skin's paragraph styles a form's classes name, and what stands in where the skin has none."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from generator.layouts.model import Layout
from generator.writers.docx.markup import paragraph_properties, run_properties, size_properties, tag
from generator.writers.docx.opc import Element
from generator.writers.office import escape

_SIZE = re.compile(r'<w:sz(?:Cs)? w:val="\d+"/>')
_VALUE, _TYPE, _ID = tag("val"), tag("type"), tag("styleId")


class Look(NamedTuple):
    """How a paragraph is drawn: a ``w:pStyle``, the end of its ``w:pPr``, and the ``w:rPr`` of its runs.

    The first is empty where the skin lacks the style, the other two where it has it.
    """

    style: str
    format: str = ""
    run: str = ""

    def paragraph(self, runs: str, properties: str = "") -> str:
        """A paragraph of ``runs``; ``properties`` stand at their place in its ``w:pPr``."""
        return f"<w:p><w:pPr>{self.style}{properties}{self.format}</w:pPr>{runs}</w:p>"

    @lru_cache(maxsize=256)  # noqa: B019 - looks are few, small values
    def for_number(self, size_pt: float | None) -> Look:
        """This look for a number on a line of its own, in another type size where one is given."""
        plain = self.run.removeprefix("<w:rPr>").removesuffix("</w:rPr>")
        if size_pt is not None:
            plain = _SIZE.sub("", plain) + size_properties(size_pt)
        # Where 宋体 is not installed LibreOffice chooses the stand-in by language: a Chinese one is narrower.
        return self._replace(run=f'<w:rPr>{plain}<w:lang w:val="zh-CN"/></w:rPr>')


class Looks:
    """The paragraph styles of a skin and of the layout that it dresses, found by the names that a form uses."""

    def __init__(self, styles: Element | None, layout: Layout) -> None:
        self._layout = layout
        self._ids = _style_ids(styles, "paragraph")
        self._table_ids = _style_ids(styles, "table")
        self._sizes = {} if styles is None else _sizes(styles)
        self._found: dict[tuple[str, ...], Look] = {}

    def named(self, *names: str) -> Look:
        """The look of the first of ``names`` that the skin has, otherwise of the first that the layout has."""
        look = self._found.get(names)
        if look is None:
            look = self._found[names] = self._find(names)
        return look

    def heading(self, level: int, classes: tuple[str, ...] = ()) -> Look:
        """The look of a heading: of the first of ``classes`` that is a style, else of its level.

        Word's navigation and contents count it as a heading whatever its style.
        """
        outline = f'<w:outlineLvl w:val="{level - 1}"/>'
        for name in classes:
            if name in self._layout.styles or name.lower() in self._ids:
                look = self.named(name)
                return look._replace(format=look.format + outline)
        look = self.named(f"heading{level}", f"heading {level}")
        return look if look.style else look._replace(format=look.format + outline)

    def table_style(self, name: str) -> str | None:
        """The id of the skin's table style called ``name``."""
        return self._table_ids.get(name.lower())

    def direct(self, name: str) -> Look:
        """The look that the layout gives to ``name``, without a style of the skin."""
        style = self._layout.style(name)
        return Look("", paragraph_properties(style), f"<w:rPr>{run_properties(style)}</w:rPr>")

    def as_measured(self) -> Layout:
        """The layout with the type sizes that the skin gives to its styles: what is drawn is measured with these."""
        styles = dict(self._layout.styles)
        for name, style in styles.items():
            style_id = self._ids.get(name.lower()) or self._ids.get(name.replace("heading", "heading "))
            size = self._sizes.get(style_id or "", style.size)
            styles[name] = style if size == style.size else style.model_copy(update={"size": size})
        return self._layout.model_copy(update={"styles": styles})

    def _find(self, names: tuple[str, ...]) -> Look:
        for name in names:
            style_id = self._ids.get(name.lower())
            if style_id is not None:
                return Look(f'<w:pStyle w:val="{escape(style_id)}"/>')
        return self.direct(next((name for name in names if name in self._layout.styles), names[0]))


def _sizes(styles: Element) -> dict[str, float]:
    """The type size in points of each style, by its id: its own or that of the style it is based on."""
    found = {style.get(_ID, ""): style for style in styles.iter(tag("style"))}
    path = f"{tag('rPr')}/{tag('sz')}"
    default = styles.find(f"{tag('docDefaults')}/{tag('rPrDefault')}/{path}")

    def size_of(style_id: str, depth: int = 0) -> float:
        style = found.get(style_id)
        size = default if style is None else style.find(path)
        if size is not None and size.get(_VALUE, "").isdecimal():
            return int(size.get(_VALUE, "")) / 2
        base = None if style is None else style.find(tag("basedOn"))
        # Word's own default is 10 points. A style that is based on itself is a mistake, and no reason to go on for ever.
        if style is None or depth > len(found):
            return 10
        return size_of("" if base is None else base.get(_VALUE, ""), depth + 1)

    return {style_id: size_of(style_id) for style_id in found}


def _style_ids(styles: Element | None, kind: str) -> dict[str, str]:
    """Ids of the styles of one ``kind`` by name and by id, in lower case; a name goes before an id."""
    found = [] if styles is None else [style for style in styles.iter(tag("style")) if style.get(_TYPE) == kind]
    ids = {style.get(_ID, ""): style.get(_ID, "") for style in found}
    by_id = {key.lower(): value for key, value in ids.items()}
    names = ((style.find(tag("name")), style.get(_ID, "")) for style in found)
    return by_id | {name.get(_VALUE, "").lower(): style_id for name, style_id in names if name is not None}
