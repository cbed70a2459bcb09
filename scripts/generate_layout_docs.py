"""Writes the tables of docs/layouts.md that come from the glossary and the layouts.

``python -m scripts.generate_layout_docs`` rewrites the file; the tests compare it with what this module makes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from generator.layouts.classification import find_level2
from generator.layouts.load import load_layouts
from generator.layouts.model import Category, Layout
from generator.spec.model import Department, Indicator, Overall, Project, Unit
from generator.spec.shape import field_list

PATH = Path(__file__).resolve().parents[1] / "docs" / "layouts.md"
_OWNERS = {
    "department": Department,
    "unit": Unit,
    "overall": Overall,
    "project": Project,
    "indicator": Indicator,
}


def field_table(layouts: list[Layout]) -> Iterator[str]:
    """The fields of a spec by dotted name and official term, and which form shows them."""
    yield f"| field | official term | {' | '.join(layout.id for layout in layouts)} |"
    yield "|---|---|" + "---|" * len(layouts)
    for owner, model in _OWNERS.items():
        for name, title in _leaves(owner, model):
            marks = [_mark(layout, name) for layout in layouts]
            if any(marks):
                yield f"| `{name}` | {title} | {' | '.join(marks)} |"


def _leaves(prefix: str, model: type) -> Iterator[tuple[str, str]]:
    for field in field_list(model):
        name = f"{prefix}.{field.name}"
        if field.shape.kind == "model" and field.shape.model:
            yield from ((leaf, f"{field.title} · {title}") for leaf, title in _leaves(name, field.shape.model))
        else:
            yield name, field.title


def _mark(layout: Layout, name: str) -> str:
    if name in layout.fields.required:
        return "●"
    return "○" if name in layout.fields.shown else ""


def classification_table(layouts: list[Layout]) -> Iterator[str]:
    """Each category in the words of each layout."""
    yield f"| category | {' | '.join(layout.id for layout in layouts)} |"
    yield "|---|" + "---|" * len(layouts)
    for category in Category:
        cells = [find_level2(layout, category) for layout in layouts]
        labels = [f"{found[0].label} · {found[1].label}" if found else "" for found in cells]
        yield f"| {category} | {' | '.join(labels)} |"


def filled(text: str) -> str:
    """``text`` of docs/layouts.md with its tables made anew."""
    layouts = load_layouts()
    for name, lines in (("fields", field_table(layouts)), ("classification", classification_table(layouts))):
        begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
        table = "\n".join(lines)
        text = re.sub(
            f"{re.escape(begin)}.*?{re.escape(end)}",
            lambda _, new=f"{begin}\n{table}\n{end}": new,  # type: ignore[misc]
            text,
            flags=re.DOTALL,
        )
    return text


if __name__ == "__main__":
    PATH.write_text(filled(PATH.read_text(encoding="utf-8")), encoding="utf-8")
