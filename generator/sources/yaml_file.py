"""Reads YAML into nodes: every scalar the text that was written, nothing guessed, nothing executed.

``yaml_lines`` reads what is plain. Of all else ``yaml_nodes`` builds the nodes from the parser's events, within its
limits, and ``yaml_errors`` explains what the parser refuses.
"""

from __future__ import annotations

from pathlib import Path

import yaml

from generator.diagnostics import Finding, Place, Severity
from generator.sources.node import Node
from generator.sources.text_file import decode, printable, read_text
from generator.sources.yaml_lines import read_lines
from generator.sources.yaml_nodes import MAX_DEPTH, MAX_FINDINGS, MAX_NODES, Builder
from generator.sources.yaml_source import Source, control_character

__all__ = ["MAX_DEPTH", "MAX_FINDINGS", "MAX_NODES", "read_yaml", "read_yaml_bytes", "read_yaml_text"]

_HEAD = 4096
"""Characters by which kinds of text are told apart."""


def read_yaml(path: Path, name: str | None = None) -> tuple[Node | None, list[Finding]]:
    """The node tree of the file at ``path`` and its findings; places call the file ``name`` (else its own name)."""
    name = printable(path.name) if name is None else name
    return _nodes(*read_text(path, name), name)


def read_yaml_bytes(data: bytes, name: str) -> tuple[Node | None, list[Finding]]:
    """As ``read_yaml``, for the content of a file."""
    return _nodes(*decode(data, name), name)


def _nodes(text: str | None, findings: list[Finding], name: str) -> tuple[Node | None, list[Finding]]:
    if text is None:
        return None, findings
    if name.lower().endswith(".csv") or text.lstrip("\ufeff \n")[:1] == "<" or "MIME-Version" in text[:_HEAD]:
        other = _other_kind(text, name)
        if other is not None:
            return None, [*findings, other]
    node, more = read_yaml_text(text, name)
    return node, findings + more


def _other_kind(text: str, name: str) -> Finding | None:
    """The error for a text that is a page or a table of another kind, most likely a published form."""
    from generator.sources.file_kinds import FOR_READING, kind_of  # here, because it is seldom wanted

    kind = kind_of(text[:_HEAD].encode(errors="replace"), name)
    if kind is None:
        return None
    hint = f"{FOR_READING}；要填报的，写 YAML 数据文件或填写用的工作簿"
    return Finding("SRC04", Severity.ERROR, f"这不是数据文件，而是{kind.said}", hint, Place(name))


def read_yaml_text(text: str, name: str, *, is_placed: bool = True) -> tuple[Node | None, list[Finding]]:
    """The node tree of a YAML text and its findings; the tree is ``None`` exactly when there is an error.

    Not ``is_placed``: only what the text says matters, and all nodes have the place of the file.
    """
    source = Source(name, text.removeprefix("\ufeff"))
    root = read_lines(source.text, name, is_placed=is_placed)
    if root is not None:
        return root, _told(root, source)
    builder = Builder(source, is_placed=is_placed)
    try:
        builder.run()
    except (yaml.YAMLError, ValueError, ArithmeticError, RecursionError) as error:
        from generator.sources.yaml_errors import syntax_finding, unexpected_finding  # here: most files can be read

        explain = syntax_finding if isinstance(error, yaml.MarkedYAMLError) else unexpected_finding
        builder.findings.append(explain(error, source))
    if not builder.findings:
        assert builder.root is not None  # which would be SRC03
        return builder.root, _told(builder.root, source)
    # The parser refuses control characters itself: only where it stopped is there one to explain.
    control = control_character(source)
    return None, builder.findings if control is None else [control]


def _told(root: Node, source: Source) -> list[Finding]:
    """What is to be said of a text that was read."""
    if " #" not in source.text:
        return []
    from generator.sources.yaml_comments import cut_texts  # here: most files have no comment behind a text

    return cut_texts(root, source)
