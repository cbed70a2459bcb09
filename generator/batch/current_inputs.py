"""What documents would be made with now, besides their specs: program, layouts and fonts, by their digests."""

from __future__ import annotations

from generator.batch.making.fingerprint import engine_digest, layout_digest, program_digest
from generator.batch.wish import Wish
from generator.layouts.folders import folder_called, layout_folders


class CurrentInputs:
    """Digests of all but the specs; ``engine`` is what only PDFs depend on.

    Taken before anything is made: a layout that is changed meanwhile is then seen as changed by the next run.
    """

    def __init__(self, wish: Wish) -> None:
        """Raises ``LayoutError`` where the layout that was asked for is not there."""
        self.program = program_digest()
        self.engine = engine_digest(wish.layout_folders, wish.pdf_engine) if "pdf" in wish.formats else None
        self._layout_folders = wish.layout_folders
        folders = layout_folders(wish.layout_folders)
        self._digests = {name: layout_digest(folder) for name, folder in folders.items()}
        self._printed = self._id_of(wish.layout) if wish.layout else None
        self._known: dict[str, str] = {}

    def layouts(self, written: str) -> str:
        """The digests of the layouts that a spec is read and printed with which names its layout so.

        Nothing where a layout is not there (any more).
        """
        if written not in self._known:
            folder = folder_called(written.strip(), self._layout_folders)
            own = folder.name if folder else self._id_if_any(written)
            used = dict.fromkeys((own, self._printed or own)) if own else ()
            self._known[written] = " ".join(self._digests[name] for name in used)
        return self._known[written]

    def _id_if_any(self, written: str) -> str:
        """The id of the layout that is called so, which only the layouts themselves say; nothing where none is."""
        from generator.layouts.load import LayoutError

        try:
            return self._id_of(written)
        except LayoutError:
            return ""

    def _id_of(self, name: str) -> str:
        from generator.layouts.load import find_layout  # here, because it loads pydantic

        return find_layout(name, self._layout_folders).id
