"""The house as it stands, read from its source: ``python -m tests.house`` prints what ``test_architecture`` holds.

Names of modules leave out ``generator``; a room is a folder or file right below it, a sub-room a folder further below.
Imports count wherever they stand: at the top of a module, in a function, or for type checkers only.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median, quantiles

GENERATOR = Path(__file__).parents[1] / "generator"

MAX_FILES = 20
"""Of a folder, its ``__init__.py`` aside."""
MAX_LINES = 30
MAX_PARAMETERS = 5

_BRANCHES = (ast.If, ast.IfExp, ast.For, ast.While, ast.ExceptHandler, ast.comprehension)


@dataclass(frozen=True)
class Function:
    """A function or method: where it stands, how long it is, how many ways lead through it, what it takes."""

    module: str
    name: str
    lines: int
    complexity: int
    """1, and 1 more for each branch, loop, comprehension, case and ``and``/``or``."""
    parameters: int
    """``self`` and ``cls`` aside."""
    docstring: str

    @property
    def is_too_much(self) -> bool:
        """Whether it is too long, or takes more than its docstring accounts for."""
        unexplained = self.parameters > MAX_PARAMETERS and "parameters" not in self.docstring
        return self.lines > MAX_LINES or unexplained

    def __str__(self) -> str:
        return f"{self.module}.{self.name}: {self.lines} lines, {self.parameters} parameters"


@cache
def trees() -> Mapping[str, ast.Module]:
    """The modules by name (``reading.form.marks``; a folder's own page by the folder's name, ours as ``__init__``)."""
    found = {}
    for path in sorted(GENERATOR.rglob("*.py")):
        parts = path.relative_to(GENERATOR).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts) or "__init__"
        found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def room_of(module: str) -> str:
    """The room that a module stands in."""
    return module.partition(".")[0]


def folder_of(path: Path) -> str:
    """The folder that a file stands in, as the house calls it."""
    return path.parent.relative_to(GENERATOR.parent).as_posix()


# --- imports ---------------------------------------------------------------------------------------------------------


@cache
def imports() -> Mapping[str, frozenset[str]]:
    """By module, the modules of the house that it imports."""
    return {name: frozenset(_imported(tree)) - {name} for name, tree in trees().items()}


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (_module(alias.name) for alias in node.names if _is_ours(alias.name))
        elif isinstance(node, ast.ImportFrom) and node.module and _is_ours(node.module):
            for alias in node.names:
                inner = _module(f"{node.module}.{alias.name}")
                yield inner if inner in trees() else _module(node.module)


def _is_ours(name: str) -> bool:
    return name.partition(".")[0] == "generator"


def _module(name: str) -> str:
    return name.partition(".")[2] or "__init__"


def arrows(below: str = "") -> dict[tuple[str, str], set[str]]:
    """Which child of the folder ``below`` imports which: by the two, the modules that do."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for module, others in imports().items():
        for other in others:
            here, there = child_of(module, below), child_of(other, below)
            if here and there and here != there:
                found[here, there].add(module)
    return found


def child_of(module: str, below: str = "") -> str:
    """What stands right in the folder ``below`` and is, or holds, ``module``; blank where nothing does."""
    if not below:
        return room_of(module)
    return room_of(module.removeprefix(f"{below}.")) if module.startswith(f"{below}.") else ""


def children(below: str = "") -> set[str]:
    """What stands right in the folder ``below``: files and folders."""
    return {child_of(module, below) for module in trees()} - {""}


def circles() -> list[list[str]]:
    """The sets of modules of which each imports all others, directly or by others."""
    below = {module: _reached(module) for module in imports()}
    found = {
        frozenset(other for other in reached if module in below[other])
        for module, reached in below.items()
        if module in reached
    }
    return sorted(map(sorted, found))


def _reached(module: str) -> set[str]:
    """What is imported when ``module`` is: itself only where a circle leads back to it."""
    found: set[str] = set()
    waiting = [module]
    while waiting:
        more = imports()[waiting.pop()] - found
        found |= more
        waiting += more
    return found


