#!/usr/bin/env bash
# [$-804] in a number format names a locale and no currency: in [$currency-locale] the currency is blank (ECMA-376 Part 1,
# 18.8.31), and [DBNum2] asks for Chinese capitals. One expects a library without Chinese digits to show plain ones.
# SheetJS (xlsx 0.18.5, fork @e965/xlsx 0.20.3) shows a dollar sign before the number, in `w`, in CSV and in HTML.
# The format with the word that Chinese Excel writes for General, G/通用格式, has no `w`. For a maker of forms: 1,980.40
# yuan is read as dollars wherever cells are shown as formatted.
. "$(dirname "$0")/_run.sh"
npm_packages xlsx@0.18.5 @e965/xlsx@0.20.3
pip_packages openpyxl==3.1.5

python - "$dir/amounts.xlsx" <<'P'
import sys
from openpyxl import Workbook
book = Workbook()
codes = ["[DBNum2][$-804]General", "[DBNum2][$-804]#,##0.00", "[$-804]0", "[$¥-804]#,##0.00", "[$-804]yyyy"]
for row, code in enumerate([*codes, "[DBNum2][$-804]G/通用格式"], 1):
    book.active.cell(row, 1, 1980.4).number_format = code
book.save(sys.argv[1])
P
cat >"$dir/read.js" <<'J'
for (const library of ["xlsx", "@e965/xlsx"]) {
  const XLSX = require(library);
  const sheet = XLSX.readFile("amounts.xlsx", { cellNF: true }).Sheets.Sheet;
  for (const row of [1, 2, 3, 4, 5, 6]) console.log(XLSX.version, sheet[`A${row}`].z, sheet[`A${row}`].w);
}
J
seen=$(cd "$dir" && node read.js)
as_stated "$seen" <<'S'
0.18.5 [DBNum2][$-804]General $1980.4
0.18.5 [DBNum2][$-804]#,##0.00 $1,980.40
0.18.5 [$-804]0 $1980
0.18.5 [$¥-804]#,##0.00 ¥1,980.40
0.18.5 [$-804]yyyy 1905
0.18.5 [DBNum2][$-804]G/通用格式 undefined
0.20.3 [DBNum2][$-804]General $1980.4
0.20.3 [DBNum2][$-804]#,##0.00 $1,980.40
0.20.3 [$-804]0 $1980
0.20.3 [$¥-804]#,##0.00 ¥1,980.40
0.20.3 [$-804]yyyy 1905
0.20.3 [DBNum2][$-804]G/通用格式 undefined
S
