"""Imports a workbook into a YAML file: reads, merges and patches; writing is left to the caller."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple, Protocol

from generator.diagnostics import Finding, Loc, Place, Severity, has_errors
from generator.merging.conflicts import Conflict
from generator.merging.edits import Edit, list_edits
from generator.merging.items import Side, are_unrelated
from generator.merging.three_way import merge
from generator.sources.node import Node, Scalar, Sequence
from generator.sources.text_file import decode, read_bytes
from generator.sources.yaml_file import read_yaml_text
from generator.spec.content_tree import Pool, Record, Tree, build_tree, content_number, share_values, strip_nodes
from generator.speed import collector_paused
from generator.yaml_edit.file_encoding import Encoding, encoding_of
from generator.yaml_edit.patch import PatchError, patch
from generator.yaml_edit.patch_work import Document, read_document
from generator.yaml_edit.scalar_text import refused_character
from generator.yaml_edit.unified_diff import unified_diff
from generator.yaml_edit.write_tree import new_file


class Workbook(Protocol):
    """What is needed of a workbook that was read (``generator.excel.read.read_workbook.WorkbookSource``)."""

    @property
    def root(self) -> Node:
        """The spec as the workbook has it."""

    def take_root(self) -> Node:
        """``root``, which the workbook gives away: it can be let go of as soon as a tree is made of it."""

    @property
    def base_text(self) -> str | None:
        """The YAML text that the workbook was made from."""

    @property
    def base_name(self) -> str:
        """The name of that file."""

    @property
    def ids(self) -> Mapping[Loc, Loc]:
        """The loc in that file of each item of the workbook that was made from one."""

    @property
    def blanks(self) -> Mapping[Loc, Place]:
        """The cells of fields that were left blank."""


@dataclass(slots=True)
class Import:
    """What comes of an import. ``data`` is what to write, ``None`` where nothing is to be written.

    ``conflicts`` are those that nobody decided, ``decided`` those that a preferred side won.
    ``text`` is what the file says after it, ``None`` where the workbook could not be brought in. ``diff`` can be gone
    through once.
    """

    data: bytes | None = None
    text: str | None = None
    diff: Iterable[str] = ()
    edits: list[Edit] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    decided: list[Conflict] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether the workbook could not be brought in."""
        return bool(self.conflicts) or has_errors(self.findings)


def import_new(workbook: Workbook, header: str) -> Import:
    """A new YAML file that says what the workbook says, below ``header``."""
    refused = _refused(workbook.root)
    if refused:
        return Import(findings=refused)
    pool = Pool()
    with collector_paused():
        tree = build_tree(workbook.take_root(), pool)
        strip_nodes(tree)
        if not isinstance(tree, Record):
            raise PatchError("工作簿里没有若干字段")
        text = new_file(tree, header)
        node, _ = read_yaml_text(text, "", is_placed=False)
        if node is None or content_number(node, pool) != tree.content:
            raise PatchError("写出的文件读出来与工作簿不一致，没有写入")
    return Import(text.encode(), text, _added(text))


def _added(text: str) -> Iterator[str]:
    """The lines of a new file as a diff has them, made when asked for: a large one has hundreds of thousands."""
    yield from (f"+{line}" for line in text.splitlines())


def import_into(workbook: Workbook, path: Path, prefer: Side | None = None) -> Import:
    """The YAML file at ``path`` with the workbook's edits; ``prefer`` decides conflicts for one side.

    The workbook is used up: it has given its ``root`` away.
    """
    data, findings = read_bytes(path, str(path))
    return Import(findings=findings) if data is None else import_into_content(workbook, data, str(path), prefer)


def import_into_content(workbook: Workbook, data: bytes, name: str, prefer: Side | None = None) -> Import:
    """As ``import_into``, for the content of the file ``name``."""
    text, findings = decode(data, name)
    result = Import(findings=findings)
    if text is None:
        return result
    encoding = encoding_of(data, text)
    if encoding is None:
        hint = "请先用记事本另存为 UTF-8 编码，再写回"
        findings.append(Finding("SRC04", Severity.ERROR, "文件的编码不能原样写回，没有动它", hint, Place(name)))
        return result
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    encoding = replace(encoding, mark=encoding.mark + mark.encode(encoding.name))
    with collector_paused():
        _import(result, workbook, _Target(name, text.removeprefix(mark), encoding), prefer)
    return result


class _Target(NamedTuple):
    """The YAML file as it is: its name, its text without a mark, how to make the same bytes of it."""

    name: str
    text: str
    encoding: Encoding


