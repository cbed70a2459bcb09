"""Which installed font stands for each official one: the official itself, else the first of its stand-ins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from generator.kept import kept_of_layouts
from generator.layouts.model import Layout
from generator.writers.stylesheet import BOLD, stand_in_names

_HEAVY = 600  # weights from here on are bold


class PdfUnavailable(RuntimeError):  # noqa: N818 - says what is, and no error of the program
    """This computer lacks something that PDFs need; the message says in Chinese what to install."""


class FontMissing(PdfUnavailable):
    """No font with Chinese characters is installed."""

    def __init__(self) -> None:
        super().__init__(
            "没有找到可用的中文字体，无法生成 PDF：Linux 请安装 fonts-noto-cjk（sudo apt-get install fonts-noto-cjk），"
            "macOS 请运行 brew install --cask font-noto-serif-cjk-sc font-noto-sans-cjk-sc，"
            "Windows 请安装 Noto Serif CJK SC 与 Noto Sans CJK SC 或宋体（SimSun）。"
        )


class GlyphMissing(PdfUnavailable):
    """A text holds characters that no installed font can draw: in the PDF they would be empty boxes."""

    def __init__(self, characters: str) -> None:
        listed = "、".join(f"{char}（U+{ord(char):04X}）" for char in characters[:10])
        super().__init__(
            f"没有一种已安装的字体含有这些字符，PDF 里会印成空框：{listed}。请改正原文，或安装含有这些字符的字体后重试。"
        )


@dataclass(frozen=True, slots=True)
class FontChoice:
    """The font that is drawn where ``official`` is asked for.

    ``path`` and ``index`` are the file and the face in it; ``is_bold`` says that the face is bold itself.
    """

    official: str
    family: str
    is_official: bool
    is_bold: bool
    path: Path
    index: int


def fonts_used(layout: Layout) -> list[FontChoice]:
    """The font chosen for each official font of ``layout``, in the order of its styles.

    Raises ``FontMissing`` or ``PangoMissing``.
    """
    choices = (choose(style.font, style.bold) for style in layout.styles.values())
    return list({choice.official: choice for choice in choices}.values())


@kept_of_layouts
@cache
def choose(official: str, is_bold: bool = False) -> FontChoice:
    """The first installed font of ``official`` and its stand-ins. Raises ``FontMissing`` or ``PangoMissing``."""
    for name in (official, *stand_in_names(official), *stand_in_names("宋体"), *stand_in_names("黑体")):
        family = name.removesuffix(BOLD)
        face = _installed_face(family, is_bold or name.endswith(BOLD))
        if face:
            return FontChoice(official, family, name == official, face.weight >= _HEAVY, face.path, face.index)
    raise FontMissing


# --- what is installed --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Face:
    path: Path
    index: int
    weight: int


@cache
def _installed_face(family: str, is_bold: bool) -> _Face | None:
    """The installed face of ``family`` whose weight is nearest to regular or bold."""
    files = _installed_files().get(family.lower(), ())
    faces = [face for path in files for face in _faces_in(path, family)]
    wanted = 700 if is_bold else 400
    return min(faces, key=lambda face: (abs(face.weight - wanted), str(face.path), face.index), default=None)


@cache
def _installed_files() -> dict[str, tuple[Path, ...]]:
    """The font files of each family that fontconfig knows, by the family's name in lower case."""
    from generator.writers.pdf.weasyprint_engine import load_weasyprint  # here, because that asks for fonts

    load_weasyprint()
    files: dict[str, dict[Path, None]] = {}
    for families, path in _fontconfig_list():
        for family in families:
            files.setdefault(family.lower(), {})[path] = None
    return {family: tuple(sorted(paths)) for family, paths in files.items()}


def _fontconfig_list() -> Iterator[tuple[list[str], Path]]:
    # Through the binding that WeasyPrint has loaded anyway: fc-list may be missing, and costs a process.
    from weasyprint.text.ffi import ffi, fontconfig  # type: ignore[import-untyped]

    config = ffi.gc(fontconfig.FcInitLoadConfigAndFonts(), fontconfig.FcConfigDestroy)
    fonts = fontconfig.FcConfigGetFonts(config, fontconfig.FcSetSystem)
    for number in range(fonts.nfont):
        strings = _Strings(ffi, fontconfig, fonts.fonts[number])
        yield list(strings.all(b"family")), Path(next(strings.all(b"file")))


class _Strings:
    """Reads the text properties of a fontconfig pattern."""

    def __init__(self, ffi: Any, fontconfig: Any, pattern: Any) -> None:
        self._ffi, self._fontconfig, self._pattern = ffi, fontconfig, pattern

    def all(self, name: bytes) -> Iterator[str]:
        value = self._ffi.new("FcChar8 **")
        number = 0
        while not self._fontconfig.FcPatternGetString(self._pattern, name, number, value):
            yield self._ffi.string(value[0]).decode(errors="replace")
            number += 1


def _faces_in(path: Path, family: str) -> Iterator[_Face]:
    """The faces of a font file or collection that carry the name ``family``."""
    import uharfbuzz as hb  # type: ignore[import-untyped]

    try:
        blob = hb.Blob.from_file_path(str(path))
    except Exception:  # a broken or vanished font file is as good as none
        return
    for index in range(_face_count(path)):
        face = hb.Face(blob, index)
        if family.lower() in _family_names(face):
            yield _Face(path, index, _weight(face))


def _face_count(path: Path) -> int:
    with path.open("rb") as file:
        header = file.read(12)
    return int.from_bytes(header[8:12], "big") if header[:4] == b"ttcf" else 1


def _family_names(face: Any) -> set[str]:
    family_ids = {1, 16}  # family, typographic family
    return {
        (face.get_name(entry.name_id, entry.language) or "").lower()
        for entry in face.list_names()
        if entry.name_id in family_ids
    }


def _weight(face: Any) -> int:
    table = face.reference_table("OS/2").data
    return int.from_bytes(table[4:6], "big") if table else 400
