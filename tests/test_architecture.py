"""The house: imports run one way, and no region is named in the program."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

GENERATOR = Path(__file__).parents[1] / "generator"
FLOORS = (
    {"diagnostics", "collector", "files", "form", "kept", "lazy", "steps", "__init__"},
    {"form_markup", "sources"},
    {"spec"},
    {"layouts", "yaml_edit"},
    {"checks", "merging", "writers"},
    {"excel", "reading"},
    {"pipeline"},
    {"reports"},
    {"batch"},
    {"cli"},
)
"""From the ground up: a room may import from its own floor's files and from the floors below."""


def room_of(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def imports() -> Iterator[tuple[str, str, Path]]:
    for path in GENERATOR.rglob("*.py"):
        here = path.relative_to(GENERATOR).parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "generator":
                yield here, room_of(node.module or ""), path


def test_every_room_has_its_floor() -> None:
    rooms = {path.relative_to(GENERATOR).parts[0].removesuffix(".py") for path in GENERATOR.rglob("*.py")}
    assert rooms == set().union(*FLOORS)


def test_imports_run_one_way() -> None:
    height = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
    # The package's own page names what it offers, for type checkers only.
    seen = [(here, there, path) for here, there, path in imports() if here not in (there, "__init__")]
    assert len(seen) > 100
    assert [f"{path.name}: {here} → {there}" for here, there, path in seen if height[there] >= height[here]] == []
