"""Benchmarks: ``python -m bench`` measures and prints one table; ``--write`` puts it into docs/performance.md."""
