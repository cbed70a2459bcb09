"""What the command's exit code says."""

OK = 0
FOUND_ERRORS = 1
USAGE = 2
BUG = 3
INTERRUPTED = 130
