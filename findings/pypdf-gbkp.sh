#!/usr/bin/env bash
# ISO 32000-1, table 118 lists the predefined CMaps for simplified Chinese; GBK-EUC-H and GBKp-EUC-H have the same codes
# and differ in the width of Latin letters only. A reader that knows one is expected to know the other, or to give up.
# pypdf 7.1.1 reads all of them but GBKp-EUC-H, whose bytes it takes for UTF-16: other Han and Hangul letters come out,
# without an error. pdfminer.six 20260107 and pdfium (pypdfium2 5.15.2) read all of them.
# For a maker of forms: old printers' PDFs give a text that looks like writing and is not what the page shows.
. "$(dirname "$0")/_run.sh"
pip_packages pdfplumber==0.11.10 pdfminer.six==20260107 pypdfium2==5.15.2 pypdf==7.1.1 pikepdf==10.18.0

cat >"$dir/read.py" <<'P'
from io import BytesIO
import pdfplumber, pypdf, pypdfium2
from _fonts import page

CODES = {"GB-EUC-H": "gb2312", "GBpc-EUC-H": "gb2312", "GBK-EUC-H": "gbk", "GBKp-EUC-H": "gbk"}
CODES |= {"GBK2K-H": "gb18030", "UniGB-UCS2-H": "utf-16-be", "UniGB-UTF16-H": "utf-16-be"}
for cmap, code in CODES.items():
    data = page("绩效目标".encode(code), cmap)
    plumber = "".join(char["text"] for char in pdfplumber.open(BytesIO(data)).pages[0].chars)
    pdfium = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    print(cmap, "| pypdf", pypdf.PdfReader(BytesIO(data)).pages[0].extract_text(), "| pdfplumber", plumber, "| pdfium", pdfium)
P
seen=$(python "$dir/read.py" 2>"$dir/errors")
as_stated "$seen" <<'S'
GB-EUC-H | pypdf 绩效目标 | pdfplumber 绩效目标 | pdfium 绩效目标
GBpc-EUC-H | pypdf 绩效目标 | pdfplumber 绩效目标 | pdfium 绩效目标
GBK-EUC-H | pypdf 绩效目标 | pdfplumber 绩效目标 | pdfium 绩效目标
GBKp-EUC-H | pypdf 벨킧쒿뇪 | pdfplumber 绩效目标 | pdfium 绩效目标
GBK2K-H | pypdf 绩效目标 | pdfplumber 绩效目标 | pdfium 绩效目标
UniGB-UCS2-H | pypdf 绩效目标 | pdfplumber 绩效目标 | pdfium 绩效目标
UniGB-UTF16-H | pypdf 绩效目标 | pdfplumber 绩效目标 | pdfium 绩效目标
S
