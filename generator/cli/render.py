"""``jixiao render``: specs to files."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli.exit_codes import FOUND_ERRORS, OK, USAGE
from generator.cli.options import Subcommands, add_layout, add_layout_folders, add_sources

if TYPE_CHECKING:
    from generator.files import SpecFile
    from generator.pipeline import Document

_FORMATS = ("docx", "pdf", "xlsx", "html")  # pipeline.FORMATS, without importing it for --help


def add(commands: Subcommands) -> None:
    """Declare the command."""
    parser = commands.add_parser("render", help="印成表格", description="校验数据文件，没有错误的印成表格。")
    add_sources(parser)
    parser.add_argument("-o", "--out", type=Path, default=Path("out"), metavar="文件夹", help="放到哪里（默认 out）")
    parser.add_argument(
        "-f", "--formats", type=_formats, default=("docx", "pdf"), metavar="格式",
        help=f"印成哪些格式，逗号分开（默认 docx,pdf；可选 {','.join(_FORMATS)}）",
    )  # fmt: skip
    add_layout(parser)
    parser.add_argument("--force", action="store_true", help="有错误也印，每页标明“草稿”")
    add_layout_folders(parser)
    parser.set_defaults(run=run)


def _formats(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip().lower() for name in text.split(",") if name.strip()))
    unknown = [name for name in names if name not in _FORMATS]
    if unknown or not names:
        raise argparse.ArgumentTypeError(f"没有格式“{'、'.join(unknown)}”，可选：{','.join(_FORMATS)}")
    return names


def run(arguments: argparse.Namespace) -> int:
    """Render each spec; one that has errors or fails does not stop the others."""
    from generator.files import find_specs

    files = list(find_specs(arguments.paths))
    if not files:
        print("没有找到数据文件（.yaml）。", file=sys.stderr)
        return USAGE
    taken: dict[Path, Path] = {}
    results = [_render(file, arguments, taken) for file in files]
    print(f"共 {len(files)} 份，印成 {sum(results)} 份，放在 {arguments.out}")
    return OK if all(results) else FOUND_ERRORS


def _render(file: SpecFile, arguments: argparse.Namespace, taken: dict[Path, Path]) -> bool:
    """Render one spec and say what came of it; whether all went well."""
    from generator.files import safe_stem
    from generator.pipeline import load

    target = arguments.out / file.folder / safe_stem(file.path.stem)
    if target in taken:
        print(f"{file.path}：未印，它与 {taken[target]} 会写到同一个文件 {target}；请改文件名", file=sys.stderr)
        return False
    taken[target] = file.path
    document = load(file.path, layout=arguments.layout, layout_folders=arguments.layout_folders)
    _tell_findings(document)
    if document.spec is None or document.layout is None:
        print(f"{file.path}：未印，先改正上面的错误", file=sys.stderr)
        return False
    if document.has_errors and not arguments.force:
        print(f"{file.path}：未印，有错误（--force 可印成草稿）", file=sys.stderr)
        return False
    return _write(document, arguments.out / file.folder, arguments)


def _tell_findings(document: Document) -> None:
    from generator.reports.text import finding_lines

    for line in finding_lines(document.findings):
        print(line, file=sys.stderr)


def _write(document: Document, folder: Path, arguments: argparse.Namespace) -> bool:
    from generator.layouts.load import LayoutError
    from generator.pipeline import render

    try:
        rendered = render(document, folder, formats=arguments.formats, force=arguments.force)
    except LayoutError as error:
        print(f"{document.name}：版式有误：{error}", file=sys.stderr)
        return False
    except OSError as error:
        print(f"{document.name}：写不了文件 {error.filename or folder}（{error.strerror or error}）", file=sys.stderr)
        return False
    for path in rendered.files:
        print(path)
    for name, reason in rendered.failures.items():
        print(f"{document.name}：{name} 未印：{reason}", file=sys.stderr)
    return not rendered.failures
