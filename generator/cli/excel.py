"""``jixiao excel``: specs to workbooks made for editing, and back."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from generator.cli.exit_codes import FOUND_ERRORS, OK
from generator.cli.options import Subcommands, add_layout_folders
from generator.cli.parser import Parser

_IMPORT = "generator.cli.excel_import"


def add(commands: Subcommands) -> None:
    """Declare the command and what it does."""
    parser = commands.add_parser(
        "excel", help="导出、写回 Excel 填写用工作簿", description="用 Excel 或 WPS 填写数据。"
    )
    actions = parser.add_subparsers(title="做什么", metavar="做什么", dest="action", required=True, parser_class=Parser)
    _add_export(actions)
    if find_spec(_IMPORT) is not None:
        import_module(_IMPORT).add(actions)


def _add_export(actions: Subcommands) -> None:
    parser = actions.add_parser(
        "export", help="导出工作簿", description="把数据文件导出成填写用的 Excel 工作簿；填好后，任何命令都能直接读它。"
    )
    parser.add_argument("source", type=Path, metavar="数据文件", help="YAML 数据文件，或另一份工作簿")
    parser.add_argument("path", type=Path, metavar="工作簿", help="写到哪里，例如 x.xlsx")
    parser.add_argument("--force", action="store_true", help="文件已存在时覆盖它")
    add_layout_folders(parser)
    parser.set_defaults(run=run_export)


def run_export(arguments: argparse.Namespace) -> int:
    """Write the workbook of a spec; what stops reading stops exporting, what a check finds does not."""
    from generator.excel.export_file import export_spec
    from generator.files import write_file
    from generator.reports.text import finding_lines

    path: Path = arguments.path
    if path.suffix.lower() != ".xlsx":
        print(f"{path}：工作簿的文件名要以 .xlsx 结尾", file=sys.stderr)
        return FOUND_ERRORS
    if path.exists() and not arguments.force:
        print(f"{path} 已存在，没有动它；要覆盖请加 --force", file=sys.stderr)
        return FOUND_ERRORS
    data, findings = export_spec(arguments.source, layout_folders=arguments.layout_folders)
    for line in finding_lines(findings):
        print(line, file=sys.stderr)
    if data is None:
        print(f"{arguments.source}：未导出，先改正上面的错误", file=sys.stderr)
        return FOUND_ERRORS
    write_file(path, data)
    print(f"{path}\n下一步：用 Excel 或 WPS 填好，然后 jixiao check {path}，jixiao render {path}")
    return OK
