#!/usr/bin/env bash
# The date field that Chinese Word inserts for 二〇二五年一月一日 is DATE \@ "EEEE年O月A日" (a date-and-time picture,
# ECMA-376 Part 1, 17.16.4.1). One expects LibreOffice 7.4 to compute the day, or to leave the result in the file.
# It computes the day and writes the year twice: 二〇二五二〇二五年一月一日. With yyyy年M月d日 it is right.
# For a maker of forms: a dated form printed through LibreOffice shows a year of eight digits. Print dates as text.
. "$(dirname "$0")/_run.sh"

python3 - "$dir/date.docx" <<'P'
import sys
from _package import docx
field = '<w:p><w:fldSimple w:instr=\' DATE \\@ "{}" \'><w:r><w:rPr><w:lang w:eastAsia="zh-CN"/></w:rPr><w:t>?</w:t></w:r></w:fldSimple></w:p>'
docx(sys.argv[1], field.format("EEEE年O月A日") + field.format("yyyy年M月d日"))
P
libreoffice pdf "$dir" "$dir/date.docx"
seen=$(pdftotext "$dir/date.pdf" - | tr -d ' \f' | python3 -c '
import re, sys
for line in sys.stdin.read().split():
    twice = re.fullmatch("([〇一二三四五六七八九]{4})(\\1)?年[一二三四五六七八九十]+月[一二三四五六七八九十]+日", line)
    once = re.fullmatch("[0-9]{4}年[0-9]+月[0-9]+日", line)
    print("the year twice" if twice and twice.group(2) else "the year once" if twice or once else line)')
as_stated "$seen" <<'S'
the year twice
the year once
S
