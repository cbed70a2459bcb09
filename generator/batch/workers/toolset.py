"""What documents are drawn with: a worker of a cluster draws with the same as the run's own machine, or not at all."""

from __future__ import annotations

import socket
from collections import deque
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from secrets import token_hex
from typing import NamedTuple

from generator.batch.making.fingerprint import engine_digest, layouts_digest, program_digest

_KNOWN_RUNS = 64


class Toolset(NamedTuple):
    """Digests of program, layouts and, where PDFs are made, fonts. ``run`` is another text for each run."""

    run: str
    program: str
    layouts: str
    engine: str | None


def toolset_of(formats: Iterable[str], folders: Iterable[str]) -> Toolset:
    """What this machine has for a run that makes ``formats``, with the layouts of ``folders`` besides the program's."""
    paths = tuple(map(Path, folders))
    engine = engine_digest(paths) if "pdf" in formats else None
    return Toolset(token_hex(8), program_digest(), layouts_digest(paths), engine)


def refusal(toolset: Toolset, folders: Iterable[str]) -> str | None:
    """Why this worker cannot draw with ``toolset``, in Chinese; nothing where it can."""
    here = f"未印，工作节点 {socket.gethostname()} 上的"
    if toolset.program != program_digest():
        return f"{here}程序与本机不是同一版本"
    if not _has_layouts(toolset, folders):
        return f"{here}版式文件与本机开印时的不同"
    if toolset.engine is not None and toolset.engine != _engine(tuple(map(Path, folders))):
        return f"{here}字体与本机不同"
    return None


_engine = cache(engine_digest)
_runs: deque[str] = deque(maxlen=_KNOWN_RUNS)
_layouts = ""
"""The digest of the layouts when they were last read anew."""


def _has_layouts(toolset: Toolset, folders: Iterable[str]) -> bool:
    """Whether the layouts here are those of ``toolset``. A worker outlives runs: with each it reads its layouts anew."""
    global _layouts
    if toolset.run not in _runs or toolset.layouts != _layouts:
        from generator.batch.making.spec_cache import forget  # here, because a run itself need not load the program

        forget()
        _layouts = layouts_digest(map(Path, folders))
        _runs.append(toolset.run)
    return toolset.layouts == _layouts
