"""What a plan says: the documents of a run, and why each has to be made or not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePosixPath
from typing import TypeVar

from generator.batch.current_inputs import CurrentInputs
from generator.batch.making.job import UNREADABLE, Job, Part
from generator.batch.output.manifest import Inventory
from generator.batch.storage.location import Location
from generator.batch.wish import Wish

_LARGE = 256_000
"""Bytes of a spec from which on it is one of the large ones: a hundred projects and more."""
_Item = TypeVar("_Item")


class Reason(StrEnum):
    """Why a document is made, or that it need not be; in Chinese, for the table."""

    NEW = "新"
    SPEC = "数据已改"
    LAYOUT = "版式已改"
    PROGRAM = "程序已改"
    FONTS = "字体已改"
    DRAFT = "原为草稿"
    MISSING = "文件缺失"
    ALTERED = "文件被改动"
    FORCED = "要求重印"
    UP_TO_DATE = "未变"


@dataclass(slots=True)
class Planned:
    """A document of the plan: ``formats`` are those that have to be made.

    ``findings`` (errors, warnings, accepted) are those that it was made with earlier.
    """

    id: str
    path: Location
    part: Part | None
    reason: Reason
    formats: tuple[str, ...] = ()
    sha256: str = ""
    tells_shared: bool = True
    findings: tuple[int, int, int] = (0, 0, 0)

    @property
    def label(self) -> str:
        """What the document is called where something is said of it: its spec, and which of the spec's projects."""
        is_part = self.part is not None and self.part != UNREADABLE
        return f"{self.path}（{PurePosixPath(self.id).name}）" if is_part else str(self.path)


@dataclass(slots=True)
class Plan:
    """All documents of a ``wish`` in order. ``notices`` say which names were changed; ``inventories`` hold what specs consist of.

    ``now`` has the digests of program, layouts and fonts. ``specs`` holds the SHA-256 of each spec, ``sizes`` its
    bytes, ``stored`` version and SHA-256 of stored ones.
    ``confirmed`` are outputs (document, format, version) whose version was not the recorded one, but whose content was;
    ``moved`` are documents (document, source) that are up to date, but whose spec lies elsewhere than it did.
    """

    wish: Wish
    now: CurrentInputs
    documents: list[Planned] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    inventories: dict[str, Inventory] = field(default_factory=dict)
    specs: dict[Location, str] = field(default_factory=dict)
    stored: dict[str, tuple[str, str]] = field(default_factory=dict)
    sizes: dict[Location, int] = field(default_factory=dict)
    confirmed: list[tuple[str, str, str]] = field(default_factory=list)
    moved: list[tuple[str, str]] = field(default_factory=list)

    @property
    def due(self) -> list[int]:
        """The places of the documents that have to be made."""
        return [number for number, document in enumerate(self.documents) if document.formats]

    def job(self, serial: int, staging: str) -> Job:
        """What a worker is told of the document in this place; it puts the files into ``staging``."""
        wish, planned = self.wish, self.documents[serial]
        return Job(
            serial=serial,
            source=wish.source(planned.path),
            part=planned.part,
            formats=planned.formats,
            force=wish.force,
            staging=staging,
            tells_shared=planned.tells_shared,
            sha256=planned.sha256,
            id=planned.id,
            pdf_engine=wish.pdf_engine,
        )


def large_first(items: Iterable[_Item], size: Callable[[_Item], int]) -> list[_Item]:
    """``items`` with those of large specs before the others, so that a run does not end waiting for one of them."""
    return sorted(items, key=lambda item: size(item) < _LARGE)
