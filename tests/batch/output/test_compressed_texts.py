"""Packed texts come back as they were, whatever was packed first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.batch.output.compressed_texts import Packed

TEXTS = st.lists(st.text(st.characters(), max_size=200) | st.sampled_from(["", "\udcff", "表" * 5000]), max_size=8)


@given(TEXTS)
def test_every_text_comes_back(texts: list[str]) -> None:
    packed = Packed()
    for number, text in enumerate(texts):
        packed[str(number)] = text
    assert list(packed.values()) == texts


def test_text_that_is_replaced_or_gone() -> None:
    packed = Packed()
    packed["a"], packed["b"] = "甲的文字", "乙的文字"
    packed["a"] = "丙"  # what the others were packed against stays
    del packed["a"]
    assert dict(packed) == {"b": "乙的文字"}


def test_texts_that_are_alike_take_a_fraction() -> None:
    packed = Packed()
    for number in range(100):
        packed[str(number)] = f'{{"部门": "某市教育局", "年度": 2025, "文件": "{number}.docx"}}' * 5
    assert sum(map(len, packed._packed.values())) < 100 * 60
