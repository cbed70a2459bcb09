"""Workers that die, dawdle or grow old."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.batch.making.job import Job, Outcome, Source
from generator.batch.pool.process import Limits
from generator.batch.workers.choose_executor import Settings
from generator.batch.workers.executor import InProcess
from generator.batch.workers.local_pool import LocalPool
from tests.batch.hooks import (
    perform_or_die,
    tell_or_die,
    tell_process,
    times_begun,
)
from tests.batch.support import BAD, GOOD, batch, numbered, snapshot, stop_clock_until, write_specs

ROOT = Path(__file__).parents[3]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")


def jobs(count: int) -> list[Job]:
    return [Job(number, Source(f"{number}.yaml"), None, ("html",), False, "") for number in range(count)]


def results(pool: LocalPool | InProcess, count: int) -> list[Outcome]:
    try:
        return [result for result in pool.run(jobs(count)) if isinstance(result, Outcome)]
    finally:
        pool.close()


def told(pool: LocalPool | InProcess, folder: Path, names: list[str]) -> dict[str, str]:
    """What came of a job for each of ``names``."""
    tasks = [Job(n, Source(str(folder / f"{name}.yaml")), None, (), False, "") for n, name in enumerate(names)]
    try:
        done = list(pool.run(tasks))
    finally:
        pool.close()
    assert len(done) == len(names)
    return {names[outcome.serial]: outcome.failures[0] for outcome in done if isinstance(outcome, Outcome)}


def test_each_task_is_done_once_by_several_processes() -> None:
    done = results(LocalPool(2, tell_process), 40)
    assert sorted(outcome.serial for outcome in done) == list(range(40))
    assert str(os.getpid()) not in {outcome.failures[0] for outcome in done}


def test_worker_is_replaced_after_its_share() -> None:
    done = results(LocalPool(1, tell_process, Limits(tasks=50)), 500)
    processes = [outcome.failures[0] for outcome in done]
    assert sorted(outcome.serial for outcome in done) == list(range(500))
    two_bundles = 64
    assert max(processes.count(process) for process in processes) <= 50 + two_bundles


def test_worker_is_replaced_when_it_has_grown() -> None:
    done = results(LocalPool(1, tell_process, Limits(memory=1)), 6)
    assert len({outcome.failures[0] for outcome in done}) >= 3


def test_dead_worker_costs_its_document_a_retry_and_then_an_entry(tmp_path: Path) -> None:
    specs = write_specs(tmp_path / "specs", {**numbered(6), "dies": GOOD, "once": GOOD})
    summary, _ = batch(specs, tmp_path / "out", Settings(workers=2, perform=perform_or_die))
    assert summary.made == 7
    ((name, reason),) = summary.failed
    assert name.endswith("dies.yaml")
    assert "SIGKILL" in reason
    assert (tmp_path / "specs/once.seen").exists()


def test_bundles_that_no_pipe_holds_are_handed_over() -> None:
    # In a process of its own: if both ends waited for each other, it would wait for ever.
    script = (
        "from generator.batch.workers.local_pool import LocalPool\n"
        "from tests.batch.hooks import answer_at_length\n"
        "from tests.batch.workers.test_local_pool import jobs\n"
        "pool = LocalPool(2, answer_at_length)\n"
        "tasks = [job._replace(source=job.source._replace(path='长' * 20_000)) for job in jobs(600)]\n"
        "print(sum(len(result.failures[0]) for result in pool.run(tasks)))\n"
        "pool.close()\n"
    )
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=100)
    assert (run.returncode, run.stdout, run.stderr) == (0, f"{600 * 20_000}\n", "")


def test_of_a_bundle_the_one_that_kills_is_found(tmp_path: Path) -> None:
    names = [str(number) for number in range(80)]
    names[30], names[33], names[60] = "dies", "once", "dies as well"
    done = told(LocalPool(2, tell_or_die), tmp_path, names)
    assert sorted(done) == sorted(names)
    for name, reason in done.items():
        assert ("两次中途被终止（信号 SIGKILL" in reason) is name.startswith("dies")
    assert times_begun(tmp_path / "dies.yaml") == 3  # in its bundle, alone, and once more
    assert times_begun(tmp_path / "dies as well.yaml") == 3


def test_of_a_bundle_the_one_that_takes_all_memory_is_found(tmp_path: Path) -> None:
    names = [str(number) for number in range(60)]
    names[30] = "eats"
    done = told(LocalPool(2, tell_or_die), tmp_path, names)
    assert sorted(done) == sorted(names)
    assert [name for name, reason in done.items() if "两次中途被终止（内存不足）" in reason] == ["eats"]
    assert told(InProcess(tell_or_die), tmp_path, ["eats", "other"])["eats"] == "未印，内存不足"


def test_of_a_bundle_the_one_that_hangs_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [str(number) for number in range(60)]
    names[30] = "hangs"
    limits, hangs = Limits(seconds=5), tmp_path / "hangs.yaml"
    seen = 0

    def monotonic() -> float:
        """Time goes on for as many seconds as what hangs has to be waited for, each time that it was begun."""
        nonlocal seen
        seen += seen < 6 * times_begun(hangs)
        return seen

    monkeypatch.setattr("generator.batch.pool.clock.monotonic", monotonic)
    monkeypatch.setattr("generator.batch.pool.pool._TICK", 0.01)
    done = told(LocalPool(1, tell_or_die, limits), tmp_path, names)
    assert sorted(done) == sorted(names)
    assert [name for name, reason in done.items() if "超过了时限 5 秒" in reason] == ["hangs"]
    assert times_begun(hangs) == 2  # in its bundle, and alone


def test_time_limit_ends_its_document_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    specs = write_specs(tmp_path / "specs", {**numbered(4), "hangs": GOOD})
    out = tmp_path / "out"
    stop_clock_until(lambda: len(list(out.glob("0*.html"))) == 4, monkeypatch)
    limits = Settings(workers=2, seconds=2, perform=perform_or_die)
    summary, _ = batch(specs, out, limits)
    assert summary.made == 4
    ((name, reason),) = summary.failed
    assert name.endswith("hangs.yaml")
    assert "超过了时限 2 秒" in reason


def test_pool_makes_what_one_process_makes_and_tells_it_in_the_same_order(tmp_path: Path) -> None:
    specs = write_specs(tmp_path / "specs", {**numbered(9), "04b": BAD})
    here, told_here = batch(specs, tmp_path / "here", Settings(few=100))
    pool, told_pool = batch(specs, tmp_path / "pool", Settings(workers=3))
    assert snapshot(tmp_path / "here") == snapshot(tmp_path / "pool")
    assert told_here.ids == told_pool.ids
    assert (here.made, here.failed) == (pool.made, pool.failed)


def test_stopped_pool_finishes_what_it_has_begun() -> None:
    pool = LocalPool(2, tell_process)
    done = []
    try:
        for result in pool.run(jobs(100)):
            done.append(result.serial)
            pool.stop()
    finally:
        pool.close()
    assert 1 <= len(done) <= 4
    assert len(set(done)) == len(done)


def test_stopped_process_takes_up_nothing_more() -> None:
    here = InProcess(tell_process)
    done = []
    for result in here.run(jobs(5)):
        done.append(result.serial)
        here.stop()
    assert done == [0]


def test_ctrl_c_while_workers_are_got_ready_does_not_reach_them() -> None:
    # In a process of its own: a process has one server, which loads its modules once.
    script = (
        "from generator.batch.workers.local_pool import LocalPool\n"
        "from tests.batch.workers.test_local_pool import results, tell_process\n"
        "print(len(results(LocalPool(1, tell_process, preload=('tests.batch.preload_interrupted',)), 3)))\n"
    )
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert (run.returncode, run.stdout, run.stderr) == (0, "3\n", "")


@pytest.mark.parametrize("executor", ["LocalPool(1, print_a_word)", "InProcess(print_a_word)"])
def test_what_a_library_prints_does_not_come_between_what_is_told(executor: str) -> None:
    script = (
        "from generator.batch.workers.executor import InProcess\n"
        "from generator.batch.workers.local_pool import LocalPool\n"
        "from tests.batch.hooks import print_a_word\n"
        "from tests.batch.workers.test_local_pool import results\n"
        f"print(len(results({executor}, 3)))\n"
    )
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert (run.returncode, run.stdout, run.stderr) == (0, "3\n", "word\n" * 3)
