#!/usr/bin/env bash
# ECMA-376 Part 1, 17.18.59 lists the number formats of lists (17.9.17) and of page numbers (17.6.12). One expects the
# less usual to fall back to 1, 2, 3 or to be right. LibreOffice 7.4 is right for 一, 十一, 甲 and ①; but it prints
# ideographDigital (一〇, 一一) as 十, 十一, prints ⑽, ⒑ and - 10 - as a bare 10, and saves what it printed: ⑽ becomes
# decimal, the page number - 3 - becomes 3.
# For a maker of forms: the page number that official papers carry is lost, and ⑴ before an item becomes 1.
. "$(dirname "$0")/_run.sh"

python3 - "$dir/lists.docx" <<'P'
import sys
from _package import A4, docx
FORMS = [
    "chineseCountingThousand", "ideographTraditional", "decimalEnclosedCircleChinese", "ideographDigital",
    "decimalEnclosedParen", "decimalEnclosedFullstop", "numberInDash",
]
level = '<w:lvl w:ilvl="0"><w:start w:val="10"/><w:numFmt w:val="{}"/><w:lvlText w:val="%1"/><w:lvlJc w:val="left"/></w:lvl>'
kind = '<w:abstractNum w:abstractNumId="{}"><w:multiLevelType w:val="singleLevel"/>{}</w:abstractNum>'
numbering = "".join(kind.format(n, level.format(form)) for n, form in enumerate(FORMS, 1))
numbering += "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(1, len(FORMS) + 1))
item = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr></w:pPr><w:r><w:t>/{}</w:t></w:r></w:p>'
page = '<w:p><w:fldSimple w:instr=" PAGE "><w:r><w:t>- 3 -</w:t></w:r></w:fldSimple><w:r><w:t>/page</w:t></w:r></w:p>'
section = '<w:footerReference w:type="default" r:id="footer"/>' + A4 + '<w:pgNumType w:fmt="numberInDash" w:start="3"/>'
docx(sys.argv[1], "".join(item.format(n, form) * 2 for n, form in enumerate(FORMS, 1)), section, numbering=numbering, footer=page)
P
libreoffice pdf "$dir" "$dir/lists.docx"
libreoffice 'docx:MS Word 2007 XML' "$dir/out" "$dir/lists.docx"
seen=$(cd "$dir" && pdftotext -layout lists.pdf - | tr -d ' ' | grep / | awk -F/ '
  { numbers[$2] = numbers[$2] " " $1; if (!known[$2]++) order[++n] = $2 }
  END { for (i = 1; i <= n; i++) print order[i] ":" numbers[order[i]] }'
python3 -c '
import re, zipfile
text = zipfile.ZipFile("out/lists.docx").read("word/numbering.xml").decode()
lists = re.findall("<w:abstractNum .*?</w:abstractNum>", text)
print("saved as", *[re.search("numFmt w:val=.([A-Za-z]+)", one)[1] for one in lists][:7])'
unzip -p out/lists.docx word/document.xml | grep -o '<w:pgNumType[^>]*>')
as_stated "$seen" <<'S'
chineseCountingThousand: 十 十一
ideographTraditional: 癸 11
decimalEnclosedCircleChinese: ⑩ ⑪
ideographDigital: 十 十一
decimalEnclosedParen: 10 11
decimalEnclosedFullstop: 10 11
numberInDash: 10 11
page: 3
saved as chineseCountingThousand ideographTraditional decimalEnclosedCircle chineseCountingThousand decimal decimal decimal
<w:pgNumType w:start="3" w:fmt="decimal"/>
S
