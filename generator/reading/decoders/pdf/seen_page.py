"""A page as it is seen: without what layers that are off hold, and turned so that its texts stand upright."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdftypes import resolve1
from pdfminer.psparser import PSLiteral
from pdfplumber.page import Page, PDFPageAggregatorWithMarkedContent

from generator.reading.decoders.pdf.layers import Layers

_OFF = "off"
"""The tag of what is on layers that are off."""
_MOST = 0.5


class _Device(PDFPageAggregatorWithMarkedContent):
    """Takes what is drawn, with the innermost tag around it; marks what is on layers that are off."""

    def __init__(self, manager: PDFResourceManager, number: int, layers: Layers) -> None:
        super().__init__(manager, pageno=number, laparams=None)
        self.layers = layers
        self.off = 0
        """How many layers that are off are around."""
        self.around: list[tuple[str | None, int | None, bool]] = []

    def begin_tag(self, tag: PSLiteral, props: Any = None, *, is_off: bool = False) -> None:
        """Begin what is tagged; it may be on a layer, which is no tag of its own."""
        self.around.append((self.cur_tag, self.cur_mcid, is_off))
        self.off += is_off
        if tag.name != "OC":
            super().begin_tag(tag, props)

    def end_tag(self) -> None:
        """End it: what goes on is tagged as before."""
        if self.around:
            self.cur_tag, self.cur_mcid, is_off = self.around.pop()
            self.off -= is_off

    def tag_cur_item(self) -> None:
        """Tag what was drawn."""
        super().tag_cur_item()
        if self.off and self.cur_item._objs:
            setattr(self.cur_item._objs[-1], "tag", _OFF)  # noqa: B010 - the library's own way to tag an item


class _Interpreter(PDFPageInterpreter):
    """Runs a page's program, and knows of which layer a part of it is."""

    device: _Device

    def do_BDC(self, tag: Any, props: Any) -> None:  # noqa: N802 - the operator's name
        """Begin what is tagged, with its properties."""
        if isinstance(tag, PSLiteral):
            self.device.begin_tag(tag, props, is_off=tag.name == "OC" and self.device.layers.is_off(self._layer(props)))

    def do_Do(self, xobjid_arg: Any) -> None:  # noqa: N802 - the operator's name
        """Draw an object, which may itself be on a layer."""
        drawn = resolve1(self.xobjmap.get(getattr(xobjid_arg, "name", None)))
        is_off = self.device.layers.is_off(getattr(drawn, "attrs", {}).get("OC"))
        self.device.off += is_off
        super().do_Do(xobjid_arg)
        self.device.off -= is_off

    def _layer(self, props: Any) -> Any:
        """The layer that is named by the resources, or stands there itself."""
        if not isinstance(props, PSLiteral):
            return props
        named = resolve1((self.resources or {}).get("Properties"))
        return named.get(props.name) if isinstance(named, dict) else None


class SeenPage(Page):
    """A pdfplumber page without what is on layers that are off; ``hidden`` are the characters there."""

    def __init__(self, page: Page, layers: Layers) -> None:
        super().__init__(page.pdf, page.page_obj, page.page_number, page.initial_doctop)
        self.hidden: list[dict[str, Any]] = []
        self._layers = layers
        self._drawn: Any = None

    @property
    def layout(self) -> Any:
        """What the page's program draws."""
        if self._drawn is None:
            device = _Device(self.pdf.rsrcmgr, self.page_number, self._layers)
            _Interpreter(self.pdf.rsrcmgr, device).process_page(self.page_obj)
            self._drawn = device.get_result()
        return self._drawn

    def parse_objects(self) -> dict[str, list[dict[str, Any]]]:
        """What is seen, by kinds."""
        objects = super().parse_objects()
        self.hidden = [char for char in objects.get("char", ()) if char.get("tag") == _OFF]
        return {kind: [each for each in found if each.get("tag") != _OFF] for kind, found in objects.items()}


def seen_page(page: Page, layers: Layers) -> SeenPage:
    """``page`` as it is seen; one most of whose texts are turned is turned, so that they stand upright."""
    seen = SeenPage(page, layers)
    turn = _turn(seen.chars)
    if turn:
        page.page_obj.rotate = (page.page_obj.rotate + turn) % 360
        page.page_obj.attrs["Rotate"] = page.page_obj.rotate
        seen = SeenPage(page, layers)
    return seen


def _turn(chars: Sequence[dict[str, Any]]) -> int:
    """By how many degrees, clockwise, most texts of a page are to be turned to stand upright."""
    turns = Counter(_direction(*char["matrix"][:2]) for char in chars)
    [(turn, count)] = turns.most_common(1) or [(0, 0)]
    return turn if turn and count > _MOST * len(chars) else 0


def _direction(a: float, b: float) -> int:
    """How far a text is turned whose line runs along ``(a, b)``: 90 where it runs upwards."""
    if abs(b) > abs(a):
        return 90 if b > 0 else 270
    return 180 if a < 0 else 0
