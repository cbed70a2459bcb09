"""How a rule is explained: a Chinese text in parts, with examples that a test runs.

The first paragraph says what is required; then ``为什么:`` why, ``依据:`` the source or 实践 (practice), and one or more
``正例:`` (right) and ``误例:`` (wrong). A part may go on over several lines.

An example changes a small correct spec in a few words::

    [版式 名称] [换版式 名称] 部位 {字段: 值, …} [和 {字段: 值, …}]…  [（说明）]

- ``部位`` is 文档, 单位, 项目 or 指标; the YAML flow mapping is merged into the (first) one of the correct spec: mappings
  deeply, texts and lists replaced. The mapping after 和 goes into the second one, which is copied from the first
  where there is none, and so on.
- ``版式`` writes the spec in another layout's words (otherwise 广州); ``换版式`` prints it in another layout.
  ``东莞（没有可持续影响指标）`` is that layout without this 二级指标.
- ``文件 "…"`` is a whole file instead, as a double-quoted YAML text (``\\n`` is a line end); ``文件 样本名`` one of the
  files in ``tests/broken/yaml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from inspect import cleandoc

_LABELS = {"为什么": "why", "依据": "source", "正例": "right", "误例": "wrong"}
_LABEL = re.compile(rf"({'|'.join(_LABELS)})[:：]\s*(.*)")


@dataclass(frozen=True, slots=True)
class Explanation:
    """The parts of a rule's text."""

    requirement: str
    why: str
    source: str
    right: tuple[str, ...]
    wrong: tuple[str, ...]


def read_explanation(text: str) -> Explanation:
    """Take a rule's docstring apart."""
    parts: list[tuple[str, str]] = [("requirement", "")]
    for line in cleandoc(text).splitlines():
        found = _LABEL.match(line)
        if found:
            parts.append((_LABELS[found[1]], found[2].strip()))
        elif line.strip():
            name, so_far = parts[-1]
            parts[-1] = (name, so_far + line.strip())
    return Explanation(
        requirement="".join(_all(parts, "requirement")),
        why="".join(_all(parts, "why")),
        source="".join(_all(parts, "source")),
        right=tuple(_all(parts, "right")),
        wrong=tuple(_all(parts, "wrong")),
    )


def _all(parts: list[tuple[str, str]], name: str) -> list[str]:
    return [part for label, part in parts if label == name]
