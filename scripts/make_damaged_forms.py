#!/usr/bin/env python3
"""Write tests/reading/damaged/: small published forms with one damage each, which the file's name describes.

``python -m scripts.make_damaged_forms`` writes the forms anew from the three ``spec.yaml`` there. What the reader must
make of each stands beside it, written by hand where the damage destroyed something: ``<name>.yaml``, else ``spec.yaml``;
and ``<name>.report.txt``, what it must say.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from scripts.form_damages import (
    CONTENTS,
    FIRST_PART,
    FOLDER,
    LAST_TABLE,
    OTHER_TABLE,
    TITLE_PAGE,
    Damage,
    amounts,
    another_department,
    around,
    broken_over_pages,
    broken_words,
    every_text,
    head_on_two_rows,
    in_yuan,
    indicators_in_rows,
    merged_right,
    only_totals,
    printed_twice,
    replaced,
    row_added,
    row_torn,
    rows_between,
    shifted,
    torn_apart,
    undamaged,
    without,
)
from tests.reading.plain import (
    GAP,
    Blocks,
    PlainCell,
    as_cell_lines,
    as_docx,
    as_html,
    as_text,
    as_xlsx,
)

# --- writing --------------------------------------------------------------------------------------------------


def damaged(layout: str, *damages: Damage) -> Blocks:
    """The form of ``layout`` after ``damages``."""
    blocks = undamaged(layout)
    for damage in damages:
        blocks = damage(blocks) or blocks
    return blocks


def page(layout: str, *damages: Damage, change: Callable[[str], str] = str) -> bytes:
    """A web page of the damaged form; ``change`` changes its markup."""
    return change(as_html(damaged(layout, *damages))).encode()


def text(layout: str, *damages: Damage, change: Callable[[str], str] = str) -> bytes:
    """Tab-separated text of the damaged form; ``change`` changes it."""
    return change(as_text(damaged(layout, *damages))).encode()


def word(layout: str, *damages: Damage, change: Callable[[str], str] = str) -> bytes:
    """A Word file of the damaged form; ``change`` changes its XML."""
    return as_docx(damaged(layout, *damages), change)


def book(layout: str, *damages: Damage, **options: Any) -> bytes:
    """A workbook of the damaged form."""
    return as_xlsx({"绩效目标表": damaged(layout, *damages)}, **options)


def guangzhou() -> dict[str, bytes]:
    """One table a department, one row a project."""
    gz = "guangzhou"
    no_separators = amounts(lambda amount: amount.replace(",", ""))
    leaked = replaced(
        ("开展形式多样的", "<p>开展形式多样的"), ("良好氛围。", "良好氛围。</p>"), ("读者满意度", "读者<b>满意度</b>")
    )
    return {
        "header-repeated-on-each-page.html": page(gz, broken_over_pages(0, 3, 5)),
        "row-torn-over-two-pages.docx": word(gz, row_torn(0, 3, goal=20, listing=40)),
        "half-width-separators.txt": text(gz, every_text(_half_width)),
        "full-width-digits.html": page(gz, amounts(_full_width)),
        "amounts-without-separators.txt": text(gz, no_separators),
        "amounts-with-the-unit.html": page(gz, amounts(lambda amount: amount + "万元")),
        "one-amount-in-yuan.html": page(gz, replaced(("5.10", "51,000.00元"))),
        "all-amounts-in-yuan.xlsx": book(gz, in_yuan),
        "tags-leaked.html": page(gz, leaked),
        "bookmarks-leaked.txt": text(gz, replaced(("部门名称", "[bookmark: _Toc_1_1]部门名称"), ("阅览设备", "]阅览设备"))),
        "dash-row-after-each-row.txt": text(gz, rows_between("---")),
        "row-shifted-left.html": page(gz, shifted(0, 3, lost=3)),
        "row-shifted-right.html": page(gz, shifted(0, 4, more=1)),
        "row-shifted-right.xlsx": book(gz, shifted(0, 6, more=1)),
        "words-broken-by-line-breaks.docx": word(gz, broken_words(6)),
        "blanks-inside-words.txt": text(gz, replaced(("阅览设备购置费", "阅览 设备购 置费"), ("财政专户拨款", "财政专 户拨款"),
                                                     ("读者满意度", "读者满 意度"), ("数量指标", "数量 指标"))),
        "title-page-and-contents.docx": word(gz, around([*TITLE_PAGE, *CONTENTS, *FIRST_PART], [])),
        "other-tables-around.html": page(gz, around(["收支总表", OTHER_TABLE], ["“三公”经费", LAST_TABLE])),
        "other-sheets-around.xlsx": as_xlsx({"收支总表": [OTHER_TABLE], "绩效": undamaged(gz), "三公": [LAST_TABLE]}),
        "sum-of-a-project-wrong.html": page(gz, replaced(("1,500.50", "1,500.60"))),
        "sum-of-a-unit-wrong.txt": text(gz, replaced(("1,505.60", "1,505.90"))),
        "only-totals.txt": text(gz, only_totals),
        "blank-cells-merged.docx": word(gz, merged_right(0, 4, 3, 2)),
        "indicator-a-row-merged.xlsx": book(gz, indicators_in_rows("merged")),
        "indicator-a-row-blank.html": page(gz, indicators_in_rows("blank")),
        "two-departments-one-after-another.docx": as_docx([*undamaged(gz), *another_department(gz)]),
        "two-departments-two-sheets.xlsx": as_xlsx({"图书馆": undamaged(gz), "文化馆": another_department(gz)}),
        "note-inside-the-table.html": page(gz, row_added(0, 4, PlainCell("注：本表金额含上年结转。", 1, 7))),
        "head-on-two-rows.html": page(gz, head_on_two_rows),
        "cell-a-line.txt": as_cell_lines(undamaged(gz)).encode(),
        "empty-columns-to-the-left.xlsx": book(gz, left=2),
        "seven-columns-as-paragraphs.xlsx": book(gz, change=_without_borders),
        "gb18030.html": as_html(undamaged(gz)).replace("utf-8", "gb2312").encode("gb18030"),
        "deleted-and-hidden-text.docx": word(gz, change=_tracked),
    }  # fmt: skip


def _half_width(text_: str) -> str:
    if text_.startswith("部门名称"):
        return text_.replace("：", ":")  # brackets in a name are the name's
    return text_.translate({ord(wide): chr(ord(wide) - 0xFEE0) for wide in "；：（）"})


def _full_width(text_: str) -> str:
    return text_.translate({ord(char): chr(ord(char) + 0xFEE0) for char in "0123456789,."})


def _without_borders(workbook: Any) -> None:
    from openpyxl.styles import Border

    for sheet in workbook:
        for row in sheet.iter_rows():
            for cell in row:
                cell.border = Border()


def _tracked(xml: str) -> str:
    """Someone's deletion that was never accepted, and hidden words."""
    deleted = '<w:del w:id="1"><w:r><w:delText>旧的</w:delText></w:r></w:del>'
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r>"
    return xml.replace("<w:r><w:t>阅览设备购置费", f"{deleted}{hidden}<w:r><w:t>阅览设备购置费")


