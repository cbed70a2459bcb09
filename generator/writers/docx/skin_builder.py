"""Makes the default Word skin of a layout: its page, its styles, a page number, and a paragraph ``{{ form }}``.

An office opens the file in Word, edits it and saves it as ``form.docx`` in the layout's folder.
"""

from __future__ import annotations

from generator.layouts.model import Layout, Page
from generator.writers.docx.markup import NAMESPACES, field, run, twips_of_mm
from generator.writers.docx.styles import PAGE_NUMBER, styles_part
from generator.writers.office import APPLICATION, APPLICATION_TYPE, DECLARATION, content_types, escape, relationships
from generator.writers.package import CONTENT_TYPES, Parts, write_parts

# What Word takes where an office's computer lacks the official font.
_STAND_INS = {
    "仿宋_GB2312": "仿宋",
    "楷体_GB2312": "楷体",
    "方正小标宋简体": "宋体",
    "宋体": "SimSun",
    "黑体": "SimHei",
}

_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATED = ("styles", "settings", "fontTable", "footer")


def build_skin(layout: Layout) -> bytes:
    """The bytes of a .docx with ``layout``'s page and styles; the same layout gives the same bytes."""
    return write_parts(skin_parts(layout))


def skin_parts(layout: Layout) -> Parts:
    """The parts of the default skin of ``layout``."""
    texts = {
        CONTENT_TYPES: _content_types(),
        "_rels/.rels": relationships(
            [("officeDocument", "word/document.xml"), ("extended-properties", "docProps/app.xml")]
        ),
        "word/document.xml": _document(layout.page),
        "word/_rels/document.xml.rels": relationships((name, _file(name)) for name in _RELATED),
        "word/styles.xml": styles_part(layout),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _fonts(layout),
        "word/footer1.xml": _footer(),
        "docProps/app.xml": APPLICATION,
    }
    return {name: (DECLARATION + text).encode() for name, text in texts.items()}


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


def _footer() -> str:
    number = field("PAGE", run("1"))
    properties = '<w:pPr><w:pStyle w:val="page_number"/></w:pPr>'
    return f"<w:ftr {NAMESPACES}><w:p>{properties}{run('— ')}{number}{run(' —')}</w:p></w:ftr>"


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
    names = sorted({style.font for style in layout.styles.values()} | {PAGE_NUMBER.font})
    return f"<w:fonts {NAMESPACES}>{''.join(map(_font, names))}</w:fonts>"


def _font(name: str) -> str:
    other = _STAND_INS.get(name)
    alternative = f'<w:altName w:val="{other}"/>' if other else ""
    return f'<w:font w:name="{escape(name)}">{alternative}<w:charset w:val="86"/><w:family w:val="auto"/></w:font>'


def _content_types() -> str:
    overrides = {"word/document.xml": f"{_WORD_TYPE}.document.main+xml"}
    overrides |= {f"word/{_file(name)}": f"{_WORD_TYPE}.{name}+xml" for name in _RELATED}
    return content_types(overrides | {"docProps/app.xml": APPLICATION_TYPE})


def _file(name: str) -> str:
    return "footer1.xml" if name == "footer" else f"{name}.xml"
