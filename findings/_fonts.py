"""PDF pages of one line in a composite font that is not embedded, written with pikepdf."""

from io import BytesIO

from pikepdf import Array, Dictionary, Name, Pdf, String

_HEAD = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
    b"/CIDSystemInfo << /Registry (Adobe) /Ordering (%s) /Supplement 0 >> def /CMapName /%s def /CMapType %d def "
    b"1 begincodespacerange <0000> <FFFF> endcodespacerange "
)
_TAIL = b" endcmap CMapName currentdict /CMap defineresource pop end end"


def page(codes, encoding, ordering="GB1", to_unicode=b"", as_stream=False):
    """A PDF that shows ``codes``. ``as_stream``: the encoding is a CMap in the file, in which each code is its CID."""
    pdf = Pdf.new()
    system = Dictionary(Registry=String("Adobe"), Ordering=String(ordering), Supplement=0)
    box = Array([-25, -254, 1000, 880])
    look = Dictionary(Type=Name.FontDescriptor, FontName=Name("/STSong-Light"), Flags=6, FontBBox=box, ItalicAngle=0)
    look.update(Dictionary(Ascent=880, Descent=-120, CapHeight=880, StemV=93))
    kind = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType0, BaseFont=Name("/STSong-Light"), DW=1000)
    kind.CIDSystemInfo, kind.FontDescriptor = system, pdf.make_indirect(look)
    font = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name(f"/STSong-Light-{encoding}"))
    font.Encoding, font.DescendantFonts = Name(f"/{encoding}"), Array([pdf.make_indirect(kind)])
    if as_stream:
        head = _HEAD % (ordering.encode(), encoding.encode(), 1)
        font.Encoding = pdf.make_stream(head + b"1 begincidrange <0000> <FFFF> 0 endcidrange" + _TAIL)
        font.Encoding.Type, font.Encoding.CMapName = Name.CMap, Name(f"/{encoding}")
        font.Encoding.CIDSystemInfo = system
    if to_unicode:
        font.ToUnicode = pdf.make_stream(_HEAD % (b"UCS", b"Adobe-Identity-UCS", 2) + to_unicode + _TAIL)
    made = pdf.add_blank_page(page_size=(200, 100))
    made.Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)))
    made.Contents = pdf.make_stream(b"BT /F1 20 Tf 20 50 Td <%s> Tj ET" % codes.hex().encode())
    pdf.save(out := BytesIO())
    return out.getvalue()
