"""``jixiao read``: published forms back into specs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli.exit_codes import FOUND_ERRORS, OK, USAGE
from generator.cli.options import Subcommands, add_layout_folders

if TYPE_CHECKING:
    from generator.diagnostics import Finding
    from generator.reading.reader import Reading, ReadSpec

_DESCRIPTION = """\
把已经公开的表（Word、Excel、网页、有文字层的 PDF、制表符分隔的文本，不管是什么程序做的）读成数据文件，
今年的填报从它开始。修补过的、没有安放的、拿不准的，一处一处列出来；印的合计与各项之和逐个核对。"""

_EPILOG = """\
退出码：0 没有错误；1 有错误（读不成，或读出的数据校验有错误）；2 用法不对；3 程序本身出错。
读出的数据文件有错误也会写下，改好后用 jixiao check 核对。"""

_SUFFIXES = (".yaml", ".yml")
_SHOWN = 30
"""Warnings that are listed for a file, unless all are asked for."""


@dataclass(frozen=True, slots=True)
class _Target:
    """A spec that was read, and the file that it goes to."""

    spec: ReadSpec
    path: Path


def add(commands: Subcommands) -> None:
    """Declare the command."""
    parser = commands.add_parser("read", help="把已公开的表读成数据文件", description=_DESCRIPTION, epilog=_EPILOG)
    parser.add_argument("paths", nargs="+", type=Path, metavar="文件", help="已公开的表：.docx .xlsx .pdf .html .txt")
    parser.add_argument(
        "-o", dest="out", type=Path, required=True, metavar="文件或文件夹", help="写到这个 .yaml 文件，或这个文件夹里"
    )
    parser.add_argument("--layout", metavar="版式", help="说明是哪个版式的表；不写就由表上的文字认出")
    parser.add_argument("--force", action="store_true", help="数据文件已存在时覆盖它")
    parser.add_argument("--all", action="store_true", help=f"列出全部提醒（默认每个文件 {_SHOWN} 条）")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="报告的格式（默认 text）")
    add_layout_folders(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read each file, write its specs, and tell what was found."""
    from generator.cli.new import MODELINE
    from generator.reading.reader import read

    out: Path = arguments.out
    if out.suffix.lower() in _SUFFIXES and len(arguments.paths) > 1:
        print(f"{out}：几个文件不能写到一个数据文件里，-o 要写文件夹", file=sys.stderr)
        return USAGE
    readings, failed, taken = [], False, set[Path]()
    for path in arguments.paths:
        header = f"{MODELINE}# 由“{path.name}”读出，请与原件核对。\n"
        reading = read(path, layout=arguments.layout, layout_folders=arguments.layout_folders, header=header)
        targets = _targets(reading, out, taken)
        clashes = [] if arguments.force else [target.path for target in targets if target.path.exists()]
        for clash in clashes:
            print(f"{clash} 已存在，没有动它；要覆盖请加 --force", file=sys.stderr)
        if not clashes:
            _write(targets)
        if arguments.format == "text":
            _tell(reading, [] if clashes else targets, arguments.all)
        readings.append(reading)
        failed |= bool(clashes) or not targets or any(finding.is_error for finding in _findings(reading))
    if arguments.format == "json":
        _tell_json(readings)
    return FOUND_ERRORS if failed else OK


def _targets(reading: Reading, out: Path, taken: set[Path]) -> list[_Target]:
    """Where each spec goes: a file of the input's name, with the department's where there are several."""
    from generator.files import safe_stem

    stem, folder = Path(reading.name).stem, out
    if out.suffix.lower() in _SUFFIXES:
        stem, folder = out.stem, out.parent
    targets = []
    for spec in reading.specs:
        department = spec.spec.department.name if spec.spec else "部门"
        name = stem if len(reading.specs) == 1 else f"{stem}-{department}"
        path = _free(folder, safe_stem(name), out.suffix if out.suffix.lower() in _SUFFIXES else ".yaml", taken)
        targets.append(_Target(spec, path))
    return targets


def _free(folder: Path, stem: str, suffix: str, taken: set[Path]) -> Path:
    """A name that no other output of this run has."""
    path, number = folder / f"{stem}{suffix}", 1
    while path in taken:
        number += 1
        path = folder / f"{stem}-{number}{suffix}"
    taken.add(path)
    return path


def _write(targets: Sequence[_Target]) -> None:
    """Write the specs, and beside them the schema that their first line names, for editors."""
    from generator.cli.new import SCHEMA_NAME
    from generator.cli.schema import schema_text
    from generator.files import write_file

    for target in targets:
        write_file(target.path, target.spec.text.encode())
        schema = target.path.parent / SCHEMA_NAME
        if not schema.exists():
            write_file(schema, schema_text().encode())


def _findings(reading: Reading) -> list[Finding]:
    return [*reading.findings, *(finding for spec in reading.specs for finding in spec.findings)]


def _tell(reading: Reading, targets: Sequence[_Target], show_all: bool) -> None:
    from generator.reports.report import heaviest_first
    from generator.reports.text import finding_lines

    found = heaviest_first(reading.findings)
    shown = found if show_all else found[:_SHOWN]
    for line in finding_lines(shown):
        print(line)
    if len(shown) < len(found):
        print(f"……另有 {len(found) - len(shown)} 处（--all 列出全部）")
    for target in targets:
        for line in finding_lines(finding for finding in target.spec.findings if finding.is_error):
            print(line)
        print(_summary(reading, target))


def _summary(reading: Reading, target: _Target) -> str:
    """One line a spec: what it is, where it went, what a check of it finds."""
    from generator.diagnostics import count

    assert reading.layout is not None  # there is a spec
    spec = target.spec.spec
    projects = list(spec.projects()) if spec else []
    size = (
        f"{len(projects)} 个项目、{sum(len(project.indicators) for project in projects)} 条指标" if spec else "不完整"
    )
    counts = count(target.spec.findings)
    state = f"校验 {counts.errors} 个错误、{counts.warnings} 个提醒"
    return f"{reading.name} → {target.path}（{reading.layout.name}，{size}；{state}，jixiao check {target.path} 查看）"


def _tell_json(readings: Sequence[Reading]) -> None:
    from generator.reports.json_report import json_lines
    from generator.reports.report import CheckedFile, Report

    files = [
        CheckedFile(reading.name, reading.layout.id if reading.layout else None, tuple(_findings(reading)))
        for reading in readings
    ]
    print("\n".join(json_lines(Report(tuple(files)))))
