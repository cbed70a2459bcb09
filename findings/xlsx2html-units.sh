#!/usr/bin/env bash
# A unit in quotes is text: 0"人次" shows 3人次 and 0"%" shows 95 as 95% (ECMA-376 Part 1, 18.8.31: text in double
# quotation marks is displayed as it is). One expects a converter that formats numbers to leave the quoted part alone.
# xlsx2html 0.6.4 prints the quotes, takes a quoted % for a percentage (95 becomes 9500) and puts the number into the
# brackets of [DBNum2]; xlsx2csv 0.8.6 keeps the quotes of a date's 年 and 月 as part of the text, and pads the month.
# For a maker of forms: the indicator values of a published sheet are wrong by a factor of 100 in the HTML beside it.
. "$(dirname "$0")/_run.sh"
pip_packages openpyxl==3.1.5 xlsx2html==0.6.4 xlsx2csv==0.8.6

seen=$(cd "$dir" && python - <<'P'
import csv, io, re
from openpyxl import Workbook
from xlsx2csv import Xlsx2csv
from xlsx2html import xlsx2html
formats = {'0"人次"': 3, '0"%"': 95, '"≥"0"%"': 95, "0%": 0.95, '0.00"万元"': 12.5, "[DBNum2][$-804]General": 1980, 'yyyy"年"m"月"': 45658}
book = Workbook()
for row, (code, value) in enumerate(formats.items(), 1):
    book.active.cell(row, 1, value).number_format = code
book.save("units.xlsx")
html, table = io.StringIO(), io.StringIO()
xlsx2html("units.xlsx", html, locale="zh_CN")
Xlsx2csv("units.xlsx").convert(table)
shown = re.findall(r"<td[^>]*>(.*?)</td>", html.getvalue(), re.S)
for code, page, (text,) in zip(formats, shown, csv.reader(io.StringIO(table.getvalue()))):
    print(f"{code}: html {page} | csv {text}")
P
)
as_stated "$seen" <<'S'
0"人次": html 3"人次" | csv 3
0"%": html 9500"%" | csv 95
"≥"0"%": html "≥"9500"%" | csv 95
0%: html 95% | csv 95%
0.00"万元": html 12.50"万元" | csv 12.500000
[DBNum2][$-804]General: html [DBNum1980]804General | csv 1980
yyyy"年"m"月": html 2025年1月 | csv 2025"年"01"月"
S
