"""Elements of web pages: which begin a line, which no reader sees."""

from __future__ import annotations

import re
from typing import Any

SCRIPTS = {"script", "style", "template", "head"}
"""Elements whose text is none."""
CONTROLS = {"button", "select"}
EMBEDDED = {"iframe", "object", "embed"}
DROPPED = SCRIPTS | CONTROLS | EMBEDDED | {"nav", "noscript", "svg", "rp"}
"""Elements that are no part of a form."""
BLOCKS = {"p", "div", "section", "article", "main", "header", "footer", "ul", "ol", "li", "dl", "dt", "dd", "center"}
BLOCKS |= {"blockquote", "pre", "form", "fieldset", "figure", "figcaption", "address", "aside", "hr", "body", "caption"}
BLOCKS |= {"h1", "h2", "h3", "h4", "h5", "h6"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_RIGHT = re.compile(r"float\s*:\s*right|text-align\s*:\s*right", re.IGNORECASE)


def is_unseen(element: Any) -> bool:
    """Whether a reader does not see it: a comment, a script, a site's menu, something hidden."""
    return not isinstance(element.tag, str) or element.tag in DROPPED or is_hidden(element)


def is_hidden(element: Any) -> bool:
    """Whether an element says itself that it is not shown."""
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def is_right(element: Any) -> bool:
    """Whether a part of a line stands at its right end."""
    classes = (element.get("class") or "").split()
    return element.tag == "span" and ("right" in classes or bool(_RIGHT.search(element.get("style") or "")))
