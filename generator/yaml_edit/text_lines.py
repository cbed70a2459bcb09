"""Lines of a text: where they start and end, and which comments go with an entry or item."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right

BREAK_CHARACTERS = "\n\r\x85\u2028\u2029"
BREAK = f"(?:\r\n|[{BREAK_CHARACTERS}])"
"""A line end as YAML's parser counts them, as a pattern."""

_BREAKS = re.compile(BREAK)
_BLANKS = re.compile(f"(?:[ \t{BREAK_CHARACTERS}]|#[^{BREAK_CHARACTERS}]*)*")
_COMMENT = re.compile("( *)#")
_EMPTY = re.compile(f"[ \t]*(?:[{BREAK_CHARACTERS}]|\\Z)")


class Lines:
    """The lines of a text as YAML's parser counts them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = array("Q", [0])
        self._starts.extend(found.end() for found in _BREAKS.finditer(text))
        first = _BREAKS.search(text)
        self.newline = first.group() if first else "\n"

    def start(self, offset: int) -> int:
        """Where the line of ``offset`` starts."""
        return self._starts[bisect_right(self._starts, offset) - 1]

    def end(self, offset: int) -> int:
        """Where the next line starts, or the end of the text."""
        index = bisect_right(self._starts, offset)
        return self._starts[index] if index < len(self._starts) else len(self.text)

    def number(self, offset: int) -> int:
        """The number of the line of ``offset``, from 1."""
        return bisect_right(self._starts, offset)

    def column(self, offset: int) -> int:
        """How many characters stand before ``offset`` in its line."""
        return offset - self.start(offset)

    def is_first(self, offset: int) -> bool:
        """Whether only blanks stand before ``offset`` in its line."""
        return not self.text[self.start(offset) : offset].strip(" ")

    def rest(self, offset: int) -> str:
        """What stands from ``offset`` to the end of its line, without blanks around it."""
        return self.text[offset : self.end(offset)].strip()

    def skip(self, offset: int) -> int:
        """The first character from ``offset`` on that is neither blank nor in a comment."""
        found = _BLANKS.match(self.text, offset)
        return found.end() if found else offset

    def top(self, offset: int, column: int, floor: int) -> int:
        """Where what stands at ``offset`` starts with the comment lines above it, not before ``floor``.

        Comments directly above belong to it, unless they are indented deeper: then to what stands before.
        """
        top = self.start(offset)
        while top > floor:
            above = self.start(top - 1)
            comment = _COMMENT.match(self.text, above)
            if above < floor or comment is None or len(comment[1]) > column:
                break
            top = above
        return top

    def bottom(self, end: int, column: int) -> int:
        """Where what ends at ``end`` ends with its line and the comment lines below that are indented deeper."""
        bottom = self.end(end)
        while bottom < len(self.text):
            comment = _COMMENT.match(self.text, bottom)
            if comment is None or len(comment[1]) <= column:
                break
            bottom = self.end(bottom)
        return bottom

    def is_empty(self, start: int) -> bool:
        """Whether the line that starts at ``start`` is blank; there is none after the end of the text."""
        return start < len(self.text) and _EMPTY.match(self.text, start) is not None

    def is_empty_above(self, start: int) -> bool:
        """Whether the line before the one that starts at ``start`` is blank."""
        return start > 0 and self.is_empty(self.start(start - 1))
