"""What lets a command begin sooner. Without any of it all works the same, only later.

The figures are CPU time of ``jixiao check`` of one department, which took 235 ms before.
"""

from __future__ import annotations

import gc
import os
import sys
from types import ModuleType

_PLUGINS = "PYDANTIC_DISABLE_PLUGINS"
_LOADER = "pydantic.plugin._loader"


def begin_quickly() -> None:
    """Prepare the process, before anything imports pydantic."""
    # 13 ms: Python would look for cycles 200 times while modules load, and find hardly any.
    gc.set_threshold(50_000)
    # 12 ms: pydantic would ask every installed package whether it adds something to it.
    # 22 ms: even if not, it loads importlib.metadata for it, and with that e-mail, csv and sockets.
    if os.environ.setdefault(_PLUGINS, "__all__") == "__all__":
        sys.modules.setdefault(_LOADER, _no_plugins())


def _no_plugins() -> ModuleType:
    """Stands in for pydantic's module that looks for plugins. Where pydantic has none of that name, nobody asks."""
    module = ModuleType(_LOADER)
    module.__dict__["get_plugins"] = tuple
    return module
