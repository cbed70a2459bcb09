"""``jixiao check``: findings with their places."""

from __future__ import annotations

import argparse
import sys

from generator.cli.exit_codes import FOUND_ERRORS, OK, USAGE
from generator.cli.options import Subcommands, add_layout, add_layout_folders, add_sources


def add(commands: Subcommands) -> None:
    """Declare the command."""
    parser = commands.add_parser("check", help="校验", description="校验数据文件，列出每个问题和它的位置。")
    add_sources(parser)
    add_layout(parser)
    add_layout_folders(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Check each spec and list what was found."""
    from generator.files import find_specs
    from generator.pipeline import load
    from generator.reports.text import count_line, finding_lines

    files = list(find_specs(arguments.paths))
    if not files:
        print("没有找到数据文件（.yaml）。", file=sys.stderr)
        return USAGE
    everything = []
    for file in files:
        document = load(file.path, layout=arguments.layout, layout_folders=arguments.layout_folders)
        everything += document.findings
        for line in finding_lines(document.findings):
            print(line)
    print(f"{len(files)} 个文件：{count_line(everything)}")
    return FOUND_ERRORS if any(finding.is_error for finding in everything) else OK
