"""A part of a skin as a Jinja template: compiled in a sandbox, rendered to XML, and errors put into words.

Values are text, whatever they hold and whatever filters make of them; only the drawn form is markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from types import TracebackType
from typing import Any

import jinja2
from lxml import etree
from markupsafe import Markup

from generator.layouts.filters import FILTERS
from generator.layouts.sandbox import Sandbox
from generator.writers.docx import opc, tags
from generator.writers.docx.errors import SkinError
from generator.writers.docx.markup import lines
from generator.writers.docx.opc import Element
from generator.writers.docx.reasons import Missing, reason_of, unended

# A cell has to end with a paragraph, also where {%p if %} took the last one away.
_OPEN_CELL = re.compile(r"(<w:tc(?: [^>]*)?>|</w:tcPr>|<w:tcPr/>|</w:tbl>)\s*(?=</w:tc>)")


class Drawn(Markup):
    """WordprocessingML of our own: the one value that a tag prints as it is."""


@dataclass(frozen=True, slots=True)
class PartTemplate:
    """A part that is made anew for each form."""

    name: str
    where: str
    source: tags.Source
    template: jinja2.Template
    around_form: tuple[str, str] | None
    """What stands before and after the drawn form where nothing else is filled in: most documents need no Jinja."""


def compile_part(environment: jinja2.Environment, root: Element, name: str, where: str) -> PartTemplate:
    """The part ``name``, whose tags are marked, as a template; ``where`` names it in messages.

    ``SkinError`` where a tag is not Jinja.
    """
    tags.hoist_loops(root)
    source = tags.source_of(root, where)
    try:
        return PartTemplate(name, where, source, environment.from_string(source.text), source.around_form)
    except jinja2.TemplateSyntaxError as error:
        raise SkinError(_say(where, source, error.lineno, error)) from error


def environment_of_skins() -> jinja2.Environment:
    """Jinja for the tags of skins, with the filters of layouts."""
    environment = Sandbox(**tags.DELIMITERS, undefined=Missing, autoescape=True, finalize=_as_content)
    environment.filters.update(FILTERS)
    return environment


def _as_content(value: object) -> Markup:
    """What a tag prints, as the content of a ``w:t``: always text, whatever filters made of it."""
    if isinstance(value, Drawn):
        return value
    if isinstance(value, Markup):
        value = value.unescape()
    text = "" if value is None else str(value)
    return Markup(lines(text.replace("\r\n", "\n").replace("\r", "\n")))


def render_part(part: PartTemplate, variables: dict[str, Any]) -> str:
    """The XML of ``part`` with ``variables``; ``SkinError`` that names the tag where one of them fails."""
    if part.around_form is not None:
        before, after = part.around_form
        return "".join((before, variables[tags.DRAWN], after))
    try:
        text = "".join(part.template.root_render_func(part.template.new_context(variables)))
    except Exception as error:  # whatever a tag of an office's own does wrong
        line = _line_of(error.__traceback__)
        raise SkinError(_say(part.where, part.source, line, error, variables)) from error
    return _closed(part, text) if part.source.has_blocks else text


def _closed(part: PartTemplate, text: str) -> str:
    """``text`` with whole cells; ``SkinError`` where statements tore its elements."""
    whole = _OPEN_CELL.sub(r"\1<w:p/>", text)
    try:
        opc.parse(whole.encode())
    except etree.XMLSyntaxError as error:
        written = "、".join(written for written in part.source.tags if written.startswith("{%"))
        hint = "跨段的用 {%p … %}，跨行的用 {%tr … %}"
        raise SkinError(f"{part.where}里的标签把文档的结构拆断了：{written}。{hint}") from error
    return whole


def _line_of(trace: TracebackType | None) -> int:
    """The line of the template's source in which the error arose."""
    line = 0
    while trace is not None:
        template = trace.tb_frame.f_globals.get("__jinja_template__")
        line = line if template is None else template.get_corresponding_lineno(trace.tb_lineno)
        trace = trace.tb_next
    return line


def _say(where: str, source: tags.Source, line: int, error: Exception, names: Iterable[str] = ()) -> str:
    opened = unended(error, source.tags)
    if opened:
        return f"{where}里的标签“{opened[0]}”没有结束：后面缺少与它配对的“{opened[1]}”"
    known = (name for name in names if not name.startswith("_"))
    return f"{where}里的标签“{source.tag_at(line)}”有误：{reason_of(error, source.tags, known)}"
