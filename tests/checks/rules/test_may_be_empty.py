"""What is looked for in all texts of a spec at once is in there wherever a text alone has it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.checks.rules.indicator_values import _MAY_BE_EMPTY, _empty_in

TEXTS = st.lists(
    st.sampled_from([*"≥≤<>次%％ 1一_—，。\n\t\u3000", "不少于", "大于等于", "至多", "人次"]), min_size=1, max_size=6
).map("".join)


@given(before=TEXTS, text=TEXTS, after=TEXTS)
def test_a_text_that_says_nothing_is_found_among_others(before: str, text: str, after: str) -> None:
    if text.strip() and _empty_in(text.strip()):
        assert _MAY_BE_EMPTY.search(f"\n{before}\n{text}\n{after}\n")


def test_in_texts_that_say_something_nothing_is_found() -> None:
    assert not _MAY_BE_EMPTY.search("\n完成年度培训任务。\n≥95%\n不少于3次\n（一）\n12.50\n")
