"""``jixiao excel import``: a workbook's edits into the YAML file that it was made from."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli.exit_codes import FOUND_ERRORS, OK, USAGE
from generator.cli.options import Subcommands, add_layout_folders

if TYPE_CHECKING:
    from generator.diagnostics import Finding
    from generator.merging.importing import Import

_DESCRIPTION = """\
把工作簿里的改动写回数据文件（YAML）：只改动过的行，注释、顺序、写法都照旧。
导出以后数据文件也改过的，两边的改动合在一起；同一处改得不一样，列出两边的内容，什么也不写。
数据文件不存在的，新写一份。"""

_EPILOG = """\
写成以后会校验一遍，还有错误和提醒就报出有几个；填了一半的也能写回。
退出码：0 写成了（或没有要改的），数据文件里还有没有错误不影响；1 没有写（工作簿读不成、有冲突）；2 用法不对；3 程序本身出错。"""

_SHOWN = 30
"""Edits, and conflicts that an option decided, that are listed after writing; a dry run lists all edits."""


def add(subcommands: Subcommands) -> None:
    """Declare the command."""
    parser = subcommands.add_parser("import", help="把工作簿写回数据文件", description=_DESCRIPTION, epilog=_EPILOG)
    parser.add_argument("workbook", type=Path, metavar="工作簿", help="填好的 .xlsx")
    parser.add_argument("--into", type=Path, required=True, metavar="数据文件", help="写回哪个 YAML 文件")
    parser.add_argument("--dry-run", action="store_true", help="只看不写：列出会改的行和每处改动")
    sides = parser.add_mutually_exclusive_group()
    sides.add_argument("--ours", action="store_true", help="两边改得不一样时，以数据文件为准")
    sides.add_argument("--theirs", action="store_true", help="两边改得不一样时，以工作簿为准")
    add_layout_folders(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Merge, say what changes, write it, and say what a check of it finds."""
    from generator.files import SPEC_SUFFIXES

    path: Path = arguments.into
    if path.suffix.lower() not in SPEC_SUFFIXES:
        print(f"{path}：--into 要写 YAML 数据文件，文件名以 .yaml 结尾", file=sys.stderr)
        return USAGE
    is_new = not path.exists()
    result = _import(path, is_new, arguments)
    if result is None:
        print(f"{arguments.workbook}：没有写回，先改正上面的错误", file=sys.stderr)
        return FOUND_ERRORS
    _tell_findings(result.findings)
    if result.failed:
        return _tell_failure(path, result)
    _tell_decided(result, "数据文件" if arguments.ours else "工作簿")
    _tell(path, result, is_new, arguments.dry_run)
    if result.data is not None and not arguments.dry_run:
        _write(path, result.data, is_new)
    _tell_state(path, result, arguments)
    return OK


def _import(path: Path, is_new: bool, arguments: argparse.Namespace) -> Import | None:
    """What comes of the import, ``None`` where the workbook cannot be read; says what was found in the workbook."""
    from generator.cli.new import MODELINE
    from generator.excel.read.read_workbook import read_workbook
    from generator.merging.importing import import_into, import_new
    from generator.merging.items import Side

    workbook, findings = read_workbook(arguments.workbook)
    _tell_findings(findings)
    if workbook is None:
        return None
    if is_new:
        return import_new(workbook, MODELINE)
    prefer = Side.MINE if arguments.ours else Side.THEIRS if arguments.theirs else None
    return import_into(workbook, path, prefer)


def _tell_findings(findings: list[Finding]) -> None:
    from generator.reports.text import finding_lines

    for line in finding_lines(findings):
        print(line, file=sys.stderr)


def _tell_failure(path: Path, result: Import) -> int:
    for conflict in result.conflicts:
        print("\n".join(conflict.lines()), file=sys.stderr)
    if result.conflicts:
        count = len(result.conflicts)
        is_open = any(conflict.is_open for conflict in result.conflicts)
        advice = "" if is_open else "；或加 --ours（冲突处以数据文件为准）、--theirs（以工作簿为准）"
        print(f"{path}：没有动它，有 {count} 处冲突。改成一致后再写回{advice}", file=sys.stderr)
    else:
        print(f"{path}：没有动它，先改正上面的错误", file=sys.stderr)
    return FOUND_ERRORS


def _tell_decided(result: Import, winner: str) -> None:
    """The conflicts that the option decided: what the other side had is nowhere else to be seen."""
    for conflict in result.decided[:_SHOWN]:
        print("\n".join(conflict.lines(f"以{winner}为准")))
    if len(result.decided) > _SHOWN:
        print(f"……另有 {len(result.decided) - _SHOWN} 处以{winner}为准")


def _tell(path: Path, result: Import, is_new: bool, dry_run: bool) -> None:
    if result.data is None:
        print(f"{path}：没有要改的，没有动它")
        return
    if dry_run:
        print("\n".join(result.diff))
    shown = result.edits if dry_run else result.edits[:_SHOWN]
    for edit in shown:
        print(edit)
    if len(shown) < len(result.edits):
        print(f"……另有 {len(result.edits) - len(shown)} 处")
    verb = ("会新写" if is_new else "会改") if dry_run else ("新写了" if is_new else "改了")
    what = "一份数据文件" if is_new else f"{len(result.edits)} 处"
    print(f"{path}：{verb}{what if is_new else ' ' + what}" + ("（--dry-run，没有写）" if dry_run else ""))


def _tell_state(path: Path, result: Import, arguments: argparse.Namespace) -> None:
    """How many errors and warnings a check of the file as it is now (in a dry run: would be) has."""
    from generator.diagnostics import count
    from generator.pipeline import load

    document = load((result.text or "").encode(), name=str(path), layout_folders=arguments.layout_folders)
    _tell_findings(
        [finding for finding in document.findings if finding.is_error and _is_misread(finding.code)][:_SHOWN]
    )
    counts = count(document.findings)
    when = "写入后会有" if arguments.dry_run and result.data is not None else "写入后仍有" if result.data else "现有"
    if counts.errors or counts.warnings:
        print(f"{when} {counts.errors} 个错误、{counts.warnings} 个提醒，jixiao check {path} 查看")
    else:
        print("校验没有发现问题")


def _is_misread(code: str) -> bool:
    """Whether a value that stands there is refused (12.50万元 for an amount), which is more than one that is missing."""
    return code.startswith("FLD") and code != "FLD02"


def _write(path: Path, data: bytes, is_new: bool) -> None:
    """Write the file in place; a link stays a link, and who may read and write it stays as it was."""
    from generator.cli.new import SCHEMA_NAME
    from generator.cli.schema import schema_text
    from generator.files import write_file

    if is_new:
        write_file(path, data)
        schema = path.parent / SCHEMA_NAME  # the new file's first line names it, for editors
        if not schema.exists():
            write_file(schema, schema_text().encode())
        return
    real = path.resolve()
    mode = real.stat().st_mode
    write_file(real, data)
    real.chmod(mode & 0o7777)
