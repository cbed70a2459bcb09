"""What the command's exit code says."""

OK = 0
FOUND_ERRORS = 1
USAGE = 2
BUG = 3
PARTLY = 4
"""Some documents failed and others were made."""
INTERRUPTED = 130
