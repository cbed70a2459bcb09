"""Many forms in one run, as whole processes: cores, peers' loops, growth, the second run, memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator, Mapping
from pathlib import Path
from statistics import median
from time import perf_counter, sleep, time
from types import MappingProxyType
from typing import NamedTuple

from bench.batch_peers import DocxtplLoops, weasyprint_loop
from bench.departments import as_yaml, department
from bench.rows import Row
from bench.spent import Spent, medians, spent_by
from generator.layouts.load import find_layout

TITLE = "Batch: `jixiao render FOLDER`"
_JIXIAO = Path(sys.executable).with_name("jixiao")
_PARALLEL = 2
_ROUNDS = 5
_UNBUFFERED = {"PYTHONUNBUFFERED": "1"}
"""Lines are seen when they are said."""
_UNCOMPILED = {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPYCACHEPREFIX": "/nonexistent"}


def run(folder: Path) -> Iterator[Row]:
    """All rows; the specs vary in length and content and are the same each time."""
    bench = Bench(folder / "batch", [str(_JIXIAO)], docx=(100, 1000, 10_000), pdf=120)
    yield from bench.rows()


class _Runs(NamedTuple):
    """The same run with all its processes on one core; with one worker beside the run's own process; with two."""

    one_core: Spent
    one_worker: Spent
    two_cores: Spent


