"""Which installed font stands for each official one: the official itself, else the first of its stand-ins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from generator.fonts.installed import InstalledFace, installed_face
from generator.fonts.missing import FontMissing
from generator.fonts.stand_ins import BOLD, stand_in_names
from generator.layouts.model import Layout
from generator.speed import kept_of_layouts

_HEAVY = 600  # weights from here on are bold


@dataclass(frozen=True, slots=True)
class FontChoice:
    """The font that is drawn where ``official`` is asked for.

    ``is_bold`` says that its face is bold itself; ``is_stroked`` that it is not and is to look so: Word draws such
    text with its outlines stroked, and so do we.
    """

    official: str
    family: str
    is_official: bool
    is_bold: bool
    is_stroked: bool
    face: InstalledFace

    @property
    def path(self) -> Path:
        """The font's file."""
        return self.face.path

    @property
    def index(self) -> int:
        """The face's place in the file."""
        return self.face.index


def fonts_used(layout: Layout) -> list[FontChoice]:
    """The font chosen for each official font of ``layout``, in the order of its styles. Raises ``FontMissing``."""
    choices = (choose(style.font, style.bold) for style in layout.styles.values())
    return list({choice.official: choice for choice in choices}.values())


@kept_of_layouts
@cache
def choose(official: str, is_bold: bool = False) -> FontChoice:
    """The first installed font of ``official`` and its stand-ins. Raises ``FontMissing``."""
    choice = next(choices(official, is_bold), None)
    if choice is None:
        raise FontMissing
    return choice


def choices(official: str, is_bold: bool = False) -> Iterator[FontChoice]:
    """All installed fonts that may stand for ``official``, best first: a character may be in a later one only."""
    names = (official, *stand_in_names(official), *stand_in_names("宋体"), *stand_in_names("黑体"))
    is_heavy_by_nature = any(name.endswith(BOLD) for name in stand_in_names(official))
    for name in dict.fromkeys(names):
        family = name.removesuffix(BOLD)
        wants_bold = is_bold or name.endswith(BOLD) or (is_heavy_by_nature and name != official)
        face = installed_face(family, wants_bold)
        if face:
            is_heavy = face.weight >= _HEAVY
            yield FontChoice(official, family, name == official, is_heavy, wants_bold and not is_heavy, face)
