"""Where outputs are kept. A folder and a bucket differ only here: whoever files or plans asks either by names."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from generator.batch.making.job import Staged
from generator.batch.storage.location import Location

JOURNAL = ".jixiao.journal"


@dataclass(frozen=True, slots=True)
class State:
    """What is told of a file without reading it. Its ``version`` is another one as soon as it is written again."""

    size: int
    version: str


class Store(Protocol):
    """Keeps files by their names relative to ``where``. All it does raises ``OSError``."""

    @property
    def where(self) -> Location:
        """The folder, or the address."""
        ...

    def taken(self) -> AbstractContextManager[None]:
        """There, and for this run alone. Raises ``Locked`` if another run has it."""
        ...

    def staging(self) -> str:
        """Where workers put what they make. With a bucket that is its place, for an object comes to be in one step."""
        ...

    def settle(self, staged: Staged, name: str) -> None:
        """Bring what a worker has made to its place."""
        ...

    def state(self, name: str) -> State | None:
        """The state of a file, if there is one."""
        ...

    def read(self, name: str) -> bytes:
        """A file's content."""
        ...

    def write_changed(self, name: str, chunks: Iterable[bytes]) -> None:
        """Write a file in one step, unless ``chunks`` are what it holds."""
        ...

    def log(self, line: bytes) -> None:
        """Add to the journal."""
        ...

    def logged(self) -> bytes:
        """The journal: what earlier runs left, or nothing."""
        ...

    def close_log(self) -> None:
        """Nothing more is added."""
        ...

    def forget_log(self) -> None:
        """Remove the journal."""
        ...
