#!/usr/bin/env bash
# Chinese Excel saves a cell shown as 2025年1月 with numFmtId="57" and no format code: ECMA-376 Part 1, 18.8.30 lists
# 27-36 and 50-58 as built in for zh-cn, nearly all of them dates. One expects a library that knows dates to see one.
# openpyxl 3.1.5 says 45658 in the format General; exceljs 4.4.0 says 45658 and saves the cell with numFmtId 0, so the
# file itself then shows 45658. calamine 0.9.1 and SheetJS 0.18.5 see the day.
# For a maker of forms: the year or month of a published table arrives as a five-digit number, in an amount's place.
. "$(dirname "$0")/_run.sh"
npm_packages exceljs@4.4.0 xlsx@0.18.5
pip_packages openpyxl==3.1.5 python-calamine==0.9.1

python3 - "$dir/dates.xlsx" <<'P'
import sys
from _package import xlsx
formats = (0, 14, 31, 57, 58)
xlsx(sys.argv[1], [f'<c r="REF" s="{n}"><v>45658</v></c>' for n in range(1, 5)], formats=formats)
P
cat >"$dir/read.js" <<'J'
const { Workbook } = require("exceljs");
const sheet = require("xlsx").readFile("dates.xlsx").Sheets.Sheet1;
console.log("SheetJS ", ...[1, 2, 3, 4].map((row) => sheet[`A${row}`].w));
const book = new Workbook();
book.xlsx.readFile("dates.xlsx").then(() => {
  const text = (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : String(value));
  console.log("exceljs ", ...[1, 2, 3, 4].map((row) => text(book.worksheets[0].getCell(row, 1).value)));
  return book.xlsx.writeFile("saved.xlsx");
});
J
seen=$(cd "$dir" && node read.js && python - <<'P'
import re, zipfile
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook
cells = [row[0] for row in load_workbook("dates.xlsx").active]
print("openpyxl", *[f"{str(cell.value)[:10]} ({cell.number_format})" for cell in cells])
print("calamine", *[row[0] for row in CalamineWorkbook.from_path("dates.xlsx").get_sheet_by_index(0).to_python()])
styles = zipfile.ZipFile("saved.xlsx").read("xl/styles.xml").decode()
print("exceljs saved", re.findall(r'numFmtId="(\d+)"', styles.split("<cellXfs")[1].split("</cellXfs")[0]))
P
)
as_stated "$seen" <<'S'
SheetJS  1/1/25 1/1/25 1/1/25 1/1/25
exceljs  2025-01-01 45658 45658 45658
openpyxl 2025-01-01 (mm-dd-yy) 45658 (General) 45658 (General) 45658 (General)
calamine 2025-01-01 2025-01-01 2025-01-01 2025-01-01
exceljs saved ['0', '14', '0']
S
