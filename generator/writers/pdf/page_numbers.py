"""The page numbers of a PDF that is joined from pieces, none of which knows its own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from pikepdf import Array, Dictionary, Name, Operator, Page, Pdf, parse_content_stream, unparse_content_stream

_PLACE, _FONT, _END = Operator("Tm"), Operator("Tf"), Operator("ET")


def number_pages(whole: Pdf, numbers: Pdf) -> None:
    """Draw the lines that stand on the page of ``numbers`` over the pages of ``whole``, as what is no content."""
    sheet = numbers.pages[0]
    resources = whole.copy_foreign(sheet.obj.Resources)
    before = whole.make_stream(b"q")
    for place, (page, drawing) in enumerate(zip(whole.pages, _drawings(sheet), strict=True), 1):
        name = f"/page-number-{place}"
        form = Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=page.mediabox, Resources=resources)
        page.obj.Resources.XObject[name] = whole.make_stream(drawing, form)
        after = whole.make_stream(f"Q /Artifact BMC q {name} Do Q EMC".encode())
        page.obj.Contents = Array([before, page.obj.Contents, after])


def _drawings(sheet: Page) -> Iterator[bytes]:
    """What draws each line of text on ``sheet`` by itself, at the height of the first."""
    steps: list[Any] = list(parse_content_stream(sheet))
    begins = [number for number, step in enumerate(steps) if step.operator == _PLACE]
    end = next(number for number, step in enumerate(steps) if step.operator == _END)
    before, after = steps[: begins[0]], steps[end:]
    height = steps[begins[0]].operands[5]
    font: list[Any] = []  # a line names its font only where the one before has another
    for begin, behind in pairwise((*begins, end)):
        place, *text = steps[begin:behind]
        lifted = [*list(place.operands)[:5], height], _PLACE
        yield unparse_content_stream([*before, *font, lifted, *text, *after])
        font = [step for step in text if step.operator == _FONT][-1:] or font
