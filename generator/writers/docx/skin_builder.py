"""Makes the default Word skin of a layout: its page, its styles, a page number, and a paragraph ``{{ form }}``.

An office opens the file in Word, edits it and saves it as ``form.docx`` in the layout's folder.
"""

from __future__ import annotations

import re

from generator.layouts.model import Layout, Page, Style
from generator.writers.docx.markup import (
    DECLARATION,
    NAMESPACES,
    escape,
    field,
    paragraph_properties,
    run,
    run_properties,
    twips,
    twips_of_mm,
)
from generator.writers.docx.package import CONTENT_TYPES, Parts, write_parts
from generator.writers.measure import CELL_PADDING_MM

HEADING_LEVELS = 4
TABLE_STYLE = "form"
_HEADING = re.compile(r"heading([1-4])")
# Word knows these names as its own, whatever their case: written its way they stay one style.
_BUILT_IN = {"title": "Title", "subtitle": "Subtitle"}
# What Word takes where an office's computer lacks the official font.
_STAND_INS = {"仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体", "方正小标宋简体": "宋体", "宋体": "SimSun", "黑体": "SimHei"}
_CELL_MARGIN_TWIPS = 50
_PAGE_NUMBER = Style(font="宋体", size=14, align="center")

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATED = ("styles", "settings", "fontTable", "footer")


def build_skin(layout: Layout) -> bytes:
    """The bytes of a .docx with ``layout``'s page and styles; the same layout gives the same bytes."""
    return write_parts(skin_parts(layout))


def skin_parts(layout: Layout) -> Parts:
    """The parts of the default skin of ``layout``."""
    texts = {
        CONTENT_TYPES: _content_types(),
        "_rels/.rels": _package_relationships(),
        "word/document.xml": _document(layout.page),
        "word/_rels/document.xml.rels": _document_relationships(),
        "word/styles.xml": _styles(layout),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _fonts(layout),
        "word/footer1.xml": _footer(layout),
        "docProps/app.xml": f'<Properties xmlns="{_OFFICE}/extended-properties"><Application>jixiao</Application></Properties>',
    }
    return {name: (DECLARATION + text).encode() for name, text in texts.items()}


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


def _document(page: Page) -> str:
    return (
        f"<w:document {NAMESPACES}><w:body><w:p>{run('{{ form }}')}</w:p>"
        f'<w:sectPr><w:footerReference w:type="default" r:id="rId4"/>{_page(page)}</w:sectPr></w:body></w:document>'
    )


def _page(page: Page) -> str:
    orient = ' w:orient="landscape"' if page.orientation == "landscape" else ""
    edges = {"top": page.top, "right": page.right, "bottom": page.bottom, "left": page.left}
    # GB/T 9704-2012: the page number stands about 7 mm below the text. Both must fit the margins.
    edges |= {"header": min(15.0, page.top * 0.6), "footer": max(5.0, page.bottom - 13.0)}
    margins = "".join(f' w:{edge}="{twips_of_mm(size)}"' for edge, size in edges.items())
    return (
        f'<w:pgSz w:w="{twips_of_mm(page.width)}" w:h="{twips_of_mm(page.height)}"{orient}/>'
        f'<w:pgMar{margins} w:gutter="0"/><w:cols w:space="425"/>'
    )


def _footer(layout: Layout) -> str:
    number = field("PAGE", run("1"))
    properties = '<w:pPr><w:pStyle w:val="page_number"/></w:pPr>'
    return f"<w:ftr {NAMESPACES}><w:p>{properties}{run('— ')}{number}{run(' —')}</w:p></w:ftr>"


def _styles(layout: Layout) -> str:
    text = layout.style("text")
    named = {"page_number": _PAGE_NUMBER, **layout.styles}
    styles = [_default_styles(text), *(_style(name, style) for name, style in sorted(named.items()))]
    styles += _contents_styles(layout)
    return f"<w:styles {NAMESPACES}>{_document_defaults(text)}{''.join(styles)}{_table_style()}</w:styles>"


def _document_defaults(text: Style) -> str:
    language = '<w:lang w:val="zh-CN" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{run_properties(text)}{language}</w:rPr></w:rPrDefault>"
        "<w:pPrDefault/></w:docDefaults>"
    )


