"""Budget-performance specs to official forms: Word, PDF, Excel and HTML.

::

    from generator import load, render

    document = load("specs/guangzhou/huadu-jiguan-gongwei.yaml")
    rendered = render(document, "out", formats=["docx", "pdf"])

Names are imported when they are first used, so that ``jixiao --version`` does not pay for pydantic.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from generator.diagnostics import Finding, Place, Severity
    from generator.form import Form
    from generator.layouts.load import LayoutError, find_layout, load_layouts
    from generator.layouts.model import Layout
    from generator.pipeline import Document, Rendered, compose, load, render
    from generator.spec.model import Spec
    from generator.spec.schema import json_schema

__version__ = "0.1.0"

_HOMES = {
    "Document": "generator.pipeline",
    "Finding": "generator.diagnostics",
    "Form": "generator.form",
    "Layout": "generator.layouts.model",
    "LayoutError": "generator.layouts.load",
    "Place": "generator.diagnostics",
    "Rendered": "generator.pipeline",
    "Severity": "generator.diagnostics",
    "Spec": "generator.spec.model",
    "compose": "generator.pipeline",
    "find_layout": "generator.layouts.load",
    "json_schema": "generator.spec.schema",
    "load": "generator.pipeline",
    "load_layouts": "generator.layouts.load",
    "render": "generator.pipeline",
}

__all__ = [
    "Document",
    "Finding",
    "Form",
    "Layout",
    "LayoutError",
    "Place",
    "Rendered",
    "Severity",
    "Spec",
    "compose",
    "find_layout",
    "json_schema",
    "load",
    "load_layouts",
    "render",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(home), name)
