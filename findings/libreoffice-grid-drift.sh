#!/usr/bin/env bash
# w:docGrid (ECMA-376 Part 1, 17.6.5) says how many characters a line has: charSpace is added to the size of the default
# font, in 4096ths of a point. Opened and saved, one expects the number to stay, or to go. In LibreOffice 7.4 it depends
# on the default size: at 10.5 pt (五号) 1.5 pt become 3 pt on the first save; at 12 pt (小四) it shrinks with each save.
# For a maker of forms: every pass through LibreOffice gives the lines another number of characters.
. "$(dirname "$0")/_run.sh"

cat >"$dir/make.py" <<'P'
import sys
from _package import A4, docx
styles = f'<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="{sys.argv[2]}"/></w:rPr></w:rPrDefault></w:docDefaults>'
styles += '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
section = A4 + '<w:docGrid w:type="linesAndChars" w:linePitch="312" w:charSpace="6144"/>'
docx(sys.argv[1], "<w:p><w:r><w:t>绩效目标</w:t></w:r></w:p>", section, styles=styles)
P
for size in 21 24; do
  mkdir "$dir/0"
  python3 "$dir/make.py" "$dir/0/form.docx" "$size"
  for turn in 1 2 3; do libreoffice 'docx:MS Word 2007 XML' "$dir/$turn" "$dir/$((turn - 1))/form.docx"; done
  for turn in 0 1 2 3; do
    echo "half-points $size, saved $turn times: $(unzip -p "$dir/$turn/form.docx" word/document.xml | grep -o 'charSpace="[^"]*"')" >>"$dir/seen"
  done
  rm -r "$dir"/[0-3]
done
seen=$(cat "$dir/seen")
as_stated "$seen" <<'S'
half-points 21, saved 0 times: charSpace="6144"
half-points 21, saved 1 times: charSpace="12288"
half-points 21, saved 2 times: charSpace="12288"
half-points 21, saved 3 times: charSpace="12288"
half-points 24, saved 0 times: charSpace="6144"
half-points 24, saved 1 times: charSpace="6143"
half-points 24, saved 2 times: charSpace="5938"
half-points 24, saved 3 times: charSpace="5734"
S
