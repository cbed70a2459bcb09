"""Tasks that are numbers, for a pool; workers that die of some. It imports little, for each new worker imports it."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from typing import NamedTuple


class Squared(NamedTuple):
    number: int
    square: int
    seconds: float = 0


def square(numbers: Sequence[int]) -> list[Squared]:
    """13 kills its worker, 17 takes all memory, 19 ends its process."""
    if 13 in numbers:
        os.kill(os.getpid(), signal.SIGKILL)
    if 17 in numbers:
        raise MemoryError
    if 19 in numbers:
        os._exit(3)
    return [Squared(number, number * number) for number in numbers]


def sleep_at_seven(numbers: Sequence[int]) -> list[Squared]:
    if 7 in numbers:
        signal.pause()
    return square(numbers)
