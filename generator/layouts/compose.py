"""Compose a form: give the spec to the layout's template, read the markup once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from traceback import extract_tb

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError

from generator.form import Form
from generator.form_markup import read_markup
from generator.layouts.filters import FILTERS, as_printed
from generator.layouts.folders import shared_folder
from generator.layouts.load import LayoutError
from generator.layouts.model import Layout
from generator.layouts.sandbox import Sandbox
from generator.layouts.views import view_of
from generator.spec.model import Spec
from generator.speed import kept_of_layouts

TEMPLATE = "form.html.j2"
# What an expression of a template may raise; MarkupError is a ValueError.
_FAILURES = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError)


def compose(spec: Spec, layout: Layout, own_layout: Layout | None = None, *, is_draft: bool = False) -> Form:
    """Print ``spec`` as ``layout``'s form.

    ``own_layout`` is the layout in whose words the spec is written (``layout`` itself unless said otherwise).
    Raises ``LayoutError`` where the layout's template fails; the text of a spec cannot make it fail.
    """
    context = context_of(spec, layout, own_layout or layout)
    try:
        markup = _environment(layout.folder).get_template(TEMPLATE).render(context)
        sections = read_markup(markup)
    except _FAILURES as error:
        raise LayoutError(_told(error, layout.folder / TEMPLATE)) from error
    year = f"{spec.year}年" if spec.year else ""
    return Form(
        title=f"{spec.department.name}{year}{layout.title}",
        author=spec.department.name,
        subject=f"{year}预算绩效目标",
        sections=sections,
        is_draft=is_draft,
        context=context,
    )


def _told(error: Exception, template: Path) -> str:
    """Which file of the layout failed, in which line, and why."""
    if isinstance(error, TemplateSyntaxError):
        return f"{error.filename or template}：第 {error.lineno} 行：{error.message}"
    why = str(error)
    if isinstance(error, TemplateNotFound):
        why = f"没有模板“{error.name}”（模板只能用版式文件夹和 _shared 里的文件）"
    # Jinja puts the lines of templates into the traceback.
    frames = [frame for frame in extract_tb(error.__traceback__) if not frame.filename.endswith(".py")]
    return f"{frames[-1].filename}：第 {frames[-1].lineno} 行：{why}" if frames else f"{template}：{why}"


def context_of(spec: Spec, layout: Layout, own_layout: Layout) -> dict[str, object]:
    """The names that a template and a Word skin may use."""
    view = view_of(spec, layout, own_layout)
    defaults = {name: setting.default for name, setting in layout.settings.items()}
    return {
        "title": layout.title,
        "texts": layout.texts,
        "settings": {**defaults, **{name: text for name, text in spec.settings.items() if name in defaults}},
        "money_unit": layout.money_unit,
        "decimals": layout.money_decimals,
        "department": view.department,
        "year": view.year,
        "overall": view.overall,
        "funding": view.funding,
        "units": view.units,
        "projects": view.projects,
    }


@kept_of_layouts
@cache
def _environment(folder: Path) -> Sandbox:
    environment = Sandbox(
        loader=FileSystemLoader([folder, shared_folder()]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=as_printed,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(FILTERS)
    return environment
