"""The entry point: choose the subcommand, and turn into words what went wrong and no subcommand has told by itself."""

from __future__ import annotations

import atexit
import gc
import io
import os
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from generator import __version__
from generator.cli.exit_codes import BUG, FOUND_ERRORS, INTERRUPTED, USAGE
from generator.cli.quick_start import begin_quickly

if TYPE_CHECKING:
    import argparse

    from generator.cli.parser import Parser

COMMANDS = ("render", "check", "explain", "fmt", "excel", "read", "new", "layouts", "skin", "schema")

DESCRIPTION = """\
预算绩效目标：把一份数据文件（YAML 或 Excel 工作簿）校验后印成各地的正式表格（Word、PDF、Excel、网页）。"""

EPILOG = """\
退出码：0 没有错误；1 有错误；2 用法不对；3 程序本身出错；4 一部分印成、一部分没有（render）。
每个命令的说明：jixiao 命令 --help"""


atexit.register(gc.freeze)  # or Python looks through all there is once more, to end: up to 50 ms after a large spec


def build_parser(commands: Iterable[str] = COMMANDS) -> Parser:
    """The command line, with all of ``commands``."""
    from generator.cli.parser import Parser  # here, because every worker imports this module, as Python's main one

    parser = Parser("jixiao", DESCRIPTION, EPILOG)
    parser.add_argument("--version", action="version", version=f"jixiao {__version__}", help="显示版本")
    added = parser.add_subparsers(title="命令", metavar="命令", dest="command", required=True, parser_class=Parser)
    for name in commands:
        import_module(f"generator.cli.{name}").add(added)
    return parser


def _parsed(words: Sequence[str]) -> argparse.Namespace:
    """What ``words`` say. Where the first is a command, nothing is said of the others, and they are not loaded."""
    return build_parser(words[:1] if words and words[0] in COMMANDS else COMMANDS).parse_args(words)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    _speak_utf8()
    begin_quickly()
    try:
        try:
            arguments = _parsed(sys.argv[1:] if argv is None else argv)
            code: int = arguments.run(arguments)
        finally:  # here, and not when Python ends, is where a reader that went away is noticed
            sys.stdout.flush()
    except KeyboardInterrupt:
        print("已中断。", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output went away (`jixiao check | head`)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FOUND_ERRORS
    except Exception as error:
        return _tell(error)
    return code


def _tell(error: Exception) -> int:
    import traceback  # here, because it is seldom wanted

    from generator.layouts.load import LayoutError, UnknownLayout

    if isinstance(error, UnknownLayout):  # named on the command line: what a spec names is a finding
        print(error, file=sys.stderr)
        return USAGE
    if isinstance(error, LayoutError):
        print(f"版式有误：{error}", file=sys.stderr)
        return FOUND_ERRORS
    if isinstance(error, OSError):
        from generator.files import reason_of

        name = f"：{error.filename}" if error.filename else ""
        print(f"读写文件失败{name}（{reason_of(error)}）", file=sys.stderr)
        return FOUND_ERRORS
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{os.path.basename(frame.filename)}:{frame.lineno}"  # noqa: PTH119 — a frame's name is a text
    print(f"程序出错：{type(error).__name__}: {error}（{where}）", file=sys.stderr)
    print("这是程序的缺陷，请连同所用文件告诉维护者；设 JIXIAO_DEBUG=1 再运行可得到详细信息。", file=sys.stderr)
    if os.environ.get("JIXIAO_DEBUG"):
        traceback.print_exception(error)
    return BUG


def _speak_utf8() -> None:
    # A terminal that is not UTF-8 (an old Windows console) shows "?" rather than failing.
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # a service, or a shell's >&-
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - as long as the program
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
