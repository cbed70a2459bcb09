#!/usr/bin/env bash
# The encoding of a composite font is a predefined CMap's name or a stream that holds a CMap (ISO 32000-1, 9.7.5.3).
# One expects a reader to take the text from ToUnicode (9.10.2) in both cases. pdfminer.six 20260107, and so pdfplumber
# 0.11.10, does not read the stream: it finds no code in the text, so not one character, and says nothing. pypdf 7.1.1 puts
# U+0000 before each; pdfium (pypdfium2 5.15.2) is right.
# It is no curiosity: fpdf2 2.8.9 writes such a stream for every OpenType font with CFF outlines.
# For a maker of forms: a page that shows a whole form looks like a scan without text.
. "$(dirname "$0")/_run.sh"
pip_packages pdfplumber==0.11.10 pdfminer.six==20260107 pypdfium2==5.15.2 pypdf==7.1.1 pikepdf==10.18.0

cat >"$dir/read.py" <<'P'
from io import BytesIO
import pdfplumber, pypdf, pypdfium2
from _fonts import page

TEXTS = b"1 beginbfrange <0001> <0002> [<7EE9> <6548>] endbfrange"
for name, encoding, as_stream in (("Identity-H", "Identity-H", False), ("the same as a stream", "Form", True)):
    data = page(bytes.fromhex("00010002"), encoding, "Identity", TEXTS, as_stream)
    plumber = "".join(char["text"] for char in pdfplumber.open(BytesIO(data)).pages[0].chars) or "nothing"
    pdfium = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    print(name, "| pdfplumber", plumber, "| pdfium", pdfium, "| pypdf", ascii(pypdf.PdfReader(BytesIO(data)).pages[0].extract_text()))
P
seen=$(python "$dir/read.py")
as_stated "$seen" <<'S'
Identity-H | pdfplumber 绩效 | pdfium 绩效 | pypdf '\u7ee9\u6548'
the same as a stream | pdfplumber nothing | pdfium 绩效 | pypdf '\x00\u7ee9\x00\u6548'
S
