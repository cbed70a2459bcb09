"""What ``decode_docx`` needs of Word files: their parts, list numbers, and what stands beside the form."""
