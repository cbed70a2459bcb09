"""What is drawn on a page, as a content stream: rules, then text, each piece under the number that its tag names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from math import cos, radians, sin

from generator.fonts.face import Face
from generator.pages.laid_out import BLACK, Colour, Element, Page, Piece, Rule, Run
from generator.writers.pdf.embedded_fonts import EmbeddedFont

_ARTIFACT = "/Artifact BMC"
_STROKE_EM = 1 / 30
"""How wide the outlines of regular type are stroked to make it bold: about what Word does."""
_BYTE_ORDER_MARK = "\ufeff"
"""No file may say of a glyph that it is this (ISO 19005-3 §6.2.11.7.2); nobody sees it."""
_STEPS = 100
"""Places are told to a hundredth of a point."""


class PageContent:
    """Draws pages of ``height`` points; ``font_of`` gives the embedded font of a face."""

    def __init__(
        self, height: float, font_of: Callable[[Face], EmbeddedFont], name_of: Callable[[Element], str]
    ) -> None:
        self._height, self._font_of, self._name_of = height, font_of, name_of

    def stream(self, page: Page) -> tuple[str, list[Piece]]:
        """The content of ``page``, and the pieces in it that are part of the text, in the order of their numbers."""
        tagged: list[Piece] = []
        state = _State(self._height, self._font_of)
        parts = [self._piece(piece, state, tagged) for piece in page.behind]
        parts += _rules(page.rules, self._height)
        parts += [self._piece(piece, state, tagged) for piece in page.pieces if piece.runs]
        return "\n".join(parts), tagged

    def _piece(self, piece: Piece, state: _State, tagged: list[Piece]) -> str:
        if piece.element is None:
            mark = _ARTIFACT
        else:
            mark = f"/{self._name_of(piece.element)}<</MCID {len(tagged)}>>BDC"
            tagged.append(piece)
        return f"{mark} BT {' '.join(state.runs(piece.runs))} ET EMC"


class _State:
    """What stays set from one run to the next on a page."""

    def __init__(self, height: float, font_of: Callable[[Face], EmbeddedFont]) -> None:
        self._height, self._font_of = height, font_of
        self._font: tuple[Face, float] | None = None
        self._spacing, self._is_stroked, self._colour = 0.0, False, BLACK

    def runs(self, runs: Iterable[Run]) -> Iterator[str]:
        """The operators that draw ``runs`` in one text object."""
        last = 0, 0
        for run in runs:
            font = self._font_of(run.cut.face)
            yield from self._changes(run, font)
            if run.angle:
                yield self._turned(run)
            else:
                x, y = round(run.x * _STEPS), round((self._height - run.y) * _STEPS)
                yield f"{_short(x - last[0])} {_short(y - last[1])} Td"
                last = x, y
            yield f"<{''.join(map(font.__getitem__, run.text.replace(_BYTE_ORDER_MARK, '')))}>Tj"

    def _changes(self, run: Run, font: EmbeddedFont) -> Iterator[str]:
        wanted = run.cut.face, run.size
        if wanted != self._font:
            self._font = wanted
            yield f"/{font.name} {run.size:g} Tf"
        if run.spacing != self._spacing:
            self._spacing = run.spacing
            yield f"{run.spacing:.4f} Tc"
        if run.colour != self._colour:
            self._colour = run.colour
            yield _paint(run.colour)
        if run.cut.is_stroked:
            yield f"{run.size * _STROKE_EM:.3f} w" + ("" if self._is_stroked else " 2 Tr")
        elif self._is_stroked:
            yield "0 Tr"
        self._is_stroked = run.cut.is_stroked

    def _turned(self, run: Run) -> str:
        across, up = cos(radians(run.angle)), sin(radians(run.angle))
        place = f"{run.x:.2f} {self._height - run.y:.2f}"
        return f"{across:.5f} {up:.5f} {-up:.5f} {across:.5f} {place} Tm"


def _paint(colour: Colour) -> str:
    shades = " ".join(f"{part:g}" for part in colour)
    return f"{shades} rg {shades} RG"


def _rules(rules: list[Rule], height: float) -> list[str]:
    if not rules:
        return []
    width = 0.0
    drawn = [_ARTIFACT, "q 0 G"]  # black, whatever lies behind
    for rule in rules:
        if rule.width != width:
            width = rule.width
            drawn.append(f"{width:g} w")
        drawn.append(f"{rule.x1:.2f} {height - rule.y1:.2f} m {rule.x2:.2f} {height - rule.y2:.2f} l S")
    return [" ".join((*drawn, "Q EMC"))]


def _short(steps: int) -> str:
    return f"{steps / _STEPS:g}" if abs(steps) < _STEPS * 1000 else f"{steps / _STEPS:.2f}"
