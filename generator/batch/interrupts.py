"""Ctrl-C and the polite kill: what they mean while documents are made, and before and after."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import FrameType

_Handler = Callable[[int, FrameType | None], None]


@contextmanager
def ended_politely() -> Iterator[None]:
    """A polite kill ends the run as Ctrl-C does, so that the output folder is given free."""

    def handle(*_: object) -> None:
        raise KeyboardInterrupt

    with _handling((signal.SIGTERM,), handle):
        yield


@contextmanager
def asked_to_stop(stop: Callable[[], None]) -> Iterator[None]:
    """On the first Ctrl-C (or a polite kill) call ``stop``; the second one interrupts at once."""
    asked: list[int] = []

    def handle(number: int, _: FrameType | None) -> None:
        asked.append(number)
        if len(asked) > 1:
            raise KeyboardInterrupt
        stop()

    with _handling((signal.SIGINT, signal.SIGTERM), handle):
        yield


@contextmanager
def _handling(signals: Iterable[signal.Signals], handler: _Handler) -> Iterator[None]:
    """Have ``handler`` called for ``signals``; not for those that are ignored, as Ctrl-C is in what runs behind a script."""
    is_main = threading.current_thread() is threading.main_thread()
    heard = [each for each in signals if is_main and signal.getsignal(each) is not signal.SIG_IGN]
    before = [(each, signal.signal(each, handler)) for each in heard]
    try:
        yield
    finally:
        for each, earlier in before:
            signal.signal(each, earlier)
