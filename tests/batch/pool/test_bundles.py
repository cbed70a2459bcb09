"""Tasks in bundles: all of them, in order, and only quick ones together."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hypothesis import given
from hypothesis import strategies as st

from generator.batch.making.job import Job, Outcome, Source, Survey, Task
from generator.batch.pool.bundles import Bundles
from generator.batch.pool.task import Bundle

MOST = 32


def job(serial: int) -> Job:
    return Job(serial, Source(f"{serial}.yaml"), None, ("pdf",), False, "")


def stored(serial: int) -> Job:
    return job(serial)._replace(staging="s3://bucket/out")


def goes_alone(task: Task) -> bool:
    return isinstance(task, Job) and bool(task.staging)


def took(bundle: Bundle[Task], seconds: float) -> list[Outcome]:
    return [Outcome(task.serial, seconds=seconds) for task in bundle]


def sizes(bundles: Bundles[Task], seconds: Sequence[float]) -> list[int]:
    """Of the bundles that come where tasks take so long, one bundle after another."""
    found = []
    for each in seconds:
        bundle = bundles.next()
        found.append(len(bundle))
        bundles.learn(took(bundle, each))
    return found


def quick(bundles: Bundles[Task]) -> None:
    """Have it learn that tasks are quick now."""
    for _ in range(10):
        bundles.learn([Outcome(0, seconds=0.001)])


def test_quick_tasks_come_together_once_they_are_known_to_be() -> None:
    bundles = Bundles(map(job, range(500)), 2)
    assert sizes(bundles, [0.003]) == [1]
    bundles = Bundles([job(number) for number in range(500)], 2)
    seconds = [*[0.003] * 6, 0.03, 0.3, *[0.003] * 7]
    assert sizes(bundles, seconds) == [1, 2, 4, 8, 16, MOST, MOST, 6, 1, 1, 2, 5, 10, 21, MOST]


def test_last_tasks_are_shared_out() -> None:
    bundles = Bundles([job(number) for number in range(13)], 4)
    quick(bundles)
    assert sizes(bundles, [0.003] * 9) == [3, 2, 2, 1, 1, 1, 1, 1, 1]
    assert bundles.next() == []


def test_task_that_is_stored_comes_alone() -> None:
    tasks = [stored(number) if number == 4 else job(number) for number in range(101)]
    bundles = Bundles(tasks, 1, goes_alone)
    quick(bundles)
    found = [bundles.next() for _ in range(3)]
    assert [len(bundle) for bundle in found] == [4, 1, MOST]
    assert [task for bundle in found for task in bundle] == tasks[: 5 + MOST]


def test_surveys_come_together() -> None:
    bundles = Bundles([Survey(number, Source(f"{number}.yaml")) for number in range(50)], 1)
    quick(bundles)
    assert sizes(bundles, [0.001, 0.001]) == [MOST, 50 - MOST]


TASKS = st.lists(st.sampled_from([job, stored, lambda n: Survey(n, Source("x"))]), max_size=60)


@given(TASKS, st.integers(1, 6), st.data())
def test_whatever_comes_back_no_task_is_lost_or_done_twice(
    kinds: list[Callable[[int], Task]], shares: int, data: st.DataObject
) -> None:
    tasks = [kind(number) for number, kind in enumerate(kinds)]
    bundles = Bundles(tasks, shares, goes_alone)
    done: list[Task] = []
    suspects: set[Task] = set()
    while bundle := bundles.next():
        assert len(bundle) == 1 or not suspects.intersection(bundle)
        assert len(bundle) == 1 or not any(map(goes_alone, bundle))
        match data.draw(st.sampled_from(["done", "done", "done", "back", "dead"])):
            case "back":
                bundles.put_back([bundle])
            case "dead":
                suspects.update(bundle)
                bundles.suspect(bundle)
            case _:
                done += bundle
                bundles.learn(took(bundle, data.draw(st.sampled_from([0, 0.001, 0.04, 2]))))
    assert done == tasks


def test_bundles_that_come_back_keep_their_order() -> None:
    bundles = Bundles([job(number) for number in range(100)], 1)
    quick(bundles)
    given_out = [bundles.next() for _ in range(3)]
    bundles.put_back(given_out)
    assert [task.serial for task in bundles.next()] == list(range(MOST))
