"""What a reader of each format sees: every text in order, without page numbers, repeated heads and contents."""

from __future__ import annotations

from collections.abc import Callable

from tests.support.docx_texts import docx_texts
from tests.support.html_texts import html_texts
from tests.support.pdf_texts import pdf_text
from tests.support.xlsx_texts import sheet_texts

READERS: dict[str, Callable[[bytes], str]] = {
    "docx": lambda data: "".join(docx_texts(data)),
    "xlsx": lambda data: "".join(sheet_texts(data, links=False)),
    "html": lambda data: "".join(html_texts(data)),
    "pdf": pdf_text,
}
