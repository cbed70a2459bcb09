"""Random specs for property tests: any department that the model can hold, in a given layout's words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from generator.layouts.model import Layout
from generator.spec.model import Spec

# Characters that every format has to carry, and that fonts at hand can draw (the text layer of a PDF needs a glyph).
_COMMON = "预算绩效目标项目单位年度完成率经费培训组织活动满意以上不低于等级的和在为了对一二三十"
_TRICKY = "<>&\"'=+@{}%#$|\\^~*_`;:,.!?()[]-/ 0123456789ABCxyz（）《》“”、。；：，≥≤±〔〕—…％①"

characters = st.sampled_from(_COMMON + _TRICKY)
texts = st.text(characters, min_size=1, max_size=40).filter(lambda text: text.strip() != "")
long_texts = st.text(characters, min_size=1, max_size=400).filter(lambda text: text.strip() != "")
amounts = st.decimals(Decimal(0), Decimal("99999999.99"), places=2)
blank_or_amounts = st.none() | amounts


def _optional(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def indicators(layout: Layout) -> st.SearchStrategy[dict[str, Any]]:
    """An indicator as plain data, in the words of ``layout``."""
    pairs = [(level1.name, level2.name) for level1 in layout.classification for level2 in level1.level2]
    return st.builds(
        lambda pair, rest: {"level1": pair[0], "level2": pair[1], **rest},
        st.sampled_from(pairs),
        st.fixed_dictionaries(
            {
                "name": texts,
                "annual_name": _optional(texts),
                "description": _optional(texts),
                "term_value": _optional(texts),
                "annual_value": _optional(texts),
                "basis": _optional(texts),
            }
        ),
    )


def projects(layout: Layout) -> st.SearchStrategy[dict[str, Any]]:
    """A project as plain data, in the words of ``layout``."""
    years = st.integers(2000, 2090)
    shares = st.sampled_from(["0%", "25%", "33.3%", "100%", None])
    schedule = st.fixed_dictionaries({str(month): shares for month in layout.schedule_months})
    return st.fixed_dictionaries(
        {
            "code": _optional(st.text("0123456789ABCP", min_size=1, max_size=21)),
            "name": texts,
            "funding": st.fixed_dictionaries(
                {"fiscal": blank_or_amounts, "special_account": blank_or_amounts, "other": blank_or_amounts}
            ),
            "term": _optional(
                st.builds(
                    lambda start, budget: {"start": start, "end": start + 2, "budget": budget},
                    years,
                    blank_or_amounts,
                )
            ),
            "purpose": _optional(long_texts),
            "schedule": schedule,
            "goal": st.fixed_dictionaries({"term": _optional(long_texts), "annual": _optional(long_texts)}),
            "indicators": st.lists(indicators(layout), max_size=5),
            "opinion": _optional(texts),
        }
    )


def overalls() -> st.SearchStrategy[dict[str, Any]]:
    """The text part before the projects, as plain data."""
    items = st.fixed_dictionaries({"title": texts, "goal": _optional(long_texts), "indicators": _optional(texts)})
    measures = st.fixed_dictionaries({"title": texts, "paragraphs": st.lists(texts, max_size=3)})
    return st.fixed_dictionaries(
        {
            "goals": st.lists(texts, max_size=3),
            "items": st.lists(items, max_size=2),
            "measures": st.lists(measures, max_size=2),
        }
    )


def specs(layout: Layout) -> st.SearchStrategy[Spec]:
    """A department's spec in the words of ``layout``, with at least one project."""
    unit = st.fixed_dictionaries(
        {"code": _optional(texts), "name": _optional(texts), "projects": st.lists(projects(layout), max_size=3)}
    )
    data = st.fixed_dictionaries(
        {
            "layout": st.just(layout.id),
            "year": st.integers(2000, 2090),
            "money_unit": st.just(layout.money_unit),
            "department": st.fixed_dictionaries({"code": _optional(texts), "name": texts}),
            "overall": _optional(overalls()),
            "units": st.lists(unit, min_size=1, max_size=3).filter(lambda units: any(u["projects"] for u in units)),
        }
    )
    return data.map(Spec.model_validate)
