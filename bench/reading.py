"""Reading YAML: our reader, which keeps places and what was written, against libraries that only give values."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ruamel.yaml
import yaml

from bench.departments import as_yaml, department
from bench.rows import Row, faster
from bench.timing import race
from generator.layouts.load import find_layout
from generator.sources.yaml_file import read_yaml_text

TITLE = "Reading YAML"
_PROJECTS = 100
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def run(folder: Path) -> Iterator[Row]:  # noqa: ARG001 - nothing is written
    """The same file by ours, by PyYAML with its C parser, and by ruamel.yaml, which keeps places too."""
    text = as_yaml(department(find_layout("guangzhou"), _PROJECTS))
    ours, pyyaml, ruamel_yaml = race(
        lambda: read_yaml_text(text, "large.yaml"),
        lambda: yaml.load(text, _LOADER),
        lambda: ruamel.yaml.YAML(typ="rt").load(io.StringIO(text)),
        rounds=7,
    )
    what = f"{_PROJECTS} projects, {len(text.encode()) // 1000} kB"
    yield faster(what, ours, pyyaml, f"PyYAML {_LOADER.__name__} (no places)")
    yield faster(what, ours, ruamel_yaml, "ruamel.yaml, round trip (places)")
