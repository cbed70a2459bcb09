"""Jinja's sandbox as templates of layouts and tags of Word skins run in it."""

from __future__ import annotations

from typing import Any

from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.layouts.views import VIEW_FIELDS


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, with a short way to the fields of views (plain values, made for templates)."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The field of a view, or what Jinja gives of anything else."""
        fields = VIEW_FIELDS.get(type(obj))
        if fields is None:
            return super().getattr(obj, attribute)
        # Nothing else of a view: a misspelt field must not print what a tuple has.
        return getattr(obj, attribute) if attribute in fields else self.undefined(obj=obj, name=attribute)