def dongguan() -> dict[str, bytes]:
    """One form a project, with fixed rows."""
    dg = "dongguan"
    tall: Callable[[PlainCell], bool] = lambda cell: cell.rows > 1  # noqa: E731
    return {
        "satisfaction-row-shifted-left.html": page(dg, torn_apart(which=tall), shifted(0, 10, lost=0)),
        "merged-cells-torn-apart.html": page(dg, torn_apart()),
        "merged-cells-filled.xlsx": book(dg, torn_apart(fill=True)),
        "merged-levels-filled.docx": word(dg, torn_apart(fill=True, which=tall)),
        "form-torn-over-two-pages.docx": word(dg, broken_over_pages(0, 6, head=0)),
        "goal-broken-by-line-breaks.html": page(dg, replaced(("形成覆盖各镇街的", "形成\n覆盖各镇街的"), ("新增持证", "新增\n持证"))),
        "label-broken-by-blanks.txt": text(dg, replaced(("市财政局批复意见", "市财 政局 批复 意见"))),
        "years-with-other-dashes.html": page(dg, replaced(("年--", "年—"))),
        "titles-lost.html": page(dg, without("东莞市财政项目支出绩效目标批复表", "（2020年度）")),
        "unit-after-amounts.docx": word(dg, amounts(lambda amount: amount + " 万元")),
        "budget-in-yuan.html": page(dg, replaced(("12.00", "120,000元"))),
        "labels-without-brackets.html": page(dg, replaced(("指标值\n（或计划水平）", "指标值"), ("（工期指标）", ""))),
        "labels-with-colons.html": page(dg, replaced(("项目名称", "项目名称："), ("年度目标", "年度目标："))),
        "merges-without-restart.docx": word(dg, change=lambda xml: xml.replace('<w:vMerge w:val="restart"/>', "<w:vMerge/>")),
        "merges-by-hmerge.docx": word(dg, torn_apart(which=tall), change=_by_hmerge),
        "one-cell-more-each-row.xlsx": book(dg, left=1),
        "opinion-cell-torn.xlsx": book(dg, torn_apart(which=lambda cell: cell.columns == 7)),
        "tags-leaked.html": page(dg, replaced(("按要求开展两次", "<p>按要求开展两次"), ("汇总上报。", "汇总上报。</p>"))),
        "cell-a-line.txt": as_cell_lines(undamaged(dg)).encode(),
    }  # fmt: skip


