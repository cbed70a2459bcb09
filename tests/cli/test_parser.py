"""What argparse says is said in Chinese, by our parsers alone: every kind of wrong usage, and every other parser's words."""

from __future__ import annotations

import argparse
import gettext
import re

import pytest

from generator.cli.parser import Parser


def number(text: str) -> int:
    """A type whose failure argparse words itself."""
    return int(text)


def parser() -> Parser:
    """A parser with something of every kind that can be used wrongly."""
    made = Parser("某程序", "做一件事。")
    made.add_argument("--one")
    made.add_argument("--some", nargs="+")
    made.add_argument("--two", nargs=2)
    made.add_argument("--number", type=number, metavar="数")
    made.add_argument("--colour", choices=("red", "blue"))
    made.add_argument("--flag", action="store_true")
    either = made.add_mutually_exclusive_group()
    either.add_argument("--left", action="store_true")
    either.add_argument("--right", action="store_true")
    commands = made.add_subparsers(metavar="命令", dest="command", required=True, parser_class=Parser)
    commands.add_parser("go").add_argument("place", metavar="地方")
    chosen = commands.add_parser("choose").add_mutually_exclusive_group(required=True)
    chosen.add_argument("--this", action="store_true")
    chosen.add_argument("--that", action="store_true")
    return made


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "某程序：缺少参数：命令"),
        ("go", "某程序 go：缺少参数：地方"),
        ("go there again", "某程序：不认识的参数：again"),
        ("go there --fast", "某程序：不认识的参数：--fast"),
        ("--fla go there", "某程序：不认识的参数：--fla"),
        ("--one", "某程序：--one 后面要写一个值"),
        ("--some", "某程序：--some 后面至少要写一个值"),
        ("--two 1", "某程序：--two 后面要写 2 个值"),
        ("--number ten go there", "某程序：--number 不能是 'ten'"),
        ("--flag=yes go there", "某程序：--flag 后面不写值，不能写 'yes'"),
        ("--left --right go there", "某程序：--right 不能与 --left 同时用"),
        ("choose", "某程序 choose：要写其中一个：--this --that"),
    ],
)
def test_wrong_usage_is_told_in_chinese(words: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        parser().parse_args(words.split())
    program = said.partition("：")[0]
    assert (end.value.code, capsys.readouterr()) == (2, ("", f"{said}\n查看用法：{program} --help\n"))


@pytest.mark.parametrize("words", ["--colour green go there", "fly"])
def test_a_wrong_choice_is_told_with_what_there_is(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parser().parse_args(words.split())
    err = capsys.readouterr().err
    # Later versions of Python do not put what there is between quotes.
    found = re.search("(--colour|命令) 不能是 '(green|fly)'，可选：'?(red|go)'?, '?(blue|choose)'?\n", err)
    assert found, err
    assert not re.search("invalid|argument|choose from", err)


def test_help_is_chinese_whether_it_is_printed_or_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parser().parse_args(["--help"])
    printed = capsys.readouterr().out
    assert printed == parser().format_help()
    assert printed.startswith("用法：某程序 [-h]")
    assert "\n参数:\n" in printed
    assert "\n选项:\n  -h, --help" in printed
    assert "显示这段说明" in printed
    assert not re.search("usage|options|positional|show this", printed)


def test_other_parsers_and_the_locale_are_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    domain, words = gettext.textdomain(), (vars(argparse)["_"], vars(argparse)["ngettext"])
    with pytest.raises(SystemExit):
        parser().parse_args([])
    assert (vars(argparse)["_"], vars(argparse)["ngettext"]) == words
    assert gettext.textdomain() == domain
    capsys.readouterr()
    other = argparse.ArgumentParser("other")
    other.add_argument("place")
    with pytest.raises(SystemExit):
        other.parse_args([])
    assert "error: the following arguments are required: place" in capsys.readouterr().err
