"""Finds the Jinja tags in a part of a Word skin and turns the part into the source of a Jinja template.

Word tears a tag into runs as it likes; the pieces are joined again in the run where the tag begins. In the source
the tags stand between characters that no document holds, so nothing else in the XML can be taken for a tag, and each
tag begins a line of its own, so that a line number names the tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.writers.docx.errors import SkinError
from generator.writers.docx.markup import tag
from generator.writers.docx.opc import Element, serialise

# Unicode noncharacters: legal in XML, meant for private use inside a program.
_MARKS = {"{{": "\ufdd0", "}}": "\ufdd1", "{%": "\ufdd2", "%}": "\ufdd3", "{#": "\ufdd4", "#}": "\ufdd5"}
_BRACES = {mark: braces for braces, mark in _MARKS.items()}
DELIMITERS = {
    "variable_start_string": _MARKS["{{"],
    "variable_end_string": _MARKS["}}"],
    "block_start_string": _MARKS["{%"],
    "block_end_string": _MARKS["%}"],
    "comment_start_string": _MARKS["{#"],
    "comment_end_string": _MARKS["#}"],
}
DRAWN = "_drawn_form"
"""The variable that stands for the drawn form in the source of a template."""

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_MARKED = re.compile("([\ufdd0\ufdd2\ufdd4])([-+]?)(.*?)([\ufdd1\ufdd3\ufdd5])", re.DOTALL)
_LOOP = re.compile("\ufdd2([-+]?)\\s*(tr|p)\\s+(.*?)\ufdd3", re.DOTALL)
_LOOP_WORD = re.compile(r"^\s*(?:tr|p)\s+")
_RAW = re.compile(r"\s*raw\b")
_FORM = re.compile("\ufdd0\\s*form\\s*\ufdd1")
# What is left of a tag that was not closed, or that was typed with full-width braces.
_BROKEN = re.compile(r"\{\{|\}\}|\{%|%\}|｛｛|｝｝|｛%|%｝|｛\{|\{｛")
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "‚": "'", "\u00a0": " ", "\u3000": " "})

_ROW, _PARAGRAPH, _TEXT = tag("tr"), tag("p"), tag("t")
_BREAKS = {tag("br"): "\n", tag("cr"): "\n", tag("tab"): "\t", tag("noBreakHyphen"): "-"}
_PASSED_OVER = {_PARAGRAPH, tag("pPr"), tag("rPr"), tag("del"), tag("moveFrom")}
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class Source:
    """The source of a part's template. ``lines[i]`` is where the content of ``tags[i]`` begins, 1-based."""

    text: str
    tags: tuple[str, ...]
    lines: tuple[int, ...]

    @property
    def has_blocks(self) -> bool:
        """Whether any tag is a statement, so that a wrong one could tear the part's elements."""
        return any(written.startswith("{%") for written in self.tags)

    @property
    def around_form(self) -> tuple[str, str] | None:
        """What stands before and after the drawn form where that is the only tag."""
        before, found, after = self.text.partition(f"{_MARKS['{{']}\n {DRAWN} {_MARKS['}}']}")
        return (before, after) if found and len(self.tags) == 1 else None

    def tag_at(self, line: int) -> str:
        """The tag, as written, that a line of the source belongs to."""
        before = [written for written, start in zip(self.tags, self.lines, strict=True) if start <= line]
        return before[-1] if before else ""


def mark_tags(root: Element, where: str) -> None:
    """Join the torn tags below ``root`` and put them between marks; ``where`` names the part in messages."""
    for paragraph in root.iter(_PARAGRAPH):
        pieces = list(_pieces(paragraph))
        text = "".join(piece for _, piece in pieces)
        if "{" in text or "}" in text or "｛" in text:
            _join(pieces, text)
            _refuse_broken(pieces, where)


def paragraph_text(paragraph: Element) -> str:
    """The text of ``paragraph`` itself, without text boxes anchored in it."""
    return "".join(text for _, text in _pieces(paragraph))


def says_only_form(paragraph: Element) -> bool:
    """Whether ``paragraph`` holds ``{{ form }}`` and nothing else (its tags are marked)."""
    return _FORM.fullmatch(paragraph_text(paragraph).strip()) is not None


def says_form(root: Element) -> bool:
    """Whether ``{{ form }}`` stands anywhere below ``root`` (its tags are marked)."""
    return any(_FORM.search(element.text or "") for element in root.iter(_TEXT))


def drawn_tag() -> str:
    """The marked tag that the drawn form takes the place of."""
    return f"{_MARKS['{{']} {DRAWN} {_MARKS['}}']}"


def replace(element: Element, text: str) -> None:
    """Put ``text`` in the place of ``element``."""
    parent = element.getparent()
    assert parent is not None
    insert_before(element, text + (element.tail or ""))
    parent.remove(element)


