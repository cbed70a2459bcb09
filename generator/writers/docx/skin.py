"""Word skins: a .docx that an office edits, compiled once into templates and ready-compressed parts.

Compiling costs some milliseconds, rendering little more than what changes: the document, the headers and footers
that hold tags, and the document's properties.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree
from markupsafe import Markup

from generator.form import Form
from generator.layouts.filters import FILTERS
from generator.layouts.model import Layout
from generator.writers.docx import opc, tags
from generator.writers.docx.draft import mark_draft
from generator.writers.docx.draw import Surface, draw
from generator.writers.docx.errors import SkinError
from generator.writers.docx.looks import Looks
from generator.writers.docx.markup import DECLARATION, escape, lines, tag, twips_of_mm
from generator.writers.docx.opc import Element
from generator.writers.docx.package import Packed, Parts, join, ordered, pack, read_parts
from generator.writers.docx.skin_builder import skin_parts

SKIN_FILE = "form.docx"
_LEVEL = 6  # zlib: higher levels take longer than they save
_NAMES = {"header": "页眉", "footer": "页脚"}
_CORE = "docProps/core.xml"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE_KIND = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_BODY, _SECTION, _TABLE, _PARAGRAPH = tag("body"), tag("sectPr"), tag("tbl"), tag("p")
_BOOKMARKS = (tag("bookmarkStart"), tag("bookmarkEnd"))
# A cell has to end with a paragraph, also where {%p if %} took the last one away.
_OPEN_CELL = re.compile(r"(<w:tc(?: [^>]*)?>|</w:tcPr>|<w:tcPr/>|</w:tbl>)\s*(?=</w:tc>)")


@dataclass(frozen=True, slots=True)
class _PartTemplate:
    """A part that is made anew for each form."""

    name: str
    where: str
    source: tags.Source
    template: jinja2.Template


class _Drawn(Markup):
    """WordprocessingML of our own: the one value that a tag prints as it is."""


@dataclass(frozen=True, slots=True)
class Skin:
    """A compiled skin: the surface to draw on, the parts that change, and the ready parts (``None`` where changed)."""

    surface: Surface
    templates: tuple[_PartTemplate, ...]
    core: str
    ready: Mapping[str, Packed | None]


def compile_skin(layout: Layout, *, is_draft: bool) -> Skin:
    """The skin of ``layout``: its ``form.docx`` or the default one; ``SkinError`` where it cannot be used."""
    path = layout.folder / SKIN_FILE
    shown = f"Word 模板 {path} "
    parts = _read(path, shown) if path.is_file() else skin_parts(layout)
    try:
        return _compile(parts, layout, shown, is_draft=is_draft)
    except (etree.XMLSyntaxError, KeyError) as error:
        raise SkinError(f"{shown}已损坏，打不开：{error}") from error


def render_skin(skin: Skin, form: Form) -> bytes:
    """The .docx of ``form`` in ``skin``; ``SkinError`` where a tag of the skin names what is not there."""
    drawn = _Drawn(draw(form, skin.surface))
    variables = {"title": form.title, **form.context, "form": form, tags.DRAWN: drawn}
    changed = {part.name: _render(part, variables) for part in skin.templates}
    changed[skin.core] = _core_properties(form)
    return join(ready or pack(name, changed[name].encode(), _LEVEL) for name, ready in skin.ready.items())


# --- compiling ----------------------------------------------------------------------------------------------


def _read(path: Path, shown: str) -> Parts:
    try:
        return read_parts(path.read_bytes())
    except Exception as error:  # zipfile raises half a dozen kinds for a file that is no zip, or torn
        raise SkinError(f"{shown}不是 .docx 文件（{error}）。请在 Word 或 WPS 里另存为“Word 文档（.docx）”") from error


def _compile(parts: Parts, layout: Layout, shown: str, *, is_draft: bool) -> Skin:
    main = opc.main_part(parts)
    if main is None:
        raise SkinError(f"{shown}不是 .docx 文档。请在 Word 或 WPS 里另存为“Word 文档（.docx）”")
    _normalise(parts, main, shown)
    if is_draft:
        mark_draft(parts, main)
    core = _ensure_core(parts)
    document = opc.parse(parts[main])
    tags.mark_tags(document, f"{shown}的正文（{main}）")
    surface = _place_form(document, parts, main, layout, shown)
    templates = _templates(document, parts, main, shown)
    if not templates:
        raise SkinError(f"{shown}里没有任何标签：请在正文里单独写一段 {{{{ form }}}}，表单会画在那里")
    changed = {part.name for part in templates} | {core}
    ready = {name: None if name in changed else pack(name, parts[name]) for name in ordered(parts)}
    return Skin(surface, tuple(templates), core, ready)


def _normalise(parts: Parts, main: str, shown: str) -> None:
    """Give the document what the drawn markup relies on: the prefix ``w`` and a section at its end."""
    document = opc.parse(parts[main])
    body = document.find(_BODY)
    if body is None:
        raise SkinError(f"{shown}用了“严格 Open XML”格式。请在 Word 里另存为“Word 文档（.docx）”")
    if document.nsmap.get("w") != tag("")[1:-1]:
        renamed = etree.Element(document.tag, dict(document.attrib), {**document.nsmap, "w": tag("")[1:-1]})
        renamed.extend(list(document))
        document, body = renamed, renamed[0]
    if body.find(_SECTION) is None:
        etree.SubElement(body, _SECTION)
    parts[main] = opc.serialise(document).encode()


def _ensure_core(parts: Parts) -> str:
    """The name of the part with the document's properties, which is made where the skin has none."""
    found = [related.target for related in opc.relationships(parts, "") if related.kind == "core-properties"]
    if found and found[0] in parts:
        return found[0]
    opc.add_part(parts, "", _CORE, b"", _CORE_KIND, _CORE_TYPE)
    return _CORE


