"""Which printed text stands at which spot of the form."""
