"""``jixiao check``: findings with their places, for people and for programs."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli.exit_codes import FOUND_ERRORS, OK, USAGE
from generator.cli.options import (
    Subcommands,
    add_colour,
    add_layout,
    add_layout_folders,
    add_sources,
    at_least_zero,
    codes,
    look_of,
    spec_files,
)

if TYPE_CHECKING:
    from generator.reports.report import Report
    from generator.reports.text_report import Grouping

_PROFILES = ("draft", "review", "publish")  # generator.checks.PROFILES, without importing it for --help
_SHOWN = {"place": 200, "rule": 20}
"""How many findings a terminal shows unless told otherwise: in all, or of each rule."""

_EPILOG = """\
退出码：0 没有错误；1 有错误（加 --fail-on warning 时，有提醒也是 1）；2 用法不对；3 程序本身出错。
已认可的问题不算错误，也不算提醒。读不成的文件，不论选了哪些代码都会报。"""


def add(commands: Subcommands) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "check", help="校验", description="校验数据文件，列出每个问题和它的位置。", epilog=_EPILOG
    )
    add_sources(parser)
    add_layout(parser)
    add_layout_folders(parser)
    _add_strictness(parser)
    _add_output(parser)
    parser.set_defaults(run=run, parser=parser)


def _add_strictness(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--profile", choices=_PROFILES, default="review",
        help="宽严：draft 只看能不能印，review 全部（默认），publish 公开前从严",
    )  # fmt: skip
    for name, text in (("--select", "只看这些代码"), ("--ignore", "不看这些代码")):
        parser.add_argument(
            name, type=codes, action="extend", default=[], metavar="代码", help=f"{text}，如 MON,COV01（可只写开头）"
        )
    parser.add_argument(
        "--fail-on", choices=("error", "warning"), default="error", help="有哪一种问题时退出码为 1（默认 error）"
    )


def _add_output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=tuple(_FORMATS), default="text", help="输出格式（默认 text）")
    parser.add_argument("--by", choices=tuple(_SHOWN), help="text 按位置（place，默认）或按规则（rule）排列")
    parser.add_argument(
        "--max", type=at_least_zero, metavar="数",
        help=f"text 最多显示几处，按规则排列时是每条规则几处；0 是全部（终端默认 {_SHOWN['place']}、{_SHOWN['rule']}，否则全部）",
    )  # fmt: skip
    parser.add_argument(
        "--annotate", type=Path, metavar="工作簿", help="另存一份带批注的工作簿（只用于校验一个 .xlsx）"
    )
    parser.add_argument("--force", action="store_true", help="--annotate 的文件已存在时覆盖它")
    parser.add_argument("--summary", action="store_true", help="汇总成一张表（text），或在 json 里加上汇总")
    add_colour(parser)


def run(arguments: argparse.Namespace) -> int:
    """Check each spec and tell what was found."""
    from generator.files import WORKBOOK_SUFFIXES

    _refuse_contradictions(arguments)
    paths = [file.path for file in spec_files(arguments)]
    if not paths:
        print("没有找到数据文件（.yaml 或 .xlsx）。", file=sys.stderr)
        return USAGE
    if arguments.annotate:
        if len(paths) != 1 or paths[0].suffix.lower() not in WORKBOOK_SUFFIXES:
            arguments.parser.error("--annotate 只用于校验一个 .xlsx 工作簿")
        problem = _unfit_target(paths[0], arguments.annotate, force=arguments.force)
        if problem:
            print(problem, file=sys.stderr)
            return USAGE
    report = _report(paths, arguments)
    if arguments.format != "text" and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # programs expect it, whatever the terminal speaks
    print("\n".join(_FORMATS[arguments.format](report, arguments)))
    is_written = _annotate(paths[0], report, arguments.annotate) if arguments.annotate else True
    fails = not is_written or report.counts.errors or (arguments.fail_on == "warning" and report.counts.warnings)
    return FOUND_ERRORS if fails else OK


def _refuse_contradictions(arguments: argparse.Namespace) -> None:
    """End with a usage error where an option means nothing beside the others."""
    if arguments.format != "text" and (arguments.by or arguments.max is not None):
        arguments.parser.error(f"--by、--max 只用于 --format text；{arguments.format} 总是全部列出")
    if arguments.force and not arguments.annotate:
        arguments.parser.error("--force 只与 --annotate 同时用")
    if arguments.summary and arguments.format not in ("text", "json"):
        arguments.parser.error("--summary 只用于 --format text 和 json")
    if arguments.summary and (arguments.by or arguments.max is not None):
        arguments.parser.error("--summary 只印汇总表，不能与 --by、--max 同时用")


def _report(paths: list[Path], arguments: argparse.Namespace) -> Report:
    from generator.pipeline import load
    from generator.reports.report import Selection, report_of

    options = {
        "layout": arguments.layout, "layout_folders": arguments.layout_folders, "profile": arguments.profile,
    }  # fmt: skip
    selection = Selection(frozenset(arguments.select), frozenset(arguments.ignore))
    return report_of((load(path, **options) for path in paths), selection, with_summary=arguments.summary)


def _unfit_target(path: Path, target: Path, *, force: bool) -> str:
    """Why the annotated workbook cannot be written to ``target``; empty if it can."""
    if not target.exists():
        return ""
    if path.exists() and target.samefile(path):
        return f"{target} 就是要校验的工作簿，没有动它；--annotate 请写另一个文件名"
    if target.is_dir():
        return f"{target} 是一个文件夹；--annotate 请写文件名，例如 校验.xlsx"
    return "" if force else f"{target} 已存在，没有动它；要覆盖请加 --force"


def _annotate(path: Path, report: Report, target: Path) -> bool:
    """Write the workbook back with the findings as notes on their cells; whether that could be done."""
    from generator.excel.annotate.annotate import annotate
    from generator.files import write_file

    try:
        write_file(target, annotate(path.read_bytes(), report.files[0].findings))
    except ValueError as error:
        print(f"{path}：写不了带批注的工作簿：{error}", file=sys.stderr)
        return False
    return True


_WIDE = 160
"""The columns of a summary that goes to a file, where no terminal breaks lines."""


def _text(report: Report, arguments: argparse.Namespace) -> Iterator[str]:
    from generator.reports.text_report import Look, text_lines

    width, paint = look_of(arguments)
    if arguments.summary:
        from generator.reports.summary_table import summary_lines

        return summary_lines(report, paint, width or _WIDE)
    by: Grouping = arguments.by or "place"
    limit = arguments.max if arguments.max is not None else _SHOWN[by] if width else 0
    return text_lines(report, Look(by, limit or None, width, paint))


def _json(report: Report, _: argparse.Namespace) -> Iterator[str]:
    from generator.reports.json_report import json_lines

    return json_lines(report)


def _sarif(report: Report, _: argparse.Namespace) -> Iterator[str]:
    from generator.reports.sarif_report import sarif_lines

    return sarif_lines(report)


def _github(report: Report, _: argparse.Namespace) -> Iterator[str]:
    from generator.reports.github_report import github_lines

    return github_lines(report)


_FORMATS: dict[str, Callable[[Report, argparse.Namespace], Iterator[str]]] = {
    "text": _text,
    "json": _json,
    "sarif": _sarif,
    "github": _github,
}
