"""Paths and addresses: what a text means, and how a source is named in a manifest and found again."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.batch.storage.location import Location, Url, location, relative_source, source_location

NAMES = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="/\0"), min_size=1).filter(
    lambda name: name not in (".", "..")
)
ADDRESSES = st.lists(NAMES, min_size=1, max_size=4).map(lambda names: Url("s3://bucket", *names))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("specs", Path("specs")),
        ("C:/specs", Path("C:/specs")),
        ("file:///share/a%20b", Path("/share/a b")),
        ("s3://bucket/specs/", Url("s3://bucket/specs")),
        ("s3://bucket", Url("s3://bucket")),
    ],
)
def test_text_is_a_path_or_an_address(text: str, place: Location) -> None:
    assert location(text) == place


@given(ADDRESSES)
def test_address_is_its_text(url: Url) -> None:
    assert location(str(url)) == url
    assert str(url).startswith("s3://bucket/")
    assert pickle.loads(pickle.dumps(url)) == url


@given(ADDRESSES, ADDRESSES)
def test_source_in_the_same_bucket_moves_with_it(spec: Url, out: Url) -> None:
    source = relative_source(spec, out)
    assert "bucket" not in source.split("/") or "bucket" in (*spec.parts[2:], *out.parts[2:])
    assert source_location(source, out) == spec


@pytest.mark.parametrize("out", [Url("s3://other/out"), Path("out")])
def test_source_elsewhere_is_named_whole(out: Location) -> None:
    spec = Url("s3://bucket/specs/a.yaml")
    assert relative_source(spec, out) == "s3://bucket/specs/a.yaml"
    assert source_location("s3://bucket/specs/a.yaml", out) == spec


def test_local_source_of_stored_outputs(tmp_path: Path) -> None:
    source = relative_source(tmp_path / "a.yaml", Url("s3://bucket/out"))
    assert source_location(source, Url("s3://bucket/out")) == (tmp_path / "a.yaml").resolve()
