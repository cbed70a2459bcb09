"""Fonts serve several characters with one glyph; a PDF may name the wrong one."""

from __future__ import annotations

import unicodedata

import pytest

from generator.reading.decoders.pdf.lookalikes import as_written


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("项⽬⽀出绩效⽬标表", "项目支出绩效目标表"),
        ("财政专⼾", "财政专户"),
        ("部⻔", "部门"),
        ("⻓效", "长效"),
        ("《条例\u232a", "《条例〉"),
        ("1―2", "1—2"),
        ("oﬃce", "office"),
        ("\uf9fe", "茶"),
    ],
)
def test_what_was_written(printed: str, written: str) -> None:
    assert as_written(printed) == written


def test_what_nobody_confuses_stays() -> None:
    text = "①②③ⅠⅡ％：（）〔〕“”—…±≥≤㎡℃１２３ＡＢＣ"
    assert as_written(text) == text


def test_every_radical_becomes_an_ideograph() -> None:
    radicals = [chr(number) for number in range(0x2F00, 0x2FD6)]
    assert all(unicodedata.name(as_written(char)).startswith("CJK UNIFIED IDEOGRAPH") for char in radicals)
