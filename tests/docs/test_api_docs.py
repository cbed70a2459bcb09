"""docs/api.md says what the public names say of themselves."""

from __future__ import annotations

import generator
from scripts.generate_api_docs import PAGE, page


def test_page_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python scripts/generate_api_docs.py"


def test_every_public_name_has_its_part() -> None:
    heads = [line.removeprefix("### ") for line in page().splitlines() if line.startswith("### ")]
    assert sorted(heads) == generator.__all__


def test_what_a_signature_takes_is_told() -> None:
    """As a caller has to write it: over several lines, and each parameter with its type."""
    (signature,) = [part.split("```")[0] for part in page().split("```python\n") if part.startswith("import_into(")]
    assert "    prefer: Literal['ours', 'theirs'] | None = None,\n) -> Import\n" in signature
