"""Small forms to try the Excel writer with."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook, load_workbook

from generator.form import Block, Cell, Form, Section, Table
from generator.layouts.load import load_layouts
from generator.layouts.model import Layout, Page
from generator.writers.xlsx import write


def a_layout(page: Page | None = None) -> Layout:
    """A layout of the program's, on `page` or upright A4."""
    return load_layouts()[0].model_copy(update={"page": page or Page()})


def a_form(*blocks: Block, name: str = "表", is_draft: bool = False) -> Form:
    """A form of one section."""
    return Form("标题", "某单位", "主题", (Section(name, blocks),), is_draft)


def a_table(rows: Sequence[Sequence[str | Cell]], head_rows: int = 0) -> Table:
    """A table of equal columns without merged cells."""
    columns = len(rows[0])
    return Table((1 / columns,) * columns, tuple(map(_row, range(len(rows)), rows)), head_rows)


def written(form: Form, layout: Layout | None = None) -> Workbook:
    """`form` written and opened again."""
    return load_workbook(BytesIO(write(form, layout or a_layout())))


def _row(number: int, texts: Sequence[str | Cell]) -> tuple[Cell, ...]:
    return tuple(text if isinstance(text, Cell) else Cell(text, number, column) for column, text in enumerate(texts))
