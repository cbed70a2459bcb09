"""Looks of cells: a layout's styles as Excel's fonts, alignments and borders."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from generator.form import Heading, Paragraph
from generator.layouts.model import Align, Layout, Style
from generator.writers.office import DECLARATION, escape
from generator.writers.package import Packed, pack

DEFAULT_FONT = "宋体"
DEFAULT_SIZE = 10.5
"""五号. The widths of columns are measured in digits of the default font: 7 pixels each at this size."""

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RED = "FFFF0000"
_PART = "xl/styles.xml"
_GB2312 = 134
_MODERN = 3
# Excel knows these formats by number; others are listed, from 164 on.
_BUILT_IN = {"0": 1, "0.00": 2, "#,##0": 3, "#,##0.00": 4, "0%": 9, "0.00%": 10}
_FIRST_OWN = 164
_THIN = "".join(f'<{side} style="thin"><color rgb="FF000000"/></{side}>' for side in ("left", "right", "top", "bottom"))
_FILLS = '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
_BORDERS = f'<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>{_THIN}<diagonal/></border></borders>'
_PLAIN = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"'
_CELL_STYLES = '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'


class Look(NamedTuple):
    """How one kind of cell looks: the layout's style ``style`` and what departs from it.

    Text stands in the middle of its cell, or at the top (``is_top``) of one that may reach over pages.
    """

    style: Style
    is_boxed: bool = False
    align: Align | None = None
    indent: int = 0
    number_format: str | None = None
    is_quoted: bool = False
    is_top: bool = False
    color: str | None = None


def style_of(block: Heading | Paragraph, layout: Layout) -> str:
    """The name of the style that a heading or paragraph is drawn in: its first class that is one, else by its kind."""
    default = f"heading{block.level}" if isinstance(block, Heading) else "body"
    return next((name for name in block.classes if name in layout.styles), default)


@lru_cache(maxsize=256)
def styles_part(looks: tuple[Look, ...]) -> Packed:
    """The part that numbers ``looks`` from 1 on, ready packed: the forms of a layout mostly have the same ones."""
    fonts = {_font(Style(font=DEFAULT_FONT, size=DEFAULT_SIZE)): 0}
    formats: dict[str, int] = {}
    cells = [f'{_PLAIN} xfId="0"/>', *(_cell_format(look, fonts, formats) for look in looks)]
    own = (f'<numFmt numFmtId="{number}" formatCode="{escape(code)}"/>' for code, number in formats.items())
    parts = (
        _listed("numFmts", own) if formats else "",
        _listed("fonts", fonts),
        _FILLS,
        _BORDERS,
        _listed("cellStyleXfs", [f"{_PLAIN}/>"]),
        _listed("cellXfs", cells),
        _CELL_STYLES,
    )
    return pack(_PART, f'{DECLARATION}<styleSheet xmlns="{MAIN}">{"".join(parts)}</styleSheet>'.encode())


def _listed(name: str, items: Iterable[str]) -> str:
    listed = list(items)
    return f'<{name} count="{len(listed)}">{"".join(listed)}</{name}>'


def _cell_format(look: Look, fonts: dict[str, int], formats: dict[str, int]) -> str:
    """``look`` as a cell's format; its font and number format are added to those there are."""
    font = fonts.setdefault(_font(look.style, look.color), len(fonts))
    code, number = look.number_format, 0
    if code is not None:
        number = _BUILT_IN.get(code) or formats.setdefault(code, _FIRST_OWN + len(formats))
    quoted = ' quotePrefix="1"' if look.is_quoted else ""
    return (
        f'<xf numFmtId="{number}" fontId="{font}" fillId="0" borderId="{int(look.is_boxed)}" xfId="0"{quoted}'
        f' applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1">{_alignment(look)}</xf>'
    )


def _font(style: Style, color: str | None = None) -> str:
    # Without the charset, Excel on a system that is not Chinese may take another font.
    bold = "<b/>" if style.bold else ""
    colored = f'<color rgb="{color}"/>' if color else ""
    return (
        f'<font>{bold}<sz val="{style.size:g}"/>{colored}<name val="{escape(style.font)}"/><family val="{_MODERN}"/>'
        f'<charset val="{_GB2312}"/></font>'
    )


def _alignment(look: Look) -> str:
    # A number does not wrap: where it is too wide Excel would show ####, unless it may shrink.
    fit = 'wrapText="1"' if look.number_format is None else 'shrinkToFit="1"'
    indent = f' indent="{look.indent}"' if look.indent else ""
    vertical = "top" if look.is_top else "center"
    return f'<alignment horizontal="{look.align or look.style.align}" vertical="{vertical}" {fit}{indent}/>'
