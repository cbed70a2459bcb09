"""PDF forms with a text layer: lines and tables from where glyphs and rulings are on the page.

Tags are not used: most published forms have none, or wrong ones.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pdfplumber
from pdfminer.pdfdocument import PDFXRefFallback
from pdfplumber.utils.exceptions import PdfminerException

from generator.diagnostics import Finding, Place
from generator.reading import remarks
from generator.reading.decoders.clean import MAX_CELLS, clean
from generator.reading.decoders.pdf.layers import Layers
from generator.reading.decoders.pdf.page_furniture import without_furniture
from generator.reading.decoders.pdf.page_texts import Page, page_of
from generator.reading.decoders.pdf.paragraphs import Row, column_of, paragraphs_of
from generator.reading.decoders.pdf.repairable import LIST_LOST, ways_to_read
from generator.reading.decoders.pdf.ruled_cells import Grid
from generator.reading.decoders.pdf.seen_page import seen_page
from generator.reading.decoders.pdf.tables_over_pages import Part, Table, add_part, goes_on, part_of, table_of
from generator.reading.decoders.pdf.unpacked_size import beyond
from generator.reading.decoders.printed import Decoded, Printed
from generator.reading.decoders.unread import unread
from generator.reading.remarks import passed_over, too_large, unreadable
from generator.sources.text_file import read_bytes

MAX_PAGES = 2_000
MAX_SECONDS = 300.0
_UNREADABLE_SHARE = 0.2
_PRINT_AGAIN = "用阅读器打开它，重新打印成 PDF 再读一遍，对照着看"
_NO_LINES = "表格线没有印出来的，找 Word、Excel 原件再读"


def decode_pdf(path: Path, name: str) -> Decoded:
    """The texts of a PDF with a text layer, page by page."""
    data, findings = read_bytes(path, name)
    if data is None:
        return Decoded(findings=findings)
    problem = beyond(data, name)
    if problem is not None:
        return Decoded(findings=[problem])
    with _quiet():
        pages, findings = _pages(data, name)
    if pages:
        findings += _states(pages, name)
    if any(finding.is_error for finding in findings):
        return Decoded(findings=findings, pages=len(pages))
    heads = without_furniture(pages)
    findings += [remarks.running_head(text, count, Place(name)) for text, count in heads]
    texts = list(_Emitter(name, pages).texts())
    if len(texts) > MAX_CELLS:
        return Decoded(findings=[too_large(name, f"有 {len(texts):,} 格，最多读 {MAX_CELLS:,} 格")], pages=len(pages))
    return Decoded(texts, findings, len(pages))


@contextmanager
def _quiet() -> Iterator[None]:
    """The decoder's own remarks on fonts are nobody's here."""
    logger = logging.getLogger("pdfminer")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


def _pages(data: bytes, name: str) -> tuple[list[Page], list[Finding]]:
    """The pages, and what is to be said of a damaged file; or why there are none."""
    found = []
    for readable, remark in ways_to_read(data):
        pages, findings = _pages_of(readable, name)
        is_sound = not findings
        findings += [remarks.unsure(remark, Place(name), _PRINT_AGAIN)] if remark else []
        found.append((pages, findings))
        if is_sound or any(finding.code == "REA02" for finding in findings):
            return found[-1]
    return max(found, key=lambda each: sum(page.count for page in each[0]))


def _pages_of(data: bytes, name: str) -> tuple[list[Page], list[Finding]]:
    """The pages as the parser finds them, or why it finds none."""
    pages: list[Page] = []
    end = time.monotonic() + MAX_SECONDS
    try:
        with pdfplumber.open(BytesIO(data)) as pdf:
            if len(pdf.pages) > MAX_PAGES:
                return [], [too_large(name, f"有 {len(pdf.pages):,} 页，最多读 {MAX_PAGES:,} 页")]
            layers = Layers(pdf.doc.catalog)
            is_searched = any(isinstance(each, PDFXRefFallback) for each in pdf.doc.xrefs)
            for page in pdf.pages:
                pages.append(page_of(seen_page(page, layers)))
                page.close()
                if pages[-1].is_too_large:
                    return [], [too_large(name, f"第 {page.page_number} 页的线条或文字多得不像一张表")]
                if time.monotonic() > end:
                    return [], [too_large(name, f"读了 {len(pages)} 页就用了 {MAX_SECONDS:.0f} 秒")]
    except Exception as error:  # a decoder meets anything in a broken file
        return [], [_broken(name, error)]
    if not pages:
        return [], [_broken(name, ValueError("no pages"))]
    return pages, [remarks.unsure(LIST_LOST, Place(name), _PRINT_AGAIN)] if is_searched else []


def _broken(name: str, error: Exception) -> Finding:
    inner = error.args[0] if isinstance(error, PdfminerException) and error.args else error
    if "Password" in type(inner).__name__ or "Encryption" in type(inner).__name__:
        return unreadable(name, "PDF 有密码", "去掉密码（打开后另存或打印成 PDF）再读")
    if isinstance(error, MemoryError | RecursionError):
        return too_large(name, "PDF 的结构套得太深或太大")
    return unreadable(name, "PDF 已损坏", "用阅读器打开它，重新打印成 PDF 再读")


def _states(pages: list[Page], name: str) -> list[Finding]:
    """What is to be said of pages that do not give their texts, or not surely as they stand there."""
    problem = _without_texts(pages, name)
    if problem is not None:
        return [problem]
    findings = [finding for page in pages for finding in _state(page, name)]
    return [*findings, *_without_tables(pages, name)]


def _without_texts(pages: list[Page], name: str) -> Finding | None:
    count, unknown = sum(page.count for page in pages), sum(page.unknown for page in pages)
    if not count:
        what = "扫描件，" if any(page.is_scanned for page in pages) else ""
        return unreadable(name, f"PDF 是{what}没有文字层的，读不出文字", "找 Word、Excel 原件，或先做文字识别（OCR）")
    if unknown > _UNREADABLE_SHARE * count:
        return unreadable(name, "PDF 的字体没有文字对照表，复制出来是乱码", "找 Word、Excel 原件再读")
    return None


def _without_tables(pages: list[Page], name: str) -> Iterator[Finding]:
    if not any(page.grids for page in pages):
        yield remarks.unsure("PDF 里没有一张画了线的表，只能按行读文字", Place(name), _NO_LINES)
        return
    for page in pages:
        if page.has_lines_alone:
            message = "这一页的横线没有看出是表，只能按行读文字"
            yield remarks.unsure(message, Place(name, sheet=f"第 {page.number} 页"), _NO_LINES)


def _state(page: Page, name: str) -> Iterator[Finding]:
    place = Place(name, sheet=f"第 {page.number} 页")
    if page.is_scanned and not page.count:
        yield passed_over(place, "这一页是图片，没有文字，没有读")
    elif page.is_scanned:
        yield remarks.unsure("这一页是扫描件，文字是识别出来的", place, "逐字与原件核对")
    if page.has_no_uprights:
        yield remarks.unsure("这一页的表没有竖线，栏是按文字的位置分的", place, "逐格与原件核对")
    if page.unknown:
        yield remarks.unsure(f"这一页有 {page.unknown} 个字没有文字对照", place)
    yield from unread("批注和填写的域", page.annotations, place)
    yield from unread("关掉的图层里的文字", page.hidden, place)
    if page.aslant:
        yield passed_over(place, f"斜排的文字“{page.aslant[:20]}”没有读（多半是水印）")


class _Emitter:
    """Pages into texts with places; a table goes on over pages."""

    def __init__(self, name: str, pages: list[Page]) -> None:
        self._name = name
        self._pages = pages
        self._columns = column_of(pages)
        self._line = self._tables = 0

    def texts(self) -> Iterator[Printed]:
        """Every paragraph and cell in order."""
        table: Table | None = None
        rows: list[Row] = []
        for page in self._pages:
            count = tables = 0
            for block in page.blocks():
                if isinstance(block, Grid):
                    tables += 1
                    part = part_of(block, page.number, tables)
                    if table is not None and not rows and tables == 1 and goes_on(table, part):
                        add_part(table, part)
                        continue
                    yield from self._flush(table, rows)
                    table, rows = table_of(part), []
                    continue
                if table is not None:
                    yield from self._flush(table, [])
                    table = None
                column = self._columns[round(page.width)]
                rows += [Row(page.number, count + number, parts, column) for number, parts in enumerate(block, 1)]
                count += len(block)
        yield from self._flush(table, rows)

    def _flush(self, table: Table | None, rows: list[Row]) -> Iterator[Printed]:
        if table is not None:
            self._tables += 1
            for number, part in enumerate(table.parts):
                yield from self._part(table, part, is_first=not number)
        page = 0
        for paragraph in paragraphs_of(rows):
            self._line += 1
            begins_page, page = page not in (0, paragraph.page), paragraph.page
            place = Place(self._name, sheet=f"第 {paragraph.page} 页", cell=f"第 {paragraph.row} 行")
            for text in map(clean, paragraph.texts()):
                if text:
                    yield Printed(text, place, self._line, begins_page=begins_page)

    def _part(self, table: Table, part: Part, *, is_first: bool) -> Iterator[Printed]:
        offset = sum(len(other.rows) for other in table.parts[: table.parts.index(part)])
        for number, cells in enumerate(part.rows, 1):
            self._line += 1
            for count, cell in enumerate(cells, 1):
                column = table.column(cell.cell.x0)
                yield Printed(
                    clean(cell.text),
                    self._place(part, number, count),
                    self._line,
                    self._tables,
                    offset + number,
                    column + 1,
                    cell.cell.rowspan,
                    max(1, table.column(cell.cell.x1) - column),
                    begins_page=not is_first and number == 1,
                )

    def _place(self, part: Part, row: int, cell: int) -> Place:
        table = f"第 {part.number_on_page} 张表" if part.number_on_page > 1 else "表"
        return Place(self._name, sheet=f"第 {part.page} 页", cell=f"{table}第 {row} 行第 {cell} 格")
