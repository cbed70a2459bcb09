"""A real scheduler and two worker processes on loopback: every form once, equal to a local run's bytes."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest

from generator.batch.making.job import Job, Outcome, Result, Source, Survey, Surveyed, Task
from generator.batch.making.make_documents import perform
from generator.batch.workers.dask_cluster import Cluster, ClusterError, _client, perform_there
from generator.batch.workers.toolset import Toolset, refusal, toolset_of
from generator.cli.main import main
from tests.batch.support import BAD, GOOD, batch, numbered, snapshot, told_at_length, write_specs
from tests.layouts.invented import write_region

pytest.importorskip("distributed")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")

FORMS = 40
ROOT = Path(__file__).parents[3]
_JIXIAO = "import sys; from generator.cli.main import main; sys.exit(main())"


@contextmanager
def process(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A process that is at an end when the block is."""
    with subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as running:
        try:
            yield running
        finally:
            running.kill()


@contextmanager
def scheduler(folder: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address of a scheduler, and its process."""
    file = folder / "scheduler.json"
    options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show", "--scheduler-file", str(file)]
    with process("-m", "distributed.cli.dask_scheduler", *options) as running:
        while not (file.exists() and file.read_text()):
            assert running.poll() is None
            time.sleep(0.02)
        yield json.loads(file.read_text())["address"], running


@contextmanager
def workers(address: str, folder: Path) -> Iterator[list[subprocess.Popen[str]]]:
    """Two workers of the scheduler at ``address``."""
    one = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1", "--local-directory", str(folder)]
    worker = ("-m", "distributed.cli.dask_worker", address, *one)
    with process(*worker) as first, process(*worker) as second:
        yield [first, second]


@contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, list[subprocess.Popen[str]]]]:
    """The address of a scheduler, and its two workers."""
    with scheduler(folder) as (address, _), workers(address, folder) as two:
        yield address, two


def test_killed_worker_costs_nothing_and_bytes_are_those_of_a_local_run(tmp_path: Path) -> None:
    texts = told_at_length(numbered(FORMS))
    specs, out = write_specs(tmp_path / "specs", {**texts, "bad": BAD}), tmp_path / "there"
    with cluster(tmp_path) as (address, (worker, _)):
        arguments = ["render", str(specs), "-o", str(out), "-f", "docx,html", "--executor", address, "--json"]
        with process("-c", _JIXIAO, *arguments) as run:
            assert run.stdout is not None
            events = [json.loads(run.stdout.readline()) for _ in range(4)]
            worker.send_signal(signal.SIGKILL)
            assert len(list(out.rglob("*.docx"))) < FORMS
            events += [json.loads(line) for line in run.stdout]
            assert run.wait() == 4
    made = [event["id"] for event in events if event["event"] == "document" and event["files"]]
    assert made == sorted(texts)
    batch(specs, tmp_path / "here", formats=("docx", "html"))
    assert snapshot(out) == snapshot(tmp_path / "here")


_MANY = 4 * FORMS
"""So many that a run cannot be over before it is disturbed, however busy the machine is."""


def test_lost_scheduler_ends_the_run_and_loses_nothing(tmp_path: Path) -> None:
    specs, out = write_specs(tmp_path / "specs", told_at_length(numbered(_MANY))), tmp_path / "there"
    with scheduler(tmp_path) as (address, process_of_scheduler), workers(address, tmp_path):
        arguments = ["render", str(specs), "-o", str(out), "-f", "docx,html", "--executor", address, "--json"]
        with process("-c", _JIXIAO, *arguments) as run:
            assert run.stdout is not None
            events = [json.loads(run.stdout.readline()) for _ in range(4)]
            process_of_scheduler.send_signal(signal.SIGKILL)
            events += [json.loads(line) for line in run.stdout]
            assert run.wait() == 4
    end = events[-1]
    assert "与集群的联系断了" in end["obstacle"]
    assert end["made"] + end["failed"] + end["left"] == _MANY
    assert end["left"] > 0
    summary, _ = batch(specs, out, formats=("docx", "html"))
    assert summary.up_to_date == end["made"]
    batch(specs, tmp_path / "here", formats=("docx", "html"))
    assert snapshot(out) == snapshot(tmp_path / "here")


# --- a client that loses its scheduler


class Client:
    """Does what it is given at once; its scheduler is gone after ``left`` calls."""

    def __init__(self, left: int) -> None:
        self._left = left

    def get_executor(self, **_: object) -> Client:
        return self

    def nthreads(self) -> dict[str, int]:
        self._call()
        return {"worker": 1}

    def submit(self, function: Callable[..., Result], *arguments: Any) -> Future[Result]:
        self._call()
        future: Future[Result] = Future()
        future.set_result(function(*arguments))
        return future

    def shutdown(self, **_: object) -> None:
        pass

    def close(self) -> None:
        pass

    def _call(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise OSError("Timed out trying to connect to tcp://127.0.0.1:9")


def run_on(client: Client, specs: Path, out: Path, monkeypatch: pytest.MonkeyPatch, *options: str) -> int:
    monkeypatch.setattr("generator.batch.workers.dask_cluster._connect", lambda _: client)
    arguments = ["render", str(specs), "-o", str(out), "-f", "html", "--executor", "there:8786", *options]
    return main(arguments)


@pytest.mark.parametrize(("left", "made"), [(0, 0), (3, 2), (5, 4), (7, 5)])
def test_lost_scheduler_is_told_and_what_came_of_its_tasks_is_taken(
    left: int, made: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    specs, out = write_specs(tmp_path / "specs", numbered(20)), tmp_path / "out"
    assert run_on(Client(left), specs, out, monkeypatch) == (4 if made else 1)
    assert "与集群的联系断了（调度器已退出，或网络不通）。已印好的都在" in capsys.readouterr().err
    summary, _ = batch(specs, out)
    assert summary.up_to_date == made


def test_scheduler_that_is_lost_while_specs_are_looked_into_is_told_and_nothing_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    specs, out = write_specs(tmp_path / "specs", numbered(3)), tmp_path / "out"
    batch(specs, out, split=True)
    write_specs(specs, numbered(3, GOOD + "\n"))
    before = snapshot(out)
    for options in ((), ("--dry-run",)):
        assert run_on(Client(2), specs, out, monkeypatch, "--split", "project", *options) == 1
        assert capsys.readouterr().err == "与集群的联系断了（调度器已退出，或网络不通）\n"
    assert snapshot(out) == before


def test_scheduler_that_is_lost_after_a_stop_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    class Silent(Client):
        def submit(self, *_: object) -> Future[Result]:
            return Future()

    monkeypatch.setattr("generator.batch.workers.dask_cluster._connect", lambda _: Silent(1))
    monkeypatch.setattr("generator.batch.workers.dask_cluster._TICK", 0.01)
    cluster = Cluster("there:8786", perform, ("html",))

    def tasks() -> Iterator[Task]:
        yield Job(0, Source("x.yaml"), None, ("html",), False, "")
        cluster.stop()

    (lost,) = cluster.run(tasks())
    assert "与集群的联系断了" in str(lost.obstacle)  # type: ignore[union-attr]


def test_bug_of_our_own_is_no_lost_scheduler(monkeypatch: pytest.MonkeyPatch) -> None:
    def tasks() -> Iterator[Task]:
        raise ZeroDivisionError
        yield

    monkeypatch.setattr("generator.batch.workers.dask_cluster._connect", lambda _: Client(99))
    with pytest.raises(ZeroDivisionError):
        list(Cluster("there:8786", perform, ("html",)).run(tasks()))


def test_cluster_without_workers_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.batch.workers.dask_cluster._PATIENCE", 2)
    specs = write_specs(tmp_path / "specs", numbered(1))
    with scheduler(tmp_path) as (address, _):
        assert main(["render", str(specs), "-o", str(tmp_path / "out"), "--executor", address]) == 1
    assert f"集群 {address} 里没有工作节点" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_no_cluster_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    specs = write_specs(tmp_path / "specs", numbered(1))
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert main(["render", str(specs), "-o", str(tmp_path / "out"), "--executor", "tcp://127.0.0.1:9"]) == 1
    assert "没有安装集群组件" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("other", "reason"),
    [({"program": "another"}, "程序与本机不是同一版本"), ({"layouts": "x"}, "版式文件"), ({"engine": "x"}, "字体")],
)
def test_worker_that_would_draw_with_something_else_makes_nothing(
    other: dict[str, str], reason: str, tmp_path: Path
) -> None:
    task = Job(0, Source(str(write_specs(tmp_path, numbered(1)) / "00.yaml")), None, ("html",), False, str(tmp_path))
    done = perform_there(perform, task, toolset_of(("html",), ())._replace(**other))
    assert isinstance(done, Outcome)
    assert f"未印，工作节点 {socket.gethostname()} 上的{reason}" in done.failures[0]
    assert done.staged == ()
    assert isinstance(perform_there(perform, Survey(0, task.source), toolset_of((), ())._replace(**other)), Surveyed)


def test_worker_that_outlives_a_change_of_a_layout_draws_the_new_one(tmp_path: Path) -> None:
    region = write_region(tmp_path / "layouts")
    spec = write_specs(tmp_path, {"x": (region / "sample.yaml").read_text(encoding="utf-8")}) / "x.yaml"
    layout, folders = region / "layout.yaml", (str(region.parent),)
    task = Job(0, Source(str(spec), None, folders), None, ("html",), False, str(tmp_path))

    def title_there(toolset: Toolset) -> str:
        done = perform_there(perform, task, toolset)
        assert isinstance(done, Outcome)
        return done.facts.title if done.staged else done.failures[0]

    first = toolset_of(("html",), folders)
    old = title_there(first)
    layout.write_text(layout.read_text(encoding="utf-8").replace(old, f"新{old}"), encoding="utf-8")
    assert title_there(first) == old  # the run goes on with what it began with
    second = toolset_of(("html",), folders)
    assert title_there(second) == f"新{old}"
    assert "版式文件与本机开印时的不同" in title_there(first)


def test_worker_reads_layouts_once_for_runs_that_have_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.batch.making.spec_cache.forget", lambda: times.append(1))
    times: list[int] = []
    one, other = toolset_of((), ()), toolset_of((), ())
    assert one.run != other.run
    assert [refusal(toolset, ()) for toolset in (one, other, one, other, one)] == [None] * 5
    assert len(times) == 2


def test_what_answers_and_is_no_scheduler_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.batch.workers.dask_cluster._PATIENCE", 0.3)

    class Deaf:
        """In the place of dask's client, whose wait for an answer knows no end."""

        def __init__(self, *_: object, **__: object) -> None:
            Event().wait()

    with pytest.raises(ClusterError, match="不像 Dask 的调度器"):
        _client(SimpleNamespace(Client=Deaf), "tcp://127.0.0.1:80")


def test_protocol_that_is_not_set_up_is_no_bug(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    specs = write_specs(tmp_path / "specs", numbered(1))
    assert main(["render", str(specs), "-o", str(tmp_path / "out"), "--executor", "tls://127.0.0.1:1"]) == 1
    assert "连不上集群 tls://127.0.0.1:1（TypeError" in capsys.readouterr().err
