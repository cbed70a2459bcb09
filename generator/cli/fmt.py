"""``jixiao fmt``: the values of specs in one style, and nothing else changed."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli.exit_codes import FOUND_ERRORS, OK, USAGE
from generator.cli.options import Subcommands, add_sources, spec_files

if TYPE_CHECKING:
    from generator.yaml_edit.file_encoding import Encoding
    from generator.yaml_edit.restyle_values import Rewritten

_DESCRIPTION = """\
把数据文件里的实施周期指标值、年度指标值改成同一种写法，其余一字不动（注释、空行、换行、编码都照旧）。
只改意思确定的：95%及以上、不低于95% → ≥95%（symbol）或 大于等于95%（words）；三次、百分之九十、９５％ 写成
3次、90%、95%；良好、12月底前、1篇 不改。"""

_LINE = re.compile(r"[^\n]*\n|[^\n]+")

_CONTEXT = 3
"""Lines around a change that a diff shows."""


def add(commands: Subcommands) -> None:
    """Declare the command."""
    parser = commands.add_parser("fmt", help="统一指标值的写法", description=_DESCRIPTION)
    add_sources(parser)
    parser.add_argument(
        "--values",
        choices=("symbol", "words"),
        required=True,
        help="写成符号（symbol，≥95%%）或文字（words，大于等于95%%）",
    )
    parser.add_argument("--check", action="store_true", help="只看不写；有要改的，退出码为 1")
    parser.add_argument("--diff", action="store_true", help="只看不写；列出会改的行")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Rewrite each spec; one that cannot be rewritten does not stop the others."""
    from generator.files import WORKBOOK_SUFFIXES

    named = set(arguments.paths)
    found = [file.path for file in spec_files(arguments)]
    files = [path for path in found if path.suffix.lower() not in WORKBOOK_SUFFIXES or path in named]
    if not files:
        print("没有找到数据文件（.yaml）。", file=sys.stderr)
        return USAGE
    changed = [_format(path, arguments) for path in files]
    verb = "要改" if arguments.check or arguments.diff else "改了"
    print(f"{len(files)} 个文件：{verb} {sum(bool(count) for count in changed)} 个", file=sys.stderr)
    failed = None in changed or (arguments.check and any(changed))
    return FOUND_ERRORS if failed else OK


def _format(path: Path, arguments: argparse.Namespace) -> int | None:
    """Rewrite one spec, or only say what would change: how many values, ``None`` where it failed."""
    from generator.files import WORKBOOK_SUFFIXES
    from generator.yaml_edit.restyle_values import rewrite_values

    if path.suffix.lower() in WORKBOOK_SUFFIXES:
        print(f"{path}：没有动它，fmt 只改 YAML 文件；工作簿先用 jixiao excel import 写回 YAML", file=sys.stderr)
        return None
    source = _read(path)
    if source is None:
        return None
    old, encoding = source
    rewritten = rewrite_values(old, str(path), arguments.values)
    if rewritten.text is None:
        _tell_failure(path, rewritten)
        return None
    for place in rewritten.left:
        print(f"{place}: 没有改：这个值分成几行写，或带有 &、! 标记或反斜杠，请自己改", file=sys.stderr)
    if arguments.diff:
        print("".join(_diff(path, old, rewritten.text)), end="")
    elif rewritten.changed and not arguments.check:
        _write(path, encoding.encode(rewritten.text))
    if rewritten.changed:
        verb = "要改" if arguments.check or arguments.diff else "改了"
        print(f"{path}：{verb} {rewritten.changed} 个指标值", file=sys.stderr)
    return rewritten.changed


def _read(path: Path) -> tuple[str, Encoding] | None:
    """The text of the file without its mark, and how to make the same bytes of it; says so where that fails."""
    from generator.diagnostics import has_errors
    from generator.reports.text import finding_lines
    from generator.sources.text_file import read_text
    from generator.yaml_edit.file_encoding import encoding_of

    text, findings = read_text(path, str(path))
    if text is None or has_errors(findings):
        print("\n".join(finding_lines(findings)), file=sys.stderr)
        return None
    encoding = encoding_of(path.read_bytes(), text)
    if encoding is None:
        print(f"{path}：没有动它，它的编码不能原样写回；请先另存为 UTF-8 编码", file=sys.stderr)
        return None
    return text, encoding


def _tell_failure(path: Path, rewritten: Rewritten) -> None:
    from generator.reports.text import finding_lines

    for line in finding_lines(rewritten.findings):
        print(line, file=sys.stderr)
    reason = "先改正上面的错误" if rewritten.findings else "改写后读出来的内容与原文对不上"
    print(f"{path}：没有动它，{reason}", file=sys.stderr)


def _write(path: Path, data: bytes) -> None:
    """Write the file in place; a link stays a link, and who may read and write it stays as it was."""
    from generator.files import write_file

    real = path.resolve()
    mode = real.stat().st_mode
    write_file(real, data)
    real.chmod(mode & 0o7777)


def _diff(path: Path, old: str, new: str) -> Iterator[str]:
    """A unified diff of two texts whose lines answer each other one by one (difflib would search, and take minutes)."""
    before, after = _LINE.findall(old), _LINE.findall(new)
    changed = [index for index, (a, b) in enumerate(zip(before, after, strict=True)) if a != b]
    if changed:
        yield f"--- {path}\n+++ {path}\n"
    for start, end in _hunks(changed, len(before)):
        yield f"@@ -{start + 1},{end - start} +{start + 1},{end - start} @@\n"
        for index in range(start, end):
            if before[index] == after[index]:
                yield _diff_line(" ", before[index])
            else:
                yield _diff_line("-", before[index]) + _diff_line("+", after[index])


def _hunks(changed: Sequence[int], count: int) -> Iterator[tuple[int, int]]:
    """The stretches of lines (from, up to) that show ``changed`` with the lines around them."""
    start = end = -1
    for index in changed:
        if start >= 0 and index - _CONTEXT > end:
            yield start, end
            start = -1
        start = max(index - _CONTEXT, 0) if start < 0 else start
        end = min(index + _CONTEXT + 1, count)
    if start >= 0:
        yield start, end


def _diff_line(sign: str, line: str) -> str:
    return f"{sign}{line}" if line.endswith("\n") else f"{sign}{line}\n\\ No newline at end of file\n"
