"""The codes of findings that readers make of a file, explained as rules are."""
