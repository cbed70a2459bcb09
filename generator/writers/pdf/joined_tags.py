"""The structure tree of a PDF that is joined from pieces: one tree, in which a table over several pieces is one table."""

from __future__ import annotations

from typing import Any

from pikepdf import Array, Pdf


class JoinedTags:
    """The tree of ``whole``, the first piece, to which the trees of the others are added.

    In each is a document of parts, one a page, that hold what begins there of the form's sections; what goes on from a
    page before was put to where it began (``tags``).
    """

    def __init__(self, whole: Pdf) -> None:
        self._whole = whole
        self._document: Any = whole.Root.StructTreeRoot.K[0]
        self._owners: Any = whole.Root.StructTreeRoot.ParentTree.Nums
        self._pages = len(whole.pages)

    def append(self, piece: Pdf, *, goes_on: bool) -> None:
        """Add the tree of ``piece``, whose pages stand in the whole already, at its end.

        Where ``goes_on``, the rows of its first table belong to the last one of the whole.
        """
        tree: Any = self._whole.copy_foreign(piece.Root.StructTreeRoot)
        self._append_owners(tree.ParentTree.Nums)
        parts = list(tree.K[0].K)
        if goes_on:
            self._continue(parts.pop(0))
        for part in parts:
            _move(part, self._document)

    def _append_owners(self, owners: Any) -> None:
        """Number what points into the tree (pages and links) on from what the whole has."""
        shift = int(self._owners[-2]) + 1
        for page in list(self._whole.pages)[self._pages :]:
            page.obj.StructParents = int(page.obj.StructParents) + shift
            for note in page.obj.get("/Annots", Array()):
                note.StructParent = int(note.StructParent) + shift
        self._pages = len(self._whole.pages)
        for place, item in enumerate(owners):
            self._owners.append(item if place % 2 else int(item) + shift)

    def _continue(self, part: Any) -> None:
        """The first section of ``part`` is the rest of the whole's last one, its first block the rest of a table."""
        last = self._document.K[-1]
        section, *sections = list(part.K)
        table, *blocks = list(section.K)
        body = _body(last, -1)
        for row in list(_body(table, 0).K):
            _move(row, body)
        for block in blocks:
            _move(block, last.K[-1])
        for other in sections:
            _move(other, last)


def _body(element: Any, end: int) -> Any:
    """The rows of the first (0) or last (-1) table in ``element``."""
    while element.S != "/TBody":
        element = element.K[end]
    return element


def _move(element: Any, parent: Any) -> None:
    element.P = parent
    parent.K.append(element)
