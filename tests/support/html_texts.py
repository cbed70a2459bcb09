"""What a web page says: the texts of a form, read from the HTML file."""

from __future__ import annotations

from lxml import html

_BLOCKS = {"h1", "h2", "h3", "h4", "p", "th", "td"}


def html_texts(page: bytes) -> list[str]:
    """The text of each heading, paragraph and filled cell in `<main>`, in order, as `Form.texts()` gives them.

    `<br>` becomes `\\n`, the two parts of a split line are two texts, and the table of contents is left out.
    """
    root = html.document_fromstring(page.decode("utf-8"))
    found: list[str] = []
    for element in root.xpath("//main//*[not(ancestor-or-self::nav)]"):
        if element.tag in _BLOCKS:
            parts = element.xpath("./span") if "split" in element.get("class", "").split() else [element]
            found.extend(_text(part) for part in parts)
    return [text for text in found if text]


def _text(element: html.HtmlElement) -> str:
    return "".join("\n" if piece is None else piece for piece in _pieces(element))


def _pieces(element: html.HtmlElement) -> list[str | None]:
    pieces: list[str | None] = [element.text or ""]
    for child in element:
        pieces.extend([None] if child.tag == "br" else _pieces(child))
        pieces.append(child.tail or "")
    return pieces
