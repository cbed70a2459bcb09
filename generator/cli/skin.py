"""``jixiao skin``: the Word skin of a layout, to be edited in Word."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generator.cli.exit_codes import FOUND_ERRORS, OK
from generator.cli.options import Subcommands, add_layout_folders


def add(commands: Subcommands) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "skin",
        help="导出 Word 模板",
        description="导出版式的 Word 模板。用 Word 改好字体、页边距、页眉页脚后，放进版式文件夹，命名为 form.docx。",
    )
    parser.add_argument("layout", metavar="版式", help="版式代号或地名，见 jixiao layouts")
    parser.add_argument("path", type=Path, metavar="文件", help="写到哪里，例如 form.docx")
    parser.add_argument("--force", action="store_true", help="文件已存在时覆盖它")
    add_layout_folders(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the layout's own skin, or the one made from its styles."""
    from generator.files import write_file
    from generator.layouts.load import find_layout
    from generator.writers.docx import build_skin

    layout = find_layout(arguments.layout, arguments.layout_folders)
    if arguments.path.exists() and not arguments.force:
        print(f"{arguments.path} 已存在，没有动它；要覆盖请加 --force", file=sys.stderr)
        return FOUND_ERRORS
    own = layout.folder / "form.docx"
    write_file(arguments.path, own.read_bytes() if own.is_file() else build_skin(layout))
    print(arguments.path)
    return OK
