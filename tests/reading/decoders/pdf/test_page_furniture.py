"""Page numbers go without a word; running heads, and what the file marks as furniture, go and are told."""

from __future__ import annotations

from generator.reading.decoders.pdf.glyph_lines import Line
from generator.reading.decoders.pdf.page_furniture import without_furniture
from generator.reading.decoders.pdf.page_texts import Page


def line(text: str, base: float, *, is_artifact: bool = False) -> Line:
    """A line of ``text`` at ``base`` points from the top."""
    return Line(text, 50.0, 200.0, base, 10.0, False, (), is_artifact)


def page(number: int, *lines: Line) -> Page:
    """A page of 800 points with these lines."""
    return Page(number, 600.0, 800.0, [[each] for each in lines], [])


def texts(pages: list[Page]) -> list[list[str]]:
    """What is left on each page."""
    return [[each.text for row in page.rows for each in row] for page in pages]


def test_running_heads_are_taken_off_and_told() -> None:
    pages = [page(n, line("某某局", 30), line(f"第{n}段", 300), line(f"— {n} —", 780)) for n in (1, 2, 3)]
    assert without_furniture(pages) == [("某某局", 3)]
    assert texts(pages) == [["第1段"], ["第2段"], ["第3段"]]


def test_furniture_of_a_single_page_is_told_where_the_file_marks_it() -> None:
    pages = [page(1, line("内部资料", 30, is_artifact=True), line("正文", 300), line("1", 780, is_artifact=True))]
    assert without_furniture(pages) == [("内部资料", 1)]
    assert texts(pages) == [["正文"]]


def test_line_at_the_edge_of_one_page_stays() -> None:
    pages = [page(1, line("标题", 30), line("正文", 300))]
    assert without_furniture(pages) == []
    assert texts(pages) == [["标题", "正文"]]
