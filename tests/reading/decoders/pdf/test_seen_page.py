"""Pages as they are seen: layers that are off, pages that are turned, files that are damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.reading.decoders.decode import decode
from generator.reading.decoders.printed import Decoded
from tests.reading.decoders.pdf.files import FONT, page, stream, written

LAYERS = (b"<< /Type /OCG /Name (on) >>", b"<< /Type /OCG /Name (off) >>")
USUAL = b"/OCProperties << /OCGs [5 0 R 6 0 R] /D << %s >> >>"
OFF = USUAL % b"/OFF [6 0 R]"
NAMES = b"/Properties << /On 5 0 R /Off 6 0 R /Rule 7 0 R >>"
SHOWN = written(b"Shown")


def decoded(folder: Path, data: bytes) -> Decoded:
    """The texts of a file."""
    (folder / "form.pdf").write_bytes(data)
    return decode(folder / "form.pdf", "form.pdf")


def lines(found: Decoded) -> tuple[list[str], list[str]]:
    """The texts, and what is told but that there is no table."""
    told = [finding.message for finding in found.findings if "没有一张画了线的表" not in finding.message]
    return [text.text for text in found.texts], told


def on_layer(name: bytes, text: bytes, y: int = 600) -> bytes:
    """The program that writes a text on a layer, with a tag of its own within."""
    return b"/OC /%s BDC /Span BMC %s EMC %s EMC " % (name, written(text, y=y), written(text.lower(), y=y - 50))


@pytest.mark.parametrize(
    ("usual", "shown"),
    [
        (OFF, ["Shown", "One", "one", "Last"]),
        (USUAL % b"/OFF []", ["Shown", "One", "one", "Two", "two", "Last"]),
        (USUAL % b"/BaseState /OFF /ON [5 0 R]", ["Shown", "One", "one", "Last"]),
        (USUAL % b"/BaseState /OFF", ["Shown", "Last"]),
        (b"", ["Shown", "One", "one", "Two", "two", "Last"]),
    ],
)
def test_layers_that_are_off_are_told(tmp_path: Path, usual: bytes, shown: list[str]) -> None:
    content = SHOWN + on_layer(b"On", b"One", 650) + on_layer(b"Off", b"Two", 500) + written(b"Last", y=300)
    texts, told = lines(decoded(tmp_path, page(content, resources=NAMES, catalog=usual, others=LAYERS)))
    hidden = [word for word in ("One", "one", "Two", "two") if word not in shown]
    assert texts == shown
    assert told == ([f"关掉的图层里的文字{''.join(f'“{word}”' for word in hidden)}没有读"] if hidden else [])


@pytest.mark.parametrize(
    ("rule", "is_shown"),
    [
        (b"/OCGs [5 0 R 6 0 R]", True),
        (b"/OCGs [5 0 R 6 0 R] /P /AllOn", False),
        (b"/OCGs [5 0 R 6 0 R] /P /AnyOff", True),
        (b"/OCGs 6 0 R /P /AllOff", True),
        (b"/OCGs 6 0 R", False),
        (b"/OCGs []", True),
        (b"/VE [/Not 6 0 R]", True),
        (b"/VE [/And 5 0 R [/Not 6 0 R]]", True),
        (b"/VE [/And 5 0 R 6 0 R]", False),
        (b"/VE [/Or 5 0 R 6 0 R]", True),
        (b"/VE 7 0 R", True),
    ],
)
def test_rules_over_layers(tmp_path: Path, rule: bytes, is_shown: bool) -> None:
    others = (*LAYERS, b"<< /Type /OCMD %s >>" % rule)
    texts, _ = lines(
        decoded(tmp_path, page(SHOWN + on_layer(b"Rule", b"Two"), resources=NAMES, catalog=OFF, others=others))
    )
    assert ("Two" in texts) is is_shown


def test_layer_that_is_off_on_screens(tmp_path: Path) -> None:
    off = b"<< /Type /OCG /Name (off) /Usage << /View << /ViewState /OFF >> >> >>"
    usual = USUAL % b"/AS [<< /Event /View /OCGs [6 0 R] /Category [/View] >>]"
    data = page(SHOWN + on_layer(b"Off", b"Two"), resources=NAMES, catalog=usual, others=(LAYERS[0], off))
    assert lines(decoded(tmp_path, data))[0] == ["Shown"]


def test_drawn_object_on_a_layer_that_is_off(tmp_path: Path) -> None:
    entries = b"/Type /XObject /Subtype /Form /BBox [0 0 600 800] /OC 6 0 R /Resources << %s >>" % FONT
    others = (*LAYERS, stream(written(b"Two", y=600), entries))
    data = page(
        SHOWN + b"/X1 Do " + written(b"Last", y=300), resources=b"/XObject << /X1 7 0 R >>", catalog=OFF, others=others
    )
    assert lines(decoded(tmp_path, data)) == (["Shown", "Last"], ["关掉的图层里的文字“Two”没有读"])


def test_ends_without_beginnings_are_borne(tmp_path: Path) -> None:
    assert lines(decoded(tmp_path, page(b"EMC EMC " + SHOWN + b"/OC /None BDC EMC EMC"))) == (["Shown"], [])


FORM = written(b"Head") + b"".join(written(b"Row %d" % row, y=600 - 40 * row) for row in range(4))
TURNED = {90: b"0 1 -1 0 600 0 cm ", 180: b"-1 0 0 -1 600 800 cm ", 270: b"0 -1 1 0 0 800 cm "}


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("is_upright", [True, False])
def test_turned_pages(tmp_path: Path, turn: int, is_upright: bool) -> None:
    """A page whose texts stand upright once it is turned, and one that is turned by mistake."""
    content = TURNED.get(turn, b"") + FORM if is_upright else FORM
    found = decoded(tmp_path, page(content, b"/Rotate %d" % turn))
    assert lines(found) == (["Head", "Row 0", "Row 1", "Row 2", "Row 3"], [])


def test_turned_text_on_an_upright_page_stays_a_watermark(tmp_path: Path) -> None:
    found = decoded(tmp_path, page(FORM + b"q 0 1 -1 0 500 100 cm BT /F1 12 Tf (Draft) Tj ET Q"))
    assert lines(found)[1] == ["斜排的文字“Draft”没有读（多半是水印）"]


LIST_LOST = "PDF 的对象目录已损坏，按找得到的内容读了；可能缺页、缺字"


@pytest.mark.parametrize(
    ("damage", "remarks"),
    [
        (lambda data: data, []),
        (lambda data: b"junk\r\n" + data, ["PDF 前面有 6 个不属于它的字节，去掉后读了"]),
        (lambda data: data.replace(b"startxref\n", b"startxref\n9"), [LIST_LOST]),
        (lambda data: data[: data.index(b"xref\n0")], [LIST_LOST]),
        (lambda data: data.replace(b"0000000009 00000 n", b"0000000019 00000 n"), []),
        (lambda data: data.replace(b"trailer", b"trailor"), [LIST_LOST]),
        (lambda data: b"x" * 99 + data.replace(b"trailer", b"trailor"), [LIST_LOST]),
        (lambda data: data.replace(b"endobj\n", b"endobj ").replace(b"trailer", b"trailor"), [LIST_LOST]),
    ],
    ids=["sound", "junk", "start", "cut", "places", "trailer", "both", "one line"],
)
def test_damaged_files_that_can_be_read(tmp_path: Path, damage: object, remarks: list[str]) -> None:
    texts, told = lines(decoded(tmp_path, damage(page(FORM))))  # type: ignore[operator]  # each takes and gives bytes
    assert (texts, told) == (["Head", "Row 0", "Row 1", "Row 2", "Row 3"], remarks)
