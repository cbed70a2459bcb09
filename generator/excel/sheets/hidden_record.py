"""What a workbook carries unseen: the file it was made from, and what its cells cannot say.

A very hidden sheet holds it as plain ASCII, so that every editor keeps it as it is, whatever it does to texts.
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from dataclasses import dataclass, field
from typing import Any

SHEET = "jixiao"
MAGIC = "jixiao workbook"
FORMAT = 1
"""Goes up when an older program could not read what a newer one wrote."""

MAX_UNPACKED = 64 * 1024 * 1024
_CHUNK = 30_000
"""Less than the 32,767 characters that a cell holds."""


class BadRecordError(Exception):
    """The very hidden sheet does not hold what was written into it."""


@dataclass(slots=True)
class Record:
    """What a workbook knows of where it comes from. Ids are those of ``table_columns.id_of``, in the base spec.

    ``labels`` is what units and projects were called, ``filled`` the keys of the columns that held something,
    ``base_text`` the file itself (``None`` where there was none).
    """

    layout: str = ""
    base_name: str = ""
    base_text: str | None = None
    notes: dict[str, list[str]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    months: dict[str, dict[str, str]] = field(default_factory=dict)
    blank: list[str] = field(default_factory=list)
    unnamed: list[str] = field(default_factory=list)
    filled: dict[str, list[str]] = field(default_factory=dict)


_PLAIN = ("notes", "labels", "months", "blank", "unnamed", "filled")


def rows_of(record: Record) -> list[tuple[str, str]]:
    """The rows of the very hidden sheet: a name and a text each."""
    facts = {name: getattr(record, name) for name in ("layout", "base_name", *_PLAIN)}
    rows = [(MAGIC, str(FORMAT))]
    rows += [("record", chunk) for chunk in _packed(json.dumps(facts, separators=(",", ":"), sort_keys=True))]
    if record.base_text is not None:
        rows += [("base", chunk) for chunk in _packed(record.base_text)]
    return rows


def format_of(rows: list[tuple[str, str]]) -> int | None:
    """The format's version that the sheet names; ``None`` if it is not such a sheet."""
    if not rows or rows[0][0] != MAGIC or not rows[0][1].strip().isdecimal():
        return None
    return int(rows[0][1])


def record_of(rows: list[tuple[str, str]]) -> Record:
    """The record in the rows of the very hidden sheet. Raises ``BadRecordError``."""
    try:
        facts: Any = json.loads(_unpacked("record", rows) or "")
        record = Record(str(facts["layout"]), str(facts["base_name"]), _unpacked("base", rows))
        for name in _PLAIN:
            value = facts[name]
            if not isinstance(value, type(getattr(record, name))):
                raise BadRecordError(name)
            setattr(record, name, value)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadRecordError(str(error)) from error
    return record


def _packed(text: str) -> list[str]:
    packed = base64.b64encode(zlib.compress(text.encode("utf-8", "surrogatepass"), 6)).decode("ascii")
    return [packed[start : start + _CHUNK] for start in range(0, len(packed), _CHUNK)]


def _unpacked(name: str, rows: list[tuple[str, str]]) -> str | None:
    packed = "".join(text.strip() for key, text in rows if key == name)
    if not packed:
        return None
    try:
        unpacker = zlib.decompressobj()
        data = unpacker.decompress(base64.b64decode(packed, validate=True), MAX_UNPACKED)
        if not unpacker.eof:
            raise BadRecordError(name)
        return data.decode("utf-8", "surrogatepass")
    except (zlib.error, binascii.Error, UnicodeDecodeError) as error:
        raise BadRecordError(name) from error
