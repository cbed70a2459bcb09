#!/usr/bin/env bash
# wordWrap="CJK" is ReportLab's style for Chinese; its splitter (reportlab.lib.textsplit) names lists of characters that
# may not start and may not end a line. One expects the Chinese comma among the first. ReportLab 5.1.0 keeps 、。） from
# a line's start, but not ，；：？！》” (its list has their half-width twins), and never uses the other list: lines end in
# （《“. Figures are cut between their digits. GB/T 15834-2011 5.1 forbids both; WeasyPrint and Typst (UAX 14) comply.
# For a maker of forms: of all punctuation it is the comma, in every sentence, that opens lines.
. "$(dirname "$0")/_run.sh"
pip_packages reportlab==5.1.0

seen=$(python - <<'P'
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.platypus import Paragraph

registerFont(UnicodeCIDFont("STSong-Light"))
STYLE = ParagraphStyle("form", fontName="STSong-Light", fontSize=20, leading=24, wordWrap="CJK")

def lines(text, width):
    paragraph = Paragraph(text, STYLE)
    paragraph.wrap(20 * width + 1, 9999)
    return ["".join(line[1]) for line in paragraph.blPara.lines]

def seen_at(side, marks):
    return [mark for mark in marks if any(getattr(line, side)(mark) for n in range(3, 9) for line in lines(f"财政预算支{mark}绩效目标", n))]

starts = seen_at("startswith", "、。）】％，；：？！》”’")
ends = seen_at("endswith", "（《“‘￥")
print("start a line:", *starts)
print("end a line:", *ends)
print(*lines("预算1,980.40万元", 5), sep=" / ")
P
)
as_stated "$seen" <<'S'
start a line: ， ； ： ？ ！ 》 ” ’
end a line: （ 《 “ ‘ ￥
预算1,980.4 / 0万元
S
