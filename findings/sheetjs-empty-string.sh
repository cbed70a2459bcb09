#!/usr/bin/env bash
# A shared string may be empty: every child of si is optional (ECMA-376 Part 1, 18.4.8), and XML writes an empty element
# as <si/>, <si></si> or <si><t/></si> alike. One expects an empty text; SheetJS (xlsx 0.18.5, and so the fork
# @e965/xlsx 0.20.3) reads <si/> together with the string after it as one: every later index points one string too far.
# For a maker of forms: each cell shows the text of another one, the last is empty, and nothing is said.
. "$(dirname "$0")/_run.sh"
npm_packages xlsx@0.18.5 @e965/xlsx@0.20.3

python3 - "$dir" <<'P'
import sys
from _package import xlsx
cells = [f'<c r="REF" t="s"><v>{n}</v></c>' for n in range(4)]
text = "<si><t>{}</t></si>".format
for name, empty in (("short", "<si/>"), ("long", "<si></si>"), ("inner", "<si><t/></si>")):
    xlsx(f"{sys.argv[1]}/{name}.xlsx", cells, text("教育局") + empty + text("财政局") + text("民政局"))
P
cat >"$dir/read.js" <<'J'
for (const library of ["xlsx", "@e965/xlsx"]) {
  const XLSX = require(library);
  for (const name of ["short", "long", "inner"]) {
    const sheet = XLSX.readFile(`${name}.xlsx`).Sheets.Sheet1;
    console.log(library, XLSX.version, name, JSON.stringify([1, 2, 3, 4].map((row) => sheet[`A${row}`]?.v ?? "")));
  }
}
J
seen=$(cd "$dir" && node read.js)
as_stated "$seen" <<'S'
xlsx 0.18.5 short ["教育局","","民政局",""]
xlsx 0.18.5 long ["教育局","","财政局","民政局"]
xlsx 0.18.5 inner ["教育局","","财政局","民政局"]
@e965/xlsx 0.20.3 short ["教育局","","民政局",""]
@e965/xlsx 0.20.3 long ["教育局","","财政局","民政局"]
@e965/xlsx 0.20.3 inner ["教育局","","财政局","民政局"]
S
