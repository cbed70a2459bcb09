"""What a layout declares: the shape of ``templates/<region>/layout.yaml``.

A layout is a folder of declarations; nothing here names a region. Lengths are millimetres, type sizes points.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class Category(StrEnum):
    """The nine kinds of indicator that every region's classification dresses in its own words."""

    QUANTITY = "quantity"
    QUALITY = "quality"
    TIMELINESS = "timeliness"
    COST = "cost"
    ECONOMIC = "economic"
    SOCIAL = "social"
    ECOLOGICAL = "ecological"
    SUSTAINABILITY = "sustainability"
    SATISFACTION = "satisfaction"


Align = Literal["left", "center", "right", "justify"]
Mm = Annotated[float, Field(gt=0, lt=1000)]
Pt = Annotated[float, Field(ge=0, lt=200)]


class _Declaration(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Page(_Declaration):
    """The paper: A4 with margins in millimetres."""

    orientation: Literal["portrait", "landscape"] = "portrait"
    top: Mm = 25.4
    bottom: Mm = 25.4
    left: Mm = 20
    right: Mm = 20

    @property
    def width(self) -> float:
        """Width of the paper, mm."""
        return 297 if self.orientation == "landscape" else 210

    @property
    def height(self) -> float:
        """Height of the paper, mm."""
        return 210 if self.orientation == "landscape" else 297

    @property
    def text_width(self) -> float:
        """Width between the margins, mm."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        """Height between the margins, mm."""
        return self.height - self.top - self.bottom


class Style(_Declaration):
    """How one kind of text looks. ``font`` is the official font's name; ``indent`` counts characters.

    ``line_height`` is a multiple of the type size.
    """

    font: str = "宋体"
    size: Pt = 10.5
    bold: bool = False
    align: Align = "left"
    indent: float = Field(0, ge=0, le=10)
    before: Pt = 0
    after: Pt = 0
    line_height: float = Field(1.3, ge=1, le=3)


class Level2(_Declaration):
    """A 二级指标 of the classification. ``categories[0]`` is what it means when another region prints it."""

    code: str = ""
    name: str
    categories: tuple[Category, ...] = Field(min_length=1)
    aliases: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """As it is printed: ``11-数量指标``, or the name where there are no codes."""
        return f"{self.code}-{self.name}" if self.code else self.name


class Level1(_Declaration):
    """A 一级指标 of the classification with its 二级指标."""

    code: str = ""
    name: str
    aliases: tuple[str, ...] = ()
    level2: tuple[Level2, ...] = Field(min_length=1)

    @property
    def label(self) -> str:
        """As it is printed: ``1-产出指标``, or the name where there are no codes."""
        return f"{self.code}-{self.name}" if self.code else self.name


class Setting(_Declaration):
    """Something a document may choose, with the layout's default (a separator, a heading's year …).

    ``hint`` tells who fills in the data what the choices mean, where that is not plain.
    """

    title: str
    default: str
    choices: tuple[str, ...] = ()
    hint: str = ""


class Fields(_Declaration):
    """The spec's fields that this form prints, by dotted English name (``project.code``)."""

    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    merged: dict[str, str] = {}
    """Fields that the form has no place for, by the field with which it prints their content."""
    instead_of_unit: tuple[Literal["department.code", "department.name"], ...] = ()
    """Of the fields that it shows those that stand only where a unit has none of its own."""

    @property
    def shown(self) -> frozenset[str]:
        """All fields that the form shows."""
        return frozenset(self.required) | frozenset(self.optional)


class Checks(_Declaration):
    """What this layout makes of the checks: codes it does without, numbers it changes, words it adds.

    Both are validated by ``generator.checks``, which knows the codes and the parameters.
    """

    ignore: tuple[str, ...] = ()
    parameters: dict[str, object] = {}


class Layout(_Declaration):
    """A region's form: everything its folder declares, and the folder itself."""

    id: str
    folder: Path
    name: str
    aliases: tuple[str, ...] = ()
    title: str
    edition: str
    sources: tuple[str, ...] = Field(min_length=1)
    money_unit: Literal["万元", "元"] = "万元"
    money_decimals: int = Field(2, ge=0, le=6)
    page: Page = Page()
    styles: dict[str, Style]
    classification: tuple[Level1, ...] = Field(min_length=1)
    fields: Fields
    code_pattern: str | None = None
    code_description: str = ""
    schedule_months: tuple[int, ...] = ()
    fixed_rows: bool = False
    """Whether every 二级 has a row even where no indicator belongs to it."""
    settings: dict[str, Setting] = {}
    texts: dict[str, str] = {}
    checks: Checks = Checks()

    def style(self, name: str) -> Style:
        """The style called ``name``; one that is not declared looks like ``text``."""
        return self.styles.get(name) or self.styles["text"]

    def setting_default(self, name: str, otherwise: str = "") -> str:
        """The layout's default of a setting; ``otherwise`` where it does not declare one."""
        setting = self.settings.get(name)
        return setting.default if setting else otherwise

    @property
    def money_step(self) -> Decimal:
        """The smallest amount that the form can print, in its own unit."""
        return Decimal(1).scaleb(-self.money_decimals)
