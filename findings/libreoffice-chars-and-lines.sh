#!/usr/bin/env bash
# Chinese paragraphs are indented by characters and spaced by lines. ECMA-376 Part 1, 17.3.1.12: where firstLineChars is
# given, firstLine is ignored; 17.3.1.33: beforeLines goes before `before`. One expects LibreOffice 7.4 to honour both or
# neither. It ignores firstLineChars, alone (no indent at all) and against a firstLine that differs, and drops it on
# saving; beforeLines is honoured where it is alone, as 12 pt a line whatever the grid's pitch (17.6.5), and loses to `before`.
# For a maker of forms: 首行缩进2字符 needs w:firstLine beside it, and the spacing of a heading must be said in points.
. "$(dirname "$0")/_run.sh"

python3 - "$dir/indents.docx" <<'P'
import sys
from _package import A4, docx
paragraph = '<w:p><w:pPr>{}</w:pPr><w:r><w:rPr><w:sz w:val="32"/></w:rPr><w:t>A</w:t></w:r></w:p>'
kinds = [
    "",
    '<w:ind w:firstLineChars="200"/>',
    '<w:ind w:firstLineChars="200" w:firstLine="640"/>',
    '<w:ind w:firstLineChars="200" w:firstLine="300"/>',
    "",
    '<w:spacing w:beforeLines="100"/>',
    "",
    '<w:spacing w:beforeLines="100" w:before="800"/>',
]
section = A4 + '<w:docGrid w:type="lines" w:linePitch="600"/>'
docx(sys.argv[1], "".join(paragraph.format(kind) for kind in kinds), section)
P
libreoffice pdf "$dir" "$dir/indents.docx"
libreoffice 'docx:MS Word 2007 XML' "$dir/out" "$dir/indents.docx"
seen=$(cd "$dir" && pdftotext -bbox indents.pdf - | grep -o 'xMin="[0-9.]*" yMin="[0-9.]*"' | awk -F'"' '
  { printf "indent %.0f pt, %.0f pt below the one before\n", $2 - 72, (NR > 1 ? $4 - y : 0); y = $4 }'
unzip -p out/indents.docx word/document.xml | grep -oE '<w:(ind|spacing) [^>]*>')
as_stated "$seen" <<'S'
indent 0 pt, 0 pt below the one before
indent 0 pt, 30 pt below the one before
indent 32 pt, 30 pt below the one before
indent 15 pt, 30 pt below the one before
indent 0 pt, 30 pt below the one before
indent 0 pt, 42 pt below the one before
indent 0 pt, 30 pt below the one before
indent 0 pt, 70 pt below the one before
<w:ind w:firstLine="640"/>
<w:ind w:firstLine="300"/>
<w:spacing w:before="240" w:after="0"/>
<w:spacing w:before="800" w:after="0"/>
S
