"""The sheet 校验结果: every finding, with a link to its cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from xml.sax.saxutils import quoteattr

from lxml import etree

from generator.diagnostics import LABELS, Finding, count_line
from generator.excel.annotate.package_parts import Parts
from generator.excel.sheets.as_written import clean
from generator.excel.write.cell_xml import height_of, inline, letter, lines_of, row_xml

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_HEADINGS = (("级别", 9.0), ("代码", 9.0), ("位置", 16.0), ("字段", 34.0), ("问题", 60.0), ("怎么办", 50.0))
_HEAD, _TEXT, _LINK, _ERROR = range(4)
_FIRST = 3
MAX_LISTED = 20_000

# Font, fill and border of each style, appended to what the workbook has.
_FONTS = (
    '<font><b/><sz val="10.5"/><name val="宋体"/><family val="3"/><charset val="134"/></font>',
    '<font><sz val="10.5"/><name val="宋体"/><family val="3"/><charset val="134"/></font>',
    '<font><u/><sz val="10.5"/><color rgb="FF0563C1"/><name val="宋体"/><family val="3"/><charset val="134"/></font>',
    '<font><b/><sz val="10.5"/><color rgb="FFC00000"/><name val="宋体"/><family val="3"/><charset val="134"/></font>',
)
_FILL = '<fill><patternFill patternType="solid"><fgColor rgb="FFDCE6F1"/></patternFill></fill>'
_SIDES = "".join(
    f'<{side} style="thin"><color rgb="FFBFBFBF"/></{side}>' for side in ("left", "right", "top", "bottom")
)
_BORDER = f"<border>{_SIDES}<diagonal/></border>"


_SHEET = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{space}">'
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    '<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>{rows}</sheetData>'
    '<autoFilter ref="A2:F{last}"/><mergeCells count="1"><mergeCell ref="A1:F1"/></mergeCells>{links}'
    '<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
    '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
    "<headerFooter><oddFooter>&amp;C&amp;A　第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter></worksheet>"
)


def add_styles(parts: Parts, related: dict[str, tuple[str, str]]) -> list[int]:
    """Add the styles of the sheet to the workbook's; their numbers: head, text, link, error."""
    name = next((part for kind, part in related.values() if kind == "styles"), "")
    if name not in parts.data:
        return [0, 0, 0, 0]
    tree = parts.tree(name)
    if any(tree.find(f"{{*}}{group}") is None for group in ("fonts", "fills", "borders", "cellXfs")):
        return [0, 0, 0, 0]
    fonts = [_append(tree, "fonts", font) for font in _FONTS]
    fill, border = _append(tree, "fills", _FILL), _append(tree, "borders", _BORDER)
    numbers = [_append(tree, "cellXfs", _format(font, fill if not at else 0, border)) for at, font in enumerate(fonts)]
    parts.put(name, tree)
    return numbers


def _format(font: int, fill: int, border: int) -> str:
    return (
        f'<xf numFmtId="49" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0" applyNumberFormat="1" '
        f'applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>'
    )


def _append(tree: Any, group: str, xml: str) -> int:
    """The number of an element in a group of the styles, added if none is like it."""
    space = tree.tag.partition("}")[0][1:]
    items = tree.find(f"{{{space}}}{group}")
    new = etree.fromstring(f'<a xmlns="{space}">{xml}</a>')[0]
    for number, item in enumerate(items):
        if _shape(item) == _shape(new):
            return number
    items.append(new)
    items.set("count", str(len(items)))
    return len(items) - 1


def _shape(item: Any) -> tuple[Any, ...]:
    """What two elements have in common that mean the same."""
    return item.tag, sorted(item.attrib.items()), [_shape(child) for child in item]


def result_sheet(findings: Sequence[Finding], styles: Sequence[int], sheets: Iterable[str]) -> bytes:
    """The sheet as XML; a finding in one of ``sheets`` is linked to its cell."""
    listed = list(enumerate(findings[:MAX_LISTED], _FIRST))
    heads = [inline(f"{letter(n)}2", styles[_HEAD], title) for n, (title, _) in enumerate(_HEADINGS, 1)]
    rows = [row_xml(1, [inline("A1", styles[_TEXT], _summary(findings))], 24), row_xml(2, heads, 24)]
    rows += [_row(number, finding, styles) for number, finding in listed]
    known = set(sheets)
    links = [_link(number, finding) for number, finding in listed if finding.place.sheet in known]
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, (_, width) in enumerate(_HEADINGS, 1)
    )
    last = max(len(findings), 1) + _FIRST - 1
    tied = f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""
    return _SHEET.format(space=_MAIN, columns=columns, rows="".join(rows), last=last, links=tied).encode()


def _link(number: int, finding: Finding) -> str:
    """The link from row ``number`` to the cell of its finding."""
    place = finding.place
    target = "'{}'!{}".format(str(place.sheet).replace("'", "''"), place.cell or "A1")
    return f'<hyperlink ref="C{number}" location={quoteattr(target)} display={quoteattr(_where(finding))}/>'


def _summary(findings: Sequence[Finding]) -> str:
    return f"校验结果：{count_line(findings)}。点“位置”可跳到那一格。" if findings else "校验结果：没有发现问题。"


def _row(number: int, finding: Finding, styles: Sequence[int]) -> str:
    label = "已认可" if finding.accepted is not None else LABELS[finding.severity]
    texts = (label, finding.code, _where(finding), finding.path, finding.message, finding.accepted or finding.hint)
    lines = max(lines_of(text, width) for text, (_, width) in zip(texts, _HEADINGS, strict=True))
    return row_xml(number, _cells(number, texts, finding, styles), height_of(lines))


def _cells(number: int, texts: Sequence[str], finding: Finding, styles: Sequence[int]) -> Iterator[str]:
    for place, text in enumerate(texts, 1):
        look = _LINK if place == 3 else _ERROR if place == 1 and finding.is_error else _TEXT
        yield inline(f"{letter(place)}{number}", styles[look], clean(text)[:30_000])


def _where(finding: Finding) -> str:
    place = finding.place
    return "!".join(part for part in (place.sheet, place.cell) if part) or "（整个文件）"
