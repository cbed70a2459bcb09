"""Options that several commands have."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

Subcommands = Any  # argparse's own type for this is private


def add_sources(parser: argparse.ArgumentParser) -> None:
    """The files or folders to work on."""
    parser.add_argument("paths", nargs="+", type=Path, metavar="文件", help="数据文件，或放着数据文件的文件夹（含子文件夹）")


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
        type=Path,
        metavar="文件夹",
        help="另外的版式文件夹（每个子文件夹一个版式），可写多次",
    )
