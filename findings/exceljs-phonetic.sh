#!/usr/bin/env bash
# A cell that holds its text itself (t="inlineStr") may give the text's reading: ECMA-376 Part 1, 18.3.1.53 (is) and
# 18.4.6 (rPh), of the same content model as the shared strings. One expects the text, at worst with the reading in it.
# exceljs 4.4.0 gives null for that cell, and every row after it is gone from the sheet, without an error.
# For a maker of forms: a name with its pinyin costs all the projects below it. Others (openpyxl, calamine, SheetJS) are right.
. "$(dirname "$0")/_run.sh"
npm_packages exceljs@4.4.0
pip_packages openpyxl==3.1.5

python3 - "$dir" <<'P'
import sys
from _package import xlsx
number = '<c r="REF"><v>{}</v></c>'
name = '<c r="REF" t="inlineStr"><is><t>重庆路</t>{}</is></c>'
xlsx(f"{sys.argv[1]}/plain.xlsx", [number.format(1), name.format(""), number.format(3), number.format(4)])
reading = '<rPh sb="0" eb="1"><t>chong</t></rPh>'
xlsx(f"{sys.argv[1]}/reading.xlsx", [number.format(1), name.format(reading), number.format(3), number.format(4)])
P
cat >"$dir/read.js" <<'J'
const { Workbook } = require("exceljs");
(async () => {
  for (const name of ["plain", "reading"]) {
    const book = new Workbook();
    await book.xlsx.readFile(`${name}.xlsx`);
    const seen = [];
    book.worksheets[0].eachRow({ includeEmpty: true }, (row) => seen.push(row.getCell(1).value));
    console.log("exceljs", name, JSON.stringify(seen));
  }
})();
J
seen=$(cd "$dir" && node read.js && python -c "
from openpyxl import load_workbook
print('openpyxl reading', [row[0].value for row in load_workbook('reading.xlsx').active])")
as_stated "$seen" <<'S'
exceljs plain [1,"重庆路",3,4]
exceljs reading [1,null]
openpyxl reading [1, '重庆路', 3, 4]
S
