"""What may stand in for an official font that is not installed: ``templates/_shared/fonts.yaml``."""

from __future__ import annotations

from functools import cache

import yaml

from generator.layouts.folders import shared_folder
from generator.speed import kept_of_layouts

BOLD = ":bold"
"""Marks a stand-in whose bold face stands for an official font that is bold by nature."""


def stand_in_names(official: str) -> list[str]:
    """What may stand in for the ``official`` font, best first; a name may end in ``:bold``."""
    return _stand_ins().get(official) or _stand_ins()["宋体"]


@kept_of_layouts
@cache
def _stand_ins() -> dict[str, list[str]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data = yaml.load((shared_folder() / "fonts.yaml").read_text(encoding="utf-8"), loader)
    return {str(official): [str(name) for name in names] for official, names in data.items()}
