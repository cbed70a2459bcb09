"""What a PDF page shows, from glyphs and rulings to texts: `decode_pdf` puts it together."""