class Bench:
    """The rows for ``docx`` numbers of Word forms and ``pdf`` PDF forms, made by ``command``."""

    def __init__(self, folder: Path, command: list[str], docx: tuple[int, int, int], pdf: int) -> None:
        self._folder, self._command = folder, command
        self._docx, self._pdf = docx, pdf
        self._runs = 0

    def rows(self) -> Iterator[Row]:
        """Every row, those that others build on first."""
        few, many, most = (self._specs(count) for count in self._docx)
        yield from self._cold_start(few)
        yield self._start_up(few)
        loops = DocxtplLoops(self._folder, sorted(many.rglob("*.yaml")))
        runs, (from_files, ready) = self._rounds(_ROUNDS, many, "docx", loops.from_files, loops.from_contexts)
        yield from _cores(f"{self._docx[1]:,} Word forms", runs)
        pages = self._specs(self._pdf)
        runs, (pdf,) = self._rounds(_ROUNDS - 2, pages, "pdf", lambda: weasyprint_loop(self._folder))
        yield from _cores(f"{self._pdf:,} PDF forms", runs)
        yield from _against("a PDF form", runs.two_cores.over(self._pdf), pdf, "WeasyPrint loop, given ready pages")
        yield self._overhead(few, many)
        whole = yield from self._growth(few, many, most)
        each = whole.over(self._docx[2])
        yield from _against("a Word form", each, from_files, "docxtpl loop, files to files", 12)
        yield from _against("the same", each, ready, "docxtpl loop, given ready contexts")
        both = self._spent(most, "docx,pdf", _PARALLEL).over(self._docx[2])
        peers = Spent(from_files.waited + pdf.waited, from_files.cpu + pdf.cpu)
        what = f"a form as Word and PDF, {self._docx[2]:,} in a run"
        yield from _against(what, both, peers, "docxtpl and WeasyPrint loops", 20)

    def _specs(self, count: int) -> Path:
        folder = self._folder / f"specs{count}"
        layout = find_layout("dongguan")
        for number in range(count):
            path = folder / f"{number // 100:03}" / f"{number:05}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(as_yaml(department(layout, 1, seed=number)), encoding="utf-8")
        return folder

    # --- rows ---------------------------------------------------------------------------------------------------

    def _start_up(self, specs: Path) -> Row:
        seconds = median(self._start(specs, _PARALLEL) for _ in range(_ROUNDS))
        return Row("start to the first Word form, pool", f"{seconds:.2f} s", target="≤ 1 s", is_met=seconds <= 1)

    def _start(self, specs: Path, workers: int) -> float:
        """The seconds from the command to its first form; the run is ended then."""
        begin = perf_counter()
        with self._process(specs, "docx", workers, environment=_UNBUFFERED) as process:
            assert process.stdout is not None
            process.stdout.readline()
            first = perf_counter()
            process.kill()
        return first - begin

    def _cold_start(self, specs: Path) -> Iterator[Row]:
        """One form, from the command to its end; with the program's bytecode in place, and as the very first start."""
        spec = min(specs.rglob("*.yaml"))
        ways: dict[str, dict[str, str]] = {
            "one Word form, whole process": {},
            "the same, nothing compiled yet": _UNCOMPILED,
        }
        for what, environment in ways.items():
            rounds = [self._spent(spec, "docx", None, environment) for _ in range(_ROUNDS)]
            yield Row(what, f"{medians(rounds).waited:.2f} s", f"its CPU time: {medians(rounds).cpu:.2f} s")

    def _rounds(self, count: int, specs: Path, name: str, *peers: Callable[[], Spent]) -> tuple[_Runs, list[Spent]]:
        """What a run takes on one core and on two, and each peer's form; they take turns."""
        ours = (
            lambda: self._spent(specs, name, 1, cores=1),
            lambda: self._spent(specs, name, 1),
            lambda: self._spent(specs, name, _PARALLEL),
        )
        rounds = [[job() for job in (*ours, *peers)] for _ in range(count)]
        middle = [medians(column) for column in zip(*rounds, strict=True)]
        return _Runs(*middle[: len(ours)]), middle[len(ours) :]

    def _overhead(self, few: Path, many: Path) -> Row:
        """What a run takes beyond the time that its one worker is at documents.

        The plan is what the first form comes later in a run of many than in one of few. What both take until then is
        the start-up, which has a row of its own.
        """
        starts = [(self._start(few, 1), self._start(many, 1)) for _ in range(3 * _ROUNDS)]
        plan = max(0.0, median(late - early for early, late in starts))
        rounds = [self._after_start(many) for _ in range(_ROUNDS)]
        share = median((rest - work + plan) / (rest + plan) for rest, work in rounds)
        return Row(
            "plan, hand-out, filing, progress, manifest, public page, end: share of a run",
            f"{share:.1%}",
            f"the plan alone: {plan * 1000:.0f} ms",
            target="≤ 5 %",
            is_met=share <= 0.05,
        )

    def _after_start(self, specs: Path) -> tuple[float, float]:
        """The seconds of a run from when its first form was written, and those of its one worker at all forms but that.

        The version of a file is when it was written, in nanoseconds.
        """
        self._process(specs, "docx", 1, stdout=subprocess.DEVNULL).wait()
        end = time()
        documents = json.loads((self._out / "manifest.json").read_bytes())["documents"].values()
        written = sorted((int(entry["times"]["versions"]["docx"]), entry["times"]["seconds"]) for entry in documents)
        return end - written[0][0] / 1e9, sum(seconds for _, seconds in written[1:])

    def _growth(self, few: Path, many: Path, most: Path) -> Generator[Row, None, Spent]:
        """Memory and time by the number of forms; what the most took."""
        for specs, count in zip((few, many, most), self._docx, strict=True):
            parent, worker = self._peaks(specs)
            yield Row(f"{count:,} Word forms: peak memory", f"{parent} MB + 2 × {worker} MB")
        small, large = (self._spent(specs, "docx", _PARALLEL) for specs in (many, most))
        times, limit = large.waited / small.waited, 1.05 * self._docx[2] / self._docx[1]
        what = f"{self._docx[2]:,} against {self._docx[1]:,} Word forms"
        shown = (f"{large.waited:.1f} s", f"{small.waited:.1f} s", f"{times:.2f} ×", f"≤ {limit:g} ×")
        yield Row(what, *shown, times <= limit)
        start = perf_counter()
        self._process(most, "docx", None, is_fresh=False).communicate()
        again = perf_counter() - start
        yield Row(f"second run over {self._docx[2]:,} forms", f"{again:.2f} s", target="≤ 3 s", is_met=again <= 3)
        return large

    # --- ours ---------------------------------------------------------------------------------------------------

    @property
    def _out(self) -> Path:
        """The output folder of the last run.

        Each run has one of its own, and none is deleted before the end: after many files were deleted, ext4 takes up to
        a millisecond to make one, for it looks past each place that became free in the last minutes.
        """
        return self._folder / f"out{self._runs}"

    def _process(
        self,
        specs: Path,
        name: str,
        workers: int | None,
        *,
        is_fresh: bool = True,
        environment: Mapping[str, str] = MappingProxyType({}),
        cores: int = _PARALLEL,
        stdout: int = subprocess.PIPE,
    ) -> subprocess.Popen[bytes]:
        if is_fresh:
            self._runs += 1
        count = ["-j", str(workers)] if workers else []
        command = [*self._command, "render", str(specs), "-o", str(self._out), "-f", name, *count]
        given = {**os.environ, **environment}
        allowed = sorted(os.sched_getaffinity(0))[:cores]
        return subprocess.Popen(
            command,
            stdout=stdout,
            stderr=subprocess.DEVNULL,
            env=given,
            preexec_fn=lambda: os.sched_setaffinity(0, allowed),
        )

    def _spent(
        self,
        specs: Path,
        name: str,
        workers: int | None,
        environment: Mapping[str, str] = MappingProxyType({}),
        cores: int = _PARALLEL,
    ) -> Spent:
        return spent_by(lambda: self._process(specs, name, workers, environment=environment, cores=cores))

    def _peaks(self, specs: Path) -> tuple[int, int]:
        """The most memory (MB) that the run's own process and the largest worker held, looked at 20 times a second."""
        parent = worker = 0
        with self._process(specs, "docx", _PARALLEL) as process:
            os.set_blocking(process.stdout.fileno(), False)  # type: ignore[union-attr]
            while process.poll() is None:
                process.stdout.read()  # type: ignore[union-attr]
                parent = max(parent, _rss(process.pid))
                worker = max([worker, *map(_rss, _descendants(process.pid))])
                sleep(0.05)
        return parent, worker


