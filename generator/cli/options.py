"""Options that several commands have."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from generator.files import SpecFile
    from generator.reports.paint import Paint

Subcommands = Any  # argparse's own type for this is private


def add_sources(parser: argparse.ArgumentParser) -> None:
    """The files or folders to work on."""
    parser.add_argument(
        "paths", nargs="+", type=Path, metavar="文件", help="数据文件，或放着数据文件的文件夹（含子文件夹）"
    )


def spec_files(arguments: argparse.Namespace) -> list[SpecFile]:
    """The specs to work on; says on the error output which workbooks of a folder are passed over."""
    from generator.files import find_specs
    from generator.reports.columns import visible

    return list(find_specs(arguments.paths, lambda line: print(visible(line), file=sys.stderr)))


def add_layout(parser: argparse.ArgumentParser) -> None:
    """Another layout than the spec's own."""
    parser.add_argument("--layout", metavar="版式", help="改用这个版式（代号或地名），不用文件里写的")


def add_layout_folders(parser: argparse.ArgumentParser) -> None:
    """Folders of an office's own layouts."""
    parser.add_argument(
        "--layouts",
        dest="layout_folders",
        action="append",
        default=[],
        type=_folder,
        metavar="文件夹",
        help="另外的版式文件夹（每个子文件夹一个版式），可写多次",
    )


def _folder(text: str) -> Path:
    if not Path(text).is_dir():
        raise argparse.ArgumentTypeError(f"没有文件夹“{text}”")
    return Path(text)


def add_colour(parser: argparse.ArgumentParser) -> None:
    """No colour."""
    parser.add_argument("--no-color", action="store_true", help="不用颜色（设环境变量 NO_COLOR 也一样）")


def codes(text: str) -> tuple[str, ...]:
    """The codes that ``text`` means: codes or their beginnings (``MON``), in capitals or not, parted by commas.

    Raises ``ArgumentTypeError`` where there is no such code, with the nearest one.
    """
    from generator.checks.rulebook import all_rules

    known = list(dict.fromkeys(rule.code for _, rule in all_rules()))
    wanted = [word.strip().upper() for word in text.replace("，", ",").split(",") if word.strip()]
    if not wanted:
        raise argparse.ArgumentTypeError("要写代码，例如 MON01 或 MON；jixiao explain 列出全部")
    for word in wanted:
        if not any(code.startswith(word) for code in known):
            raise argparse.ArgumentTypeError(
                f"没有“{word}”这个代码{_did_you_mean(word, known)}（jixiao explain 列出全部）"
            )
    return tuple(code for code in known if code.startswith(tuple(wanted)))


def _did_you_mean(word: str, known: Sequence[str]) -> str:
    from difflib import get_close_matches  # here, because it is seldom wanted

    themes = {code.rstrip("0123456789") for code in known}
    close = get_close_matches(word, [*known, *sorted(themes)], n=1)
    return f"，是不是 {close[0]}？" if close else ""


def at_least_zero(text: str) -> int:
    """A number from 0 on. Raises ``ArgumentTypeError`` of anything else."""
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(f"“{text}”不是数字，要写 0、1、2 …")
    return int(text)


def look_of(arguments: argparse.Namespace) -> tuple[int | None, Paint]:
    """The terminal's columns (``None`` where the output is no terminal), and whether to paint."""
    from generator.reports.paint import Paint, wants_colour

    paint = Paint(not arguments.no_color and wants_colour(sys.stdout))
    return (_terminal_width() if sys.stdout.isatty() else None), paint


def _terminal_width() -> int:
    from shutil import get_terminal_size  # here, because only a terminal has a width

    return max(get_terminal_size((100, 24)).columns, 40)
