"""Reads a published form back into a spec: the layout's own form, filled with marks, tells what to look for."""
