"""Random specs whose texts a form shows unmistakably: what no reader can know is listed in docs/reading.md."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from generator.layouts.model import Layout
from generator.spec.model import Spec

_HAN = "预算绩效目标项目单位年度完成率经费培训组织活动满意以上不低于等级的和在为了对"
_TRICKY = "<>&\"'=+@{}%#$|\\^~*_`;:,.!?()[]-/ 0123456789ABCxyz（）《》“”、。；：，≥≤±〔〕—…％①"
_UNLIKE = re.compile(r"</?\w|\[bookmark|&(nbsp|e[nm]sp|#)|  |\s\W|\W\s|[\u3400-\u9fff]\s[\u3400-\u9fff]|[-=_.…—]{2}")

texts = st.builds(
    lambda first, rest, last: first + rest + last,
    st.text(_HAN, min_size=2, max_size=4),
    st.text(st.sampled_from(_HAN + _TRICKY), max_size=25),
    st.text(_HAN, min_size=1, max_size=3),
).filter(lambda text: not _UNLIKE.search(text))
paragraphs = st.lists(texts, min_size=1, max_size=3).map("。\n".join)
values = st.sampled_from(["90%及以上", "≥95%", "0次", "≤2人", "良好", "12月31日前", "1篇", "±3%以内"]) | texts
amounts = st.decimals(Decimal("0.01"), Decimal("99999999.99"), places=2)
codes = st.text("0123456789ABCP", min_size=6, max_size=21)


def _optional(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def _indicators(layout: Layout) -> st.SearchStrategy[dict[str, Any]]:
    pairs = [(level1.name, level2.name) for level1 in layout.classification for level2 in level1.level2]
    fields = {
        "name": texts,
        "annual_name": _optional(texts),
        "description": _optional(texts),
        "term_value": _optional(values),
        "annual_value": values,
        "basis": _optional(texts),
    }
    return st.builds(
        lambda pair, rest: {"level1": pair[0], "level2": pair[1], **rest},
        st.sampled_from(pairs),
        st.fixed_dictionaries(fields),
    )


def _projects(layout: Layout) -> st.SearchStrategy[dict[str, Any]]:
    terms = st.builds(
        lambda start, budget: {"start": start, "end": start + 2, "budget": budget}, st.integers(2000, 2090), amounts
    )
    schedule = st.fixed_dictionaries(
        {str(month): st.sampled_from(["25%", "33.3%"]) for month in layout.schedule_months}
    )
    fields = {
        "code": codes,
        "name": texts,
        "funding": st.fixed_dictionaries({"fiscal": amounts, "special_account": _optional(amounts), "other": amounts}),
        "term": _optional(terms),
        "purpose": _optional(paragraphs),
        "schedule": schedule,
        "goal": st.fixed_dictionaries({"term": _optional(paragraphs), "annual": paragraphs}),
        "indicators": st.lists(_indicators(layout), min_size=1, max_size=5),
        "opinion": _optional(paragraphs),
    }
    return st.fixed_dictionaries(fields)


def _overalls() -> st.SearchStrategy[dict[str, Any]]:
    items = st.fixed_dictionaries({"title": texts, "goal": _optional(texts), "indicators": _optional(texts)})
    measures = st.fixed_dictionaries({"title": texts, "paragraphs": st.lists(texts, max_size=3)})
    lists = {
        "goals": st.lists(texts, min_size=1, max_size=3),
        "items": st.lists(items, min_size=1, max_size=2),
        "measures": st.lists(measures, min_size=1, max_size=2),
    }
    return st.fixed_dictionaries(lists)


def specs(layout: Layout) -> st.SearchStrategy[Spec]:
    """A department's spec in the words of ``layout``."""
    units = st.fixed_dictionaries(
        {"code": codes, "name": texts, "projects": st.lists(_projects(layout), min_size=1, max_size=3)}
    )
    settings = {
        name: st.sampled_from(setting.choices)
        for name, setting in layout.settings.items()
        if setting.choices and name != "value_style"
    }
    fields: dict[str, st.SearchStrategy[Any]] = {
        "layout": st.just(layout.id),
        "year": st.integers(2000, 2090),
        "money_unit": st.just(layout.money_unit),
        "settings": st.fixed_dictionaries(settings),
        "department": st.fixed_dictionaries({"code": codes, "name": texts}),
        "overall": _optional(_overalls()),
        "units": st.lists(units, min_size=1, max_size=3, unique_by=lambda unit: unit["name"]),
    }
    return st.fixed_dictionaries(fields).map(Spec.model_validate)