def _place_form(document: Element, parts: Parts, main: str, layout: Layout, shown: str) -> Surface:
    """Put the tag of the drawn form in the place of ``{{ form }}``; the surface that it is drawn on."""
    found = [paragraph for paragraph in document.iter(_PARAGRAPH) if tags.says_only_form(paragraph)]
    if len(found) > 1:
        raise SkinError(f"{shown}的正文里有 {len(found)} 处 {{{{ form }}}}，只能有一处")
    place = found[0] if found else None
    if place is not None and any(place.iterancestors(_TABLE, tag("txbxContent"))):
        raise SkinError(f"{shown}里的 {{{{ form }}}} 在表格或文本框里，应独占正文的一段")
    surface = _surface(document, place, _looks(parts, main, layout), layout)
    if place is not None:
        _open_place(place)
    if tags.says_form(document):
        raise SkinError(f"{shown}里的 {{{{ form }}}} 与别的文字写在一段里，应独占正文的一段")
    return surface


def _looks(parts: Parts, main: str, layout: Layout) -> Looks:
    names = [related.target for related in opc.relationships(parts, main) if related.kind == "styles"]
    return Looks(opc.parse(parts[names[0]]) if names else None, layout)


def _surface(document: Element, place: Element | None, looks: Looks, layout: Layout) -> Surface:
    sections = list(document.iter(_SECTION))
    section = sections[-1] if place is None else _section_of(place, sections)
    width, height = _room(section, layout)
    numbers = [int(mark.get(tag("id"), "0")) for mark in document.iter(_BOOKMARKS[0])]
    before, after = (None, None) if place is None else (place.getprevious(), place.getnext())
    return Surface(
        looks,
        layout,
        width,
        height,
        first_bookmark=max(numbers, default=0) + 1,
        follows_table=before is not None and before.tag == _TABLE,
        precedes_paragraph=after is not None and after.tag == _PARAGRAPH,
    )


def _section_of(place: Element, sections: list[Element]) -> Element:
    """The section that ``place`` lies in: the first one that ends there or later."""
    document_order = {element: index for index, element in enumerate(place.getroottree().iter())}
    later = (section for section in sections if document_order[section] > document_order[place])
    return next(later, sections[-1])


def _room(section: Element, layout: Layout) -> tuple[int, int]:
    """Width and height between the margins of ``section``, twips; the layout's where the skin does not say."""
    size, margins = section.find(tag("pgSz")), section.find(tag("pgMar"))
    try:
        assert size is not None and margins is not None
        edges = {name: int(margins.get(tag(name), "0")) for name in ("left", "right", "top", "bottom", "gutter")}
        width = int(size.get(tag("w"), "")) - edges["left"] - edges["right"] - edges["gutter"]
        return width, int(size.get(tag("h"), "")) - abs(edges["top"]) - abs(edges["bottom"])
    except (AssertionError, ValueError):
        return twips_of_mm(layout.page.text_width), twips_of_mm(layout.page.text_height)