def _cores(what: str, runs: _Runs) -> Iterator[Row]:
    """All processes of a run on one core against two cores; and, beside it, one worker against two on both cores."""
    times = runs.one_core.waited / runs.two_cores.waited
    shown = (f"{runs.two_cores.waited:.2f} s", f"{runs.one_core.waited:.2f} s", f"{times:.2f} ×", "≥ 1.7 ×")
    # Where the two did not get both cores, the clock says nothing of how well they share the work.
    was_busy = times < 1.7 and runs.two_cores.waited > 1.2 * runs.two_cores.cpu / _PARALLEL
    yield Row(f"{what}, on two cores against one", *shown, None if was_busy else times >= 1.7, was_busy)
    times = runs.one_worker.waited / runs.two_cores.waited
    shown = (f"{runs.two_cores.waited:.2f} s", f"{runs.one_worker.waited:.2f} s", f"{times:.2f} ×", "")
    yield Row(f"{what}, 2 workers against 1, both on two cores", *shown)


def _against(what: str, ours: Spent, peer: Spent, name: str, at_least: float | None = None) -> Iterator[Row]:
    """A form of ours on two cores against one of a peer's loop, which uses one: by the clock, and by CPU time.

    By CPU time half of what all our processes take counts: what two cores give that do nothing else.
    """
    by_clock, by_cpu = peer.waited / ours.waited, _PARALLEL * peer.cpu / ours.cpu
    target = f"≥ {at_least:g} ×" if at_least else ""
    is_met = by_clock >= at_least if at_least else None
    was_busy = is_met is False and by_cpu >= (at_least or 0)
    waited = (f"{ours.waited * 1000:.2f} ms", f"{name}: {peer.waited * 1000:.1f} ms", f"{by_clock:.1f} ×", target)
    yield Row(f"{what}, 2 workers", *waited, None if was_busy else is_met, was_busy)
    cpu = (f"{ours.cpu * 1000:.2f} ms", f"{peer.cpu * 1000:.1f} ms", f"{by_cpu:.1f} ×")
    yield Row(f"{what}, CPU of all processes; ratio for two cores", *cpu)


def _descendants(process: int) -> Iterator[int]:
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        for child in map(int, children.read_text().split()):
            yield child
            yield from _descendants(child)


def _rss(process: int) -> int:
    """MB of memory that a process holds; none if it has ended."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") >> 20
    except (OSError, IndexError):
        return 0
