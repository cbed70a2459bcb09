"""What a value can mean: a measure (``Meaning`` with its ``Operator``) or a date (``Deadline``)."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class Operator(StrEnum):
    """How the figure bounds what is measured."""

    EQ = "="
    GE = "≥"
    LE = "≤"
    GT = ">"
    LT = "<"
    APPROX = "±"
    """A deviation of at most ``number`` either way: ``±3%以内``."""
    RANGE = "~"
    """From ``number`` to ``upper``, both included: ``1-2期``."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a value means: ``operator`` ``number`` ``unit``, of ``scope``.

    ``number`` keeps its decimals as written (100.00). ``upper`` is the end of a range and None otherwise.
    ``unit`` is ``""`` where none is written; a percentage has ``%`` however it was written, ``万元`` stays ``万元``.
    ``scope`` is the phrase before the measure. ``approximate`` is true of 约 and 左右 (only with EQ).
    ``fraction`` is how ``number`` was written where that was a fraction (``2/3``, 三分之二); it is no part of equality.
    """

    operator: Operator
    number: Decimal
    upper: Decimal | None = None
    unit: str = ""
    scope: str = ""
    approximate: bool = False
    fraction: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if (self.operator is Operator.RANGE) != (self.upper is not None):
            raise ValueError("a range, and only a range, has an upper end")


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date, or a stretch of the calendar, that a value names; what is not written is None.

    ``2024年12月底前`` → 2024, 12, None; ``年底前`` → None, 12, None; a quarter or half year gives its last month;
    ``全年`` and ``年内`` name the year of the document: all three are None.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
