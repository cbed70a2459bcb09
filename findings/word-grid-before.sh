#!/usr/bin/env bash
# A row may leave columns out before its first cell: w:gridBefore (ECMA-376 Part 1, 17.4.15), which Word writes when a
# row is indented. One expects a converter that gets row and column spans right to keep the columns. pandoc 3.9
# (pypandoc-binary 1.17) and mammoth 1.13.0 move the row to the left; LibreOffice 7.4 leaves an empty cell, rightly.
# For a maker of forms: the amounts of such a row stand under the headings of their neighbours.
. "$(dirname "$0")/_run.sh"
pip_packages mammoth==1.13.0 pypandoc-binary==1.17

python - "$dir/rows.docx" <<'P'
import sys
from _package import docx
cell = '<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>'.format
before = '<w:trPr><w:gridBefore w:val="1"/><w:wBefore w:w="2000" w:type="dxa"/></w:trPr>'
rows = [cell("项目") + cell("财政拨款") + cell("其他资金"), before + cell("12.50") + cell("3.00")]
grid = '<w:gridCol w:w="2000"/>' * 3
table = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
docx(sys.argv[1], f'<w:tbl><w:tblPr><w:tblW w:w="6000" w:type="dxa"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{table}</w:tbl><w:p/>')
P
libreoffice 'html:HTML (StarWriter)' "$dir" "$dir/rows.docx"
seen=$(cd "$dir" && python - <<'P'
import re
import mammoth, pypandoc
with open("rows.docx", "rb") as file:
    pages = {"mammoth": mammoth.convert_to_html(file).value}
pages["pandoc"] = pypandoc.convert_file("rows.docx", "html")
pages["LibreOffice"] = open("rows.html", encoding="utf-8").read()
for name, page in pages.items():
    rows = re.findall(r"<tr.*?</tr>", page, re.S)
    print(name, [[re.sub(r"<[^>]*>|\s", "", cell) for cell in re.findall(r"<t[dh].*?</t[dh]>", row, re.S)] for row in rows])
P
)
as_stated "$seen" <<'S'
mammoth [['项目', '财政拨款', '其他资金'], ['12.50', '3.00']]
pandoc [['项目', '财政拨款', '其他资金'], ['12.50', '3.00', '']]
LibreOffice [['项目', '财政拨款', '其他资金'], ['', '12.50', '3.00']]
S
