"""What is asked of a spec, a theme a module; each module lists its rules in ``RULES``."""
