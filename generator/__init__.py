"""Budget-performance specs to official forms: Word, PDF, Excel and HTML.

::

    from generator import load, render

    document = load("specs/guangzhou/huadu-jiguan-gongwei.yaml")
    rendered = render(document, "out", formats=["docx", "pdf"])

``load``, ``check``, ``compose``, ``draw`` and ``render`` are the main way, ``read`` turns published forms back into
specs, ``export`` and ``import_into`` are the round trip with Excel. docs/api.md is made from what they say of themselves.

Names are imported when they are first used, so that ``jixiao --version`` does not pay for pydantic.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from generator.api import Exported, check, export, import_into, read
    from generator.diagnostics import Finding, Place, Severity
    from generator.form import Form
    from generator.layouts.load import LayoutError, find_layout, load_layouts
    from generator.layouts.model import Layout
    from generator.merging.conflicts import Conflict
    from generator.merging.edits import Edit
    from generator.merging.importing import Import
    from generator.pipeline import Document, Drawn, Rendered, compose, draw, load, render
    from generator.reading.reader import Reading, ReadSpec
    from generator.spec.model import Spec
    from generator.spec.schema import json_schema

__version__ = "0.1.0"

_HOMES = {
    "Conflict": "generator.merging.conflicts",
    "Document": "generator.pipeline",
    "Drawn": "generator.pipeline",
    "Edit": "generator.merging.edits",
    "Exported": "generator.api",
    "Finding": "generator.diagnostics",
    "Form": "generator.form",
    "Import": "generator.merging.importing",
    "Layout": "generator.layouts.model",
    "LayoutError": "generator.layouts.load",
    "Place": "generator.diagnostics",
    "ReadSpec": "generator.reading.reader",
    "Reading": "generator.reading.reader",
    "Rendered": "generator.pipeline",
    "Severity": "generator.diagnostics",
    "Spec": "generator.spec.model",
    "check": "generator.api",
    "compose": "generator.pipeline",
    "draw": "generator.pipeline",
    "export": "generator.api",
    "find_layout": "generator.layouts.load",
    "import_into": "generator.api",
    "json_schema": "generator.spec.schema",
    "load": "generator.pipeline",
    "load_layouts": "generator.layouts.load",
    "read": "generator.api",
    "render": "generator.pipeline",
}

__all__ = [
    "Conflict",
    "Document",
    "Drawn",
    "Edit",
    "Exported",
    "Finding",
    "Form",
    "Import",
    "Layout",
    "LayoutError",
    "Place",
    "ReadSpec",
    "Reading",
    "Rendered",
    "Severity",
    "Spec",
    "check",
    "compose",
    "draw",
    "export",
    "find_layout",
    "import_into",
    "json_schema",
    "load",
    "load_layouts",
    "read",
    "render",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(home), name)
