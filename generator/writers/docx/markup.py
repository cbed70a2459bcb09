"""Small pieces of WordprocessingML as strings: text, runs, paragraph and run properties."""

from __future__ import annotations

from generator.layouts.model import Style
from generator.writers.office import RELATIONSHIPS, escape

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = f'xmlns:w="{MAIN}" xmlns:r="{RELATIONSHIPS}"'

TWIPS_PER_PT = 20
TWIPS_PER_MM = 1440 / 25.4

# One point high: Word insists on a paragraph between tables and after the last one, and nobody should see it.
TINY_SPACING = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/><w:ind w:firstLine="0"/>'
TINY_RUN = '<w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr>'

BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_JC = {"left": "left", "center": "center", "right": "right", "justify": "both"}


def tag(name: str) -> str:
    """``w:name`` as lxml writes it: ``{namespace}name``."""
    return f"{{{MAIN}}}{name}"


def lines(text: str) -> str:
    """``text`` as the content of a ``w:t``, its ``\\n`` as line breaks of Word."""
    return escape(text).replace("\n", BREAK)


def run(text: str, properties: str = "") -> str:
    """A run that shows ``text``; nothing where there is none."""
    return f'<w:r>{properties}<w:t xml:space="preserve">{lines(text)}</w:t></w:r>' if text else ""


def field(instruction: str, shown: str, properties: str = "", *, is_dirty: bool = False) -> str:
    """A complex field in runs: its instruction, and the runs ``shown`` until a program computes it."""
    return field_begin(instruction, properties, is_dirty=is_dirty) + shown + field_end(properties)


def field_begin(instruction: str, properties: str = "", *, is_dirty: bool = False) -> str:
    """The runs before what a field shows."""
    dirty = ' w:dirty="true"' if is_dirty else ""
    return (
        f'<w:r>{properties}<w:fldChar w:fldCharType="begin"{dirty}/></w:r>'
        f'<w:r>{properties}<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        f'<w:r>{properties}<w:fldChar w:fldCharType="separate"/></w:r>'
    )


def field_end(properties: str = "") -> str:
    """The run after what a field shows."""
    return f'<w:r>{properties}<w:fldChar w:fldCharType="end"/></w:r>'


def paragraph_properties(style: Style) -> str:
    """Spacing, first-line indent and alignment of ``style``, as they stand at the end of a ``w:pPr``.

    ``line_height`` is a multiple of the type size, while Word's own multiples are of the font's natural height
    (1.3 em for 宋体). So the line is given in points; as a minimum, so that a font enlarged in Word is not cut.
    """
    spacing = (
        f'<w:spacing w:before="{twips(style.before)}" w:after="{twips(style.after)}"'
        f' w:line="{twips(style.size * style.line_height)}" w:lineRule="atLeast"/>'
    )
    indent = f'<w:ind w:firstLineChars="{round(style.indent * 100)}" w:firstLine="{twips(style.indent * style.size)}"/>'
    return spacing + (indent if style.indent else "") + f'<w:jc w:val="{_JC[style.align]}"/>'


def run_properties(style: Style) -> str:
    """Font, weight and size of ``style``, as they stand in a ``w:rPr``.

    Digits and Latin letters take the official font too: GB/T 9704-2012 names one font for each element, and asks
    for 宋体 digits in page numbers. It is also what the PDF shows.
    """
    font = escape(style.font)
    bold = "<w:b/><w:bCs/>" if style.bold else ""
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>'
    return f"{fonts}{bold}{size_properties(style.size)}"


def size_properties(points: float) -> str:
    """A type size, as it stands at the end of a ``w:rPr``."""
    size = round(points * 2)
    return f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'


def twips(points: float) -> int:
    """Points as twentieths of a point."""
    return round(points * TWIPS_PER_PT)


def twips_of_mm(millimetres: float) -> int:
    """Millimetres as twentieths of a point."""
    return round(millimetres * TWIPS_PER_MM)
