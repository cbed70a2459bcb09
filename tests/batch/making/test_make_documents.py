"""What a worker makes of several tasks at once: of each what it makes of it alone."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from generator.batch.making.job import Job, Outcome, Part, Result, Source, Survey, Task
from generator.batch.making.make_documents import perform
from generator.batch.making.spec_cache import forget
from generator.form import Form
from generator.pipeline import Content, Drawn, draw_form, read_spec_bytes
from tests.batch.hooks import perform_one
from tests.batch.support import BAD, SAMPLES, UNREADABLE, long_text, numbered, write_specs

SPECS = {**numbered(4), "bad": BAD, "unreadable": UNREADABLE, "not yaml": "a: [", "long": long_text(), **SAMPLES}


@pytest.fixture
def tasks(tmp_path: Path) -> list[Task]:
    """Of every kind; the parts of a spec one after another, as a plan has them."""
    specs = write_specs(tmp_path / "specs", SPECS)
    whole = [_job(specs / f"{name}.yaml", tmp_path) for name in [*SPECS, "gone"]]
    sha256 = hashlib.sha256((specs / "long.yaml").read_bytes()).hexdigest()
    parts = [_job(specs / "long.yaml", tmp_path, part=Part(0, number), sha256=sha256) for number in range(3)]
    surveys = [Survey(job.serial, job.source) for job in (whole[0], whole[4], whole[-1])]
    return [task._replace(serial=n) for n, task in enumerate([*whole, *parts, *surveys])]


def _job(path: Path, staging: Path, **others: Any) -> Job:
    return Job(
        0, Source(str(path)), formats=("docx", "html"), force=False, staging=str(staging), **{"part": None, **others}
    )


def told(result: Result) -> Any:
    """A result with what its files hold, instead of where they lie and when they were made."""
    result = result._replace(seconds=0)
    if not isinstance(result, Outcome):
        return result
    files = [(staged.format, Path(staged.path).read_bytes()) for staged in result.staged]
    return result._replace(staged=()), files


def test_tasks_in_step_come_to_what_each_comes_to_alone(tasks: list[Task]) -> None:
    assert [task.serial for task in tasks] == list(range(len(tasks)))
    together = [told(result) for result in perform(tasks)]
    forget()
    assert together == [told(perform_one(task)) for task in tasks]
    assert sum(bool(files) for _, files in together[: len(SPECS)]) == len(SPECS) - 3


def test_bug_costs_its_document_and_none_in_step_with_it(tasks: list[Task], monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = 0

    def fail_once(form: Form, *others: Any) -> Drawn:
        nonlocal drawn
        drawn += 1
        if drawn == 2:
            raise ZeroDivisionError
        return draw_form(form, *others)

    monkeypatch.setattr("generator.batch.making.make_documents.draw_form", fail_once)
    outcomes = [result for result in perform(tasks[:4]) if isinstance(result, Outcome)]
    assert [outcome.is_bug for outcome in outcomes] == [False, True, False, False]
    assert [len(outcome.staged) for outcome in outcomes] == [2, 0, 2, 2]


def test_lack_of_memory_is_no_outcome_of_a_document(tasks: list[Task], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> Drawn:
        raise MemoryError

    monkeypatch.setattr("generator.batch.making.make_documents.draw_form", fail)
    with pytest.raises(MemoryError):
        perform(tasks[:4])


def test_spec_is_read_once_for_its_parts_in_step(tasks: list[Task], monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def note(data: bytes, name: str) -> Content:
        read.append(name)
        return read_spec_bytes(data, name)

    monkeypatch.setattr("generator.batch.making.spec_cache.read_spec_bytes", note)
    forget()
    parts = [task for task in tasks if isinstance(task, Job) and task.part]
    assert [len(result.staged) for result in perform(parts) if isinstance(result, Outcome)] == [2, 2, 2]
    assert read == [parts[0].source.path]
