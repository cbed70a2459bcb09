"""The style sheet of a form, written from the layout's declarations.

How things look is declared once, in ``layout.styles`` and ``layout.page``; the static rules that are the same
everywhere lie in ``templates/_shared/print.css`` and ``screen.css``. A layout's own ``form.css`` (see ``own_sheet``)
has the last word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from generator.fonts.stand_ins import BOLD, stand_in_names
from generator.layouts.folders import shared_folder
from generator.layouts.model import Layout, Page, Style
from generator.measure import CELL_PADDING_MM
from generator.speed import kept_of_layouts

FamilyOf = Callable[[Style], str]
"""Gives the CSS declarations of family and weight for a style, such as ``font-family:"宋体",serif``."""

# What the names of styles select. A paragraph without a class is body text; any other name is a class.
_SELECTORS = {
    # The title of the contents looks like a heading without being one.
    "heading1": "h1,p.contents-title",
    "heading2": "h2",
    "heading3": "h3",
    "heading4": "h4",
    "body": "p",
    "contents": ".contents li",
}
_WATERMARK_MM = 140
_SANS = frozenset({"黑体"})


def form_sheet(layout: Layout, family_of: FamilyOf, extra: str = "", own: str = "") -> str:
    """The whole style sheet: ``family_of`` says how a style's font is called, ``own`` is what has the last word."""
    parts = (page_rules(layout, family_of), static_sheet("print.css"), look_rules(layout, family_of))
    return "\n".join((*parts, extra, own))


def page_rules(layout: Layout, family_of: FamilyOf) -> str:
    """The paper, its margins and the page number ``— 1 —`` at its foot."""
    number = layout.style("page_number")
    text = f'content:"— " counter(page) " —";font-size:{number.size:g}pt;{family_of(number)};vertical-align:top'
    return f"@page{{{_paper(layout.page)};@bottom-center{{{text};padding-top:7mm}}}}"


def draft_rules(layout: Layout) -> str:
    """What marks each page of a draft: margin boxes, which are no part of the text that a reader copies."""
    look = 'content:"草稿";font-family:sans-serif;font-weight:bold'
    head = f"@top-right{{{look};font-size:14pt;color:#b3261e;width:4em;text-align:right;vertical-align:middle}}"
    # The box ends at the left margin; from there it is moved onto the middle of the page.
    across = layout.page.width / 2 - layout.page.left + _WATERMARK_MM / 2
    place = f"width:{_WATERMARK_MM}mm;text-align:center;transform:translate({across:g}mm,0) rotate(-30deg)"
    return f"@page{{{head}@left-middle{{{look};font-size:150pt;color:rgb(179 38 30/10%);{place}}}}}"


def _paper(page: Page) -> str:
    margins = " ".join(f"{side:g}mm" for side in (page.top, page.right, page.bottom, page.left))
    return f"size:{page.width:g}mm {page.height:g}mm;margin:{margins}"


def look_rules(layout: Layout, family_of: FamilyOf) -> str:
    """One rule a style."""
    rules = [f"th,td{{padding:.25em {CELL_PADDING_MM:g}mm}}"]
    rules += [f"{_selector(name)}{{{_look(style, family_of)}}}" for name, style in _cascading(layout)]
    return "\n".join(rules)


def _cascading(layout: Layout) -> Iterator[tuple[str, Style]]:
    """The styles with those of bare elements first, so that classes win over them."""
    yield from sorted(layout.styles.items(), key=lambda item: item[0] not in _SELECTORS)


def _selector(name: str) -> str:
    return _SELECTORS.get(name) or "." + re.sub(r"[^\w-]", lambda match: "\\" + match[0], name)


def _look(style: Style, family_of: FamilyOf) -> str:
    parts = [
        family_of(style),
        f"font-size:{style.size:g}pt",
        f"line-height:{style.line_height:g}",
        f"text-align:{style.align}",
        f"text-indent:{style.indent:g}em" if style.indent else "text-indent:0",
    ]
    if style.before or style.after:
        parts.append(f"margin:{style.before:g}pt 0 {style.after:g}pt")
    return ";".join(parts)


def families_by_name(style: Style) -> str:
    """Families for readers whose fonts are not known: the official name, then what may stand in for it.

    A stand-in that is to be bold cannot be asked for in a list of families; see ``local_faces``.
    """
    stand_ins = stand_in_names(style.font)
    bold = [_bold_alias(style.font)] if any(name.endswith(BOLD) for name in stand_ins) else []
    names = [style.font, *(name for name in stand_ins if not name.endswith(BOLD)), *bold]
    return family_declaration(names, style.bold, style.font)


def family_declaration(names: list[str], bold: bool, official: str) -> str:
    """The CSS that asks for the first of ``names``, with the generic family of the ``official`` font last."""
    listed = ",".join(quoted(name) for name in dict.fromkeys(names))
    generic = "sans-serif" if official in _SANS else "serif"
    return f"font-family:{listed},{generic};font-weight:{'bold' if bold else 'normal'}"


def local_faces(layout: Layout) -> str:
    """``@font-face`` rules by which the bold face of an installed family stands in for an official font."""
    rules: dict[str, None] = {}
    for style in layout.styles.values():
        bold = [name.removesuffix(BOLD) for name in stand_in_names(style.font) if name.endswith(BOLD)]
        if bold:
            sources = ",".join(f"local({quoted(name + ' Bold')})" for name in bold)
            rules[f"@font-face{{font-family:{quoted(_bold_alias(style.font))};src:{sources}}}"] = None
    return "\n".join(rules)


def _bold_alias(official: str) -> str:
    return f"{official} bold"


def quoted(text: str) -> str:
    """``text`` as a CSS string."""
    return '"' + re.sub(r'["\\\n]', lambda match: f"\\{ord(match[0]):x} ", text) + '"'


@kept_of_layouts
@cache
def static_sheet(name: str) -> str:
    """A style sheet of ``templates/_shared/``."""
    return (shared_folder() / name).read_text(encoding="utf-8")
