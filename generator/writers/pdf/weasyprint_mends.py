"""What WeasyPrint makes of a form over pages, mended: the lines of cells, and tags that PDF/UA forbids.

Cells that the end of a page cuts are left open there. Each page is tagged by itself: a table over three pages is three
tables, with the head again, and with too few cells beside a merged one. Page numbers and draft marks hang in no tag and
are no artifacts either. And of a cell beside merged headers wrong ones are listed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def mend(document: Any, pdf: Any) -> None:
    """Mend the tags of ``pdf``, the drawn but unwritten form of ``document``, as a WeasyPrint finisher."""
    tree = _Tree(pdf)
    for table in _tables(document):
        tree.join(table)
    tree.release(pdf)


def close_cells(document: Any) -> None:
    """Draw a line below and above cells that the end of a page cuts."""
    for table in _tables(document):
        table.skip_cell_border_top = table.skip_cell_border_bottom = False


def _tables(document: Any) -> Iterator[Any]:
    """What stands on each page of each table; there is no public way to it."""
    from weasyprint.formatting_structure.boxes import TableBox  # type: ignore[import-untyped]

    for page in document.pages:
        yield from (box for box in page._page_box.descendants() if isinstance(box, TableBox))


class _Tree:
    """The tags of a PDF by their references."""

    def __init__(self, pdf: Any) -> None:
        self._tags = {thing.reference: thing for thing in pdf.objects}
        self._root = self._tags[pdf.catalog["StructTreeRoot"]]
        self._begun: dict[Any, tuple[Any, dict[Any, Any]]] = {}

    def join(self, fragment: Any) -> None:
        """Hang what stands on one page of a table to its rows on the pages before; say what its headers head."""
        rows = [(group, row) for group in fragment.children for row in group.children if row.children]
        for cell in (cell for _, row in rows for cell in row.children):
            _set_scope(cell)
        if not rows:  # all that stands here is the rest of merged cells
            return
        body = [row for group, row in rows if not group.is_header]
        table = self._above(rows[0][1].children[0].mark, 3)
        before, known = self._begun.get(fragment.element, (None, {}))
        if before is None or not known:
            self._begun[fragment.element] = table, {row.element: row for row in body}
            dropped = before  # nothing but the head stood on the page before
        else:
            self._go_on(body, known)
            dropped = table
        if dropped is not None:
            self._drop(dropped)

    def _go_on(self, body: list[Any], known: dict[Any, Any]) -> None:
        group = self._above(next(iter(known.values())).children[0].mark, 2)
        for row in body:
            if row.element in known:  # the end of the page has broken it
                for begun, rest in zip(known[row.element].children, row.children, strict=True):
                    self._move(rest.mark["K"], begun.mark)
            else:
                known[row.element] = row
                self._move([self._above(row.children[0].mark, 1).reference], group)

    def release(self, pdf: Any) -> None:
        """Make what hangs nowhere (page numbers, heads printed again) no content, which readers pass over."""
        reached = set(self._below(self._root))
        owners = self._tags[self._root["ParentTree"]]["Nums"]
        for page, marks in zip(pdf.page_references, owners[1::2], strict=False):  # then come links
            loose = {number for number, owner in enumerate(marks) if owner not in reached}
            marks[:] = ["null" if number in loose else owner for number, owner in enumerate(marks)]
            _make_artifacts(self._tags[self._tags[page]["Contents"]].stream, loose)
        for reference, tag in self._tags.items():
            if reference not in reached and isinstance(tag, dict) and tag.get("Type") == "/StructElem":
                tag.clear()

    def _above(self, tag: Any, steps: int) -> Any:
        return self._above(self._tags[tag["P"]], steps - 1) if steps else tag

    def _below(self, tag: Any) -> Iterator[Any]:
        for kid in tag.get("K", ()):
            if kid in self._tags:
                yield kid
                yield from self._below(self._tags[kid])

    def _move(self, kids: list[Any], parent: Any) -> None:
        for kid in kids:
            self._tags[kid]["P"] = parent.reference
        parent["K"].extend(kids)

    def _drop(self, tag: Any) -> None:
        """Take ``tag`` out of the tree, and what it hangs in where nothing is left there."""
        parent = self._tags[tag["P"]]
        parent["K"].remove(tag.reference)
        if not parent["K"]:
            self._drop(parent)


def _set_scope(cell: Any) -> None:
    """Say whether a header heads a row or a column. Lists of headers come instead, wrong ones beside merged cells."""
    cell.mark.pop("ID", None)
    cell.mark["A"].pop("Headers", None)
    if cell.element_tag == "th":
        cell.mark["A"]["Scope"] = "/Row" if (cell.element.get("scope") or "").startswith("row") else "/Column"


def _make_artifacts(stream: list[Any], loose: set[int]) -> None:
    """Mark the marked content whose number is in ``loose`` as artifact."""
    for place in range(2, len(stream)):
        if stream[place] == b"BDC" and stream[place - 1].get("MCID") in loose:
            stream[place - 2 : place + 1] = [b"/Artifact", b"BMC", b""]
