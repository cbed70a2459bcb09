"""Merging: a workbook's edits into the YAML file that it was made from, whatever happened to that file since.

``same_items`` and ``items`` find the same item in the three versions, ``three_way`` merges their trees, ``conflicts``
and ``edits`` say in Chinese what is to be decided and what changes; ``yaml_edit`` changes the text.
"""
