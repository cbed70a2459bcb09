"""What a reader of the page sees of a paragraph: its text, and what stands in it that is no part of it.

The elements are those of the standard's run content (ISO/IEC 29500-1, 17.3.3, ``EG_RunInnerContent``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from generator.reading.decoders.asides import Kind, Shown, shown
from generator.reading.decoders.docx.word_fields import Field, piece_of
from generator.reading.decoders.docx.word_math import is_math, piece_of_math
from generator.reading.decoders.docx.word_styles import Styles, is_on
from generator.reading.decoders.docx.word_xml import BOX, SKIPPED, child_of, tag_of, value_of
from generator.reading.decoders.symbol_fonts import is_symbol_font, sign_of, signs_of

_UNSEEN = SKIPPED | {BOX, "footnoteReference", "endnoteReference", "tabs", "sdtPr", "rubyPr"}
"""Elements of a paragraph that hold none of its text; numbers of notes are told with the notes."""
_TOGGLES = {"vanish": Kind.HIDDEN, "strike": Kind.STRUCK, "dstrike": Kind.STRUCK}
"""Looks that are switched on and off, and what they make of a run."""
_PROMPT_STYLE = "placeholder text"
_COMPUTED = {
    "pgNum": "页码",
    **dict.fromkeys(("dayShort", "dayLong"), "日"),
    **dict.fromkeys(("monthShort", "monthLong"), "月"),
    **dict.fromkeys(("yearShort", "yearLong"), "年"),
    "contentPart": "墨迹",
    "subDoc": "子文档",
}
"""Elements for which Word shows what it computes when the file is opened."""
_BLANK_FIELD = "\u2002"
"""What an empty field of a form holds."""


class RunReader:
    """Reads the paragraphs of one document."""

    def __init__(self, styles: Styles, body: Any) -> None:
        self.styles = styles
        self._has_prompts = next(body.iter("{*}showingPlcHdr"), None) is not None

    def shown(self, paragraph: Any) -> Shown:
        """The text of a paragraph, and what is to be told of it. Fields are their results, text boxes are none of it."""
        kind = Kind.PROMPT if self._has_prompts and _is_in_prompt(paragraph) else Kind.TEXT
        return shown(_Walk(self.styles, self.styles.style_of(paragraph)).pieces(paragraph, kind))

    def texts(self, part: Any) -> Iterator[str]:
        """The paragraphs of a part."""
        return (self.shown(element).text for element in part.iter() if tag_of(element) == "p" and not is_math(element))


class _Walk:
    """Goes through one paragraph and gathers its pieces."""

    def __init__(self, styles: Styles, style: str) -> None:
        self._styles = styles
        self._style = style
        self._pieces: list[tuple[Kind, str]] = []
        self._fields: list[Field] = []

    def pieces(self, paragraph: Any, kind: Kind) -> list[tuple[Kind, str]]:
        """The pieces of ``paragraph``, which as a whole is of ``kind``."""
        waiting = [(iter(paragraph), kind)]
        while waiting:
            element = next(waiting[-1][0], None)
            if element is None:
                waiting.pop()
                continue
            inner = self._meet(element, tag_of(element), waiting[-1][1])
            if inner is not None:
                waiting.append((iter(element), inner))
        return self._pieces

    def _meet(self, element: Any, name: str, kind: Kind) -> Kind | None:
        """Take in what an element shows by itself; returns of which kind what is in it is, ``None`` if that is nothing."""
        if name == "t" and not is_math(element):
            self._add(kind, self._drawn(element))
        elif name in _OWN:
            self._add(kind, _OWN[name](element))
        elif name in _COMPUTED:
            self._pieces.append((Kind.FIELD, _COMPUTED[name]))
        elif name in _STEPS:
            _STEPS[name](self, element, kind)
        elif name not in _UNSEEN:
            return self._kind_within(element, name, kind)
        return None

    def _kind_within(self, element: Any, name: str, kind: Kind) -> Kind:
        """Of which kind the pieces in an element are: what they stand in already, or what it makes of them."""
        if kind is not Kind.TEXT:
            return kind
        if name == "r":
            return self._kind_of_run(element)
        if name == "rt":
            return Kind.READING
        return Kind.PROMPT if name == "sdt" and is_prompt(element) else kind

    def _kind_of_run(self, run: Any) -> Kind:
        looks = child_of(run, "rPr")
        own = {tag_of(look): look for look in looks} if looks is not None else {}
        style = value_of(own["rStyle"]) if "rStyle" in own else ""
        switched = next((toggle for toggle in _TOGGLES if toggle in own and is_on(own[toggle])), "")
        by_style = self._styles.switch_on(tuple(_TOGGLES), style, self._style)
        if switched or (by_style and by_style not in own):
            return _TOGGLES[switched or by_style]
        if style and self._styles.name(style) == _PROMPT_STYLE:
            return Kind.PROMPT
        raised = own["vertAlign"] if "vertAlign" in own else self._styles.property_of(style, "rPr", "vertAlign")
        return Kind.RAISED if raised is not None and value_of(raised) == "superscript" else Kind.TEXT

    def _add(self, kind: Kind, text: str) -> None:
        self._pieces.append((kind, text))

    def _drawn(self, element: Any) -> str:
        """The text of an element as its font draws it."""
        text = element.text or ""
        if text and not text.strip(_BLANK_FIELD):
            return " "
        looks = child_of(element.getparent(), "rPr")
        if looks is None or all("\u2e80" <= char < "\ue000" for char in text):  # no font of signs draws ideographs
            return text
        fonts, style = child_of(looks, "rFonts"), child_of(looks, "rStyle")
        if fonts is None and style is not None:
            fonts = self._styles.property_of(value_of(style), "rPr", "rFonts")
        font = value_of(fonts, "ascii") or value_of(fonts, "hAnsi") if fonts is not None else ""
        return signs_of(font, text) if is_symbol_font(font) else text

    # --- elements that are more than their text -----------------------------------------------------------------

    def _sign(self, element: Any, kind: Kind) -> None:
        font, code = value_of(element, "font"), value_of(element, "char")
        sign = sign_of(font, _hexadecimal(code))
        self._pieces.append((kind, sign) if sign else (Kind.SIGN, f"{font} {code}"))

    def _equation(self, element: Any, kind: Kind) -> None:
        own, text = piece_of_math(element)
        self._pieces.append((own if kind is Kind.TEXT else kind, text))

    def _simple_field(self, element: Any, kind: Kind) -> None:
        field = Field(len(self._pieces), code=value_of(element, "instr"))
        self.pieces(element, kind)
        self._close(field, kind)

    def _field(self, element: Any, kind: Kind) -> None:
        step = value_of(element, "fldCharType")
        if step == "begin":
            self._fields.append(Field(len(self._pieces), child_of(element, "ffData")))
        elif step == "separate" and self._fields:
            field = self._fields[-1]
            del self._pieces[field.start :]  # what stands in its code, fields in it among that
            field.has_result = True
        elif step == "end" and self._fields:
            field = self._fields.pop()
            if not field.has_result:
                del self._pieces[field.start :]
            self._close(field, kind)

    def _close(self, field: Field, kind: Kind) -> None:
        """Add what a field shows, if its result is blank."""
        if not any(text.strip() for _, text in self._pieces[field.start :]):
            own, text = piece_of(field)
            self._add(own if kind is Kind.TEXT or own is not Kind.TEXT else kind, text)

    def _code(self, element: Any, _: Kind) -> None:
        if self._fields:
            self._fields[-1].code += element.text or ""


def _line_break(element: Any) -> str:
    return "" if value_of(element, "type") in ("page", "column") else "\n"


_OWN: Mapping[str, Callable[[Any], str]] = {
    "br": _line_break,
    "cr": _line_break,
    "tab": lambda _: "\t",
    "ptab": lambda _: "\t",
    "noBreakHyphen": lambda _: "-",
}
"""Elements that are characters by themselves. A soft hyphen is none: it is only seen where a line ends."""

_STEPS: Mapping[str, Callable[[_Walk, Any, Kind], None]] = {
    "sym": _Walk._sign,
    "fldChar": _Walk._field,
    "fldSimple": _Walk._simple_field,
    "instrText": _Walk._code,
    "oMath": _Walk._equation,
}


def _hexadecimal(text: str) -> int:
    try:
        return int(text, 16)
    except ValueError:
        return -1


def is_prompt(control: Any) -> bool:
    """Whether a content control shows what is to be filled in, not what was."""
    return child_of(control, "sdtPr", "showingPlcHdr") is not None


def _is_in_prompt(element: Any) -> bool:
    return any(tag_of(each) == "sdt" and is_prompt(each) for each in element.iterancestors())
