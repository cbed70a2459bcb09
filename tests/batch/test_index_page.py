"""The public page in a browser: its search, from the address."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.batch.support import GOOD, batch, write_specs
from tests.support.browser import BROWSER, dom_of


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    names = ("某市教育局", "某市水务局", "某市某区教育局")
    specs = {str(number): GOOD.replace("某市某区科学技术局", name) for number, name in enumerate(names)}
    batch(write_specs(folder / "specs", specs), folder / "out")
    return folder / "out" / "index.html"


@pytest.mark.skipif(BROWSER is None, reason="no Chromium")
@pytest.mark.parametrize(
    ("query", "shown", "told"),
    [
        ("", ["某市教育局", "某市水务局", "某市某区教育局"], ""),
        ("#q=教育", ["某市教育局", "某市某区教育局"], "找到 2 份"),
        ("#q=%E6%95%99%E8%82%B2", ["某市教育局", "某市某区教育局"], "找到 2 份"),
        ("#q=教育+某区", ["某市某区教育局"], "找到 1 份"),
        ("#q=教育+万元", ["某市教育局", "某市某区教育局"], "找到 2 份"),
        ("#q=没有这个", [], "找到 0 份"),
    ],
)
def test_search_from_the_address(query: str, shown: list[str], told: str, page: Path, tmp_path: Path) -> None:
    dom = dom_of(page.as_uri() + query, tmp_path)
    assert re.findall(r'<tr><th scope="row">(.*?)（部门）</th>', dom) == shown
    assert f'role="status">{told}</span>' in dom
    assert '<p id="search">' in dom


def test_cards_name_their_figures_as_the_table_does(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    heads = dict(enumerate(re.findall(r'<th scope="col">(.*?)</th>', text), 1))
    named = re.findall(r'td:nth-child\((\d)\)::before { content: "(.*?)"; }', text)
    assert {int(number): name for number, name in named} == {
        number: heads[number] for number in range(3, len(heads) + 1)
    }
