"""Random specs as plain data whose list items have an identity, as nodes of a workbook, and as YAML in any style."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from random import Random
from typing import Any

import yaml

from generator.diagnostics import Loc, Place
from generator.sources.node import Mapping, Node, Scalar, Sequence
from generator.spec.model import Project, Spec
from generator.spec.shape import FieldShape, Shape, field_list, fields_of
from generator.yaml_edit.block_scalar import Room
from generator.yaml_edit.scalar_text import is_plain, render

ROOT = Shape("model", model=Spec)
PROJECT = Shape("model", model=Project)

_WORDS = [
    "预算",
    "绩效目标",
    "项目",
    "完成率",
    "经费",
    "≥95%",
    "100",
    "0",
    "1,980.40",
    "是",
    "12月底前",
    "#1",
    "a:",
    "b",
    "-",
    "x",
    "[甲]",
    "{乙}",
    "'q'",
    '"d"',
    "\\n",
    "@x",
    "=1+1",
    "+86",
    "|",
    ">",
    "&",
    "*",
    "!",
    "?",
    "~",
]
_TAILS = ["", "", "", "", " ", "\n", "：", ":", " # no", "😀", "𠮷", ",", "\t", "''"]


class _Numbers:
    """Numbers that no two items of a spec share; each spec starts again, so that failures can be repeated."""

    def __init__(self) -> None:
        self.start()

    def start(self) -> None:
        self._next = itertools.count(1)

    def __next__(self) -> int:
        return next(self._next)


_uids = _Numbers()


@dataclass
class Item:
    """A list item with its identity."""

    value: Any
    uid: int = field(default_factory=lambda: next(_uids))


def copied(value: Any) -> Any:
    """A deep copy in which items keep their identity."""
    if isinstance(value, Item):
        return Item(copied(value.value), value.uid)
    if isinstance(value, dict):
        return {key: copied(each) for key, each in value.items()}
    return [copied(each) for each in value] if isinstance(value, list) else value


def text(random: Random) -> str:
    """A text that may need any style."""
    shape = random.random()
    if shape < 0.06:
        return random.choice(
            ["", "null", "~", "0", " x", "x ", "yes", "- a", "a\n\nb\n", "  two\n one", "\n\n", "a\n \nb"]
        )
    words = " ".join(random.choice(_WORDS) for _ in range(random.randint(1, 5 if shape < 0.8 else 20)))
    if shape > 0.9:
        words = words.replace(" ", "\n", random.randint(1, 3))
    return words + random.choice(_TAILS)


def value(random: Random, shape: Shape, deep: bool = True) -> Any:
    """Any value of a shape: blank, a text, a mapping, a list."""
    if random.random() < 0.06:
        return None
    if shape.kind == "scalar":
        return text(random)
    if shape.kind == "list":
        assert shape.item
        return [Item(item(random, shape.item)) for _ in range(random.choice([0, 1, 2, 2, 3, 4]) if deep else 1)]
    if shape.kind == "mapping":
        assert shape.item
        return {str(key): value(random, shape.item) for key in random.sample([3, 6, 9, 12], random.randint(0, 3))}
    return record(random, shape)


def record(random: Random, shape: Shape, share: float = 0.6) -> dict[str, Any]:
    """A mapping with some of the fields of a model, in any order."""
    assert shape.model
    chosen = [each for each in field_list(shape.model) if random.random() < share]
    random.shuffle(chosen)
    return {each.name: field_value(random, each) for each in chosen}


def field_value(random: Random, each: FieldShape) -> Any:
    """A value of a field of a model."""
    if each.name == "settings":
        return {"page": text(random)}
    return value(random, each.shape)


def item(random: Random, shape: Shape) -> Any:
    """A list item: never blank, and with a code of its own where it may have one."""
    if shape.kind == "scalar":
        return f"{next(_uids)} {text(random)}"
    made = record(random, shape)
    name = "code" if "code" in (shape.model.model_fields if shape.model else {}) else "name"
    if shape.model and name not in shape.model.model_fields:
        name = "title"
    made[name] = f"N{next(_uids)}"
    return made


def spec(random: Random) -> dict[str, Any]:
    """A whole spec."""
    _uids.start()
    made = {"layout": "guangzhou", **record(random, ROOT, 0.5)}
    made["units"] = [Item(item(random, fields_of(Spec)["units"].shape.item)) for _ in range(random.randint(1, 2))]  # type: ignore[arg-type]
    for unit in made["units"]:
        shape = fields_of(Spec)["units"].shape.item.model  # type: ignore[union-attr]
        unit.value["projects"] = value(random, fields_of(shape)["projects"].shape)
    made.pop("department", None)
    return {"department": random.choice(["某部门", {"name": "某部门"}]), **made}


# --- nodes of a workbook


def nodes(data: Any, shape: Shape = ROOT) -> tuple[Node, dict[int, Loc]]:
    """``data`` as nodes, and the loc of each item by its identity."""
    locs: dict[int, Loc] = {}
    return _node(data, shape, (), locs), locs


def _node(data: Any, shape: Shape, loc: Loc, locs: dict[int, Loc]) -> Node:
    place = Place("x.xlsx", sheet="项目", cell="A1")
    if isinstance(data, dict):
        inner = {name: (shape.item if shape.kind == "mapping" else fields_of(shape.model)[name].shape) for name in data}  # type: ignore[arg-type]
        return Mapping(place, [(Scalar(k, place), _node(v, inner[k], (*loc, k), locs)) for k, v in data.items()])  # type: ignore[arg-type]
    if isinstance(data, list):
        for index, each in enumerate(data):
            locs[each.uid] = (*loc, index)
        items = [_node(each.value, shape.item, (*loc, index), locs) for index, each in enumerate(data)]  # type: ignore[arg-type]
        return Sequence(place, items)
    return Scalar(data, place)


def ids_between(base: Any, theirs: Any) -> dict[Loc, Loc]:
    """What a workbook knows: the base's item of each of its items."""
    _, old = nodes(base)
    _, new = nodes(theirs)
    return {new[uid]: old[uid] for uid in new if uid in old}


