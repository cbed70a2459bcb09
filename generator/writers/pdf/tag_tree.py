"""The structure tree of a tagged PDF (ISO 32000-1 §14.7, §14.8): what each part of the text is, in reading order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.pages.laid_out import Element, Piece
from generator.writers.pdf.pdf_objects import Objects

_NAMES = {
    "document": "Document",
    "paragraph": "P",
    "contents": "TOC",
    "caption": "Caption",
    "entry": "TOCI",
    "link": "Link",
    "table": "Table",
    "head": "THead",
    "body": "TBody",
    "row": "TR",
    "label": "TH",
    "cell": "TD",
}
_SCOPES = {"row": "Row", "rowgroup": "Row", "col": "Column", "colgroup": "Column"}


def name_of(element: Element) -> str:
    """The standard structure type of ``element``."""
    return f"H{element.level}" if element.role == "heading" else _NAMES[element.role]


class TagTree:
    """Writes the tree of a document whose pages are ``page_objects``.

    ``tagged`` are the pieces of each page that are part of the text, in the order of their numbers from 0;
    ``annotations`` the page and the object of each link.
    """

    def __init__(
        self,
        objects: Objects,
        page_objects: Sequence[int],
        tagged: Sequence[Sequence[Piece]],
        annotations: Mapping[Element, tuple[int, int]],
    ) -> None:
        self._objects, self._page_objects, self._annotations = objects, page_objects, annotations
        self._tagged = tagged
        self._numbers = {piece: number for page in tagged for number, piece in enumerate(page)}
        self._owners: dict[Piece, int] = {}
        self._elements: dict[Element, int] = {}

    def put(self, tree: Element) -> int:
        """Write ``tree`` with all that it holds; the number of the root."""
        root = self._objects.reserve()
        top = self._put(tree, root)[0]
        pages = [[self._owners[piece] for piece in page] for page in self._tagged]
        parents = [f"{key}[{' '.join(f'{owner} 0 R' for owner in page)}]" for key, page in enumerate(pages)]
        links = [self._elements[element] for element in self._annotations]
        parents += [f"{len(pages) + number} {link} 0 R" for number, link in enumerate(links)]
        self._objects.put(
            root,
            f"<</Type/StructTreeRoot/K {top} 0 R/ParentTree<</Nums[{' '.join(parents)}]>>"
            f"/ParentTreeNextKey {len(parents)}>>",
        )
        return root

    def _put(self, element: Element, parent: int) -> tuple[int, int | None]:
        """Write an element and what is in it; its number, and that of the page on which it begins."""
        number = self._elements[element] = self._objects.reserve()
        kids, page = [], None
        for child in element.children:
            kid, begins = self._put(child, number)
            kids.append(f"{kid} 0 R")
            page = begins if page is None else page
        pieces = [(place, piece) for place, piece in element.pieces if piece in self._numbers]
        if pieces:
            page = pieces[0][0]
            kids += [self._mark(piece, place, (number, page)) for place, piece in pieces]
        if element in self._annotations:
            place, annotation = self._annotations[element]
            kids.append(f"<</Type/OBJR/Obj {annotation} 0 R/Pg {self._page_objects[place]} 0 R>>")
        self._objects.put(number, self._text(element, parent, page, kids))
        return number, page

    def _text(self, element: Element, parent: int, page: int | None, kids: Sequence[str]) -> str:
        on = "" if page is None else f"/Pg {self._page_objects[page]} 0 R"
        content = f"/K[{' '.join(kids)}]" if kids else ""
        return f"<</Type/StructElem/S/{name_of(element)}/P {parent} 0 R{on}{_attributes(element)}{content}>>"

    def _mark(self, piece: Piece, place: int, owner: tuple[int, int]) -> str:
        """What says that ``piece``, on the page ``place``, is text of the element that begins on the page of ``owner``.

        What goes on on another page has an element there: many readers look for a number on its element's page only.
        """
        element, begins = owner
        mark = self._numbers[piece]
        if place == begins:
            self._owners[piece] = element
            return str(mark)
        page = self._page_objects[place]
        rest = self._objects.add(f"<</Type/StructElem/S/Span/P {element} 0 R/Pg {page} 0 R/K[{mark}]>>")
        self._owners[piece] = rest
        return f"{rest} 0 R"


def _attributes(element: Element) -> str:
    if element.role not in ("label", "cell"):
        return ""
    parts = [f"/Scope/{_SCOPES.get(element.scope or '', 'Column')}"] if element.role == "label" else []
    parts += [f"/RowSpan {element.rowspan}"] if element.rowspan > 1 else []
    parts += [f"/ColSpan {element.colspan}"] if element.colspan > 1 else []
    return f"/A<</O/Table{''.join(parts)}>>" if parts else ""
