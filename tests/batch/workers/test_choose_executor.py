"""When documents are made in this process, and when by workers."""

from __future__ import annotations

from typing import Any

import pytest

from generator.batch.making.job import Source, Survey
from generator.batch.workers import choose_executor
from generator.batch.workers.choose_executor import Chosen, Settings
from generator.batch.workers.executor import InProcess
from tests.batch.hooks import tell_process

SURVEYS = [Survey(0, Source("s3://bucket/a.yaml"))]


@pytest.mark.parametrize(
    ("wishes", "count", "size", "are_few"),
    [
        ({}, 8, 200_000, True),
        ({}, 9, 0, False),
        ({}, 1, 200_001, False),
        ({"few": 9}, 9, 0, True),
        ({"workers": 1}, 1, 0, False),
        ({"seconds": 9}, 1, 0, False),
        ({"cluster": "tcp://there:8786"}, 1, 0, False),
    ],
)
def test_few_small_documents_are_made_here(wishes: dict[str, Any], count: int, size: int, are_few: bool) -> None:
    assert Settings(**wishes).are_few(count, size) is are_few


def test_workers_that_were_started_do_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    rounds: list[int] = []

    class Workers(InProcess):
        def run(self, tasks: Any) -> Any:
            rounds.append(len(tasks))
            return super().run(tasks)

    monkeypatch.setattr(choose_executor, "_pool", lambda settings, *_: Workers(settings.perform))
    chosen = Chosen(Settings(perform=tell_process), ("html",))
    for size, started in ((1, 0), (10**6, 1), (1, 2)):
        assert len(list(chosen.run(SURVEYS, size))) == 1
        assert len(rounds) == started
