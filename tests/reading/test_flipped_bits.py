"""Flipped bits and cuts in Word files, web pages and PDFs: a finding or a form, never an exception."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.diagnostics import has_errors
from generator.layouts.compose import compose
from generator.pipeline import load
from generator.reading.reader import read
from generator.writers import docx, html
from tests.reading.decoders.pdf.files import page, written
from tests.reading.decoders.pdf.test_seen_page import LAYERS, NAMES, OFF, on_layer
from tests.reading.decoders.test_word_runs import RUNS, STYLES, t
from tests.reading.packages import package, tbl, word
from tests.support.published import SPECS

TINY_PDF = page(
    written(b"Shown") + on_layer(b"On", b"One", 650) + on_layer(b"Rule", b"Two", 500),
    b"/Rotate 90",
    resources=NAMES,
    catalog=OFF,
    others=(*LAYERS, b"<< /Type /OCMD /OCGs [5 0 R 6 0 R] /VE [/And 5 0 R [/Not 6 0 R]] >>"),
)


@cache
def _written(kind: str) -> bytes:
    document = load(SPECS["yuexiu-zuzhibu"])
    assert document.spec is not None
    assert document.layout is not None
    form = compose(document.spec, document.layout)
    return (docx.write if kind == "docx" else html.write)(form, document.layout)


@cache
def _rich() -> bytes:
    """A Word file with every element of a run."""
    cells = (f"<w:tc><w:tcPr/><w:p>{t('甲')}{inside}{t('乙')}</w:p></w:tc>" for inside, _, _ in RUNS)
    return word(tbl(*cells), styles=STYLES)


FILES = {
    "form.docx": lambda: _written("docx"),
    "rich.docx": _rich,
    "form.html": lambda: _written("html"),
    "tiny.pdf": lambda: TINY_PDF,
}
DAMAGE = st.tuples(st.sampled_from(["flip", "cut", "gap", "flip within"]), st.floats(0, 1), st.integers(0, 7))


def damaged(data: bytes, how: str, share: float, bit: int) -> bytes:
    """``data`` with one damage ``share`` of the way through it; of packages also in what they hold."""
    at = min(int(share * len(data)), len(data) - 1)
    if how == "cut":
        return data[:at]
    if how == "gap":
        return data[:at] + data[at + 1 + 16 * bit :]
    if how == "flip within" and data.startswith(b"PK"):
        with ZipFile(BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        largest = max(parts, key=lambda name: len(parts[name]))
        return package({**parts, largest: damaged(parts[largest], "flip", share, bit)})
    return data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :]


@pytest.mark.parametrize("name", FILES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(damage=DAMAGE)
def test_damaged_bytes_are_never_an_exception(name: str, damage: tuple[str, float, int]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(damaged(FILES[name](), *damage))
        reading = read(path)
    assert reading.specs or has_errors(reading.findings)
