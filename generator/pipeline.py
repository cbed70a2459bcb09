"""The way of one document, top to bottom: read, parse, check, compose, draw (which lays out a PDF's pages), write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from generator.checks.checking import run_checks
from generator.diagnostics import Finding, Loc, Place, Severity, has_errors
from generator.files import WORKBOOK_SUFFIXES, is_address_as_path, safe_stem, spare_editing_workbook, write_file
from generator.layouts.load import LayoutError, UnknownLayout, find_layout
from generator.layouts.model import Layout
from generator.sources.node import Node
from generator.sources.plain_data import Source, name_of, read_data
from generator.sources.text_file import unfit
from generator.sources.yaml_file import read_yaml, read_yaml_bytes
from generator.spec.model import Spec
from generator.spec.parse import parse
from generator.spec.places import Places

if TYPE_CHECKING:
    from generator.excel.read.read_workbook import WorkbookSource
    from generator.form import Form

FORMATS = {"docx": "Word", "pdf": "PDF", "xlsx": "Excel", "html": "网页"}
DEFAULT_FORMATS = ("docx", "pdf")
_WRITERS = {
    "docx": "generator.writers.docx",
    "pdf": "generator.writers.pdf",
    "xlsx": "generator.writers.xlsx",
    "html": "generator.writers.html",
}


@dataclass(frozen=True, slots=True)
class Content:
    """What stands in a spec's file, so called in places. ``root`` is ``None`` where it could not be read.

    ``blanks`` are the places of values that a workbook leaves blank.
    """

    name: str
    root: Node | None
    findings: list[Finding]
    blanks: dict[Loc, Place] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """A spec that was read and checked. ``spec`` and the layouts are ``None`` where it could not be read so far.

    Where values have the wrong form it is not ``is_whole``, and ``spec`` is what a draft can show: the spec without
    them. ``own_layout`` is the one in whose words the spec is written, ``layout`` the one it is to be printed in.
    """

    name: str
    spec: Spec | None
    layout: Layout | None
    own_layout: Layout | None
    findings: list[Finding]
    places: Places
    is_whole: bool = True

    @property
    def has_errors(self) -> bool:
        """Whether an error stops this document (``render`` refuses it unless forced)."""
        return self.spec is None or self.layout is None or has_errors(self.findings)


@dataclass(slots=True)
class Drawn:
    """A drawn form: the bytes of each format, and for each format that failed the reason (Chinese)."""

    form: Form
    data: dict[str, bytes] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Rendered:
    """What came of rendering: the files written, and for each format that failed the reason (Chinese)."""

    files: list[Path] = field(default_factory=list)
    failures: dict[str, str] = field(default_factory=dict)


def load(
    source: Source,
    *,
    layout: str | None = None,
    layout_folders: Iterable[Path] = (),
    profile: str = "review",
    name: str | None = None,
) -> Document:
    """Read a spec and check it, as it would be printed in ``layout`` (its own unless named).

    ``source`` is a path (YAML, or a workbook made for editing), the content of such a file, or data with official or
    English keys. Findings and the files of ``render`` call it ``name`` (else its path, or ``spec``); the name's suffix
    says of content whether it is a workbook. ``layout_folders`` hold layouts beside those of the program; ``profile``
    (``draft``, ``review``, ``publish``) is how strict to be.

    Never raises for what a user's file holds: all that is wrong stands in ``findings``. Raises ``LayoutError`` only
    where ``layout`` names no layout or a layout's own files are broken, ``TypeError`` for data that is no plain data.
    """
    name = name_of(source) if name is None else name
    document = parse_spec(read_spec(source, name), layout, tuple(layout_folders))
    return check_spec(document, profile)


def read_spec(source: Source, name: str) -> Content:
    """Read a spec: a file by its path (YAML or a workbook), a file's content, or plain data."""
    if isinstance(source, bytes):
        return read_spec_bytes(source, name)
    if isinstance(source, Mapping):
        return Content(name, *read_data(source, name))
    path = Path(source)
    if path.suffix.lower() not in WORKBOOK_SUFFIXES:
        return Content(name, *read_yaml(path, name))
    from generator.excel.read.read_workbook import read_workbook  # here, because YAML needs none of it

    return _of_workbook(name, *read_workbook(path, name))


def read_spec_bytes(data: bytes, name: str) -> Content:
    """As ``read_spec``, for the content of the file."""
    problem = unfit(data, name)
    if problem:
        return Content(name, None, [problem])
    if PurePath(name).suffix.lower() not in WORKBOOK_SUFFIXES:
        return Content(name, *read_yaml_bytes(data, name))
    from generator.excel.read.read_workbook import read_workbook_bytes  # here, because YAML needs none of it

    return _of_workbook(name, *read_workbook_bytes(data, name))


