"""The specs of a run, in folders and on object storage."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from generator.batch.storage.location import Location, Spec
from generator.files import find_specs


def find_specs_at(places: Sequence[Location], tell: Callable[[str], object] | None = None) -> Iterator[Spec]:
    """The specs that ``places`` mean, each once; as ``find_specs``. Raises ``OSError`` where a storage refuses."""
    seen: set[str] = set()
    for place in places:
        if isinstance(place, Path):
            yield from find_specs([place], tell, seen)
            continue
        from generator.batch.storage.stored_specs import find_stored_specs  # here, because folders need none of it

        for spec in find_stored_specs(place, tell):
            if str(spec.path) not in seen:
                seen.add(str(spec.path))
                yield spec
