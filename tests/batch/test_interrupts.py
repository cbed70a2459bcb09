"""Ctrl-C and the polite kill."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import ExitStack

import pytest

from generator.batch.interrupts import asked_to_stop, ended_politely

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no signals of its own")


def send(*signals: signal.Signals) -> None:
    """To this process."""
    for each in signals:
        os.kill(os.getpid(), each)


def test_first_one_asks_and_second_one_ends() -> None:
    asked: list[int] = []
    with pytest.raises(KeyboardInterrupt), asked_to_stop(lambda: asked.append(1)):
        send(signal.SIGINT, signal.SIGTERM)
    assert asked == [1]


def test_polite_kill_lets_go_of_what_is_held() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with ExitStack() as held:
        released: list[bool] = []
        held.callback(released.append, True)
        with pytest.raises(KeyboardInterrupt), ended_politely(), held:
            send(signal.SIGTERM)
    assert released == [True]
    assert signal.getsignal(signal.SIGTERM) is before


def test_ctrl_c_that_is_ignored_stays_so() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with asked_to_stop(lambda: pytest.fail("asked")):
            send(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)
