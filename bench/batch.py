"""Many forms in one run, as whole processes: cores, peers' loops, growth, the second run, memory."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter, sleep

from docxtpl import DocxTemplate  # type: ignore[import-untyped]

from bench import pdf_form, word_templates
from bench.departments import as_yaml, department
from bench.rows import Row
from generator.layouts.compose import compose
from generator.layouts.load import find_layout

TITLE = "Batch: `jixiao render FOLDER`"
_JIXIAO = Path(sys.executable).with_name("jixiao")
_PARALLEL = 2
_PEER_FORMS = 20
"""Forms that a peer's loop makes: its time a form does not change with their number."""


def run(folder: Path) -> Iterator[Row]:
    """All rows; the specs vary in length and content and are the same each time."""
    bench = Bench(folder / "batch", [str(_JIXIAO)], docx=(100, 1000, 10_000), pdf=120)
    yield from bench.rows()


class Bench:
    """The rows for ``docx`` numbers of Word forms and ``pdf`` PDF forms, made by ``command``."""

    def __init__(self, folder: Path, command: list[str], docx: tuple[int, int, int], pdf: int) -> None:
        self._folder, self._command = folder, command
        self._docx, self._pdf = docx, pdf

    def rows(self) -> Iterator[Row]:
        """Every row, those that others build on first."""
        few, many, most = (self._specs(count) for count in self._docx)
        yield self._start_up(few)
        yield from self._cores(many, "docx", self._docx[1], 12, self._docxtpl)
        yield from self._cores(self._specs(self._pdf), "pdf", self._pdf, 2.8, self._weasyprint)
        yield self._overhead(many)
        yield from self._growth(few, many, most)

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
        times = []
        for _ in range(5):
            start = perf_counter()
            with self._process(specs, "docx", _PARALLEL) as process:
                assert process.stdout is not None
                process.stdout.readline()
                times.append(perf_counter() - start)
                process.communicate()
        seconds = sorted(times)[2]
        return Row("start to the first Word form, pool", f"{seconds:.2f} s", target="≤ 1 s", is_met=seconds <= 1)

    def _cores(self, specs: Path, name: str, count: int, at_least: float, peer: Callable[[], float]) -> Iterator[Row]:
        """One core against two, and two against a peer's loop; they take turns."""
        rounds = [(self._seconds(specs, name, 1), self._seconds(specs, name, _PARALLEL), peer()) for _ in range(3)]
        one, two, loop = (sorted(column)[1] for column in zip(*rounds, strict=True))
        yield Row(
            f"{count:,} {name} forms, 2 workers against 1",
            f"{two:.1f} s",
            f"{one:.1f} s",
            f"{one / two:.2f} ×",
            "≥ 1.7 ×",
            one / two >= 1.7,
        )
        each = two / count
        yield Row(
            f"a {name} form, 2 workers, against a plain loop",
            f"{each * 1000:.1f} ms",
            f"{loop * 1000:.1f} ms",
            f"{loop / each:.1f} ×",
            f"≥ {at_least:g} ×",
            loop / each >= at_least,
        )

    def _overhead(self, specs: Path) -> Row:
        """What a run takes beyond the time that its one worker is at documents, from the first form on.

        What comes before it, the plan included, is the row of the start-up.
        """
        with self._process(specs, "docx", 1) as process:
            assert process.stdout is not None
            process.stdout.readline()
            start = perf_counter()
            process.communicate()
            wall = perf_counter() - start
        manifest = json.loads((self._out / "manifest.json").read_bytes())
        work = sum(entry["times"]["seconds"] for entry in manifest["documents"].values())
        share = (wall - work) / wall
        return Row(
            "hand-out, filing, progress, manifest: share of a run after its start",
            f"{share:.1%}",
            target="≤ 5 %",
            is_met=share <= 0.05,
        )

    def _growth(self, few: Path, many: Path, most: Path) -> Iterator[Row]:
        seconds = []
        for specs, count in zip((few, many, most), self._docx, strict=True):
            start = perf_counter()
            parent, worker = self._peaks(specs)
            seconds.append(perf_counter() - start)
            yield Row(f"{count:,} Word forms: peak memory", f"{parent} MB + 2 × {worker} MB")
        times = seconds[2] / seconds[1]
        limit = 1.05 * self._docx[2] / self._docx[1]
        what = f"{self._docx[2]:,} against {self._docx[1]:,} Word forms"
        yield Row(
            what, f"{seconds[2]:.1f} s", f"{seconds[1]:.1f} s", f"{times:.2f} ×", f"≤ {limit:g} ×", times <= limit
        )
        start = perf_counter()
        self._process(most, "docx", None, is_fresh=False).communicate()
        again = perf_counter() - start
        yield Row(f"second run over {self._docx[2]:,} forms", f"{again:.2f} s", target="≤ 3 s", is_met=again <= 3)

    # --- ours ---------------------------------------------------------------------------------------------------

    @property
    def _out(self) -> Path:
        return self._folder / "out"

    def _process(
        self, specs: Path, name: str, workers: int | None, *, is_fresh: bool = True
    ) -> subprocess.Popen[bytes]:
        if is_fresh:
            shutil.rmtree(self._out, ignore_errors=True)
        count = ["-j", str(workers)] if workers else []
        command = [*self._command, "render", str(specs), "-o", str(self._out), "-f", name, *count]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    def _seconds(self, specs: Path, name: str, workers: int) -> float:
        start = perf_counter()
        self._process(specs, name, workers).communicate()
        return perf_counter() - start

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

    # --- peers --------------------------------------------------------------------------------------------------

    def _docxtpl(self) -> float:
        """Seconds a form of docxtpl filling its template from ready contexts and saving the file."""
        layout = find_layout("dongguan")
        template, target = self._folder / "template.docx", self._folder / "peer.docx"
        template.write_bytes(word_templates.dongguan_template())
        specs = (department(layout, 1, seed=seed) for seed in range(_PEER_FORMS))
        contexts = [word_templates.dongguan_context(spec) for spec in specs]
        start = perf_counter()
        for context in contexts:
            document = DocxTemplate(template)
            document.render(context)
            document.save(target)
        return (perf_counter() - start) / _PEER_FORMS

    def _weasyprint(self) -> float:
        """Seconds a form of plain WeasyPrint setting ready pages, one process, saving the file."""
        layout = find_layout("dongguan")
        specs = (department(layout, 1, seed=seed) for seed in range(_PEER_FORMS))
        pages = [pdf_form.plain_page(compose(spec, layout), layout) for spec in specs]
        start = perf_counter()
        for page in pages:
            (self._folder / "peer.pdf").write_bytes(pdf_form._peer(page))
        return (perf_counter() - start) / _PEER_FORMS


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
