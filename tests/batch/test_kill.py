"""A run that is killed at any moment: nothing half, nothing wrong, and the next run makes up for it byte for byte."""

from __future__ import annotations

import random
import shutil
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

from generator.batch.making.fingerprint import digest_of
from generator.batch.output.folder import Folder
from generator.batch.output.manifest import read_manifest
from tests.batch.kills import context, run_and_die, run_in_pool
from tests.batch.support import BAD, GOOD, batch, numbered, snapshot, write_specs

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")

WISHES: dict[str, Any] = {"formats": ("docx", "html")}
KILLS = 24
POOL_KILLS = 6


@pytest.fixture(scope="module")
def specs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kill")
    return write_specs(folder / "specs", {**numbered(4), "sub/a": GOOD, "sub/bad": BAD})


@pytest.fixture(scope="module")
def undisturbed(specs: Path) -> dict[str, bytes]:
    out = specs.parent / "undisturbed"
    batch(specs, out, **WISHES)
    return snapshot(out)


def killed_run(specs: Path, out: Path, step: int | None) -> int:
    """Run until the ``step``-th access to a file; how many there were."""
    steps = context().Value("l", 0, lock=False)
    process = context().Process(target=run_and_die, args=(specs, out, step, steps, WISHES))
    process.start()
    process.join()
    assert process.exitcode == (0 if step is None or step > steps.value else -signal.SIGKILL)
    return int(steps.value)


def assert_nothing_is_half_or_wrong(out: Path, undisturbed: dict[str, bytes]) -> None:
    for name, content in snapshot(out).items():
        if not Path(name).name.startswith(".") and name in undisturbed and name != "manifest.json":
            assert content == undisturbed[name] or name in ("index.html", "SHA256SUMS"), name
    for entry in read_manifest(Folder(out)).documents.values() if out.exists() else ():
        for output in entry.outputs.values():
            assert digest_of(out / output.path) == output.sha256


def test_killed_runs_are_made_up_for_byte_for_byte(specs: Path, undisturbed: dict[str, bytes]) -> None:
    steps = killed_run(specs, specs.parent / "counted", None)
    assert snapshot(specs.parent / "counted") == undisturbed
    rng = random.Random(20251122)
    for kill in range(KILLS):
        out = specs.parent / f"killed{kill}"
        for _ in range(1 + kill % 3):  # some runs are killed again while they make up
            killed_run(specs, out, rng.randint(1, steps))
            assert_nothing_is_half_or_wrong(out, undisturbed)
        batch(specs, out, **WISHES)
        assert snapshot(out) == undisturbed, f"kill {kill}"


def test_kill_while_the_page_is_written_anew_is_made_up_for(tmp_path: Path) -> None:
    specs, out = write_specs(tmp_path / "specs", numbered(2)), tmp_path / "out"
    batch(specs, out, **WISHES)
    shutil.copytree(out, tmp_path / "counted")
    write_specs(specs, {"new": GOOD})
    steps = killed_run(specs, tmp_path / "counted", None)
    undisturbed = snapshot(tmp_path / "counted")
    for step in range(steps - 30, steps + 1):  # the end of the run: page, checksums, manifest, journal
        killed = tmp_path / f"killed{step}"
        shutil.copytree(out, killed)
        killed_run(specs, killed, step)
        batch(specs, killed, **WISHES)
        assert snapshot(killed) == undisturbed, f"step {step} of {steps}"


def test_killed_pool_is_made_up_for(specs: Path, undisturbed: dict[str, bytes]) -> None:
    rng = random.Random(7)
    for kill in range(POOL_KILLS):
        out = specs.parent / f"pool{kill}"
        process = context().Process(target=run_in_pool, args=(specs, out, WISHES))
        process.start()
        wait_for_journal(out, process, rng.randint(0, 4))
        process.kill()
        process.join()
        assert_nothing_is_half_or_wrong(out, undisturbed)
        batch(specs, out, **WISHES)
        assert snapshot(out) == undisturbed, f"kill {kill}"


def wait_for_journal(out: Path, process: Any, lines: int) -> None:
    """Wait until so many documents are recorded, or the run is over."""
    journal = out / ".jixiao.journal"
    while process.is_alive():
        if (out / "manifest.json").exists() or (out.exists() and not lines):
            return
        if journal.exists() and journal.read_bytes().count(b'{"document"') >= lines:
            return
        process.join(0.01)


def test_changed_spec_after_a_kill_is_made_anew(tmp_path: Path) -> None:
    ours = write_specs(tmp_path / "specs", numbered(3))
    killed_run(ours, tmp_path / "out", killed_run(ours, tmp_path / "counted", None) - 10)
    write_specs(ours, {"01": GOOD.replace("12.50", "99.25")})
    batch(ours, tmp_path / "out", **WISHES)
    batch(ours, tmp_path / "fresh", **WISHES)
    assert snapshot(tmp_path / "out") == snapshot(tmp_path / "fresh")
