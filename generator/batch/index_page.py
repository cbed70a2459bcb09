"""The public page of an output folder: every department and form, found by typing; and the files' checksums."""

from __future__ import annotations

import hashlib
import os
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import quote

from generator.batch.manifest import Entry, Manifest
from generator.batch.store import Store, write_changed

INDEX = "index.html"
CHECKSUMS = "SHA256SUMS"
_FORMATS = {"docx": "Word", "pdf": "PDF", "xlsx": "Excel", "html": "网页"}
_HEADS = ("部门", "表格", "年度", "项目数", "金额", "校验", "文件")


def write_public_files(store: Store, manifest: Manifest) -> None:
    """Write the index page and ``SHA256SUMS``, each only where it differs from what is there."""
    page = index_page(manifest).encode()
    write_changed(store, INDEX, page)
    write_changed(store, CHECKSUMS, os.fsencode(checksums(manifest, page)))


def checksums(manifest: Manifest, page: bytes) -> str:
    """A line for each public output and for the index page, as ``sha256sum -c`` reads them."""
    entries = (entry for entry in manifest.documents.values() if not entry.facts.is_secret)
    digests = {output.path: output.sha256 for entry in entries for output in entry.outputs.values()}
    digests[INDEX] = hashlib.sha256(page).hexdigest()
    return "".join(_checksum_line(path, digest) for path, digest in sorted(digests.items()))


def index_page(manifest: Manifest) -> str:
    """The page: one file without anything fetched; the same documents give the same bytes."""
    entries = [entry for _, entry in sorted(manifest.documents.items()) if not entry.facts.is_secret]
    head = "".join(f'<th scope="col">{name}</th>' for name in _HEADS)
    rows = "\n".join(_row(entry) for entry in entries)
    departments = len({entry.facts.department for entry in entries})
    table = (
        f"<table>\n<caption>共 {departments} 个部门，{len(entries)} 份表格</caption>\n"
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"
    )
    return (
        '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8"/>\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy()}"/>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        f"<title>预算绩效目标公开</title>\n<style>{_asset('index.css')}</style>\n</head>\n<body>\n"
        f"<header><h1>预算绩效目标公开</h1>\n{_SEARCH}</header>\n<main>\n"
        f'<div class="sheet" role="region" tabindex="0" aria-label="表格清单">{table}</div>\n</main>\n'
        f"<script>{_asset('index.js')}</script>\n</body>\n</html>\n"
    )


# Without scripts the page is a plain list, and the field that would do nothing stays hidden.
_SEARCH = (
    '<p id="search" hidden><label for="words">查找</label> '
    '<input id="words" type="search" autocomplete="off" placeholder="部门、项目、年度……"/> '
    '<span id="found" role="status"></span></p>\n'
)


def _row(entry: Entry) -> str:
    facts = entry.facts
    title = f"{facts.project}（{facts.title}）" if facts.project else facts.title
    mark = ' <strong class="draft">草稿</strong>' if entry.is_draft else ""
    cells = (
        f"<td>{_text(title)}{mark}</td>",
        f"<td>{facts.year or ''}</td>",
        f'<td class="number">{facts.projects}</td>',
        f'<td class="number">{_text(f"{facts.amount} {facts.money_unit}" if facts.amount else "")}</td>',
        f"<td>{_findings(*entry.findings)}</td>",
        f"<td>{' '.join(_links(entry, title))}</td>",
    )
    return f'<tr><th scope="row">{_text(facts.department)}</th>{"".join(cells)}</tr>'


def _links(entry: Entry, title: str) -> Iterator[str]:
    for name, output in entry.outputs.items():
        label = escape(f"{entry.facts.department} {title} {_FORMATS[name]}")
        yield f'<a href="{quote(os.fsencode(output.path))}" aria-label="{label}">{_FORMATS[name]}</a>'


def _findings(errors: int, warnings: int, accepted: int) -> str:
    named = ((errors, "错误"), (warnings, "提醒"), (accepted, "已认可"))
    return "，".join(f"{number} 个{name}" for number, name in named if number) or "无问题"


def _text(text: str) -> str:
    return escape(text, quote=False)


def _policy() -> str:
    """The page may run its own script and use its own style, and nothing else."""
    return f"default-src 'none'; style-src {_source('index.css')}; script-src {_source('index.js')}; base-uri 'none'; form-action 'none'"


def _source(name: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(_asset(name).encode()).digest()).decode()}'"


@cache
def _asset(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


def _checksum_line(path: str, digest: str) -> str:
    if not any(sign in path for sign in "\\\n\r"):
        return f"{digest}  {path}\n"
    escaped = path.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    return f"\\{digest}  {escaped}\n"
