"""A workbook that was filled in as a spec, with cells as places."""