def _default_styles(text: Style) -> str:
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
    return _paragraph_style(shown, re.sub(r"\W", "", shown), paragraph_properties(style), run_properties(style), custom)


def _heading_style(level: int, style: Style) -> str:
    properties = f'<w:keepNext/><w:keepLines/>{paragraph_properties(style)}<w:outlineLvl w:val="{level - 1}"/>'
    return _paragraph_style(f"heading {level}", f"Heading{level}", properties, run_properties(style))


def _contents_styles(layout: Layout) -> list[str]:
    """The styles that Word itself gives to a table of contents when it draws it anew."""
    style = layout.styles.get("contents") or layout.style("body").model_copy(update={"indent": 0, "align": "left"})
    title = layout.style("heading1").model_copy(update={"align": "center"})
    tab = f'<w:tab w:val="right" w:leader="dot" w:pos="{twips_of_mm(layout.page.text_width)}"/>'
    entries = [
        _paragraph_style(
            f"toc {level}", f"TOC{level}", _entry_properties(style, level, tab), run_properties(style), next_id="Normal"
        )
        for level in range(1, HEADING_LEVELS + 1)
    ]
    return [_paragraph_style("TOC Heading", "TOCHeading", paragraph_properties(title), run_properties(title)), *entries]


def _entry_properties(style: Style, level: int, tab: str) -> str:
    """A step of one character a level; the right indent keeps a long title clear of the page numbers."""
    step = f'<w:ind w:leftChars="{100 * (level - 1)}" w:left="{twips(style.size * (level - 1))}"/>'
    plain = paragraph_properties(style.model_copy(update={"indent": 0}))
    return f"<w:tabs>{tab}</w:tabs>" + plain.replace("<w:jc", f"{step}<w:jc")


def _paragraph_style(
    name: str, style_id: str, paragraph: str, run_: str, attributes: str = "", next_id: str | None = None
) -> str:
    following = f'<w:next w:val="{next_id}"/>' if next_id else ""
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


def _settings() -> str:
    modes = {
        "compatibilityMode": 15,
        "overrideTableStyleFontSizeAndJustification": 1,
        "enableOpenTypeFeatures": 1,
        "doNotFlipMirrorIndents": 1,
        "differentiateMultirowTableHeaders": 1,
    }
    uri = "http://schemas.microsoft.com/office/word"
    compat = "".join(f'<w:compatSetting w:name="{key}" w:uri="{uri}" w:val="{val}"/>' for key, val in modes.items())
    return (
        f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        # A line break in a justified paragraph must not stretch the line before it.
        f"<w:compat><w:doNotExpandShiftReturn/><w:useFELayout/>{compat}</w:compat>"
        '<w:themeFontLang w:val="zh-CN" w:eastAsia="zh-CN"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def _fonts(layout: Layout) -> str:
    names = sorted({style.font for style in layout.styles.values()} | {_PAGE_NUMBER.font})
    return f"<w:fonts {NAMESPACES}>{''.join(map(_font, names))}</w:fonts>"


def _font(name: str) -> str:
    other = _STAND_INS.get(name)
    alternative = f'<w:altName w:val="{other}"/>' if other else ""
    return f'<w:font w:name="{escape(name)}">{alternative}<w:charset w:val="86"/><w:family w:val="auto"/></w:font>'


def _content_types() -> str:
    overrides = {"/word/document.xml": f"{_WORD_TYPE}.document.main+xml"}
    overrides |= {f"/word/{_file(name)}": f"{_WORD_TYPE}.{name}+xml" for name in _RELATED}
    overrides["/docProps/app.xml"] = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
    listed = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in overrides.items())
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def _package_relationships() -> str:
    related = {"officeDocument": "word/document.xml", "extended-properties": "docProps/app.xml"}
    return _relationships(list(related.items()))


def _document_relationships() -> str:
    return _relationships([(name, _file(name)) for name in _RELATED])


def _relationships(related: list[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/relationships/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(related, 1)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}</Relationships>'


def _file(name: str) -> str:
    return "footer1.xml" if name == "footer" else f"{name}.xml"
