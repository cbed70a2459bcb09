"""The tests of what changed: ``make quick`` runs what ``python -m tests.quick`` prints.

``python -m tests.quick portable`` prints those that need no program beside Python, for systems of any kind.

Changed is what differs from the branch ``main`` (on ``main``: from the last commit), new files included.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parents[1]
ALWAYS = ["tests/test_architecture.py"]
FEW = [
    "tests/test_api.py",
    "tests/test_fidelity.py",
    "tests/test_pipeline.py",
    "tests/docs",
    "tests/spec",
    "tests/sources",
]
"""A few of everything, for a change that has no tests of its own, or none: half a minute."""
PORTABLE = [*FEW, "tests/checks", "tests/cli", "tests/form_markup", "tests/layouts", "tests/merging", "tests/yaml_edit"]
MIRRORED = {
    "generator": "tests",
    ".github": "tests/actions",
    "docs": "tests/docs",
    "scripts": "tests/docs",
    "templates": "tests/layouts",
}
"""By a top folder, where its tests stand: in folders of the same names, as far as there are such."""


def nearest_tests(changed: Iterable[str]) -> list[str]:
    """The test files and folders for the ``changed`` files (from the root, with ``/``), each once, none inside another."""
    found = {test for name in changed for test in _tests_of(PurePosixPath(name))} or set(FEW)
    wanted = sorted(found | set(ALWAYS))
    return [test for test in wanted if not any(str(above) in found for above in PurePosixPath(test).parents)]


def _tests_of(path: PurePosixPath) -> list[str]:
    top = path.parts[0]
    if top == "tests":
        return [str(path)] if path.match("test_*.py") and (ROOT / path).is_file() else []
    if top not in MIRRORED:
        return ["tests/docs"] if path.suffix == ".md" else []
    mirror = PurePosixPath(MIRRORED[top], *path.parts[1:])
    own = [f"{mirror.parent}/test_{mirror.stem}.py", f"{mirror.parent}/{mirror.stem}/test_{mirror.stem}.py"]
    folders = [str(folder) for folder in mirror.parents if str(folder) not in (".", "tests")]
    return next(([test] for test in [*own, *folders] if (ROOT / test).exists()), [])


def changed_files() -> list[str]:
    """What differs from where this branch left ``main``, committed or not, and what git does not know yet."""
    base = _git("merge-base", "HEAD", "main") or ["HEAD"]
    return [*_git("diff", "--name-only", base[0]), *_git("ls-files", "--others", "--exclude-standard")]


def _git(*arguments: str) -> list[str]:
    """The lines that git prints; none where it fails, as outside a clone."""
    command = ["git", "-c", "core.quotePath=false", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout.splitlines()


if __name__ == "__main__":
    print(*(PORTABLE if "portable" in sys.argv[1:] else nearest_tests(changed_files())))
