"""The structure tree of a PDF, mended so that it says what the form says.

WeasyPrint tags each page by itself: a table over three pages becomes three tables, each with the head again, and
page numbers hang loose; each line of a text has an element of its own. Here the parts of a table become one, lines
hang under their paragraph or cell, and what is not the form's text becomes an artifact, which screen readers and text
extraction pass over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from generator.writers.pdf.fragments import table_fragments

_SCOPES = {"row": "/Row", "rowgroup": "/Row", "col": "/Column", "colgroup": "/Column"}
_WRAPPERS = {"/Span", "/NonStruct"}
"""Elements that say nothing of what is in them. There is one or two a line: more than of all others together."""


def mend(document: Any, pdf: Any, *, goes_on: bool = False) -> None:
    """Mend the tags of ``pdf``, the drawn but unwritten form of ``document``, as a WeasyPrint finisher.

    Where ``goes_on``, the first table is the rest of one that another document begins: its head is a repeated one.
    """
    tree = _Tree(pdf)
    tables: dict[Any, _Joined] = {}
    for box in table_fragments(document):
        _set_scopes(box)
        joined = tables.setdefault(box.element, _Joined())
        joined.append(box, tree)
    if goes_on:
        next(iter(tables.values())).drop_head(tree)
    tree.unwrap(tree.root)
    _mark_artifacts(pdf, tree)


class _Tree:
    """The structure elements by their references."""

    def __init__(self, pdf: Any) -> None:
        self._objects = {thing.reference: thing for thing in pdf.objects}
        self.root = self.at(pdf.catalog["StructTreeRoot"])

    def at(self, reference: Any) -> Any:
        return self._objects[reference]

    def parent(self, element: Any) -> Any:
        return self.at(element["P"])

    def drop(self, element: Any) -> None:
        """Take ``element`` out of its parent, and the parent too where nothing is left in it."""
        parent = self.parent(element)
        parent["K"].remove(element.reference)
        if not parent["K"] and parent is not self.root:
            self.drop(parent)

    def move(self, reference: Any, parent: Any) -> None:
        """Hang the element at ``reference`` under ``parent``; what it hung under is left as it is."""
        self.at(reference)["P"] = parent.reference
        parent["K"].append(reference)

    def unwrap(self, element: Any) -> None:
        """Hang what is below ``element`` in mere wrappers where these hang, unless they stand on another page."""
        kids: list[Any] = []
        for kid in element["K"]:
            child = self._objects.get(kid, {})  # a number is a piece of a page's text
            if "K" in child:
                self.unwrap(child)
            if child.get("S") in _WRAPPERS and child["Pg"] == element.get("Pg"):
                self._adopt(child["K"], element.reference)
                kids += child["K"]
            else:
                kids.append(kid)
        element["K"][:] = kids

    def _adopt(self, kids: list[Any], parent: bytes) -> None:
        for child in (self.at(kid) for kid in kids if isinstance(kid, bytes)):
            if _is_element(child):
                child["P"] = parent

    def reached(self) -> dict[bytes, Any]:
        """All elements that hang in the tree, by their references."""
        found: dict[bytes, Any] = {}
        waiting: list[Any] = list(self.root["K"])
        while waiting:
            reference = waiting.pop()
            if isinstance(reference, bytes):
                found[reference] = self.at(reference)
                waiting.extend(found[reference].get("K", ()))
        return found


def _groups(table: Any) -> Iterator[tuple[Any, list[Any]]]:
    """The row groups of a table box with those of their rows that hold cells."""
    for group in table.children:
        rows = [row for row in group.children if row.children]
        if rows:
            yield group, rows


def _set_scopes(table: Any) -> None:
    """Say of each header cell whether it heads a row or a column.

    WeasyPrint lists headers for each cell instead, and takes those of row groups for columns' headers.
    """
    for _, rows in _groups(table):
        for cell in (cell for row in rows for cell in row.children):
            cell.mark.pop("ID", None)
            cell.mark["A"].pop("Headers", None)
            if cell.element_tag == "th":
                cell.mark["A"]["Scope"] = _SCOPES.get(cell.element.get("scope"), "/Column")


@dataclass
class _Joined:
    """A table in the structure tree, with the rows it holds so far."""

    table: Any = None
    head: Any = None
    body: Any = None
    rows: dict[Any, list[Any]] = field(default_factory=dict)

    def append(self, fragment: Any, tree: _Tree) -> None:
        """Move the rows of a later fragment here; its repeated head goes out of the tree."""
        if self.body is None:
            self._begin(fragment, tree)
            return
        rest = None
        for group, rows in _groups(fragment):
            rest = tree.parent(_group_tag(rows, tree))
            if not group.is_header:
                self._append_rows(rows, tree)
        if rest is not None:
            tree.drop(rest)

    def _begin(self, fragment: Any, tree: _Tree) -> None:
        if self.table is not None:
            tree.drop(self.table)  # only a head stood on the page before
        for group, rows in _groups(fragment):
            self.table = tree.parent(_group_tag(rows, tree))
            if group.is_header:
                self.head = _group_tag(rows, tree)
            else:
                self.body = _group_tag(rows, tree)
                self.rows = {row.element: _cell_tags(row) for row in rows}

    def drop_head(self, tree: _Tree) -> None:
        """Take the head out of the tree."""
        if self.head is not None:
            tree.drop(self.head)

    def _append_rows(self, rows: list[Any], tree: _Tree) -> None:
        for row in rows:
            if row.element in self.rows:
                self._append_cells(row, tree)
            else:
                tree.move(_row_tag(row, tree).reference, self.body)
                self.rows[row.element] = _cell_tags(row)

    def _append_cells(self, row: Any, tree: _Tree) -> None:
        """Join the cells of a row that a page's end has broken."""
        for begun, rest in zip(self.rows[row.element], _cell_tags(row), strict=True):
            for reference in rest["K"]:
                tree.move(reference, begun)


def _group_tag(rows: list[Any], tree: _Tree) -> Any:
    return tree.parent(_row_tag(rows[0], tree))


def _row_tag(row: Any, tree: _Tree) -> Any:
    return tree.parent(row.children[0].mark)


def _cell_tags(row: Any) -> list[Any]:
    return [cell.mark for cell in row.children]


def _mark_artifacts(pdf: Any, tree: _Tree) -> None:
    """Turn the text that hangs nowhere in the tree (page numbers, repeated heads) into artifacts."""
    reached = tree.reached()
    holders = {
        (element["Pg"], mark): reference
        for reference, element in reached.items()
        for mark in element.get("K", ())
        if isinstance(mark, int)
    }
    entries = tree.at(tree.root["ParentTree"])["Nums"]
    for number, page in enumerate(pdf.page_references):
        owners = entries[2 * number + 1]
        owners[:] = [holders.get((page, mark), "null") for mark in range(len(owners))]
        loose = {mark for mark, owner in enumerate(owners) if owner == "null"}
        _make_artifacts(tree.at(tree.at(page)["Contents"]).stream, loose)
    for thing in pdf.objects:
        if thing.reference not in reached and _is_element(thing):
            thing.clear()


def _is_element(thing: Any) -> bool:
    return isinstance(thing, dict) and thing.get("Type") == "/StructElem"


def _make_artifacts(stream: list[Any], loose: set[int]) -> None:
    """Mark the marked content whose number is in ``loose`` as artifact."""
    for place in range(len(stream) - 1, 1, -1):
        if stream[place] == b"BDC" and stream[place - 1].get("MCID") in loose:
            stream[place - 2 : place + 1] = ["/Artifact", b"BMC"]
