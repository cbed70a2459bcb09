"""A decoder a kind of file: ``decode`` chooses, each gives the texts in reading order with their places."""