# --- files -----------------------------------------------------------------------------------------------------------


def files() -> Iterator[Path]:
    """The files of the house, the pages of folders aside."""
    return (path for path in sorted(GENERATOR.rglob("*.py")) if path.name != "__init__.py")


def files_by_folder() -> dict[str, list[Path]]:
    """The files by the folder that they stand in."""
    found = defaultdict(list)
    for path in files():
        found[folder_of(path)].append(path)
    return found


def shared_names() -> dict[str, list[str]]:
    """The file names that more than one folder uses, with these folders."""
    found = defaultdict(list)
    for path in files():
        found[path.stem].append(folder_of(path))
    return {name: folders for name, folders in found.items() if len(folders) > 1}


# --- functions -------------------------------------------------------------------------------------------------------


@cache
def functions() -> tuple[Function, ...]:
    """All functions and methods of the house."""
    return tuple(function for name, tree in trees().items() for function in _functions(name, tree, tree))


def _functions(module: str, node: ast.AST, around: ast.Module | ast.ClassDef) -> Iterator[Function]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield _function(module, child, around)
        yield from _functions(module, child, child if isinstance(child, ast.ClassDef) else around)


def _function(module: str, node: ast.FunctionDef | ast.AsyncFunctionDef, around: ast.Module | ast.ClassDef) -> Function:
    taken = [each.arg for each in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
    told = ast.get_docstring(around if node.name == "__init__" else node) or ""
    name = f"{around.name}.{node.name}" if isinstance(around, ast.ClassDef) else node.name
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    return Function(module, name, lines, _complexity(node), len([arg for arg in taken if arg not in _SELVES]), told)


_SELVES = {"self", "cls"}


def _complexity(node: ast.AST) -> int:
    inner = list(ast.walk(node))
    choices = sum(len(each.values) - 1 for each in inner if isinstance(each, ast.BoolOp))
    return 1 + choices + sum(isinstance(each, (*_BRANCHES, ast.match_case)) for each in inner)


def median_and_p90(numbers: Iterable[int]) -> tuple[float, float]:
    """The middle one of ``numbers``, and the one that nine of ten do not exceed."""
    ordered = sorted(numbers)
    return median(ordered), quantiles(ordered, n=10, method="inclusive")[-1]


# --- printing --------------------------------------------------------------------------------------------------------


def _print_rooms() -> None:
    print("Rooms: files, lines")
    for folder, paths in sorted(files_by_folder().items()):
        lines = sum(path.read_bytes().count(b"\n") for path in paths)
        mark = f"  over {MAX_FILES}" if len(paths) > MAX_FILES else ""
        print(f"  {folder:<36}{len(paths):>4}{lines:>8}{mark}")


def _print_arrows() -> None:
    print("Arrows: room → rooms that it imports")
    by_room = defaultdict(set)
    for here, there in arrows():
        by_room[here].add(there)
    for room in sorted(by_room):
        print(f"  {room} → {' '.join(sorted(by_room[room]))}")


def _print_list(title: str, lines: Iterable[str]) -> None:
    found = list(lines)
    print(f"{title}: {len(found)}")
    for line in found:
        print(f"  {line}")


def main() -> None:
    """Print the house."""
    _print_rooms()
    _print_arrows()
    _print_list("Circles of modules", (" ↔ ".join(circle) for circle in circles()))
    _print_list("File names used twice", (f"{name}: {', '.join(at)}" for name, at in sorted(shared_names().items())))
    for what in ("lines", "complexity"):
        middle, most = median_and_p90(getattr(function, what) for function in functions())
        print(f"Functions' {what}: median {middle:g}, 90 of 100 up to {most:g}")
    over = (str(function) for function in functions() if function.is_too_much)
    _print_list(f"Functions over {MAX_LINES} lines, or over {MAX_PARAMETERS} parameters without a reason", over)


if __name__ == "__main__":
    main()
