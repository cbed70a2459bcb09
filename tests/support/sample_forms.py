"""Forms for the writers' tests, small and made by hand, and a layout to draw them in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from generator.form import Form
from generator.form_markup import read_markup
from generator.layouts.folders import shared_folder
from generator.layouts.model import Category, Layout, Level1, Level2


def layout(folder: Path, **changes: Any) -> Layout:
    """A layout with the shared styles in ``folder``."""
    styles = yaml.safe_load((shared_folder() / "styles.yaml").read_text(encoding="utf-8"))
    data: dict[str, Any] = {
        "id": "sample",
        "folder": folder,
        "name": "样表",
        "title": "项目支出绩效目标表",
        "edition": "2024",
        "sources": ("样例",),
        "styles": styles,
        "classification": (Level1(name="产出", level2=(Level2(name="数量指标", categories=(Category.QUANTITY,)),)),),
        "fields": {},
    }
    return Layout.model_validate({**data, **changes})


def form(markup: str, is_draft: bool = False, title: str = "项目支出绩效目标表") -> Form:
    """The form that ``markup`` describes."""
    return Form(title, "区财政局", "2024年预算绩效目标", read_markup(markup), is_draft)


def table(rows: list[list[str]], head: list[str]) -> str:
    """Markup of a table with one header row and columns of equal width; texts are markup."""
    columns = f'<col width="{100 / len(head)}%"/>' * len(head)
    titles = "".join(f'<th scope="col" class="label">{text}</th>' for text in head)
    body = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
    return f"<table><colgroup>{columns}</colgroup><thead><tr>{titles}</tr></thead><tbody>{body}</tbody></table>"
