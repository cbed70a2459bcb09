"""What a PDF says of itself: title, author and subject, and that it is PDF/A-3a and PDF/UA-1 (ISO 19005-3, 14289-1).

It tells no date: the same form gives the same bytes.
"""

from __future__ import annotations

from html import escape

from generator.pages.laid_out import Pages
from generator.writers.pdf.pdf_objects import Objects, text

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
{extension}
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
# PDF/A asks that properties of other standards are described (ISO 19005-3 §6.6.2.3.3).
_EXTENSION = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>part of PDF/UA</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


def put_metadata(pages: Pages, objects: Objects) -> int:
    """Write the XMP packet; its number. It is not compressed: archives read it without a PDF reader."""
    title, author, subject = (escape(value) for value in (pages.title, pages.author, pages.subject))
    packet = _PACKET.format(title=title, author=author, subject=subject, extension=_EXTENSION)
    return objects.add_stream(packet.encode(), "/Type/Metadata/Subtype/XML", is_packed=False)


def put_information(pages: Pages, objects: Objects) -> int:
    """Write the same in the older form; its number."""
    return objects.add(f"<</Title{text(pages.title)}/Author{text(pages.author)}/Subject{text(pages.subject)}>>")