def _by_hmerge(xml: str) -> str:
    """Column spans as old converters write them: a cell that begins, and cells that go on."""

    def cells_of(found: re.Match[str]) -> str:
        count, rest = int(found.group(1)), found.group(2)
        first = f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="1"/><w:hMerge w:val="restart"/></w:tcPr>{rest}</w:tc>'
        more = "<w:tc><w:tcPr><w:hMerge/></w:tcPr><w:p/></w:tc>"
        return first + more * (count - 1)

    return re.sub(
        r'<w:tc><w:tcPr><w:tcW [^>]*/><w:gridSpan w:val="(\d+)"/></w:tcPr>(.*?)</w:tc>', cells_of, xml, flags=re.DOTALL
    )


def caofeidian() -> dict[str, bytes]:
    """A text part, then two tables a project."""
    cf = "caofeidian"
    headings = ("一、总体绩效目标", "二、分项绩效目标", "三、工作保障措施")
    levels: Callable[[PlainCell], bool] = lambda cell: cell.rows > 1 and "指标" in cell.text  # noqa: E731
    contents = [
        "目录",
        *(f"{heading}\t1" for heading in headings),
        "1.阅读推广活动经费绩效目标表\t2",
        "2.馆藏更新经费绩效目标表\t3",
    ]
    return {
        "headings-printed-twice.txt": text(cf, printed_twice(*headings)),
        "bookmarks-leaked.txt": text(cf, replaced(("一、总体", "[bookmark: _Toc_2_2_0000000001]一、总体"), ("馆藏更新经费", "]馆藏更新经费"))),
        "first-part-missing.html": page(cf, lambda blocks: blocks[blocks.index("第二部分　预算项目绩效目标") :]),
        "percentages-without-signs.html": page(cf, every_text(lambda text_: re.sub(r"^(\d+)%$", r"\1", text_))),
        "indicators-over-two-pages.docx": word(cf, broken_over_pages(1, 2)),
        "head-not-repeated-over-two-pages.docx": word(cf, broken_over_pages(1, 3, head=0)),
        "merged-levels-torn-apart.xlsx": book(cf, torn_apart(which=levels)),
        "merged-levels-filled.html": page(cf, torn_apart(fill=True, which=levels)),
        "unit-after-amounts.html": page(cf, amounts(lambda amount: amount + "万元")),
        "tables-inside-a-layout-table.html": page(cf, change=_in_a_layout_table),
        "contents-list.docx": word(cf, around(contents, [])),
        "heading-of-a-form-lost.html": page(cf, without("2.馆藏更新经费绩效目标表")),
        "department-code-parted.html": page(cf, replaced(("286001某区图书馆", "286001 某区图书馆"))),
        "indicator-row-shifted-right.html": page(cf, torn_apart(which=levels), shifted(1, 4, more=2)),
        "indicator-row-shifted-left.html": page(cf, torn_apart(fill=True, which=levels), shifted(3, 2, lost=1)),
        "words-broken-by-line-breaks.docx": word(cf, broken_words(5)),
        "half-width-brackets.txt": text(cf, replaced(("（一）", "(一 )"), ("（二）", "( 二)"))),
        "sum-of-a-project-wrong.html": page(cf, replaced(("1,230.50", "1,230.00"))),
        "no-gap-before-the-unit.txt": text(cf, every_text(lambda text_: text_.replace(GAP, ""))),
    }  # fmt: skip


def _in_a_layout_table(markup: str) -> str:
    return markup.replace("<body>", "<body><table><tr><td>").replace("</body>", "</td></tr></table></body>")


def main() -> None:
    """Write every damaged form."""
    for make in (guangzhou, dongguan, caofeidian):
        for name, data in make().items():
            (FOLDER / make.__name__ / name).write_bytes(data)


if __name__ == "__main__":
    main()
