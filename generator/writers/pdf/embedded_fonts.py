"""The fonts of a PDF: each face cut to the characters that are drawn, each character with a number of its own.

A PDF says for each number which character it is. Fonts draw several characters by one glyph (人 and the radical ⼈): as
each has a number here, a copied text never turns one into the other.
"""

from __future__ import annotations

import hashlib
from functools import cache

from generator.fonts.face import EM, Face
from generator.writers.pdf.cff_font import NOT_DEFINED, cff_font
from generator.writers.pdf.charstrings import charstring
from generator.writers.pdf.pdf_objects import Objects

_BLOCK = 100
"""Entries in a block of a character map at most (Adobe Technical Note 5014)."""
_SYMBOLIC = 4
_CMAP = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)"
    "/Supplement 0>>def/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\n"
    "endcodespacerange\n{}\nendcmap CMapName currentdict/CMap defineresource pop end end"
)


class EmbeddedFont(dict[str, str]):
    """The code of each character of ``face`` (four hexadecimal digits), given out as they are asked for."""

    def __init__(self, face: Face, name: str) -> None:
        super().__init__()
        self.face, self.name = face, name

    def __missing__(self, char: str) -> str:
        code = self[char] = f"{len(self) + 1:04X}"
        return code

    def put(self, objects: Objects) -> int:
        """Write the font; the number of its object."""
        programs = [NOT_DEFINED, *(_program(self.face, char) for char in self)]
        data = cff_font(self.face.name, programs)
        name = f"{_tag(data)}+{self.face.name}"
        file = objects.add_stream(data, "/Subtype/CIDFontType0C")
        to_unicode = objects.add_stream(_CMAP.format(self._map()).encode("ascii"), "")
        descendant = objects.add(self._descendant(name, objects.add(self._descriptor(name, file))))
        return objects.add(
            f"<</Type/Font/Subtype/Type0/BaseFont/{name}-Identity-H/Encoding/Identity-H"
            f"/DescendantFonts[{descendant} 0 R]/ToUnicode {to_unicode} 0 R>>"
        )

    def _descriptor(self, name: str, file: int) -> str:
        face = self.face
        left, bottom, right, top = face.box
        return (
            f"<</Type/FontDescriptor/FontName/{name}/Flags {_SYMBOLIC}/FontBBox[{left} {bottom} {right} {top}]"
            f"/ItalicAngle 0/Ascent {face.ascent}/Descent {face.descent}/CapHeight {face.ascent}/StemV {face.weight // 5}"
            f"/FontFile3 {file} 0 R>>"
        )

    def _descendant(self, name: str, descriptor: int) -> str:
        widths = " ".join(str(round(self.face.advance(char))) for char in self)
        return (
            f"<</Type/Font/Subtype/CIDFontType0/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
            f"/Supplement 0>>/FontDescriptor {descriptor} 0 R/DW {EM}/W[1[{widths}]]>>"
        )

    def _map(self) -> str:
        """What character each number is."""
        entries = [f"<{code}> <{char.encode('utf-16-be').hex()}>" for char, code in self.items()]
        blocks = (entries[start : start + _BLOCK] for start in range(0, len(entries), _BLOCK))
        nl = "\n"
        return nl.join(f"{len(block)} beginbfchar\n{nl.join(block)}\nendbfchar" for block in blocks)


@cache
def _program(face: Face, char: str) -> bytes:
    """The program that draws ``char``, made once a process."""
    return charstring(face.outline(char), round(face.advance(char)))


def _tag(data: bytes) -> str:
    """Six letters that tell cuts of one font apart."""
    return "".join(chr(ord("A") + byte % 26) for byte in hashlib.sha256(data).digest()[:6])
