"""The objects of a PDF, as an independent library reads them."""

from __future__ import annotations

import io
from typing import Any

import pdfplumber
from pdfminer.pdftypes import resolve1, stream_value


def page_streams(data: bytes) -> list[str]:
    """The content of each page."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        return [
            b"".join(stream_value(one).get_data() for one in page.page_obj.contents).decode("ascii")
            for page in document.pages
        ]


def fonts_of(data: bytes) -> dict[str, Any]:
    """The descendant fonts, by the name that pages call them."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        found = resolve1(resolve1(document.pages[0].page_obj.resources)["Font"])
        return {
            name: (resolve1(font), resolve1(resolve1(resolve1(font)["DescendantFonts"])[0]))
            for name, font in found.items()
        }
