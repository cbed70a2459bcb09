"""From aligned texts to a spec: its fields, what was torn, what the form only implies, sums."""
