"""``jixiao layouts``: the layouts there are."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from generator.cli.exit_codes import FOUND_ERRORS, OK
from generator.cli.options import Subcommands, add_layout_folders

if TYPE_CHECKING:
    from generator.layouts.model import Layout


def add(commands: Subcommands) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "layouts",
        help="列出版式",
        description="列出现有的版式：代号、地名、分类和可选的排版设置；版式有误的说明哪里有误。",
    )
    add_layout_folders(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """List the layouts."""
    from generator.checks.checking import verify_layout
    from generator.layouts.load import LayoutError, load_layouts

    exit_code = OK
    for layout in load_layouts(arguments.layout_folders):
        print("\n".join(_lines(layout)))
        try:
            verify_layout(layout)
        except LayoutError as error:
            print(f"版式有误：{error}", file=sys.stderr)
            exit_code = FOUND_ERRORS
    return exit_code


def _lines(layout: Layout) -> Iterator[str]:
    from generator.writers.pdf.engines import told

    yield f"{layout.id}（{layout.name}）  {layout.title}  {layout.edition} 年版"
    yield f"    又名：{'、'.join(layout.aliases)}" if layout.aliases else f"    文件夹：{layout.folder}"
    for level1 in layout.classification:
        yield f"    {level1.label}：{'、'.join(level2.label for level2 in level1.level2)}"
    yield f"    PDF：{told(layout)}"
    for name, setting in layout.settings.items():
        choices = f"，可选 {' '.join(setting.choices)}" if setting.choices else ""
        yield f"    排版设置 {name}：{setting.title}，默认 {setting.default}{choices}"
