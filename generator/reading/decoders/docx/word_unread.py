"""What a Word file holds beside the form: headers, notes, comments, deletions, words drawn as art, embedded files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.diagnostics import Finding, Place
from generator.reading.decoders.docx.word_runs import RunReader
from generator.reading.decoders.docx.word_xml import tag_of, value_of
from generator.reading.decoders.unread import unread, unread_at_edges

_NOTES = (
    ("footnotes", "脚注"),
    ("endnotes", "尾注"),
    ("comments", "批注"),
)
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")
"""Kinds of notes that are lines, not texts."""


def unread_of_word(body: Any, parts: Mapping[str, Any], runs: RunReader, name: str) -> Iterator[Finding]:
    """One finding for each kind of text that is left out of a Word file."""
    edges = [tree for part, tree in parts.items() if part.startswith(("header", "footer"))]
    yield from unread_at_edges((text for tree in edges for text in _texts(tree, runs)), Place(name, sheet="页眉页脚"))
    for part, what in _NOTES:
        yield from unread(what, _texts(parts.get(part, ()), runs), Place(name, sheet=what))
    place = Place(name, sheet="正文")
    yield from unread("删除了但没有接受的修订", _deleted(body), place)
    yield from unread("艺术字", _word_art(body), place)
    yield from unread("嵌入的文件", _embedded(body), place)


def _texts(tree: Any, runs: RunReader) -> Iterator[str]:
    """The paragraphs of a part, and the words of its watermarks."""
    for note in tree:
        if value_of(note, "type") in _SEPARATORS:
            continue
        yield from runs.texts(note)
        yield from _word_art(note)


def _deleted(body: Any) -> Iterator[str]:
    for element in body.iter("{*}del"):
        if tag_of(element.getparent()) == "trPr":
            yield "".join(_words(element.getparent().getparent(), "t"))
        else:
            yield "".join(_words(element, "t", "delText"))


def _word_art(part: Any) -> Iterator[str]:
    """The words of watermarks and of art, which older programs draw along a path."""
    return (str(each.get("string", "")) for each in part.iter("{*}textpath"))


def _words(element: Any, *kinds: str) -> Iterator[str]:
    return (each.text or "" for each in element.iter() if tag_of(each) in kinds)


def _embedded(body: Any) -> Iterator[str]:
    """Files within the file, by the program that they are of; and whole documents that are put in when it is opened."""
    for element in body.iter("{*}OLEObject", "{*}altChunk"):
        if tag_of(element) == "OLEObject":
            yield str(element.get("ProgID") or "?")
        else:
            yield "altChunk"
