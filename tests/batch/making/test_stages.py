"""Works that are done stage by stage: each comes to what it had come to alone."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.batch.making.stages import Work, in_stages


@dataclass(eq=False)
class Counted(Work):
    """Is done after some stages, or fails there."""

    name: int
    stages: int
    fails: bool = False
    log: list[tuple[int, int]] = field(default_factory=list)
    seen: int = 0


def stage(work: Counted) -> None:
    work.log.append((work.seen, work.name))
    work.seen += 1
    if work.seen == work.stages:
        if work.fails:
            raise ZeroDivisionError(work.name)
        work.is_done = True


@given(st.lists(st.tuples(st.integers(1, 5), st.booleans()), max_size=6))
def test_each_stage_is_done_for_all_before_the_next(plans: list[tuple[int, bool]]) -> None:
    log: list[tuple[int, int]] = []
    works = [Counted(name, stages, fails, log) for name, (stages, fails) in enumerate(plans)]
    in_stages(works, *[stage] * 4)
    assert log == sorted(log)
    for work in works:
        assert work.seen == min(work.stages, 4)
        assert (work.error is not None) == (work.fails and work.stages <= 4)
        assert work.is_done == (not work.fails and work.stages <= 4)
        assert work.seconds > 0


def test_lack_of_memory_is_raised() -> None:
    def eat(_: Work) -> None:
        raise MemoryError

    with pytest.raises(MemoryError):
        in_stages([Work(), Work()], eat)
