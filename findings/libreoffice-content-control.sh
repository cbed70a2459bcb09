#!/usr/bin/env bash
# A plain-text content control (w:sdt with w:text, ECMA-376 Part 1, 17.5.2) is how Word marks a place to be filled in.
# One expects LibreOffice to keep or to drop it when it saves a Word file as one. LibreOffice 7.4 writes the text of each
# four times, sixteen times when the result is saved again; its PDF of the same file is right, and so are other controls.
# For a maker of forms: a form that went through it once holds every filled-in name four times.
. "$(dirname "$0")/_run.sh"

python3 - "$dir/0.docx" <<'P'
import sys
from _package import docx
run = "<w:r><w:t>{}</w:t></w:r>".format
control = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>".format
docx(
    sys.argv[1],
    f'<w:p>{run("名称：")}{control("<w:text/>", run("科普"))}{run("。")}</w:p>'
    f'<w:p>{run("名称：")}{control("", run("科普"))}</w:p>',
)
P
for turn in 1 2; do libreoffice 'docx:MS Word 2007 XML' "$dir/out" "$dir/$((turn - 1)).docx"; mv "$dir/out/$((turn - 1)).docx" "$dir/$turn.docx"; done
libreoffice pdf "$dir" "$dir/0.docx"
seen=$(cd "$dir" && pdftotext 0.pdf - | tr '\n\f' '  ' && echo && python3 - <<'P'
import re, zipfile
for turn in range(3):
    text = zipfile.ZipFile(f"{turn}.docx").read("word/document.xml").decode()
    print("saved", turn, ["".join(re.findall("<w:t[^>]*>([^<]*)", one)) for one in re.findall("<w:p[ >].*?</w:p>", text)])
P
)
as_stated "$seen" <<'S'
名称：科普。 名称：科普   
saved 0 ['名称：科普。', '名称：科普']
saved 1 ['名称：科普科普科普科普。', '名称：科普']
saved 2 ['名称：科普科普科普科普科普科普科普科普科普科普科普科普科普科普科普科普。', '名称：科普']
S
