"""Small Word files and workbooks made of their XML, for decoders: what no office program would write, too."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def package(parts: dict[str, str | bytes]) -> bytes:
    """A ZIP package of ``parts``."""
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


def word(body: str, **parts: str) -> bytes:
    """A Word file with ``body`` as the XML of its body; ``parts`` are the inside of other parts' roots."""
    document = f'<?xml version="1.0"?><w:document {_WORD}><w:body>{body}</w:body></w:document>'
    others = {f"word/{name}.xml": f"<w:{name} {_WORD}>{inside}</w:{name}>" for name, inside in parts.items()}
    return package({"word/document.xml": document, **others})


def relations(**targets: str) -> str:
    """The relations that lead to ``targets``, by the last word of their type."""
    inside = "".join(
        f'<Relationship Id="r{number}" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items())
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
    )


def p(text: str, properties: str = "") -> str:
    """A paragraph."""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(text: str, properties: str = "") -> str:
    """A cell of a Word table."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def tbl(*rows: str) -> str:
    """A Word table of rows of cells."""
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def sheet(rows: str, more: str = "") -> bytes:
    """A workbook whose one sheet has the XML ``rows``, and ``more`` after them."""
    data = BytesIO()
    Workbook().save(data)
    with ZipFile(data) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = f"<worksheet {_SHEET}><sheetData>{rows}</sheetData>{more}</worksheet>"
    return package(parts)
