#!/usr/bin/env bash
# A workbook to be filled in is opened and saved by exceljs 4.4.0. One expects what it does not know to stay or to go.
# Instead it is made wrong: a name that is a formula (ECMA-376 Part 1, 18.2.5) becomes a reference to a sheet whose name
# is the formula's head, a constant is dropped; a validation of B2:B200 (18.3.1.32) becomes two that overlap, and the
# one for B10:B200 keeps the formula as it was for B2, so row 10 is checked against row 2.
# For a maker of forms: lists that grow by OFFSET are broken, and rules tell people what is wrong with another row.
. "$(dirname "$0")/_run.sh"
npm_packages exceljs@4.4.0
pip_packages openpyxl==3.1.5

python - "$dir/form.xlsx" <<'P'
import sys
from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
book = Workbook()
book.active.title = "填报"
words = book.create_sheet("字典")
words["A1"] = "产出指标"
for name, text in (("固定", "字典!$A$1:$A$3"), ("全部", "OFFSET(字典!$A$1,0,0,COUNTA(字典!$A:$A),1)"), ("倍数", "10000")):
    book.defined_names[name] = DefinedName(name, attr_text=text)
rule = DataValidation(type="custom", formula1="LEN($B2)<=50", showErrorMessage=True)
rule.add("B2:B200")
book.active.add_data_validation(rule)
book.save(sys.argv[1])
P
cat >"$dir/save.js" <<'J'
const { Workbook } = require("exceljs");
const book = new Workbook();
book.xlsx.readFile("form.xlsx").then(() => book.xlsx.writeFile("saved.xlsx"));
J
(cd "$dir" && node save.js)
seen=$(python - "$dir" <<'P'
import sys
from openpyxl import load_workbook
for name in ("form", "saved"):
    book = load_workbook(f"{sys.argv[1]}/{name}.xlsx")
    print(name, {key: each.attr_text for key, each in book.defined_names.items()})
    print(name, [(str(each.sqref), each.formula1) for each in book["填报"].data_validations.dataValidation])
P
)
as_stated "$seen" <<'S'
form {'固定': '字典!$A$1:$A$3', '全部': 'OFFSET(字典!$A$1,0,0,COUNTA(字典!$A:$A),1)', '倍数': '10000'}
form [('B2:B200', 'LEN($B2)<=50')]
saved {'固定': "'字典'!$A$1:$A$3", '全部': "'OFFSET(字典'!$A$1"}
saved [('B10:B200', 'LEN($B2)<=50'), ('B2:B200', 'LEN($B2)<=50')]
S
