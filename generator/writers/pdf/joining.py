"""Pieces of a form joined to one PDF: pages, tags, the table of contents with its links, bookmarks, page numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from typing import NamedTuple

from pikepdf import Array, Dictionary, Name, ObjectStreamMode, OutlineItem, Pdf, String

from generator.form import Form, Heading
from generator.layouts.model import Layout
from generator.writers.markup import Listed
from generator.writers.pdf.engine import set_page_numbers, set_unnumbered
from generator.writers.pdf.joined_tags import JoinedTags
from generator.writers.pdf.page_numbers import number_pages
from generator.writers.pdf.pieces import Piece

_ROUNDS = 5
"""Times that a table of contents is set until it is as long as its own page numbers say: one or two will do."""


class _Target(NamedTuple):
    """Where a heading stands: page (from 0) and place on it, in points."""

    page: int
    x: Decimal
    y: Decimal


_Targets = dict[str, _Target]


def joined(form: Form, layout: Layout, pieces: Sequence[Piece], written: Sequence[bytes]) -> bytes:
    """``form`` as one tagged PDF from its ``pieces``; ``written`` holds nothing for the one that awaits the pages.

    The same pieces give the same bytes. Raises ``PdfUnavailable`` as setting a form does.
    """
    parts = [Pdf.open(BytesIO(data)) for data in written if data]
    targets = _targets(parts)
    if pieces[0].awaits_pages:
        contents = _contents(form, layout, pieces[0], targets)
        targets = _moved(targets, len(contents.pages))
        parts.insert(0, contents)
    whole = parts[0]
    tags = JoinedTags(whole)
    for piece, part in zip(pieces[1:], parts[1:], strict=True):
        whole.pages.extend(part.pages)
        tags.append(part, goes_on=piece.goes_on)
    _set_targets(whole, targets)
    _set_bookmarks(whole, form.headings(), targets)
    number_pages(whole, Pdf.open(BytesIO(set_page_numbers(form, layout, len(whole.pages)))))
    return _saved(whole)


def _targets(parts: Sequence[Pdf]) -> _Targets:
    """The headings of ``parts`` by their anchors, as if the first began with page 0."""
    found: _Targets = {}
    first = 0
    for part in parts:
        numbers = {page.obj.objgen: first + number for number, page in enumerate(part.pages)}
        names = part.Root.Names.Dests.Names if "/Names" in part.Root else ()
        for anchor, (page, _, x, y, _) in zip(*[iter(names)] * 2, strict=True):
            found[str(anchor)] = _Target(numbers[page.objgen], x, y)
        first += len(part.pages)
    return found


def _moved(targets: Mapping[str, _Target], pages: int) -> _Targets:
    return {anchor: target._replace(page=target.page + pages) for anchor, target in targets.items()}


def _contents(form: Form, layout: Layout, piece: Piece, targets: Mapping[str, _Target]) -> Pdf:
    """The piece with the table of contents, whose own length moves what it lists."""
    length = 1
    for _ in range(_ROUNDS):
        pages = {anchor: target.page + length + 1 for anchor, target in targets.items()}
        contents = Pdf.open(BytesIO(set_unnumbered(piece.form, layout, listed=Listed(form.headings(), pages))))
        if len(contents.pages) == length:
            break
        length = len(contents.pages)
    return contents


def _destination(whole: Pdf, target: _Target) -> Array:
    return Array([whole.pages[target.page].obj, Name.XYZ, target.x, target.y, 0])


def _set_targets(whole: Pdf, targets: Mapping[str, _Target]) -> None:
    """Name the headings' places, to which the links of a table of contents refer."""
    names: list[String | Array] = []
    for anchor in sorted(targets):
        names += String(anchor), _destination(whole, targets[anchor])
    whole.Root.Names = Dictionary(Dests=Dictionary(Names=Array(names)))


def _set_bookmarks(whole: Pdf, headings: Sequence[Heading], targets: Mapping[str, _Target]) -> None:
    with whole.open_outline() as outline:
        outline.root.clear()
        above: list[tuple[int, list[OutlineItem]]] = [(0, outline.root)]
        for heading in headings:
            item = OutlineItem(heading.text.replace("\n", " "), _destination(whole, targets[heading.anchor]))
            while above[-1][0] >= heading.level:
                above.pop()
            above[-1][1].append(item)
            above.append((heading.level, item.children))


def _saved(whole: Pdf) -> bytes:
    target = BytesIO()
    whole.save(target, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
    return target.getvalue()
