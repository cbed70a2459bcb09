"""A composed form as a perfect decoder would give it: for tests of what comes after decoding."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Place
from generator.form import Contents, Form, Heading, Paragraph, Table
from generator.reading.decoders.printed import Printed


def printed(form: Form, name: str = "form") -> list[Printed]:
    """The texts of ``form`` in order, with the places that a reader would name."""
    return list(_texts(form, name))


def _texts(form: Form, name: str) -> Iterator[Printed]:
    line = table = 0
    for block in form.blocks():
        line += 1
        if isinstance(block, Table):
            table += 1
            for cell in block.cells():
                place = Place(name, sheet=f"第 {table} 张表", cell=f"第 {cell.row + 1} 行第 {cell.column + 1} 格")
                yield Printed(
                    cell.text, place, line + cell.row, table, cell.row + 1, cell.column + 1, cell.rowspan, cell.colspan
                )
            line += len(block.rows)
        elif isinstance(block, Heading | Paragraph):
            right = block.right if isinstance(block, Paragraph) else None
            for text in (block.text, right):
                if text:
                    yield Printed(text, Place(name, line=line), line)
        else:
            assert isinstance(block, Contents)
