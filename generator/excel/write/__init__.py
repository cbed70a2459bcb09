"""A spec as a workbook to fill in, a sheet a module."""
