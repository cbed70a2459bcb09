"""The checks: what is asked of a spec (``rules``), what readers say of a file (``file_codes``), and how both are run."""
