"""The command ``jixiao``: a subcommand a file, each with ``add`` (its options) and ``run`` (its work, an exit code)."""
