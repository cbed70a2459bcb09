"""The outline that readers show beside the pages (ISO 32000-1 §12.3.3), nested as headings are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from generator.pages.laid_out import Bookmark, Target
from generator.writers.pdf.pdf_objects import Objects, text

DestinationOf = Callable[[Target], str]


@dataclass(slots=True)
class _Node:
    number: int
    bookmark: Bookmark | None = None
    children: list[_Node] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many lines are below it."""
        return sum(1 + child.count for child in self.children)


def put_bookmarks(bookmarks: Sequence[Bookmark], objects: Objects, destination_of: DestinationOf) -> int | None:
    """Write the outline; its number, or ``None`` where there is no bookmark."""
    if not bookmarks:
        return None
    root = _Node(objects.reserve())
    open_nodes = [root]
    for bookmark in bookmarks:
        while len(open_nodes) > 1 and _level(open_nodes[-1]) >= bookmark.level:
            open_nodes.pop()
        node = _Node(objects.reserve(), bookmark)
        open_nodes[-1].children.append(node)
        open_nodes.append(node)
    objects.put(root.number, f"<</Type/Outlines{_kin(root)}>>")
    _put_children(root, objects, destination_of)
    return root.number


def _level(node: _Node) -> int:
    return node.bookmark.level if node.bookmark else 0


def _put_children(parent: _Node, objects: Objects, destination_of: DestinationOf) -> None:
    children = parent.children
    for place, node in enumerate(children):
        assert node.bookmark is not None  # only the root has none
        before = f"/Prev {children[place - 1].number} 0 R" if place else ""
        after = f"/Next {children[place + 1].number} 0 R" if place + 1 < len(children) else ""
        objects.put(
            node.number,
            f"<</Title{text(node.bookmark.text)}/Parent {parent.number} 0 R{before}{after}{_kin(node)}"
            f"/Dest{destination_of(node.bookmark.target)}>>",
        )
        _put_children(node, objects, destination_of)


def _kin(node: _Node) -> str:
    if not node.children:
        return ""
    first, last = node.children[0].number, node.children[-1].number
    return f"/First {first} 0 R/Last {last} 0 R/Count {node.count}"
