"""Small specs, silent runs, and what an output folder holds apart from times."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from generator.batch.making.job import Outcome
from generator.batch.plan import Plan, Planned
from generator.batch.run import run
from generator.batch.storage.location import Location
from generator.batch.telling import Summary
from generator.batch.wish import Wish
from generator.batch.workers.choose_executor import Settings
from generator.files import find_specs
from generator.layouts.folders import layout_folders

SAMPLES = {
    name: (folder / "sample.yaml").read_text(encoding="utf-8")
    for name, folder in layout_folders().items()
    if (folder / "sample.yaml").is_file()
}
GOOD = SAMPLES["guangzhou"]
BAD = GOOD.replace("财政拨款: 12.50", "财政拨款: -12.50")
UNREADABLE = "版式: guangzhou\n未知: 1\n"

_HEAD, _, _PROJECT = SAMPLES["dongguan"].partition("      - 项目名称: ")


def long_text(text: Callable[[str], str] = str) -> str:
    """A department with seven projects, each a page; ``text`` changes the text of each."""
    projects = (text(_PROJECT.replace("公共阅读推广经费", f"推广{number}经费", 1)) for number in range(7))
    return _HEAD + "".join(f"      - 项目名称: {project}" for project in projects)


def stop_clock_until(is_time: Callable[[], bool], monkeypatch: pytest.MonkeyPatch) -> None:
    """For the limits of a pool time stands still, however slow the machine; then each look is an hour later."""
    hours = itertools.count(1)
    monkeypatch.setattr("generator.batch.pool.clock.monotonic", lambda: next(hours) * 3600 if is_time() else 0)


@dataclass
class Told:
    """A reporter that remembers."""

    plan: Plan | None = None
    documents: list[tuple[str, Outcome, list[Location]]] = field(default_factory=list)
    summary: Summary | None = None
    stops: int = 0

    def planned(self, plan: Plan) -> None:
        self.plan = plan

    def progress(self, done: int) -> None:
        pass

    def document(self, planned: Planned, outcome: Outcome, files: Sequence[Location]) -> None:
        self.documents.append((planned.id, outcome, list(files)))

    def stopping(self) -> None:
        self.stops += 1

    def finished(self, summary: Summary) -> None:
        self.summary = summary

    @property
    def ids(self) -> list[str]:
        return [name for name, _, _ in self.documents]


def write_specs(folder: Path, specs: dict[str, str]) -> Path:
    for name, text in specs.items():
        path = folder / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def numbered(count: int, text: str = GOOD) -> dict[str, str]:
    """So many specs that differ."""
    return {f"{number:02}": text.replace("12.50", f"{number + 1}.25") for number in range(count)}


def told_at_length(specs: dict[str, str]) -> dict[str, str]:
    """``specs`` under names so long that what is told of thirty by JSON, of a hundred by lines, does not fit into a pipe.

    So a run that nobody reads from stands still with work left, however fast the machine.
    """
    return {"/".join(["长" * 60] * 3 + ["名" * 50 + name]): text for name, text in specs.items()}


def batch(specs: Path, out: Location, settings: Settings | None = None, **wishes: Any) -> tuple[Summary, Told]:
    told = Told()
    wish = Wish(out=out, **{"formats": ("html",), **wishes})
    return run(wish, list(find_specs([specs])), settings or Settings(), told), told


def snapshot(out: Path) -> dict[str, bytes]:
    """All that a run leaves behind: every file's content, the manifest without its times."""
    files = {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}
    if "manifest.json" in files:
        files["manifest.json"] = without_times(files["manifest.json"])
    return files


def without_times(manifest: bytes) -> bytes:
    """Without what differs from run to run, and what only stored specs have."""
    data = json.loads(manifest)
    data.pop("stored", None)
    for entry in data["documents"].values():
        del entry["times"]
    return json.dumps(data, sort_keys=True).encode()


def stamps(out: Path) -> dict[str, tuple[int, int]]:
    """When each file was written, and which one it is."""
    return {str(path): (path.stat().st_mtime_ns, path.stat().st_ino) for path in out.rglob("*")}
