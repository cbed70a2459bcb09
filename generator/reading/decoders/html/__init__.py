"""What ``decode_html`` needs of web pages: their elements, and what stands beside the form."""
