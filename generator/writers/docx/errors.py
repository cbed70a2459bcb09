"""The one error of the Word writer."""

from __future__ import annotations


class SkinError(ValueError):
    """An office's Word skin cannot be used; the Chinese message names the skin, and the part and tag at fault."""
