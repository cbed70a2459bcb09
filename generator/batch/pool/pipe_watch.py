"""Tells whose pipe has something to read. What is watched is registered once: a run waits for each of its documents."""

from __future__ import annotations

import sys
from multiprocessing.connection import Connection
from typing import Generic, TypeVar

_Owner = TypeVar("_Owner")

if sys.platform == "win32":  # selectors take no pipes there
    from multiprocessing.connection import wait

    class PipeWatch(Generic[_Owner]):
        """Pipes that are watched, each with whose it is."""

        def __init__(self) -> None:
            self._owners: dict[object, _Owner] = {}

        def watch(self, pipe: Connection, owner: _Owner) -> None:
            """Watch a pipe from now on."""
            self._owners[pipe] = owner

        def forget(self, pipe: Connection) -> None:
            """Watch a pipe no longer; to be said before it is closed."""
            del self._owners[pipe]

        def wait(self, seconds: float) -> list[_Owner]:
            """Whose pipe can be read, as soon as one can; nobody's after so many seconds."""
            return [self._owners[pipe] for pipe in wait(self._owners, seconds)]

        def close(self) -> None:
            """Watch nothing any more."""
            self._owners.clear()

else:
    from selectors import EVENT_READ, DefaultSelector

    class PipeWatch(Generic[_Owner]):
        """Pipes that are watched, each with whose it is."""

        def __init__(self) -> None:
            self._selector = DefaultSelector()

        def watch(self, pipe: Connection, owner: _Owner) -> None:
            """Watch a pipe from now on."""
            self._selector.register(pipe, EVENT_READ, owner)

        def forget(self, pipe: Connection) -> None:
            """Watch a pipe no longer; to be said before it is closed."""
            self._selector.unregister(pipe)

        def wait(self, seconds: float) -> list[_Owner]:
            """Whose pipe can be read, as soon as one can; nobody's after so many seconds."""
            return [key.data for key, _ in self._selector.select(seconds)]

        def close(self) -> None:
            """Watch nothing any more."""
            self._selector.close()
