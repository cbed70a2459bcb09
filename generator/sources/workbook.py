"""Reads a workbook as ``yaml_file`` reads YAML. The work is done beside the writer, which knows the same columns."""

from generator.excel.reading import WorkbookSource, read_workbook

__all__ = ["WorkbookSource", "read_workbook"]
