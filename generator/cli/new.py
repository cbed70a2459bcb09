"""``jixiao new``: a commented spec to start from."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from generator.cli.exit_codes import FOUND_ERRORS, OK
from generator.cli.options import Subcommands, add_layout_folders

SCHEMA_NAME = "jixiao.schema.json"
MODELINE = f"# yaml-language-server: $schema={SCHEMA_NAME}\n"


def add(commands: Subcommands) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "new", help="新建数据文件", description="新建一份带说明的数据文件，改成自己的内容即可；它本身就能校验和印出。"
    )
    parser.add_argument("layout", metavar="版式", help="版式代号或地名，见 jixiao layouts")
    parser.add_argument(
        "path", type=Path, metavar="文件", help="新文件的名字，例如 my.yaml；写成 my.xlsx 就是填写用的工作簿"
    )
    parser.add_argument("--force", action="store_true", help="文件已存在时覆盖它")
    add_layout_folders(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the layout's sample spec, and the schema beside it for editors."""
    from generator.cli.schema import schema_text
    from generator.files import write_file
    from generator.layouts.load import find_layout

    layout = find_layout(arguments.layout, arguments.layout_folders)
    path: Path = arguments.path
    sample = layout.folder / "sample.yaml"
    if not sample.is_file():
        print(f"版式 {layout.id} 没有样例（{sample}）", file=sys.stderr)
        return FOUND_ERRORS
    if path.exists() and not arguments.force:
        print(f"{path} 已存在，没有动它；要覆盖请加 --force", file=sys.stderr)
        return FOUND_ERRORS
    if path.suffix.lower() == ".xlsx":
        write_file(path, _workbook(sample, arguments.layout_folders))
    else:
        write_file(path, (MODELINE + sample.read_text(encoding="utf-8")).encode())
        write_file(path.parent / SCHEMA_NAME, schema_text().encode())
    print(f"{path}（{layout.name}）\n下一步：改好内容，然后 jixiao check {path}，jixiao render {path}")
    return OK


def _workbook(sample: Path, layout_folders: Sequence[Path]) -> bytes:
    """The sample as a workbook to be filled in."""
    from generator.excel.export_file import export_spec
    from generator.layouts.load import LayoutError

    data, findings = export_spec(sample.read_bytes(), name="", layout_folders=layout_folders)
    if data is None:
        raise LayoutError(f"样例读不成：{findings[0].place} {findings[0].message}")
    return data
