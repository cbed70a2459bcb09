"""An argument parser that speaks Chinese: argparse's own words are English."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from gettext import NullTranslations
from typing import NoReturn

from generator.cli.exit_codes import USAGE

_CATALOGUE = {
    "usage: ": "用法：",
    "positional arguments": "参数",
    "options": "选项",
    "show this help message and exit": "显示这段说明",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s %(message)s",
    "the following arguments are required: %s": "缺少参数：%s",
    "unrecognized arguments: %s": "不认识的参数：%s",
    "invalid choice: %(value)r (choose from %(choices)s)": "不能是 %(value)r，可选：%(choices)s",
    "invalid %(type)s value: %(value)r": "不能是 %(value)r",
    "expected one argument": "后面要写一个值",
    "expected at least one argument": "后面至少要写一个值",
    "expected %s arguments": "后面要写 %s 个值",
    "ignored explicit argument %r": "后面不写值，不能写 %r",
    "not allowed with argument %s": "不能与 %s 同时用",
    "one of the arguments %s is required": "要写其中一个：%s",
}
"""What argparse says to users, in its own words, as gettext's catalogues have it; all other messages are for developers."""


class _Chinese(NullTranslations):
    def gettext(self, message: str) -> str:
        return _CATALOGUE.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG002 - Chinese has one form for any number
        return self.gettext(msgid2)


@contextmanager
def _speaking_chinese() -> Iterator[None]:
    """Let argparse ask our catalogue, and whatever it asked before when this ends.

    It looks up its words where they are needed, by two functions of gettext that it has taken into its own module.
    So neither the process's locale nor its text domain is touched, and the parsers of a program that imports us
    speak as they did.
    """
    words = vars(argparse)
    before = {name: words[name] for name in ("_", "ngettext")}
    chinese = _Chinese()
    words.update(_=chinese.gettext, ngettext=chinese.ngettext)
    try:
        yield
    finally:
        words.update(before)


def _formatter(prog: str) -> argparse.RawDescriptionHelpFormatter:
    return argparse.RawDescriptionHelpFormatter(prog, max_help_position=30, width=100)


class Parser(argparse.ArgumentParser):
    """An ``ArgumentParser`` whose help and errors are Chinese."""

    @_speaking_chinese()
    def __init__(self, prog: str | None = None, description: str | None = None, epilog: str | None = None) -> None:
        super().__init__(
            prog=prog, description=description, epilog=epilog, formatter_class=_formatter, allow_abbrev=False
        )

    @_speaking_chinese()
    def parse_args(  # type: ignore[override]  # nobody hands in a namespace of another type
        self, args: Iterable[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> argparse.Namespace:
        """What ``args`` say; help and errors, which end the program, are told in Chinese."""
        return super().parse_args(args, namespace)

    @_speaking_chinese()
    def format_help(self) -> str:
        """The help, in Chinese."""
        return super().format_help()

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the call, and where to read how it goes."""
        print(f"{self.prog}：{message}\n查看用法：{self.prog} --help", file=sys.stderr)
        raise SystemExit(USAGE)
