"""How far a run has come: a bar on a terminal, a plain line every so often in a log."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from time import monotonic
from typing import TextIO

from generator.reports.columns import columns, head

_BAR_SECONDS = 0.2
_LINE_SECONDS = 10.0
_SLOW = 0.5
"""Documents a second below which it is said how long one takes."""
_WIDTH = 30
_USUAL = 80
"""Columns of a terminal that does not tell."""
_NARROW = 5
"""Columns below which a bar says nothing."""
_CLEAR = "\r\x1b[K"


class Progress:
    """Shows on ``stream`` (stderr) how many of ``total`` documents are done, how fast, and what time is left."""

    def __init__(self, total: int, stream: TextIO | None = None, *, is_quiet: bool = False) -> None:
        self._total = total
        self._stream = stream or sys.stderr
        self._is_bar = self._stream.isatty()
        self._is_quiet = is_quiet or total == 0
        self._start = self._shown = monotonic()
        self._is_drawn = False

    def update(self, done: int) -> None:
        """So many are done; shown if the last time is long enough ago."""
        now = monotonic()
        if self._is_quiet or now - self._shown < (_BAR_SECONDS if self._is_bar else _LINE_SECONDS):
            return
        self._shown = now
        words = progress_words(done, self._total, now - self._start)
        if self._is_bar:
            self._stream.write(_CLEAR + bar(done / self._total, words, _columns_of(self._stream)))
            self._is_drawn = True
        else:
            self._stream.write(words + "\n")
        self._stream.flush()

    def clear(self) -> None:
        """Make room for a line of text."""
        if self._is_drawn:
            self._stream.write(_CLEAR)
            self._stream.flush()
            self._is_drawn = False


def _columns_of(terminal: TextIO) -> int:
    """The width of a terminal; that of most where it does not tell."""
    with suppress(OSError, ValueError):
        return os.get_terminal_size(terminal.fileno()).columns or _USUAL
    return _USUAL


def bar(share: float, words: str, width: int) -> str:
    """A bar and ``words`` on one line of a terminal of ``width`` columns: what is wrapped could not be drawn over."""
    room = width - 1 - columns(words) - len("[] ")  # the last column stays free: some terminals wrap when it is filled
    if room < _NARROW:
        return head(words, width - 1)
    size = min(_WIDTH, room)
    filled = int(size * share)
    return f"[{'#' * filled}{'.' * (size - filled)}] {words}"


def progress_words(done: int, total: int, seconds: float) -> str:
    """``120/1000 份，每秒 8.5 份，还需约 1 分 44 秒``."""
    words = f"{done}/{total} 份"
    if not done or seconds <= 0:
        return words
    rate = done / seconds
    speed = f"每秒 {rate:.1f} 份" if rate >= _SLOW else f"每份 {_duration(1 / rate)}"
    return f"{words}，{speed}，还需约 {_duration((total - done) / rate)}"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} 小时 {minutes} 分"
    return f"{minutes} 分 {rest} 秒" if minutes else f"{rest} 秒"
