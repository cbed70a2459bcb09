"""Takes tables out of the markup's text: their rows are read without a parser, what is around the rows only once.

Nearly all of a form's elements are cells, and their tags are few and come again: cutting rows up at their tags, and
remembering what a tag and a short content mean, takes a fraction of the time that parsing them into elements does.
Only rows of the plainest notation are read here; where there is any doubt, the parser reads all.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from xml.etree import ElementTree

from generator.form_markup.cells import Kind, Kinds, Row, kind_of, kinds_of
from generator.form_markup.elements import ATTRIBUTES, folded, refuse_unknown, text_of

_ROW_START = re.compile(r'(?: class="[^"<>&\0]*")?>[ \t\r\n]*')
_ATTRIBUTE = re.compile(r' +([a-z-]+)="([^"<>&]*)"')
_BLANKS = " \t\r\n"
_BREAK = "\0"
"""Stands for ``<br/>`` while a row is cut up; markup cannot hold it."""


class Parted(NamedTuple):
    """The markup with an empty ``table`` in the place of each, and for each in turn what stands between its tags.

    There an empty ``tr`` stands in the place of rows that follow one another: ``rows`` has them.
    """

    rest: str
    shells: list[str]
    rows: list[list[Row]]


class _UnsureError(Exception):
    """It takes a parser to say what this is."""


def part_tables(markup: str) -> Parted | None:
    """Take the tables out of ``markup``; ``None`` where it takes a parser to read them, or to say what is wrong.

    The markup is well formed, and uses the elements of forms only, exactly where the same is true of ``rest`` and of
    each table.
    """
    if "<!" in markup or "<?" in markup or _BREAK in markup:  # what looks like a tag may stand in a comment
        return None
    first, *pieces = markup.split("<tr")
    rest, groups, goes_on = [first], list[list[Row]](), False
    try:
        for piece in pieces:
            row, end, after = piece.partition("</tr>")
            if not end:
                return None
            if not goes_on:
                groups.append([])
            groups[-1].append(_row(row))
            goes_on = not after.strip(_BLANKS)
            if not goes_on:
                rest.append(after)
    except _UnsureError:
        return None
    return _without_tables("<tr/>".join(rest), groups)


def _without_tables(markup: str, rows: list[list[Row]]) -> Parted | None:
    first, *pieces = markup.split("<table")
    rest, shells = [first], []
    for piece in pieces:
        shell, end, after = piece.partition("</table>")
        if not end:
            return None
        shells.append(shell)
        rest.append(after)
    return Parted("<table/>".join(rest), shells, rows)


def _row(text: str) -> Row:
    """The cells of ``text``, which stands between ``<tr`` and ``</tr>``."""
    # The start, and for each cell its tag with its text, and its end with what stands between it and the next one.
    start, *marked = text.replace("<br/>", _BREAK).split("<")
    cells = [piece.partition(">") for piece in marked[::2]]
    kinds = _kinds(start, tuple([cell[:2] for cell in cells]), tuple(marked[1::2]))
    return Row(kinds, [_text(content) for _, _, content in cells])


@lru_cache(maxsize=1024)
def _kinds(start: str, tags: tuple[tuple[str, str], ...], ends: tuple[str, ...]) -> Kinds:
    """The kinds of the cells of a row that begins so; each tag is parted from its ``>``. Rows with the same are many."""
    if not _ROW_START.fullmatch(start) or len(tags) != len(ends) or not all(closed for _, closed in tags):
        raise _UnsureError
    return kinds_of(_kind(tag, end) for (tag, _), end in zip(tags, ends, strict=True))


@lru_cache(maxsize=1024)
def _kind(tag: str, end: str) -> Kind:
    """The kind of the cell whose tags are ``tag`` and ``end``, up to the next cell: ``td class="money"``, ``/td> ``."""
    name, written = tag[:2], tag[2:]
    found = _ATTRIBUTE.findall(written)
    attributes = dict(found)
    is_plain = tag.isprintable() and not _ATTRIBUTE.sub("", written) and len(attributes) == len(found)
    is_ended = end.startswith(f"/{name}>") and not end[4:].strip(_BLANKS)
    if not (is_plain and is_ended and name in ("th", "td") and ATTRIBUTES[name].issuperset(attributes)):
        raise _UnsureError
    try:
        return kind_of(name, attributes)
    except ValueError as error:
        raise _UnsureError from error


@lru_cache(maxsize=1024)
def _text(content: str) -> str:
    """The text of a cell that holds ``content``. Labels and common values come again in every form."""
    if content.isprintable() and "&" not in content and ">" not in content:
        return folded(content)
    written = content.replace(_BREAK, "<br/>")
    try:
        element = ElementTree.fromstring(f"<td>{written}</td>")
        refuse_unknown(element)
    except (ElementTree.ParseError, ValueError) as error:
        raise _UnsureError from error
    return text_of(element)
