"""Long documents, whose PDF all workers set together: which tasks follow from which result."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from operator import length_hint
from typing import TypeVar

from generator.batch.job import Job, Measure, Measured, Outcome, Piece, PieceMade, Result, Task

_Item = TypeVar("_Item")

LONG = 256_000
"""Bytes of a spec whose PDF may have pieces: a hundred projects and more."""
_A_PIECE = LONG // 2
"""Bytes of a spec that make about one piece."""


class Tasks(Iterator[Task]):
    """Tasks in order; those that are added come before the rest. When it is at its end, more may be added.

    ``finishing`` are the documents whose last task is given out: what comes of it is what comes of them.
    """

    def __init__(self, tasks: Iterable[Task]) -> None:
        self.finishing: set[int] = set()
        self._rest = iter(tasks)
        self._added: deque[Task] = deque()

    def add(self, tasks: Iterable[Task]) -> None:
        """Put ``tasks`` behind those that were added before."""
        self._added.extend(tasks)

    def drop(self, serial: int) -> None:
        """Give out none of the added tasks of a document."""
        self._added = deque(task for task in self._added if task.serial != serial)

    def __length_hint__(self) -> int:
        """How many there are, but for those to be added."""
        return len(self._added) + length_hint(self._rest)

    def __next__(self) -> Task:
        task = self._added.popleft() if self._added else next(self._rest)
        if isinstance(task, Job):
            self.finishing.add(task.serial)
        return task


@dataclass(slots=True)
class _UnderWay:
    """A document with the pieces that are made; ``missing`` are not yet."""

    job: Job
    missing: int
    seconds: float
    made: list[PieceMade] = field(default_factory=list)


def large_first(items: Iterable[_Item], size: Callable[[_Item], int]) -> list[_Item]:
    """``items`` with those of large specs before the others, so that a run does not end waiting for one of them."""
    return sorted(items, key=lambda item: size(item) < LONG)


def first_tasks(job: Job, size: int, workers: int = 1) -> list[Task]:
    """What is done first for a document whose spec has ``size`` bytes.

    It is measured by several ``workers`` if they have nothing else to do: each reads it anyway before its first piece.
    """
    if size < LONG or job.part is not None or "pdf" not in job.formats:
        return [job]
    return [Measure(job)] * max(1, min(workers, size // _A_PIECE))


class LongDocuments:
    """Sees to it that documents which are measured have their pieces made, and then joined.

    ``discard`` is given the path or address of each piece that is no longer needed.
    """

    def __init__(self, first: Iterable[Task], discard: Callable[[str], None]) -> None:
        """``first`` are the first tasks of all documents; ``tasks`` gives them out, and what follows from them."""
        first = tuple(first)
        self.tasks = Tasks(first)
        self._discard = discard
        self._to_measure = {task.serial: task.job for task in first if isinstance(task, Measure)}
        self._measuring = Counter(task.serial for task in first if isinstance(task, Measure))
        self._long = frozenset(self._to_measure)
        self._under_way: dict[int, _UnderWay] = {}
        self._ended: set[int] = set()

    @property
    def is_finishing(self) -> bool:
        """Whether a task that is given out finishes a document; pieces alone finish none."""
        return bool(self.tasks.finishing)

    @property
    def part_done(self) -> float:
        """What is done of the documents under way, as a number of documents; joining counts like a piece."""
        return sum(
            len(document.made) / (len(document.made) + document.missing + 1) for document in self._under_way.values()
        )

    def take(self, result: Result) -> Outcome | None:
        """What came of a document, or nothing if ``result`` is but a step on its way."""
        if isinstance(result, Measured):
            return self._begin(result)
        if isinstance(result, PieceMade):
            self._collect(result)
            return None
        assert isinstance(result, Outcome)
        return self._end(result)

    def _begin(self, measured: Measured) -> Outcome | None:
        """One answer of a worker is enough; the document fails if none can give any."""
        serial = measured.serial
        self._measuring[serial] -= 1
        job = self._to_measure.get(serial)
        if job is None:  # another worker has measured it
            return None
        if measured.failure:
            return None if self._measuring[serial] else self._end(Outcome(serial, failures=(measured.failure,)))
        del self._to_measure[serial]
        if measured.pieces == 1:
            self.tasks.add([job])
        else:
            self._under_way[serial] = _UnderWay(job, measured.pieces, measured.seconds)
            self.tasks.add(Piece(job, number) for number in range(measured.pieces))
        return None

    def _collect(self, piece: PieceMade) -> None:
        document = self._under_way.get(piece.serial)
        if document is None:  # another piece has failed meanwhile
            self._discard_all([piece])
            return
        document.made.append(piece)
        document.missing -= 1
        document.seconds += piece.seconds
        if not document.missing:
            pieces = tuple(sorted(document.made, key=lambda made: made.number))
            self.tasks.add([document.job._replace(pieces=pieces)])

    def _end(self, outcome: Outcome) -> Outcome | None:
        """The outcome of a document, once: several of its tasks may fail, and the others need not be done."""
        if outcome.serial in self._ended:
            return None
        if outcome.serial in self._long:
            self._ended.add(outcome.serial)
            self._to_measure.pop(outcome.serial, None)
            self.tasks.drop(outcome.serial)
        self.tasks.finishing.discard(outcome.serial)
        document = self._under_way.pop(outcome.serial, None)
        if document is None:
            return outcome
        self._discard_all(document.made)
        return outcome._replace(seconds=round(outcome.seconds + document.seconds, 4))

    def _discard_all(self, pieces: Iterable[PieceMade]) -> None:
        for piece in pieces:
            if piece.path:
                self._discard(piece.path)
