"""What ``decode_xlsx`` needs of workbooks: how large they are, and what stands beside the form."""
