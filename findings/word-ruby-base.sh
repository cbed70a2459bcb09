#!/usr/bin/env bash
# w:ruby (ECMA-376 Part 1, 17.3.3.25; Word's 拼音指南) puts a reading over a rare character. The character itself is in
# w:rubyBase, as a run like any other. One expects a reader that knows no ruby to lose the reading. mammoth 1.13.0,
# pandoc 3.9 (pypandoc-binary 1.17) and python-docx 1.2.0 lose the character as well: 王喆 is 王. docx2python 3.7.1 puts
# the reading into the text, before the character.
# For a maker of forms: names with a rare character, the very ones that get a reading, arrive without it.
. "$(dirname "$0")/_run.sh"
pip_packages mammoth==1.13.0 pypandoc-binary==1.17 python-docx==1.2.0 docx2python==3.7.1

seen=$(cd "$dir" && python - <<'P'
import docx, mammoth, pypandoc
from docx2python import docx2python
from _package import docx as write
properties = '<w:rubyPr><w:rubyAlign w:val="center"/><w:hps w:val="10"/><w:hpsRaise w:val="20"/><w:hpsBaseText w:val="21"/><w:lid w:val="zh-CN"/></w:rubyPr>'
run = "<w:r><w:t>{}</w:t></w:r>".format
ruby = f'<w:r><w:ruby>{properties}<w:rt>{run("zhé")}</w:rt><w:rubyBase>{run("喆")}</w:rubyBase></w:ruby></w:r>'
write("ruby.docx", f'<w:p>{run("王")}{ruby}{run("路")}</w:p>')
print("pandoc     ", pypandoc.get_pandoc_version(), pypandoc.convert_file("ruby.docx", "plain").strip())
print("mammoth    ", mammoth.extract_raw_text("ruby.docx").value.strip())
print("python-docx", docx.Document("ruby.docx").paragraphs[0].text)
print("docx2python", docx2python("ruby.docx").text.strip())
P
)
as_stated "$seen" <<'S'
pandoc      3.9 王路
mammoth     王路
python-docx 王路
docx2python 王zhé喆路
S
