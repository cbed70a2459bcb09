"""Many specs in one run: what has to be made and why, made on all cores, and written so that any stop is harmless."""
