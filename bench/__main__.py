"""Runs every benchmark and prints the table. A slow result is shown, and is no failure."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import batch, checks, commands, docx_form, pdf_form, reading, report, shares, workbook, xlsx_form
from bench.rows import Row

BENCHMARKS = (docx_form, pdf_form, xlsx_form, commands, checks, reading, workbook, shares, batch)
"""Each has a ``TITLE`` and ``run(folder)``, which yields rows; ``folder`` is an empty one to write to."""


def main() -> int:
    """Measure, print, and write the page where asked to."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"put the table into {report.PAGE.name}")
    arguments = parser.parse_args()
    missed: list[Row] = []
    lines = []
    for line in _lines(missed):
        print(line, flush=True)
        lines.append(line)
    for row in missed:
        print(f"MISSED: {row.what}: {row.ours}, {row.ratio or 'no ratio'}; target {row.target}", file=sys.stderr)
    if arguments.write:
        report.write_page(lines)
    return 0


def _lines(missed: list[Row]) -> Iterator[str]:
    """The table, line by line as it is measured; rows that miss their target are added to ``missed``."""
    yield report.versions()
    yield ""
    yield report.table_head()
    with tempfile.TemporaryDirectory(prefix="jixiao-bench-") as folder:
        for benchmark in BENCHMARKS:
            yield report.title_line(benchmark.TITLE)
            for row in benchmark.run(Path(folder)):
                yield report.row_line(row)
                if row.is_met is False:
                    missed.append(row)


if __name__ == "__main__":
    sys.exit(main())
