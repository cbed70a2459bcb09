"""Reads table rows from the markup's text, without a parser.

Nearly all of a form's elements are cells, and their tags are few and come again: cutting rows up at their tags, and
remembering what a tag and a short content mean, takes a fraction of the time that parsing them into elements does.
Only rows of the plainest notation are read here; where there is any doubt, the parser reads all.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from xml.etree import ElementTree

from generator.form_markup.cells import Kind, Row, kind_of
from generator.form_markup.elements import ATTRIBUTES, folded, refuse_unknown, text_of

_ROW_START = re.compile(r'(?: class="[^"<>&]*")?>[ \t\r\n]*')
_ATTRIBUTE = re.compile(r' +([a-z-]+)="([^"<>&]*)"')
_BLANKS = " \t\r\n"
_MARKS = re.compile("[<>&]")


class Parted(NamedTuple):
    """The markup with empty elements in the place of its table rows, and the rows in their order."""

    rest: str
    rows: list[Row]


class _UnsureError(Exception):
    """It takes a parser to say what this is."""


def part_rows(markup: str) -> Parted | None:
    """Take the table rows out of ``markup``; ``None`` where it takes a parser to read them, or to say what is wrong.

    The markup is well formed, and uses the elements of forms only, exactly where the same is true of ``rest``.
    """
    if "<!" in markup or "<?" in markup:  # what looks like a tag may stand in a comment
        return None
    first, *pieces = markup.split("<tr")
    rest, rows = [first], []
    try:
        for piece in pieces:
            row, end, after = piece.partition("</tr>")
            if not end:
                return None
            rows.append(_row(row))
            rest.append(after)
    except _UnsureError:
        return None
    return Parted("<tr/>".join(rest), rows)


def _row(text: str) -> Row:
    """The cells of ``text``, which stands between ``<tr`` and ``</tr>``."""
    start, *pieces = text.split("<t")
    if not _ROW_START.fullmatch(start):
        raise _UnsureError
    cells: Row = []
    for piece in pieces:
        tag, _, rest = piece.partition(">")
        content, _, end = rest.partition("</t")
        cells.append((_kind(tag, end), _text(content)))
    return cells


@lru_cache(maxsize=1024)
def _kind(tag: str, end: str) -> Kind:
    """The kind of the cell whose tags are ``tag`` and ``end``, up to the next cell: ``d class="money"``, ``d> ``."""
    name, written = f"t{tag[:1]}", tag[1:]
    found = _ATTRIBUTE.findall(written)
    attributes = dict(found)
    is_plain = tag.isprintable() and not _ATTRIBUTE.sub("", written) and len(attributes) == len(found)
    is_ended = end.startswith(f"{tag[:1]}>") and not end[2:].strip(_BLANKS)
    if not (is_plain and is_ended and name in ("th", "td") and ATTRIBUTES[name].issuperset(attributes)):
        raise _UnsureError
    try:
        return kind_of(name, attributes)
    except ValueError as error:
        raise _UnsureError from error


@lru_cache(maxsize=1024)
def _text(content: str) -> str:
    """The text of a cell that holds ``content``. Labels and common values come again in every form."""
    if content.isprintable() and not _MARKS.search(content):
        return folded(content)
    try:
        element = ElementTree.fromstring(f"<td>{content}</td>")
        refuse_unknown(element)
    except (ElementTree.ParseError, ValueError) as error:
        raise _UnsureError from error
    return text_of(element)
