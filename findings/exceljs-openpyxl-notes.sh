#!/usr/bin/env bash
# openpyxl 3.1.5 names a sheet's notes by an absolute target, /xl/comments/comment1.xml, which ECMA-376 Part 2 (OPC)
# allows: a target is a reference that is resolved against the part. Excel, LibreOffice and SheetJS resolve it.
# One expects so of exceljs 4.4.0, which reads openpyxl's workbooks else; one note, and it does not open them at all.
# For a maker of forms: findings written as notes on their cells make a workbook that exceljs programs cannot take.
. "$(dirname "$0")/_run.sh"
npm_packages exceljs@4.4.0 xlsx@0.18.5
pip_packages openpyxl==3.1.5

python - "$dir" <<'P'
import sys
from openpyxl import Workbook
from openpyxl.comments import Comment
book = Workbook()
book.active["A1"] = "≥95%"
book.save(f"{sys.argv[1]}/plain.xlsx")
book.active["A1"].comment = Comment("请核对", "审核")
book.save(f"{sys.argv[1]}/noted.xlsx")
P
cat >"$dir/read.js" <<'J'
const { Workbook } = require("exceljs");
const XLSX = require("xlsx");
(async () => {
  for (const name of ["plain", "noted"]) {
    const book = new Workbook();
    const done = await book.xlsx.readFile(`${name}.xlsx`).then(() => book.worksheets[0].getCell("A1").text, (error) => String(error));
    console.log("exceljs", name, done);
    const cell = XLSX.readFile(`${name}.xlsx`).Sheets.Sheet.A1;
    console.log("SheetJS", name, cell.v, cell.c ? cell.c[0].t : "-");
  }
})();
J
seen=$(cd "$dir" && unzip -p noted.xlsx xl/worksheets/_rels/sheet1.xml.rels | grep -o 'Target="[^"]*comment1.xml"' && node read.js)
as_stated "$seen" <<'S'
Target="/xl/comments/comment1.xml"
exceljs plain ≥95%
SheetJS plain ≥95% -
exceljs noted TypeError: Cannot read properties of undefined (reading 'comments')
SheetJS noted ≥95% 请核对
S
