"""Pages as tagged PDF: PDF/A-3a, which archives keep, and PDF/UA-1, which everybody can read."""

from __future__ import annotations

from generator.fonts.face import Face
from generator.pages.laid_out import Element, Link, Pages, Piece, Target
from generator.writers.pdf.bookmarks import put_bookmarks
from generator.writers.pdf.colour_profile import srgb_profile
from generator.writers.pdf.embedded_fonts import EmbeddedFont
from generator.writers.pdf.metadata import put_information, put_metadata
from generator.writers.pdf.page_content import PageContent
from generator.writers.pdf.pdf_objects import Objects, text
from generator.writers.pdf.tag_tree import TagTree, name_of

_PRINTED = 4
"""The flag of an annotation that is printed, which PDF/A asks for."""


def draw_pages(pages: Pages) -> bytes:
    """``pages`` as one PDF; the same pages give the same bytes."""
    return _Drawing(pages).file()


class _Drawing:
    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._objects = Objects()
        self._fonts: dict[Face, EmbeddedFont] = {}
        self._page_objects = [self._objects.reserve() for _ in pages.pages]
        self._tagged: list[list[Piece]] = []
        self._annotations: dict[Element, tuple[int, int]] = {}

    def file(self) -> bytes:
        objects = self._objects
        contents = self._put_contents()
        fonts = "".join(f"/{font.name} {font.put(objects)} 0 R" for font in self._fonts.values())
        resources = objects.add(f"<</Font<<{fonts}>>>>")
        tree = self._put_pages(contents, resources)
        root = objects.add(self._catalogue(tree))
        return objects.file(root, put_information(self._pages, objects))

    def _font_of(self, face: Face) -> EmbeddedFont:
        if face not in self._fonts:
            self._fonts[face] = EmbeddedFont(face, f"F{len(self._fonts)}")
        return self._fonts[face]

    def _put_contents(self) -> list[int]:
        """Draw the pages; the number of each one's content."""
        content = PageContent(self._pages.height, self._font_of, name_of)
        numbers = []
        for page in self._pages.pages:
            stream, tagged = content.stream(page)
            self._tagged.append(tagged)
            numbers.append(self._objects.add_stream(stream.encode("ascii"), ""))
        return numbers

    def _put_pages(self, contents: list[int], resources: int) -> int:
        parent = self._objects.reserve()
        links = 0
        for number, (page, content) in enumerate(zip(self._pages.pages, contents, strict=True)):
            annotations = [self._put_link(link, number, len(contents) + links + k) for k, link in enumerate(page.links)]
            links += len(annotations)
            listed = f"/Annots[{' '.join(f'{one} 0 R' for one in annotations)}]" if annotations else ""
            self._objects.put(
                self._page_objects[number],
                f"<</Type/Page/Parent {parent} 0 R/Contents {content} 0 R/Resources {resources} 0 R"
                f"/StructParents {number}/Tabs/S{listed}>>",
            )
        size = f"{self._pages.width:.3f} {self._pages.height:.3f}"
        kids = " ".join(f"{one} 0 R" for one in self._page_objects)
        self._objects.put(parent, f"<</Type/Pages/Count {len(contents)}/MediaBox[0 0 {size}]/Kids[{kids}]>>")
        return parent

    def _put_link(self, link: Link, page: int, parent_key: int) -> int:
        top, bottom = self._pages.height - link.top, self._pages.height - link.bottom
        number = self._objects.add(
            f"<</Type/Annot/Subtype/Link/F {_PRINTED}/Rect[{link.left:.2f} {bottom:.2f} {link.right:.2f} {top:.2f}]"
            f"/Border[0 0 0]/Contents{text(link.text)}/StructParent {parent_key}/Dest{self._destination(link.target)}>>"
        )
        self._annotations[link.element] = page, number
        return number

    def _destination(self, target: Target) -> str:
        return f"[{self._page_objects[target.page]} 0 R/XYZ 0 {self._pages.height - target.y:.2f} 0]"

    def _catalogue(self, page_tree: int) -> str:
        objects = self._objects
        tree = TagTree(objects, self._page_objects, self._tagged, self._annotations).put(self._pages.tree)
        outline = put_bookmarks(self._pages.bookmarks, objects, self._destination)
        profile = objects.add_stream(srgb_profile(), "/N 3")
        shown = f"/Outlines {outline} 0 R" if outline else ""
        return (
            f"<</Type/Catalog/Pages {page_tree} 0 R/Lang(zh-CN)/MarkInfo<</Marked true>>/StructTreeRoot {tree} 0 R"
            f"/Metadata {put_metadata(self._pages, objects)} 0 R/ViewerPreferences<</DisplayDocTitle true>>"
            "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB)"
            f"/DestOutputProfile {profile} 0 R>>]{shown}>>"
        )
