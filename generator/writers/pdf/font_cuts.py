"""Fonts cut to the common characters, kept in the user's cache folder.

A CJK font holds up to 65,000 glyphs, and taking the few that a form needs out of it anew is most of the cost of a
small PDF. So each font is cut once to the characters that forms use. A character outside the cut comes from the
whole installed font, which stands next in the CSS list.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import uharfbuzz as hb  # type: ignore[import-untyped]

from generator.layouts.model import Layout, Style
from generator.writers.fonts import FontChoice, choose
from generator.writers.stylesheet import family_declaration, quoted

_VERSION = 2  # part of a cut's file name: raise it when the cut changes
# Substitutions would draw several characters as one glyph or one as another, and so blur what a copied text says.
_NEEDLESS_TABLES = (b"GSUB", b"GPOS", b"GDEF", b"BASE", b"VORG", b"vhea", b"vmtx", b"DSIG", b"STAT", b"MATH")


@dataclass(frozen=True, slots=True)
class FontFace:
    """A cut font as CSS knows it: ``name`` is its private family."""

    name: str
    choice: FontChoice
    file: Path

    @property
    def rule(self) -> str:
        """The ``@font-face`` rule that loads the cut."""
        weight = "bold" if self.choice.is_bold else "normal"
        source = f"url({quoted(self.file.as_uri())})"
        return f"@font-face{{font-family:{quoted(self.name)};font-weight:{weight};src:{source}}}"


def faces_of(layout: Layout) -> dict[tuple[str, bool], FontFace]:
    """The cut fonts that ``layout`` needs, by official name and boldness; none where the cache cannot be written."""
    wanted = {(style.font, style.bold) for style in layout.styles.values()}
    found = {key: _face(choose(*key)) for key in sorted(wanted)}
    return {key: face for key, face in found.items() if face}


def family_of(style: Style, faces: dict[tuple[str, bool], FontFace]) -> str:
    """The CSS declarations of family and weight that draw ``style`` with the chosen fonts."""
    choice = choose(style.font, style.bold)
    face = faces.get((style.font, style.bold))
    names = [face.name, choice.family] if face else [choice.family]
    return family_declaration(names, choice.is_bold, style.font)


@cache
def _face(choice: FontChoice) -> FontFace | None:
    """The cut of ``choice``, made if need be; ``None`` where it cannot be kept: then the whole font is used."""
    try:
        file = cut_font(choice.path, choice.index, cache_folder())
    except (OSError, ValueError, RuntimeError):
        return None
    # A family of its own: the installed one, with all its characters, must stay reachable under its own name.
    return FontFace(f"{_postscript_name(choice)}-common", choice, file)


def _postscript_name(choice: FontChoice) -> str:
    """The face's name in PDFs: ASCII, and the same on every computer."""
    return hb.Face(hb.Blob.from_file_path(str(choice.path)), choice.index).get_name(6) or "jixiao"


def cache_folder() -> Path:
    """Where cut fonts are kept: the user's cache folder."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "jixiao"


def cut_font(path: Path, index: int, folder: Path) -> Path:
    """The file in ``folder`` that holds face ``index`` of ``path`` cut to the common characters.

    Raises ``OSError`` where ``folder`` cannot be written, ``ValueError`` for a font that cannot be cut.
    """
    status = path.stat()
    key = f"{_VERSION}|{path}|{status.st_mtime_ns}|{status.st_size}|{index}"
    target = folder / f"{hashlib.sha256(key.encode()).hexdigest()[:16]}.otf"
    if not target.is_file():
        _write_whole(target, _cut(path, index))
    return target


def _cut(path: Path, index: int) -> bytes:
    face = hb.Face(hb.Blob.from_file_path(str(path)), index)
    if face.has_var_data:
        raise ValueError("a variable font is left to the PDF engine")
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(_one_character_a_glyph(face, common_characters()))
    # Without subroutines the PDF engine's own subsetting is a plain copy.
    wanted.flags = hb.SubsetFlags.DESUBROUTINIZE | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    wanted.drop_table_tag_set.update(int.from_bytes(tag, "big") for tag in _NEEDLESS_TABLES)
    cut = hb.subset(face, wanted)
    return bytes(cut.blob.data)


def _one_character_a_glyph(face: Any, characters: Iterable[str]) -> Iterator[int]:
    """The code points of ``characters`` that do not share their glyph with an earlier one.

    A PDF says for each glyph which character it is. Where two characters share a glyph, copying the text would
    turn one into the other; so the second comes from the whole font, which is a font of its own in the PDF.
    """
    font, taken = hb.Font(face), set()
    for character in characters:
        glyph = font.get_nominal_glyph(ord(character))
        if glyph and glyph not in taken:
            taken.add(glyph)
            yield ord(character)


@cache
def common_characters() -> tuple[str, ...]:
    """What forms are written in, the more usual of two lookalikes first: ASCII, GB 2312, signs and units."""
    blocks = (
        range(0x20, 0x7F),
        _gb2312(),
        range(0x3000, 0x3020),  # CJK punctuation
        range(0xFF01, 0xFF5F),  # full-width forms
        range(0xFFE0, 0xFFE7),
        range(0xA1, 0xAD),  # Latin-1: ± × ÷ · °, without the soft hyphen
        range(0xAE, 0x100),
        range(0x2010, 0x2028),  # dashes, quotes, ellipsis
        range(0x2030, 0x203F),  # ‰ ※
        range(0x2100, 0x2150),  # ℃ № ℡
        range(0x2150, 0x2190),  # Roman numerals
        range(0x2190, 0x21A0),  # arrows
        range(0x2200, 0x2270),  # ≥ ≤ ≠ ≈ ∶
        range(0x2460, 0x24A0),  # ① ⑴ ⒈
        range(0x25A0, 0x2610),  # □ ■ ○ ● ★
        (0x2611, 0x2612, 0x2713, 0x2714, 0x221A),  # ticks
        range(0x3200, 0x3280),  # ㈠
        range(0x3380, 0x33E0),  # ㎡ ㎞
    )
    return tuple(dict.fromkeys(chr(code) for block in blocks for code in block))


def _gb2312() -> Iterator[int]:
    rows = range(0xA1, 0xF8)
    for pair in (bytes((row, cell)) for row in rows for cell in range(0xA1, 0xFF)):
        yield from map(ord, pair.decode("gb2312", errors="ignore"))


def _write_whole(target: Path, content: bytes) -> None:
    """Write ``target`` in one step, so that another process never reads half a font."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=target.stem, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(target)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
