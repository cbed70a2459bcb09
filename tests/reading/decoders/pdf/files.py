"""Small PDFs made of their objects, with a right list of them."""

from __future__ import annotations

FONT = b"/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def pdf(objects: list[bytes]) -> bytes:
    """The file of these objects, the catalog first."""
    data, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (count, rows, count, len(data))
    )


def page(
    content: bytes, more: bytes = b"", *, resources: bytes = b"", catalog: bytes = b"", others: tuple[bytes, ...] = ()
) -> bytes:
    """A file of one page; ``others`` are objects from number 5 on."""
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R %s /Resources << %s %s >> >>"
            % (more, FONT, resources),
            stream(content),
            *others,
        ]
    )


def written(text: bytes, x: int = 50, y: int = 700) -> bytes:
    """The program that writes a text."""
    return b"BT /F1 12 Tf 1 0 0 1 %d %d Tm (%s) Tj ET " % (x, y, text)
