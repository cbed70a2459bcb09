"""Every text of a Word file's body in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def docx_texts(data: bytes) -> list[str]:
    """The texts of all paragraphs, a cell that is merged away left out, and the table of contents left out."""
    with ZipFile(BytesIO(data)) as package:
        body = etree.fromstring(package.read("word/document.xml")).find(f"{W}body")
    assert body is not None
    return [text for text in _paragraphs(body) if text]


def _paragraphs(body: etree._Element) -> Iterator[str]:
    depth = 0  # how many fields are open: the table of contents is one, and its entries hold more
    for paragraph in body.iter(f"{W}p"):
        before = depth
        for mark in paragraph.iter(f"{W}fldChar"):
            depth += {"begin": 1, "end": -1}.get(mark.get(f"{W}fldCharType", ""), 0)
        if before or depth or _is_merged_away(paragraph) or _is_contents_title(paragraph):
            continue
        yield "".join(_pieces(paragraph))


def _pieces(paragraph: etree._Element) -> Iterator[str]:
    for node in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab"):
        parent = node.getparent()
        if node.tag == f"{W}t":
            yield node.text or ""
        elif parent is not None and parent.tag == f"{W}r":  # not the tab stops of a paragraph's properties
            yield "\n" if node.tag == f"{W}br" else "\t"


def _is_contents_title(paragraph: etree._Element) -> bool:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style is not None and "toc" in style.get(f"{W}val", "").lower()


def _is_merged_away(paragraph: etree._Element) -> bool:
    cell = paragraph.getparent()
    merge = cell.find(f"{W}tcPr/{W}vMerge") if cell is not None and cell.tag == f"{W}tc" else None
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"
