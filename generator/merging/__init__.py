"""Merging: a workbook's edits into a YAML file whose comments, order and untouched lines stay as they are.

``tree`` makes comparable trees of nodes, ``items`` finds the same item in the three versions, ``three_way`` merges,
``edits`` says in Chinese what changes, ``patch`` changes the YAML text, ``write`` writes what is new.
"""
