"""Notes and filled fields of a PDF are told; links are not."""

from __future__ import annotations

from pathlib import Path

from pdfminer.psparser import LIT

from generator.reading.decoders.decode import decode
from generator.reading.decoders.pdf.annotations import annotations_of


class OnePage:
    """A page with these annotations, as pdfplumber gives them."""

    def __init__(self, *annotations: dict[str, object]) -> None:
        self.annots = [{"data": data} for data in annotations]


def test_notes_and_fields_but_no_links() -> None:
    page = OnePage(
        {"Subtype": LIT("Text"), "Contents": "\ufeff请核对".encode("utf-16-be")},
        {"Subtype": LIT("Widget"), "V": "\ufeff12".encode("utf-16-be"), "Contents": b""},
        {"Subtype": LIT("Widget"), "V": LIT("Off")},
        {"Subtype": LIT("Link"), "Contents": b"there"},
    )
    assert annotations_of(page) == ["请核对", "12"]


def test_note_in_a_file_is_told(tmp_path: Path) -> None:
    note = b"<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (draft) >>"
    content = b"BT /F1 12 Tf 50 700 Td (Hello) Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Annots [5 0 R]"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        note,
    ]
    data = b"%PDF-1.4\n"
    for number, each in enumerate(objects, 1):
        data += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    (tmp_path / "form.pdf").write_bytes(data + b"trailer << /Root 1 0 R /Size 6 >>\n%%EOF\n")
    found = decode(tmp_path / "form.pdf", "form.pdf")
    assert [text.text for text in found.texts] == ["Hello"]
    assert ("REA05", "批注和填写的域“draft”没有读") in [(each.code, each.message) for each in found.findings]
