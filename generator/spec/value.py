"""The value of an indicator (指标值): what was written and what it means.

``Value("90%及以上").text`` is the text, kept for faithful printing; ``.meaning`` is operator ≥, number 90, unit ``%``.
This is the door to ``meaning`` and the ``value_`` modules; ``value_reading`` says by what rules a text has a meaning.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.spec.meaning import Deadline, Meaning, Operator
from generator.spec.value_dates import parse_deadline
from generator.spec.value_printing import Style, format_meaning
from generator.spec.value_reading import figures, parse_meaning
from generator.spec.value_words import COUNTERS, MAX_LENGTH, UNITS
from generator.speed import kept_property

if TYPE_CHECKING:
    from pydantic_core.core_schema import CoreSchema

__all__ = [
    "COUNTERS",
    "MAX_LENGTH",
    "UNITS",
    "Deadline",
    "Meaning",
    "Operator",
    "Style",
    "Value",
    "figures",
    "format_meaning",
    "parse_deadline",
    "parse_meaning",
]


@dataclass(frozen=True)
class Value:
    """An indicator's value as written; what it means is read when first asked for, and once.

    Two values are equal where their texts are. As the type of a pydantic field it takes a ``str`` or a ``Value`` and
    serialises to its text.
    """

    text: str

    def __str__(self) -> str:
        return self.text

    @kept_property
    def meaning(self) -> Meaning | None:
        """``parse_meaning`` of the text."""
        return parse_meaning(self.text)

    @kept_property
    def deadline(self) -> Deadline | None:
        """``parse_deadline`` of the text; a value has a meaning or a deadline or neither, never both."""
        return parse_deadline(self.text)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> CoreSchema:
        from pydantic_core import core_schema  # here, because the module is of use without pydantic

        read = core_schema.no_info_after_validator_function(cls, core_schema.str_schema())
        return core_schema.json_or_python_schema(
            json_schema=read,
            python_schema=core_schema.union_schema([core_schema.is_instance_schema(cls), read]),
            serialization=core_schema.plain_serializer_function_ser_schema(str, return_schema=core_schema.str_schema()),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: Any, _handler: Any) -> dict[str, Any]:
        return {"type": "string"}
