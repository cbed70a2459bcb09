"""Changes a YAML text by places, so that comments, order and untouched lines stay as they are.

``patch`` makes the text say what a tree says (an import), ``restyle_values`` rewrites single values (``fmt``),
``write_tree`` writes what is new, in the manner that ``file_style`` and ``author_habits`` have seen in the file.
"""
