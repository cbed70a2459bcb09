"""Word skins: a .docx that an office edits, compiled once into templates and ready-compressed parts.

Compiling costs some milliseconds, rendering little more than what changes: the document, the headers and footers
that hold tags, and the document's properties.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from generator.form import Form
from generator.layouts.model import Layout
from generator.writers.docx import opc, tags
from generator.writers.docx.draft import mark_draft
from generator.writers.docx.draw import draw
from generator.writers.docx.errors import SkinError
from generator.writers.docx.looks import Looks
from generator.writers.docx.markup import MAIN, tag, twips_of_mm
from generator.writers.docx.opc import Element
from generator.writers.docx.properties import ensure_properties
from generator.writers.docx.skin_builder import skin_parts
from generator.writers.docx.surface import Surface
from generator.writers.docx.template import Drawn, PartTemplate, compile_part, environment_of_skins, render_part
from generator.writers.office import properties_of
from generator.writers.package import Packed, Parts, join, ordered, pack, read_parts

SKIN_FILE = "form.docx"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_LEVEL = 3  # zlib: 6 takes three times as long and saves a fiftieth of the file
_NAMES = {"header": "页眉", "footer": "页脚"}
_BODY, _SECTION, _TABLE, _PARAGRAPH = tag("body"), tag("sectPr"), tag("tbl"), tag("p")
_BOOKMARKS = (tag("bookmarkStart"), tag("bookmarkEnd"))


@dataclass(frozen=True, slots=True)
class Skin:
    """A compiled skin: the surface to draw on, the parts that change, and the ready parts (``None`` where changed)."""

    surface: Surface
    templates: tuple[PartTemplate, ...]
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
        raise SkinError(f"{shown}已损坏，打不开（{error}）。请在 Word 或 WPS 里另存为“Word 文档（.docx）”") from error


def render_skin(skin: Skin, form: Form) -> bytes:
    """The .docx of ``form`` in ``skin``; ``SkinError`` where a tag of the skin names what is not there."""
    drawn = Drawn(draw(form, skin.surface))
    variables = {"title": form.title, **form.context, "form": form, tags.DRAWN: drawn}
    changed = {part.name: render_part(part, variables) for part in skin.templates}
    changed[skin.core] = properties_of(form)
    return join(ready or pack(name, changed[name].encode(), _LEVEL) for name, ready in skin.ready.items())


# --- compiling ----------------------------------------------------------------------------------------------


def _read(path: Path, shown: str) -> Parts:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SkinError(f"{shown}读不了（{error.strerror or error}）") from error
    try:
        return read_parts(data)
    except Exception as error:  # zipfile raises half a dozen kinds for a file that is no zip, or torn
        raise SkinError(f"{shown}{_no_package(data)}。请在 Word 或 WPS 里另存为“Word 文档（.docx）”") from error


def _no_package(data: bytes) -> str:
    """What a file is that is no package."""
    if not data:
        return "是空文件"
    if data.startswith(_OLD_OFFICE):
        return "是旧的 .doc 文件，或者加了密码"
    return "已损坏，打不开" if data.startswith(b"PK") else "不是 .docx 文件"


def _compile(parts: Parts, layout: Layout, shown: str, *, is_draft: bool) -> Skin:
    main = opc.main_part(parts)
    if main is None:
        raise SkinError(f"{shown}不是 .docx 文档。请在 Word 或 WPS 里另存为“Word 文档（.docx）”")
    _normalise(parts, main, shown)
    if is_draft:
        mark_draft(parts, main)
    core = ensure_properties(parts)
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
    if document.nsmap.get("w") != MAIN:
        renamed = etree.Element(document.tag, dict(document.attrib), {**document.nsmap, "w": MAIN})
        renamed.extend(list(document))
        document = renamed
    body = document.find(_BODY)
    if body is None:
        raise SkinError(f"{shown}用了“严格 Open XML”格式。请在 Word 里另存为“Word 文档（.docx）”")
    if body.find(_SECTION) is None:
        etree.SubElement(body, _SECTION)
    parts[main] = opc.serialise(document).encode()


def _place_form(document: Element, parts: Parts, main: str, layout: Layout, shown: str) -> Surface:
    """Put the tag of the drawn form in the place of ``{{ form }}``; the surface that it is drawn on."""
    found = [paragraph for paragraph in document.iter(_PARAGRAPH) if tags.says_only_form(paragraph)]
    if len(found) > 1:
        raise SkinError(f"{shown}的正文里有 {len(found)} 处 {{{{ form }}}}，只能有一处")
    place = found[0] if found else None
    if place is not None and next(place.iterancestors(_TABLE, tag("txbxContent")), None) is not None:
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
        looks.as_measured(),
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
    if size is None or margins is None:
        return twips_of_mm(layout.page.text_width), twips_of_mm(layout.page.text_height)
    try:
        edges = {name: int(margins.get(tag(name), "0")) for name in ("left", "right", "top", "bottom", "gutter")}
        width = int(size.get(tag("w"), "")) - edges["left"] - edges["right"] - edges["gutter"]
        return width, int(size.get(tag("h"), "")) - abs(edges["top"]) - abs(edges["bottom"])
    except ValueError:  # lengths such as "21cm", which the standard allows and hardly any program writes
        return _room(section.makeelement(_SECTION), layout)


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


def _templates(document: Element, parts: Parts, main: str, shown: str) -> list[PartTemplate]:
    """The templates of the document and of the headers and footers with tags; none where no part has any."""
    environment = environment_of_skins()
    found = [compile_part(environment, document, main, f"{shown}的正文（{main}）")]
    for related in opc.relationships(parts, main):
        if related.kind in _NAMES:
            where = f"{shown}的{_NAMES[related.kind]}（{related.target}）"
            found.append(compile_part(environment, _edge(parts[related.target], where), related.target, where))
    has_tags = any(part.source.tags for part in found)
    return [part for part in found if part.source.tags or part.name == main] if has_tags else []


def _edge(data: bytes, where: str) -> Element:
    """A header or footer with its tags marked."""
    root = opc.parse(data)
    tags.mark_tags(root, where)
    if tags.says_form(root):
        raise SkinError(f"{where}里有 {{{{ form }}}}，它只能独占正文的一段")
    return root
