"""A real scheduler and two worker processes on loopback: every form once, equal to a local run's bytes."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from generator.batch.choice import Settings
from generator.batch.job import Job, Source
from generator.batch.worker import perform
from generator.cli.main import main
from tests.batch.hooks import perform_in_short_pieces
from tests.batch.support import BAD, batch, long_text, numbered, snapshot, told_at_length, write_specs

pytest.importorskip("distributed")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")

FORMS = 40
ROOT = Path(__file__).parents[2]
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


def test_long_document_is_set_by_all_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.batch.pieces.LONG", 1)
    specs = write_specs(tmp_path / "specs", {"long": long_text()})
    with cluster(tmp_path) as (address, _):
        there = Settings(cluster=address, perform=perform_in_short_pieces)
        summary, _ = batch(specs, tmp_path / "there", there, formats=("pdf",))
    assert (summary.made, summary.failed) == (1, [])
    batch(specs, tmp_path / "here", Settings(perform=perform_in_short_pieces, few=9), formats=("pdf",))
    assert snapshot(tmp_path / "there") == snapshot(tmp_path / "here")


def test_lost_scheduler_ends_the_run_and_loses_nothing(tmp_path: Path) -> None:
    specs, out = write_specs(tmp_path / "specs", told_at_length(numbered(FORMS))), tmp_path / "there"
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
    assert end["made"] + end["failed"] + end["left"] == FORMS
    assert end["left"] > 0
    summary, _ = batch(specs, out, formats=("docx", "html"))
    assert summary.up_to_date == end["made"]
    batch(specs, tmp_path / "here", formats=("docx", "html"))
    assert snapshot(out) == snapshot(tmp_path / "here")


def test_cluster_without_workers_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.batch.cluster._PATIENCE", 2)
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


def test_worker_with_another_program_makes_nothing(tmp_path: Path) -> None:
    from generator.batch.cluster import perform_there

    task = Job(0, Source(str(write_specs(tmp_path, numbered(1)) / "00.yaml")), None, ("html",), False, str(tmp_path))
    done = perform_there(perform, task, "another", None)
    assert "不是同一版本" in done.failures[0]  # type: ignore[union-attr]
    assert list(tmp_path.glob("*.html")) == []
