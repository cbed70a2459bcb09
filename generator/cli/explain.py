"""``jixiao explain``: what a code means, with examples; or all codes."""

from __future__ import annotations

import argparse

from generator.cli.exit_codes import OK
from generator.cli.options import Subcommands, add_colour, codes, look_of


def add(commands: Subcommands) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "explain", help="解释问题代码", description="说明一条规则：要求、为什么、依据和例子。不写代码时列出全部规则。"
    )
    parser.add_argument("codes", nargs="*", type=codes, metavar="代码", help="如 MON01；只写开头（MON）是那一类")
    add_colour(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Explain the codes, or list them all."""
    from generator.reports.rule_report import list_lines, rule_lines

    width, paint = look_of(arguments)
    wanted = list(dict.fromkeys(code for group in arguments.codes for code in group))
    if not wanted:
        print("\n".join(list_lines(paint)))
        return OK
    print("\n\n".join("\n".join(rule_lines(code, width, paint)) for code in wanted))
    return OK
