#!/usr/bin/env bash
# In a tagged PDF a cell names its header cells (ISO 32000-1, table 349: Headers; 14.8.5.7), as HTML assigns them by the
# table's grid and by scope. One expects WeasyPrint 70.0, asked for pdf/ua-1, to do so. It counts the cells of each row,
# not the columns: where a rowspan moves cells to the right, a cell names the header of its neighbour, or none; scope is
# not written; and a table over three pages is three tables, each with the repeated heading as content, not as an artifact.
# For a maker of forms: a screen reader announces 其他资金 at the amount of 财政拨款. Write the attributes again afterwards.
. "$(dirname "$0")/_run.sh"
pip_packages weasyprint==70.0 pikepdf==10.18.0

cat >"$dir/tags.py" <<'P'
from io import BytesIO
import weasyprint
from pikepdf import Array, Dictionary, Pdf

HTML = """<html lang="zh-CN"><title>t</title><style>@page { size: 400px 170px; margin: 10px } td, th { font-size: 12px }</style><table>
<thead><tr><th rowspan=2 scope=col>name<th colspan=2 scope=colgroup>money<tr><th scope=col>fiscal<th scope=col>other</thead>
<tr><th rowspan=2 scope=rowgroup>unit<td>1<td>2<tr><td>3<td>4MORE</table>"""

def cells(node, found):
    for child in node.get("/K", []) if isinstance(node.get("/K"), Array) else [node.get("/K")]:
        if isinstance(child, Dictionary) and "/S" in child:
            found.append(child)
            cells(child, found)
    return found

for rows in (0, 8):
    page = weasyprint.HTML(string=HTML.replace("MORE", "<tr><th scope=row>project<td>5<td>6" * rows))
    pdf = Pdf.open(BytesIO(page.write_pdf(pdf_variant="pdf/ua-1")))
    found = cells(pdf.Root.StructTreeRoot, [])
    kinds = [str(one.S) for one in found]
    scopes = sum("/Scope" in one.get("/A", {}) for one in found)
    print("pages", len(pdf.pages), "tables", kinds.count("/Table"), "headings", kinds.count("/THead"), "with Scope", scopes)
    if not rows:
        names = dict(zip([str(one.ID) for one in found if str(one.S) == "/TH"], ["name", "money", "fiscal", "other", "unit"]))
        for text, one in zip("1234", [one for one in found if str(one.S) == "/TD"]):
            print("cell", text, "names", *[names[str(each)] for each in one.A.Headers])
P
seen=$(python "$dir/tags.py" 2>"$dir/errors")
as_stated "$seen" <<'S'
pages 1 tables 1 headings 1 with Scope 0
cell 1 names money other
cell 2 names
cell 3 names name fiscal unit
cell 4 names money other
pages 3 tables 3 headings 3 with Scope 0
S
