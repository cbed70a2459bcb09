"""The editing workbook: a spec as sheets to fill in, and such a workbook as a spec.

``columns`` declares sheets and columns once, from the spec's model; ``export`` writes a workbook, ``reading`` reads
one, ``annotate`` puts findings into it. Merging a workbook back into YAML stands in modules of its own.
"""
