#!/usr/bin/env python3
"""Write docs/api.md from the docstrings of what ``generator`` offers.

Run ``python scripts/generate_api_docs.py`` after one of them has changed; ``--check`` only says whether the page is stale.
"""

from __future__ import annotations

import ast
import dataclasses
import inspect
import re
import sys
import textwrap
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "api.md"
sys.path.insert(0, str(ROOT))

import generator  # noqa: E402

INTRODUCTION = """\
# Python API

This page is generated from docstrings by `scripts/generate_api_docs.py`; do not edit it. Everything is imported from
`generator`, with types; modules are loaded when a name is first used. README shows it in use.

A spec is given as a `Source`: a path (`str` or `Path`; YAML, or a workbook made for editing), the content of such a file
(`bytes`), or data with official or English keys (a mapping, as `json.loads` gives it). Texts, messages and hints are
Chinese; amounts are exact decimals, in the money unit that the spec names.
"""

STAGES = ("load", "check", "compose", "draw", "render", "read", "export", "import_into")
"""In the order in which one needs them; the rest follows by name."""


def page() -> str:
    """The whole of docs/api.md."""
    others = [name for name in generator.__all__ if name not in STAGES]
    functions = [*STAGES, *(name for name in others if not _is_class(name))]
    classes = [name for name in others if _is_class(name)]
    parts = [INTRODUCTION, _table([*functions, *classes]), "## Functions\n", *map(_function, functions)]
    return "\n".join([*parts, "## Types\n", *map(_class, classes)])


def _is_class(name: str) -> bool:
    return inspect.isclass(getattr(generator, name))


def _table(names: list[str]) -> str:
    rows = (f"| [`{name}`](#{name.lower()}) | {_first_sentence(getattr(generator, name))} |" for name in names)
    return "\n".join(["| name | what |", "|---|---|", *rows]) + "\n"


def _first_sentence(thing: Any) -> str:
    text = " ".join(_text(thing).split("\n\n")[0].split()).replace("|", "\\|")
    return re.split(r"(?<=[^.]\.) ", text)[0]


def _text(thing: Any) -> str:
    """A docstring in Markdown."""
    text = inspect.cleandoc(thing.__doc__ or "").replace("``", "`")
    if not text:
        raise SystemExit(f"{thing} has no docstring")
    return text


def _function(name: str) -> str:
    function = getattr(generator, name)
    return f"### {name}\n\n```python\n{_signature(function)}\n```\n\n{_text(function)}\n"


def _signature(function: Any) -> str:
    """How a function is written, on one line where it fits."""
    (node,) = ast.parse(textwrap.dedent(inspect.getsource(inspect.unwrap(function)))).body
    assert isinstance(node, ast.FunctionDef)
    returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    given = re.sub(r"(: [^=:]*)=", r"\1 = ", ast.unparse(node.args)).replace("self, ", "").replace("self", "")
    line = f"{node.name}({given}){returns}"
    if len(line) <= 100:
        return line
    arguments = re.split(r", (?![^\[(]*[\])])", given)
    return "\n".join([f"{node.name}(", *(f"    {argument}," for argument in arguments), f"){returns}"])


def _class(name: str) -> str:
    cls = getattr(generator, name)
    members = [*_fields(cls), *_methods(cls)]
    return "\n".join([f"### {name}\n", f"{_text(cls)}\n", *members, *([""] if members else [])])


def _fields(cls: Any) -> Iterator[str]:
    """What an object of the class holds, with its type."""
    if issubclass(cls, Enum):
        yield from (f"- `{member.name}` = `{member.value!r}`" for member in cls)
    elif dataclasses.is_dataclass(cls):
        yield from (f"- `{field.name}: {_annotation(field.type)}`" for field in dataclasses.fields(cls))
    elif hasattr(cls, "model_fields"):
        shown = cls.__annotations__
        yield from (
            f"- `{name}: {_annotation(shown[name])}`{_term(cls, name)}" for name in cls.model_fields if name in shown
        )
    elif hasattr(cls, "_fields"):
        yield from (f"- `{name}: {_annotation(cls.__annotations__[name])}`" for name in cls._fields)


def _term(cls: Any, name: str) -> str:
    title = cls.model_fields[name].title
    return f" {title}" if title else ""


def _annotation(annotation: Any) -> str:
    """A type as its author wrote it, without what makes values fit."""
    text = annotation if isinstance(annotation, str) else getattr(annotation, "__forward_arg__", str(annotation))
    return re.sub(r"^Annotated\[(.*), \w+\(\w+\)\]$", r"\1", text)


def _methods(cls: Any) -> Iterator[str]:
    for name, member in vars(cls).items():
        function = member.fget if isinstance(member, property) else member
        if name.startswith("_") or not inspect.isfunction(function) or not function.__doc__:
            continue
        shown = name if isinstance(member, property) else _signature(function)
        yield f"- `{shown}`: {' '.join(_text(function).split())}"


def main() -> int:
    """Write the page, or with ``--check`` say whether it is stale (exit code 1)."""
    if "--check" in sys.argv[1:]:
        stale = not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != page()
        print(f"{PAGE.relative_to(ROOT)} is {'stale: run scripts/generate_api_docs.py' if stale else 'up to date'}")
        return int(stale)
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