def parse_spec(content: Content, layout: str | None = None, folders: Sequence[Path] = ()) -> Document:
    """The spec that stands in ``content``, not yet checked, with its own layout and the one it is to be printed in.

    Raises ``LayoutError`` only where ``layout`` names no layout, or one whose files are broken.
    """
    name = content.name
    if content.root is None:
        return Document(name, None, None, None, content.findings, Places(name))
    parsed = parse(content.root, name)
    parsed.places.blanks = content.blanks
    findings, spec = [*content.findings, *parsed.findings], parsed.spec or parsed.remainder
    if spec is None:
        return Document(name, None, None, None, findings, parsed.places)
    try:
        own = find_layout(spec.layout, folders)
    except LayoutError as error:
        return Document(name, spec, None, None, [*findings, _layout_finding(error, parsed.places)], parsed.places)
    target = find_layout(layout, folders) if layout else own
    return Document(name, spec, target, own, findings, parsed.places, is_whole=parsed.spec is not None)


def check_spec(document: Document, profile: str = "review") -> Document:
    """``document`` with what the checks find as well; as strictly as ``profile`` says."""
    spec, layout, own = document.spec, document.layout, document.own_layout
    if spec is None or layout is None or own is None or not document.is_whole:
        return document  # what is left of a broken spec would only be found wrong for what it lacks
    try:
        found = run_checks(spec, layout, own, document.places, profile=profile)
    except LayoutError as error:
        found = [_layout_finding(error, document.places)]
    return replace(document, findings=[*document.findings, *found])


def compose(document: Document, *, force: bool = False) -> Form:
    """The form of a document. With ``force`` one that has errors is composed too, marked 草稿.

    Raises ``ValueError`` where the document has errors (and is not forced) or could not be read at all,
    ``LayoutError`` where the layout's template fails.
    """
    if document.spec is None or document.layout is None:
        raise ValueError(f"{document.name}：读不成，没有可打印的内容")
    if document.has_errors and not force:
        raise ValueError(f"{document.name}：有错误，未打印")
    # Imported here: checking needs neither Jinja nor lxml.
    from generator.layouts.compose import compose as compose_form

    return compose_form(document.spec, document.layout, document.own_layout, is_draft=document.has_errors)


def draw(
    document: Document, *, formats: Sequence[str] = DEFAULT_FORMATS, force: bool = False, pdf_engine: str = "auto"
) -> Drawn:
    """Draw the document's form in each of ``formats``. A format that fails does not stop the others.

    ``pdf_engine`` is who sets a PDF: ``pages``, ``weasyprint``, or ``auto``, which is the one that the layout needs.

    Raises as ``compose`` does, and ``ValueError`` for a format there is not.
    """
    unknown = [name for name in formats if name not in FORMATS] if not isinstance(formats, str) else [formats]
    if unknown:
        raise ValueError(f"没有格式 {unknown}；formats 是列表，可以有：{'、'.join(FORMATS)}")
    form = compose(document, force=force)
    assert document.layout is not None  # compose raises otherwise
    return draw_form(form, document.layout, formats, pdf_engine)


def draw_form(form: Form, layout: Layout, formats: Iterable[str], pdf_engine: str = "auto") -> Drawn:
    """Draw ``form`` in each of ``formats``, a PDF by ``pdf_engine``. A format that fails does not stop the others."""
    drawn = Drawn(form)
    for name in formats:
        try:
            drawn.data[name] = _writer(name)(form, layout, *((pdf_engine,) if name == "pdf" else ()))
        except _expected_failures() as error:
            drawn.failures[name] = str(error)
    return drawn


def render(
    document: Document,
    out: str | Path,
    *,
    formats: Sequence[str] = DEFAULT_FORMATS,
    force: bool = False,
    pdf_engine: str = "auto",
) -> Rendered:
    """Draw the document's form in each of ``formats`` and write the files into the folder ``out``.

    The files are called like the spec. A format that fails does not stop the others. Raises as ``compose`` does,
    ``OSError`` where a file cannot be written, and ``ValueError`` where ``out`` is an address: only the command
    ``jixiao render`` writes to object storage.
    """
    if is_address_as_path(out):
        raise ValueError(f"{out} is an address; render() writes into folders")
    drawn = draw(document, formats=formats, force=force, pdf_engine=pdf_engine)
    stem = safe_stem(Path(document.name).stem)
    rendered = Rendered(failures=drawn.failures)
    for name, data in drawn.data.items():
        path = Path(out) / f"{stem}.{name}"
        spare_editing_workbook(path)
        write_file(path, data)
        rendered.files.append(path)
    return rendered


def _of_workbook(name: str, source: WorkbookSource | None, findings: list[Finding]) -> Content:
    return Content(name, None, findings) if source is None else Content(name, source.root, findings, source.blanks)


def _layout_finding(error: LayoutError, places: Places) -> Finding:
    loc = ("layout",)
    is_unknown = isinstance(error, UnknownLayout)
    hint = "用 jixiao layouts 查看有哪些版式" if is_unknown else "版式的文件有误，请维护版式的人改正"
    return Finding("LAY02", Severity.ERROR, str(error), hint, places.at(loc), "版式", loc)


def _writer(name: str) -> Callable[[Form, Layout], bytes]:
    # Imported when used: WeasyPrint alone takes over a second, and an office without Pango still gets Word files.
    write: Callable[[Form, Layout], bytes] = import_module(_WRITERS[name]).write
    return write


def _expected_failures() -> tuple[type[Exception], ...]:
    from generator.fonts.missing import PdfUnavailable
    from generator.writers.docx import SkinError

    return LayoutError, SkinError, PdfUnavailable