def _import(result: Import, workbook: Workbook, target: _Target, prefer: Side | None) -> None:
    result.findings += read_yaml_text(target.text, target.name)[1] + _refused(workbook.root)
    result.findings += _unfounded(workbook, prefer)
    if has_errors(result.findings):
        return
    pool = Pool()
    trees = _trees(result, workbook, target, pool)
    if trees is None or _is_foreign(result, workbook, trees, prefer):
        return
    document = trees.document
    merged = _merged(result, workbook, trees, pool, prefer)
    del trees  # the base's and the workbook's are not needed while the text is patched
    if merged is not None:
        _patch(result, document, merged, pool, target.encoding)


class _Trees(NamedTuple):
    """What is merged: the tree of the base, the YAML now, the tree of the workbook."""

    base: Tree
    document: Document
    theirs: Tree


def _trees(result: Import, workbook: Workbook, target: _Target, pool: Pool) -> _Trees | None:
    """The three versions; of a large department little is ever held twice.

    For a workbook of unknown origin the base is the YAML now.
    """
    theirs = build_tree(workbook.take_root(), pool)
    strip_nodes(theirs)
    base_text = target.text if workbook.base_text is None else workbook.base_text.removeprefix("\ufeff")
    base = None
    if base_text != target.text:
        node, findings = read_yaml_text(base_text, workbook.base_name, is_placed=False)
        result.findings += findings
        if node is None:
            return None
        base = build_tree(node, pool)
        strip_nodes(base, Scalar(None, node.place))
        share_values(theirs, base, workbook.ids)
        del node
    document = read_document(target.text, target.name, pool)
    if base is None:
        base = document.tree
    else:
        share_values(base, document.tree)
    share_values(theirs, base, _ids(workbook))
    return _Trees(base, document, theirs)


def _ids(workbook: Workbook) -> Mapping[Loc, Loc]:
    return workbook.ids if workbook.base_text is not None else {}


def _merged(result: Import, workbook: Workbook, trees: _Trees, pool: Pool, prefer: Side | None) -> Tree | None:
    """The merged tree, ``None`` where there are conflicts."""
    merged = merge(trees.base, trees.document.tree, trees.theirs, _ids(workbook), pool, prefer)
    result.conflicts = [_with_cell(conflict, workbook.blanks) for conflict in merged.conflicts]
    result.decided = [_with_cell(conflict, workbook.blanks) for conflict in merged.decided]
    return None if merged.conflicts else merged.tree


def _patch(result: Import, document: Document, merged: Tree, pool: Pool, encoding: Encoding) -> None:
    before = document.tree
    text, changes, document = patch(document, merged, pool)
    result.text = text
    if changes:
        result.edits = list_edits(before, merged)
        result.diff = list(unified_diff(document, changes, document.tree.node.place.file))
        result.data = encoding.encode(text)


def _unfounded(workbook: Workbook, prefer: Side | None) -> list[Finding]:
    """The error for a workbook of unknown origin, unless it is preferred in everything."""
    if workbook.base_text is not None or prefer is Side.THEIRS:
        return []
    message = "这份工作簿不是从数据文件导出的（或底稿已丢失），不知道改了哪里，不能合并"
    hint = "加 --theirs 则一切以工作簿为准；或写到一个新文件：--into 新文件.yaml"
    return [Finding("WBK16", Severity.ERROR, message, hint, Place(workbook.root.place.file))]


def _is_foreign(result: Import, workbook: Workbook, trees: _Trees, prefer: Side | None) -> bool:
    """Whether the workbook was made from quite another file; says so."""
    if prefer is Side.THEIRS or not are_unrelated(trees.base, trees.document.tree):
        return False
    made_from = f"“{workbook.base_name}”" if workbook.base_name else "另一个数据文件"
    message = f"这份工作簿是从{made_from}导出的，与要写回的数据文件没有一个相同的单位或项目，没有动它"
    hint = "核对 --into 后面的文件名；确实要合到这个文件里，加 --theirs（以工作簿为准）"
    result.findings.append(Finding("WBK16", Severity.ERROR, message, hint, Place(workbook.root.place.file)))
    return True


def _with_cell(conflict: Conflict, blanks: Mapping[Loc, Place]) -> Conflict:
    """A conflict about a cell that was emptied, with that cell."""
    cell = blanks.get(conflict.theirs_loc) if conflict.theirs_loc is not None else None
    return conflict if cell is None else replace(conflict, theirs=replace(conflict.theirs, place=cell))


def _refused(root: Node) -> list[Finding]:
    """The texts of the workbook that no YAML file can hold."""
    findings = []
    for node in _scalars(root):
        char = refused_character(node.text or "")
        if char is not None:
            message = f"这里有一个看不见的控制字符 U+{ord(char):04X}，数据文件里不能有"
            hint = "请删除这个字符并重新输入前后的文字"
            findings.append(Finding("SRC10", Severity.ERROR, message, hint, node.place))
    return findings


def _scalars(root: Node) -> Iterator[Scalar]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Scalar):
            yield node
        elif isinstance(node, Sequence):
            waiting += reversed(node.items)
        else:
            waiting += [value for _, value in reversed(node.entries)]
