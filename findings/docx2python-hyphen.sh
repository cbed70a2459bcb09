#!/usr/bin/env bash
# w:noBreakHyphen (ECMA-376 Part 1, 17.3.3.18) is a character: Word writes it for Ctrl+Shift+hyphen, to keep 2020-2022 on
# one line. One expects a text extractor to give U+2011 or a hyphen, as pandoc, mammoth and python-docx do.
# docx2python 3.7.1 gives nothing: the years run together to 20202022. A cell in a content control (17.5.2.32) splits
# its row: the cells before, in and after it become three tables.
# For a maker of forms: 2020-2022年 is a number of eight digits, and the row of a filled-in form is no row.
. "$(dirname "$0")/_run.sh"
pip_packages docx2python==3.7.1 python-docx==1.2.0

seen=$(cd "$dir" && python - <<'P'
import docx
from docx2python import docx2python
from _package import docx as write
cell = '<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>'.format
control = f'<w:sdt><w:sdtPr><w:id w:val="6"/></w:sdtPr><w:sdtContent>{cell("乙")}</w:sdtContent></w:sdt>'
grid = '<w:gridCol w:w="2000"/>' * 3
table = '<w:tbl><w:tblPr><w:tblW w:w="6000" w:type="dxa"/></w:tblPr><w:tblGrid>{}</w:tblGrid><w:tr>{}</w:tr></w:tbl><w:p/>'.format
write("years.docx", "<w:p><w:r><w:t>2020</w:t><w:noBreakHyphen/><w:t>2022年</w:t></w:r></w:p>")
write("plain.docx", table(grid, cell("甲") + cell("乙") + cell("丙")))
write("control.docx", table(grid, cell("甲") + control + cell("丙")))
print("python-docx", docx.Document("years.docx").paragraphs[0].text)
print("docx2python", docx2python("years.docx").text.strip())
for name in ("plain", "control"):
    print("docx2python", name, [part for part in docx2python(f"{name}.docx").body if any(any(cell[0] for cell in row) for row in part)])
P
)
as_stated "$seen" <<'S'
python-docx 2020-2022年
docx2python 20202022年
docx2python plain [[[['甲'], ['乙'], ['丙']]]]
docx2python control [[[['甲']]], [[['乙']]], [[['丙']]]]
S
