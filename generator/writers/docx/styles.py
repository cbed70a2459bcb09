"""The styles of the default skin (``word/styles.xml``)."""

from __future__ import annotations

import re

from generator.layouts.model import Layout, Style
from generator.measure import CELL_PADDING_MM
from generator.writers.docx.markup import NAMESPACES, paragraph_properties, run_properties, twips, twips_of_mm
from generator.writers.office import escape

TABLE_STYLE = "form"
PAGE_NUMBER = Style(font="宋体", size=14, align="center")
"""The look of page numbers where the layout does not say, as GB/T 9704-2012 has it."""

_HEADING_LEVELS = 4
_HEADING = re.compile(r"heading([1-4])")
# Word knows these names as its own, whatever their case: written its way they stay one style.
_BUILT_IN = {"title": "Title", "subtitle": "Subtitle"}
_CELL_MARGIN_TWIPS = 50


def styles_part(layout: Layout) -> str:
    """``w:styles``: the layout's styles under their own names, headings and contents under Word's."""
    text = layout.style("text")
    named = {"page_number": PAGE_NUMBER, **layout.styles}
    styles = [_default_styles(), *(_style(name, style) for name, style in sorted(named.items()))]
    styles += _contents_styles(layout)
    return f"<w:styles {NAMESPACES}>{_document_defaults(text)}{''.join(styles)}{_table_style()}</w:styles>"


def _document_defaults(text: Style) -> str:
    # Digits and Latin letters as Chinese text would be broken anywhere by LibreOffice: 2024 as 202 and 4.
    language = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    # Word's default, said aloud: LibreOffice (7.4) takes it for its contrary, and would otherwise lose marks that hang.
    paragraph = "<w:pPr><w:overflowPunct/></w:pPr>"
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{run_properties(text)}{language}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault>{paragraph}</w:pPrDefault></w:docDefaults>"
    )


def _default_styles() -> str:
    return (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
    )


def _style(name: str, style: Style) -> str:
    heading = _HEADING.fullmatch(name)
    if heading:
        return _heading_style(int(heading[1]), style)
    shown = _BUILT_IN.get(name, name)
    custom = "" if name in _BUILT_IN else ' w:customStyle="1"'
    return _paragraph_style(
        re.sub(r"\W", "", shown), shown, paragraph_properties(style), run_properties(style), attributes=custom
    )


def _heading_style(level: int, style: Style) -> str:
    properties = f'<w:keepNext/><w:keepLines/>{paragraph_properties(style)}<w:outlineLvl w:val="{level - 1}"/>'
    return _paragraph_style(f"Heading{level}", f"heading {level}", properties, run_properties(style))


def _contents_styles(layout: Layout) -> list[str]:
    """The styles that Word itself gives to a table of contents when it draws it anew."""
    style = layout.styles.get("contents") or layout.style("body").model_copy(update={"indent": 0, "align": "left"})
    title = layout.style("heading1").model_copy(update={"align": "center"})
    tab = f'<w:tab w:val="right" w:leader="dot" w:pos="{twips_of_mm(layout.page.text_width)}"/>'
    entries = [
        _paragraph_style(f"TOC{level}", f"toc {level}", _entry_properties(style, level, tab), run_properties(style))
        for level in range(1, _HEADING_LEVELS + 1)
    ]
    return [_paragraph_style("TOCHeading", "TOC Heading", paragraph_properties(title), run_properties(title)), *entries]


def _entry_properties(style: Style, level: int, tab: str) -> str:
    """A step of one character a level; the right indent keeps a long title clear of the page numbers."""
    step = f'<w:ind w:leftChars="{100 * (level - 1)}" w:left="{twips(style.size * (level - 1))}"/>'
    plain = paragraph_properties(style.model_copy(update={"indent": 0}))
    return f"<w:tabs>{tab}</w:tabs>" + plain.replace("<w:jc", f"{step}<w:jc")


def _paragraph_style(style_id: str, name: str, paragraph: str, run_: str, *, attributes: str = "") -> str:
    following = '<w:next w:val="Normal"/>' if name.startswith("toc ") else ""
    return (
        f'<w:style w:type="paragraph"{attributes} w:styleId="{escape(style_id)}"><w:name w:val="{escape(name)}"/>'
        f'<w:basedOn w:val="Normal"/>{following}<w:uiPriority w:val="9"/><w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run_}</w:rPr></w:style>"
    )


def _table_style() -> str:
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{TABLE_STYLE}"><w:name w:val="{TABLE_STYLE}"/>'
        f'<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="39"/><w:qFormat/>'
        f"<w:tblPr>{table_borders()}{cell_margins(CELL_PADDING_MM)}</w:tblPr></w:style>"
    )


def cell_margins(side_mm: float) -> str:
    """``w:tblCellMar``: ``side_mm`` left and right, a quarter of a line above and below."""
    side = twips_of_mm(side_mm)
    sizes = (("top", _CELL_MARGIN_TWIPS), ("left", side), ("bottom", _CELL_MARGIN_TWIPS), ("right", side))
    margins = "".join(f'<w:{edge} w:w="{size}" w:type="dxa"/>' for edge, size in sizes)
    return f"<w:tblCellMar>{margins}</w:tblCellMar>"


def table_borders() -> str:
    """``w:tblBorders``: half a point, black, on all sides."""
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for edge in edges)
    return f"<w:tblBorders>{lines}</w:tblBorders>"