def _open_place(place: Element) -> None:
    """Take ``place`` away; its bookmarks and the end of its section stay."""
    for mark in list(place.iter(*_BOOKMARKS)):
        place.addprevious(mark)
    if place.find(f"{tag('pPr')}/{_SECTION}") is None:
        tags.replace(place, tags.drawn_tag())
        return
    tags.insert_before(place, tags.drawn_tag())
    for child in list(place):
        if child.tag != tag("pPr"):
            place.remove(child)


def _templates(document: Element, parts: Parts, main: str, shown: str) -> list[_PartTemplate]:
    environment = _environment()
    found = [_template(environment, document, main, f"{shown}的正文（{main}）")]
    for related in opc.relationships(parts, main):
        if related.kind in _NAMES:
            where = f"{shown}的{_NAMES[related.kind]}（{related.target}）"
            root = opc.parse(parts[related.target])
            tags.mark_tags(root, where)
            if tags.says_form(root):
                raise SkinError(f"{where}里有 {{{{ form }}}}，它只能独占正文的一段")
            found.append(_template(environment, root, related.target, where))
    return [part for part in found if part.source.tags or part.name == main] if any(p.source.tags for p in found) else []


def _template(environment: jinja2.Environment, root: Element, name: str, where: str) -> _PartTemplate:
    tags.hoist_loops(root)
    source = tags.source_of(root, where)
    try:
        return _PartTemplate(name, where, source, environment.from_string(source.text))
    except jinja2.TemplateSyntaxError as error:
        raise SkinError(_say(where, source.tag_at(error.lineno), error)) from error


def _environment() -> jinja2.Environment:
    environment = ImmutableSandboxedEnvironment(
        **tags.DELIMITERS, undefined=jinja2.StrictUndefined, autoescape=True, finalize=_as_content
    )
    environment.filters.update(FILTERS)
    return environment


def _as_content(value: object) -> Markup:
    """What a tag prints, as the content of a ``w:t``: always text, whatever filters made of it."""
    if isinstance(value, _Drawn):
        return value
    if isinstance(value, Markup):
        value = value.unescape()
    text = "" if value is None else str(value)
    return Markup(lines(text.replace("\r\n", "\n").replace("\r", "\n")))


# --- rendering ----------------------------------------------------------------------------------------------


def _render(part: _PartTemplate, variables: dict[str, Any]) -> str:
    try:
        text = "".join(part.template.root_render_func(part.template.new_context(variables)))
    except Exception as error:  # whatever a tag of an office's own does wrong
        raise SkinError(_say(part.where, part.source.tag_at(_line_of(error.__traceback__)), error)) from error
    return _closed(part, text) if part.source.has_blocks else text


def _closed(part: _PartTemplate, text: str) -> str:
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


_REASONS = (
    (re.compile(r"has no attribute '([^']+)'"), "没有名为“{}”的内容"),
    (re.compile(r"'([^']+)' is undefined"), "没有名为“{}”的内容"),
    (re.compile(r"No filter named '([^']+)'"), "没有名为“{}”的过滤器"),
    (re.compile(r"Encountered unknown tag '([^']+)'"), "没有“{}”这样的语句"),
)


def _say(where: str, written: str, error: Exception) -> str:
    shown = f"{where}里的标签“{written}”有误："
    for pattern, reason in _REASONS:
        found = pattern.search(str(error))
        if found:
            return shown + reason.format(found[1])
    kind = "写法不对" if isinstance(error, jinja2.TemplateSyntaxError) else "不能计算"
    return f"{shown}{kind}（{error}）"


def _core_properties(form: Form) -> str:
    """The document's properties, without the clock."""
    values = {"title": form.title, "subject": form.subject, "creator": form.author, "language": "zh-CN"}
    listed = "".join(f"<dc:{name}>{escape(value)}</dc:{name}>" for name, value in values.items())
    namespace = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    dublin_core = "http://purl.org/dc/elements/1.1/"
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{namespace}" xmlns:dc="{dublin_core}">{listed}</cp:coreProperties>'
    )
