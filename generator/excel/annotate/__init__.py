"""Findings put into a workbook that is otherwise left as it is."""
