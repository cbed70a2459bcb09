"""What ``decode_pdf`` needs of pages: from glyphs and rulings to lines, cells and tables over pages."""
