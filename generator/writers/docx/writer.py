"""``write``: a Form in, the bytes of a .docx out. Skins are compiled once and kept."""

from __future__ import annotations

import os
from typing import NamedTuple

from generator.form import Form
from generator.layouts.model import Layout
from generator.writers.docx.skin import SKIN_FILE, Skin, compile_skin, render_skin

_Stamp = tuple[int, int] | None
_KEPT = 64


class _Entry(NamedTuple):
    stamp: _Stamp
    layout: Layout
    skin: Skin


_compiled: dict[tuple[str, bool], _Entry] = {}


def write(form: Form, layout: Layout) -> bytes:
    """The bytes of a .docx that shows ``form`` in the Word skin of ``layout``; the same input gives the same bytes.

    ``SkinError``, in Chinese, where the layout's ``form.docx`` cannot be used.
    """
    return render_skin(_skin(layout, is_draft=form.is_draft), form)


def _skin(layout: Layout, *, is_draft: bool) -> Skin:
    """The compiled skin of ``layout``, compiled anew when the file or the layout changed."""
    key, stamp = (str(layout.folder), is_draft), _stamp(layout)
    entry = _compiled.get(key)
    if entry is not None and entry.stamp == stamp and (entry.layout is layout or entry.layout == layout):
        return entry.skin
    skin = compile_skin(layout, is_draft=is_draft)
    if len(_compiled) >= _KEPT:
        _compiled.clear()
    _compiled[key] = _Entry(stamp, layout, skin)
    return skin


def _stamp(layout: Layout) -> _Stamp:
    """Time of change and size of the skin's file; ``None`` where the layout has none."""
    try:
        status = os.stat(f"{layout.folder}/{SKIN_FILE}")  # noqa: PTH116 - asked for each form
    except FileNotFoundError:
        return None
    return status.st_mtime_ns, status.st_size