def hoist_loops(root: Element) -> None:
    """Let ``{%tr … %}`` stand for its table row and ``{%p … %}`` for its paragraph.

    A row (or paragraph) that opens and closes what it opens is kept, between the two.
    """
    for kind, name in (("tr", _ROW), ("p", _PARAGRAPH)):
        for element in list(root.iter(name)):
            _hoist(element, kind)


def source_of(root: Element, where: str) -> Source:
    """The part ``root``, whose tags are marked, as the source of a template; ``where`` names it in messages."""
    pieces: list[str] = []
    tags: list[str] = []
    lines: list[int] = []
    text, position, line = serialise(root), 0, 1
    for match in _MARKED.finditer(text):
        start, dash, content, end = match.groups()
        content = _unescape(content).translate(_STRAIGHT)
        if _RAW.match(content):
            # What it protects has been marked already.
            raise SkinError(f"{where}里的标签“{{%{content}%}}”有误：Word 模板里不能用 raw")
        before = text[position : match.start()]
        line += before.count("\n") + 1
        tags.append(f"{_BRACES[start]}{dash}{content}{_BRACES[end]}")
        lines.append(line)
        pieces += (before, start, dash, "\n", _LOOP_WORD.sub("", content) if start == _MARKS["{%"] else content, end)
        line += content.count("\n")
        position = match.end()
    return Source("".join((*pieces, text[position:])), tuple(tags), tuple(lines))


def _pieces(element: Element) -> Iterator[tuple[Element, str]]:
    """The elements that hold the text of a paragraph, each with its text, in order."""
    for child in element:
        if child.tag == _TEXT:
            yield child, child.text or ""
        elif child.tag in _BREAKS:
            yield child, _BREAKS[str(child.tag)]
        elif child.tag not in _PASSED_OVER:
            yield from _pieces(child)


def _join(pieces: list[tuple[Element, str]], text: str) -> None:
    spans: list[tuple[Element, int, int]] = []
    position = 0
    for element, own in pieces:
        spans.append((element, position, position + len(own)))
        position += len(own)
    # From the last tag to the first: what stands before a tag keeps its place.
    for match in reversed(list(_TAG.finditer(text))):
        touched = [span for span in spans if span[1] < match.end() and match.start() < span[2]]
        for element, start, end in touched:
            _cut(element, match.start() - start, match.end() - start if match.end() < end else None)
        first, start, _ = touched[0]
        at = match.start() - start
        first.text = (first.text or "")[:at] + _marked(match[0]) + (first.text or "")[at:]
        first.set(_PRESERVE, "preserve")


def _cut(element: Element, start: int, stop: int | None) -> None:
    """Take the characters from ``start`` (not before the first) to ``stop`` out of a ``w:t``; drop a break."""
    if element.tag == _TEXT:
        text = element.text or ""
        element.text = text[: max(0, start)] + ("" if stop is None else text[stop:])
        element.set(_PRESERVE, "preserve")
    else:
        parent = element.getparent()
        assert parent is not None
        parent.remove(element)


def _marked(written: str) -> str:
    return _MARKS[written[:2]] + written[2:-2] + _MARKS[written[-2:]]


def _refuse_broken(pieces: list[tuple[Element, str]], where: str) -> None:
    text = "".join(element.text or "" for element, _ in pieces if element.tag == _TEXT)
    plain = _MARKED.sub(lambda match: "\0" * len(match[0]), text)
    broken = _BROKEN.search(plain)
    if broken:
        shown = text[max(0, broken.start() - 5) : broken.end() + 25]
        raise SkinError(f"{where}里的标签没有写完整：“{shown}”。标签要用半角括号，写在同一段里，例如 {{{{ title }}}}")


def _hoist(element: Element, kind: str) -> None:
    marked = ((text, match) for text in _own_texts(element) for match in _LOOP.finditer(text.text or ""))
    found = [(text, match) for text, match in marked if match[2] == kind]
    if not found:
        return
    tags = [match[0] for _, match in found]
    closes = [match[3].startswith("end") for _, match in found]
    if sum(closes) * 2 == len(closes) and not closes[0]:
        for text, match in found:
            text.text = (text.text or "").replace(match[0], "", 1)
        insert_before(element, "".join(tags[: closes.index(True)]))
        element.tail = "".join(tags[closes.index(True) :]) + (element.tail or "")
    else:
        replace(element, "".join(tags))


def _own_texts(element: Element) -> Iterator[Element]:
    """The ``w:t`` below ``element`` that are not below another element of its kind."""
    for text in element.iter(_TEXT):
        if next(text.iterancestors(str(element.tag))) is element:
            yield text


def insert_before(element: Element, text: str) -> None:
    """Put ``text`` before ``element``."""
    previous, parent = element.getprevious(), element.getparent()
    assert parent is not None
    if previous is not None:
        previous.tail = (previous.tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
