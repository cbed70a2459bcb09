"""The editing workbook: a spec as sheets to fill in, and such a workbook as a spec.

``sheets`` declares sheets and columns once, from the spec's model; ``write`` makes a workbook of a spec, ``read`` a
spec of a workbook, ``annotate`` puts findings into one. An edit goes back into YAML elsewhere: ``generator.merging``.
"""
