"""The manifest: its usual lines and any other JSON that says the same are read alike, and what is neither is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.batch.making.job import Facts, LayoutNames
from generator.batch.output.folder import Folder
from generator.batch.output.manifest import (
    MANIFEST,
    Entry,
    Inputs,
    Inventory,
    Manifest,
    ManifestError,
    Output,
    Times,
    read_manifest,
)

NAMES = ("科技局", 'a": {"b', "c,\nd", "e\\", "f\udcff", "g\n},\n", '"inventories": ')
"""Of files and folders: a system takes any sign but ``/``."""


def entry(name: str) -> Entry:
    return Entry(
        source=f"../{name}.yaml",
        part=(0, 1),
        inputs=Inputs("1", "2", "3"),
        layouts=LayoutNames("某市", "mou", "mou"),
        is_draft=False,
        facts=Facts(department=name, amount="1.50"),
        findings=(0, 2, 1),
        outputs={"docx": Output(f"{name}.docx", "4", 5)},
        times=Times("2026-01-01T00:00:00+00:00", 0.0123, {"docx": "6"}),
    )


def manifest_of(*names: str) -> Manifest:
    manifest = Manifest(
        inventories={name: Inventory("1", "3", [((0, 1), name)]) for name in names}, stored={"s3://a/b": ("1", "2")}
    )
    for name in names:
        manifest.documents[name] = entry(name)
    return manifest


def read(folder: Path, content: bytes) -> Manifest | None:
    """What is read; nothing where it is refused."""
    (folder / MANIFEST).write_bytes(content)
    try:
        return read_manifest(Folder(folder))
    except ManifestError:
        return None


def said_by(manifest: Manifest | None) -> object:
    return manifest and (dict(manifest.documents), manifest.inventories, manifest.stored)


def in_other_lines(content: bytes) -> bytes:
    """The same JSON, of which no line begins or ends where the program's own does."""
    return json.dumps(json.loads(content), indent=1).encode()


@pytest.mark.parametrize("names", [(), NAMES[:1], NAMES])
def test_own_lines_and_other_json_are_read_alike_and_written_as_before(names: tuple[str, ...], tmp_path: Path) -> None:
    manifest = manifest_of(*names)
    content = b"".join(manifest.chunks())
    for written in (content, in_other_lines(content)):
        again = read(tmp_path, written)
        assert said_by(again) == said_by(manifest)
        assert again is not None
        assert b"".join(again.chunks()) == content


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damaged_lines_are_read_as_the_json_that_they_are(data: st.DataObject, tmp_path: Path) -> None:
    content = b"".join(manifest_of(*NAMES).chunks())
    place = st.integers(0, len(content))
    start, end = sorted((data.draw(place), data.draw(place)))
    added = data.draw(st.sampled_from([b"", b",", b"\n", b"}", b'"', b": ", b",\n", b"\n}", b"{", b"5", b"null"]))
    damaged = content[:start] + added + content[data.draw(st.sampled_from([start, min(start + 1, end), end])) :]
    try:
        expected = read(tmp_path, in_other_lines(damaged))
    except ValueError:
        expected = None
    assert said_by(read(tmp_path, damaged)) == said_by(expected)
