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
from pikepdf import Array, Dictionary, Name, Pdf, String

HEAD = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CIDSystemInfo << /Registry (Adobe) /Ordering (%s) /Supplement 0 >> def /CMapName /%s def /CMapType %d def 1 begincodespacerange <0000> <FFFF> endcodespacerange "
TAIL = b" endcmap CMapName currentdict /CMap defineresource pop end end"

def form(embedded: bool) -> bytes:
    pdf = Pdf.new()
    system = Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0)
    look = Dictionary(Type=Name.FontDescriptor, FontName=Name("/STSong-Light"), Flags=6, FontBBox=Array([-25, -254, 1000, 880]), ItalicAngle=0, Ascent=880, Descent=-120, CapHeight=880, StemV=93)
    kind = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType0, BaseFont=Name("/STSong-Light"), CIDSystemInfo=system, DW=1000, FontDescriptor=pdf.make_indirect(look))
    cmap = pdf.make_stream(HEAD % (b"Identity", b"Form", 1) + b"1 begincidrange <0000> <FFFF> 0 endcidrange" + TAIL)
    cmap.Type, cmap.CMapName, cmap.CIDSystemInfo = Name.CMap, Name.Form, system
    texts = pdf.make_stream(HEAD % (b"UCS", b"Adobe-Identity-UCS", 2) + b"1 beginbfrange <0001> <0002> [<7EE9> <6548>] endbfrange" + TAIL)
    font = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/STSong-Light-Form"), Encoding=cmap if embedded else Name("/Identity-H"), DescendantFonts=Array([pdf.make_indirect(kind)]), ToUnicode=texts)
    page = pdf.add_blank_page(page_size=(200, 100))
    page.Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)))
    page.Contents = pdf.make_stream(b"BT /F1 20 Tf 20 50 Td <00010002> Tj ET")
    pdf.save(out := BytesIO())
    return out.getvalue()

for name, embedded in (("Identity-H", False), ("the same as a stream", True)):
    data = form(embedded)
    print(name, "| pdfplumber", "".join(char["text"] for char in pdfplumber.open(BytesIO(data)).pages[0].chars) or "nothing",
          "| pdfium", pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range(), "| pypdf", ascii(pypdf.PdfReader(BytesIO(data)).pages[0].extract_text()))
P
seen=$(python "$dir/read.py")
as_stated "$seen" <<'S'
Identity-H | pdfplumber 绩效 | pdfium 绩效 | pypdf '\u7ee9\u6548'
the same as a stream | pdfplumber nothing | pdfium 绩效 | pypdf '\x00\u7ee9\x00\u6548'
S
