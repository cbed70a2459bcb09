"""Tables that run over several pages, as WeasyPrint lays them out: one fragment a page.

WeasyPrint offers no public way to the parts of a page, so this module reads its boxes (pinned to one major version).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_Line = list[Any]


def table_fragments(document: Any) -> Iterator[Any]:
    """The table boxes of all pages, in order; fragments of one table share their ``element``."""
    from weasyprint.formatting_structure.boxes import TableBox  # type: ignore[import-untyped]

    for page in document.pages:
        yield from (box for box in page._page_box.descendants() if isinstance(box, TableBox))


def close_borders(document: Any) -> None:
    """Draw a line where a table is cut by the end of a page; WeasyPrint leaves broken and merged cells open."""
    for table in table_fragments(document):
        table.skip_cell_border_top = table.skip_cell_border_bottom = False
        # A layout's own style sheet may have set the borders apart: then there is no grid.
        vertical, horizontal = getattr(table, "collapsed_border_grid", ((), ()))
        if horizontal:
            # The grid belongs to all fragments: this one gets a copy with its own ends closed.
            table.collapsed_border_grid = vertical, _closed(horizontal, *_ends(table))


def _ends(table: Any) -> tuple[int, int]:
    """The grid lines above and below a fragment."""
    header_rows = len(table.children[0].children) if table.children[0].is_header else 0
    rows = sum(len(group.children) for group in table.children)
    offset = max(0, table.skipped_rows - header_rows) if table.skipped_rows else 0
    return (0 if header_rows else offset), rows + offset


def _closed(lines: list[_Line], *ends: int) -> list[_Line]:
    edge = lines[0]
    closed = list(lines)
    for end in ends:
        closed[end] = [own if _is_drawn(own) else above for own, above in zip(lines[end], edge, strict=True)]
    return closed


def _is_drawn(border: Any) -> bool:
    _, (_, width, _) = border
    return bool(width)
