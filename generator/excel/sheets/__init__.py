"""What writing and reading share: the sheets and columns there are, the rows of a spec, and what is kept unseen."""
