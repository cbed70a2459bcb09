"""How much a workbook's sheets hold, before they are opened: a few bytes can claim millions of cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, Any

from lxml import etree

from generator.reading.decoders.clean import MAX_CELLS
from generator.sources.workbook_package import DamagedError, Package

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7}):\$?([A-Z]{1,3})\$?([0-9]{1,7})")


def is_too_large(package: Package) -> bool:
    """Whether a sheet has more cells, or merges more, than are read. What is damaged is told when it is opened."""
    try:
        return any(_is_sheet_too_large(package, name) for name in package.names() if _SHEET.fullmatch(name))
    except (DamagedError, etree.XMLSyntaxError, OSError):
        return False


def _is_sheet_too_large(package: Package, name: str) -> bool:
    cells = 0
    with package.open(name) as stream:
        for size in _sizes(stream):
            cells += size
            if cells > MAX_CELLS:
                return True
    return False


def _sizes(stream: IO[bytes]) -> Iterator[int]:
    """For each cell 1, for each merge the cells that it covers."""
    elements: Any = etree.iterparse(stream, tag=("{*}c", "{*}mergeCell", "{*}row"), huge_tree=False)
    for _, element in elements:
        if element.tag.endswith("}mergeCell"):
            yield _area(str(element.get("ref") or ""))
        elif element.tag.endswith("}c"):
            yield 1
        else:
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def _area(reference: str) -> int:
    found = _RANGE.fullmatch(reference)
    if found is None:
        return 1
    left, top, right, bottom = found.groups()
    return (abs(column_number(right) - column_number(left)) + 1) * (abs(int(bottom) - int(top)) + 1)


def column_number(letters: str) -> int:
    """The number of a column that ``letters`` name: A is 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
