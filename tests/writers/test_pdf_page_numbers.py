"""Page numbers set as lines of one page, and drawn on the pages they count."""

from __future__ import annotations

import re

import pikepdf
import pytest

from generator.writers.pdf.page_numbers import number_pages

_SHEET = b"""q BT
1 0 0 -1 30 700 Tm /Latin 14 Tf <01> Tj
1 0 0 -1 29 720 Tm <02> Tj /Chinese 14 Tf <03> Tj
1 0 0 -1 28 740 Tm <04> Tj
ET Q"""


def _pages(count: int, content: bytes) -> pikepdf.Pdf:
    document = pikepdf.new()
    for _ in range(count):
        page = document.add_blank_page()
        page.obj.Contents = document.make_stream(content)
        page.obj.Resources = document.make_indirect(pikepdf.Dictionary(XObject=pikepdf.Dictionary()))
    return document


def _number(page: pikepdf.Page, place: int) -> str:
    drawing = page.obj.Resources.XObject[f"/page-number-{place}"].read_bytes()
    return re.sub(r"\s+", " ", drawing.decode())


def test_each_page_is_given_its_line_in_its_font_where_the_first_one_stands() -> None:
    whole = _pages(3, b"0 0 m")
    number_pages(whole, _pages(1, _SHEET))
    assert [_number(page, place) for place, page in enumerate(whole.pages, 1)] == [
        "q BT 1 0 0 -1 30 700 Tm /Latin 14 Tf <01> Tj ET Q",
        "q BT /Latin 14 Tf 1 0 0 -1 29 700 Tm <02> Tj /Chinese 14 Tf <03> Tj ET Q",
        "q BT /Chinese 14 Tf 1 0 0 -1 28 700 Tm <04> Tj ET Q",
    ]


def test_what_is_on_a_page_stays_as_it_is_and_its_number_is_an_artifact() -> None:
    whole = _pages(3, b"0 0 m")
    number_pages(whole, _pages(1, _SHEET))
    texts = [part.read_bytes() for part in whole.pages[1].obj.Contents]
    assert texts == [b"q", b"0 0 m", b"Q /Artifact BMC q /page-number-2 Do Q EMC"]


def test_pages_without_a_number_are_a_bug() -> None:
    with pytest.raises(ValueError, match="shorter"):
        number_pages(_pages(4, b"0 0 m"), _pages(1, _SHEET))