# --- YAML in any style


class Writer:
    """Writes data as YAML in a style of its own: languages, quotes, brackets, comments, indents."""

    def __init__(self, random: Random, comments: bool = True, flow: bool = True) -> None:
        self.random = random
        self.step = random.choice([2, 2, 4])
        self.dash = random.choice([0, 2, 2, 4])
        self.gap = random.choice([2, 2, 2, 4])
        self.english = random.choice([0.0, 0.0, 1.0, 0.3])
        self.flow = random.choice([0.0, 0.1, 0.4]) if flow else 0.0
        self.comment = random.choice([0.0, 0.15, 0.4]) if comments else 0.0
        self.spaced = random.choice([0.0, 0.0, 0.2, 1.0])
        self.count = 0

    def file(self, data: dict[str, Any]) -> str:
        """The whole text, with ``\\n``."""
        head = "---\n" if self.random.random() < 0.1 else ""
        return head + "".join(line + "\n" for line in self.mapping(data, ROOT, 0))

    def _note(self) -> str:
        self.count += 1
        return f"# 注{self.count} “x”: - y"

    def _above(self, column: int) -> list[str]:
        if self.random.random() >= self.comment:
            return []
        return [" " * self.random.choice([column, column, column, column + 1]) + self._note()]

    def _beside(self) -> str:
        return "  " + self._note() if self.random.random() < self.comment else ""

    def mapping(self, data: dict[str, Any], shape: Shape, column: int) -> list[str]:
        lines: list[str] = []
        for name, each in data.items():
            key, inner = self._key(name, shape)
            lines += self._above(column)
            lines += self._after(" " * column + key + ":", each, inner, column, column + self.step)
        return lines

    def _key(self, name: str, shape: Shape) -> tuple[str, Shape]:
        if shape.model is None:
            assert shape.item
            return f"{name}月底" if name.isdigit() else name, shape.item
        known = fields_of(shape.model)[name]
        return (name if self.random.random() < self.english else known.title), known.shape

    def _after(self, start: str, each: Any, shape: Shape, column: int, indent: int) -> list[str]:
        """A key or dash with what stands after it."""
        flow = self.random.random() < self.flow
        if isinstance(each, dict) and each and not flow:
            return [start + self._beside(), *self.mapping(each, shape, column + self.step)]
        if isinstance(each, list) and each and not flow:
            return [start + self._beside(), *self.listing(each, shape, column + self.dash)]
        if isinstance(each, dict | list):
            return (f"{start} {self.brackets(each, shape, column)}" + self._beside()).split("\n")
        return self._scalar_lines(start, each, column, indent)

    def _scalar_lines(self, start: str, each: str | None, column: int, indent: int) -> list[str]:
        if each is None:
            return [start + self.random.choice(["", " ~", " null"]) + self._beside()]
        written = self._scalar(each, Room(False, column, indent))
        first, *rest = f"{start} {written}".split("\n")
        is_block = written[0] in "|>"
        return [first, *rest] if is_block or rest else [first + self._beside()]

    def _scalar(self, each: str, room: Room) -> str:
        style = self.random.choice(["", "", "", "'", '"', "|", ">"])
        if style in ("|", ">"):
            return render(each, room, style, style)
        if style == "" and is_plain(each, room.flow) and not room.flow and self.random.random() < 0.1:
            return (
                each
                if "  " in each or " -" in each or " ?" in each or " :" in each
                else each.replace(" ", "\n" + " " * (room.indent + 1), 1)
            )
        return render(each, room, style)

    def listing(self, data: list[Item], shape: Shape, column: int) -> list[str]:
        lines: list[str] = []
        for index, each in enumerate(data):
            if index and self.random.random() < self.spaced:
                lines.append("")
            lines += self._above(column)
            lines += self._item(each.value, shape, column)
        return lines

    def _item(self, each: Any, shape: Shape, column: int) -> list[str]:
        assert shape.item
        inner = column + self.gap
        if isinstance(each, dict) and each and self.random.random() >= self.flow:
            if self.random.random() < 0.1:
                return [" " * column + "-" + self._beside(), *self.mapping(each, shape.item, inner)]
            comment, self.comment = self.comment, 0.0
            first = dict(list(each.items())[:1])
            start = self.mapping(first, shape.item, inner)
            self.comment = comment
            start[0] = " " * column + "-" + " " * (self.gap - 1) + start[0][inner:]
            return start + self.mapping(dict(list(each.items())[1:]), shape.item, inner)
        return self._after(" " * column + "-", each, shape.item, column, inner)

    def brackets(self, data: Any, shape: Shape, column: int) -> str:
        """Data between brackets, in one line or several."""
        room = Room(True, 0, 0)
        if isinstance(data, dict):
            pairs = [(*self._key(name, shape), each) for name, each in data.items()]
            parts = [f"{key}: {self._between(each, inner, column, room)}".rstrip(" ") for key, inner, each in pairs]
            return "{" + self._joined(parts, column) + "}"
        assert shape.item
        return "[" + self._joined([self._between(each.value, shape.item, column, room) for each in data], column) + "]"

    def _joined(self, parts: list[str], column: int) -> str:
        if not parts or self.random.random() < 0.6:
            return ", ".join(parts)
        separator = f",{self._beside()}\n" + " " * (column + 3)
        return separator.join(parts) + self.random.choice(["", ",", " "])

    def _between(self, each: Any, shape: Shape, column: int, room: Room) -> str:
        if isinstance(each, dict | list):
            return self.brackets(each, shape, column + 2)
        if each is None:
            return "null"
        return self._scalar(each, room)


def yaml_of(random: Random, data: dict[str, Any], comments: bool = True, flow: bool = True) -> str:
    """``data`` as YAML in a random style, with ``\\n``, ``\\r\\n``, or without a line end at the end."""
    written = Writer(random, comments, flow).file(data)
    bare = written.removesuffix("\n")
    if random.random() < 0.15 and _content(bare) == _content(written):  # a block at the end keeps its line end
        written = bare
    return written.replace("\n", "\r\n") if random.random() < 0.2 else written


def _content(text: str) -> list[str | None]:
    return [getattr(event, "value", None) for event in yaml.parse(text, Loader=yaml.CSafeLoader)]
