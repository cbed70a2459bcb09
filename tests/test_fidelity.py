"""The proof: each published form, rendered from its spec, shows every published text in order, and nothing else."""

from __future__ import annotations

from importlib import import_module

import pytest

from generator.pipeline import compose, load
from tests.support.published import SPECS, folded, published_text
from tests.support.readers import READERS


@pytest.mark.parametrize("name", SPECS)
def test_composed_form_shows_the_published_texts(name: str) -> None:
    form = compose(load(SPECS[name]))
    assert folded("".join(form.texts())) == folded(published_text(name))


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize("name", SPECS)
def test_file_shows_the_published_texts(name: str, kind: str) -> None:
    document = load(SPECS[name])
    data = import_module(f"generator.writers.{kind}").write(compose(document), document.layout)
    assert folded(READERS[kind](data)) == folded(published_text(name))


@pytest.mark.parametrize("name", SPECS)
def test_spec_renders_without_force(name: str) -> None:
    assert not load(SPECS[name]).has_errors
