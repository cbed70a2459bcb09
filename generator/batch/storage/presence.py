"""Which of the locations that were known earlier are still there."""

from __future__ import annotations

from pathlib import Path

from generator.batch.storage.location import Location, Url


class Presence:
    """Tells which locations there are; a folder on object storage is asked for once."""

    def __init__(self) -> None:
        self._known: dict[Url, set[str] | None] = {}

    def __call__(self, place: Location) -> bool:
        """Whether there is something, or nobody can say."""
        if isinstance(place, Path):
            try:
                return place.exists()
            except OSError:  # in a folder that may not be read, on a disk that fails
                return True
        if place.parent not in self._known:
            self._known[place.parent] = self._names_in(place.parent)
        names = self._known[place.parent]
        return names is None or place.name in names

    @staticmethod
    def _names_in(folder: Url) -> set[str] | None:
        from generator.batch.storage.object_storage import names_in

        try:
            return names_in(folder)
        except OSError:
            return None
