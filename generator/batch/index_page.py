"""The public page of an output folder: every department and form, found by typing; and the files' checksums."""

from __future__ import annotations

import hashlib
import os
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import quote

from generator.batch.output.compressed_texts import Packed
from generator.batch.output.manifest import Entry, Manifest
from generator.batch.output.store import Store

INDEX = "index.html"
CHECKSUMS = "SHA256SUMS"
_FORMATS = {"docx": "Word", "pdf": "PDF", "xlsx": "Excel", "html": "网页"}
_HEADS = ("部门", "表格", "年度", "项目数", "金额", "校验", "文件")


class Listing:
    """What the public files say of each document that is no secret.

    Entered as documents are filed, while workers are at others: at the end of a run nobody else has anything to do.
    """

    def __init__(self) -> None:
        self._rows = Packed()
        self._departments: dict[str, str] = {}
        self._digests: dict[str, list[tuple[str, str]]] = {}

    def __contains__(self, name: object) -> bool:
        return name in self._rows

    def enter(self, name: str, entry: Entry) -> None:
        """Take up a document."""
        if entry.facts.is_secret:
            return
        self._rows[name] = _row(entry)
        self._departments[name] = entry.facts.department
        self._digests[name] = [(output.path, output.sha256) for output in entry.outputs.values()]

    def page(self, names: Sequence[str]) -> Iterator[str]:
        """The page that lists the documents ``names``."""
        departments = {self._departments[name] for name in names}
        return _index_page((self._rows[name] for name in names), len(departments), len(names))

    def digests(self, names: Iterable[str]) -> dict[str, str]:
        """The SHA-256 of each file of the documents ``names``."""
        return {path: sha256 for name in names for path, sha256 in self._digests[name]}


def write_public_files(store: Store, manifest: Manifest, listing: Listing) -> None:
    """Write the index page and ``SHA256SUMS``, each only where it differs from what is there.

    Documents that are not in ``listing`` come into it from the manifest.
    """
    names = sorted(manifest.documents)
    for name in names:
        if name not in listing:
            listing.enter(name, manifest.documents[name])
    names = [name for name in names if name in listing]
    digest = hashlib.sha256()
    store.write_changed(INDEX, _digested(listing.page(names), digest))
    digests = {**listing.digests(names), INDEX: digest.hexdigest()}
    store.write_changed(CHECKSUMS, (os.fsencode(_checksum_line(path, digests[path])) for path in sorted(digests)))


def _digested(texts: Iterable[str], digest: hashlib._Hash) -> Iterator[bytes]:
    """``texts`` as bytes, of which ``digest`` is taken on their way."""
    for text in texts:
        data = text.encode()
        digest.update(data)
        yield data


def _index_page(rows: Iterable[str], departments: int, documents: int) -> Iterator[str]:
    """The page, row by row: one file without anything fetched.

    The same documents give the same bytes.
    """
    head = "".join(f'<th scope="col">{name}</th>' for name in _HEADS)
    yield (
        '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8"/>\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy()}"/>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        f"<title>预算绩效目标公开</title>\n<style>{_asset('index.css')}</style>\n</head>\n<body>\n"
        f"<header><h1>预算绩效目标公开</h1>\n{_SEARCH}</header>\n<main>\n"
        '<div class="sheet" role="region" tabindex="0" aria-label="表格清单">'
        f"<table>\n<caption>共 {departments} 个部门，{documents} 份表格</caption>\n"
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n"
    )
    for row in rows:
        yield f"{row}\n"
    if not documents:
        yield "\n"
    yield f"</tbody>\n</table></div>\n</main>\n<script>{_asset('index.js')}</script>\n</body>\n</html>\n"


# Without scripts the page is a plain list, and the field that would do nothing stays hidden.
_SEARCH = (
    '<p id="search" hidden><label for="words">查找</label> '
    '<input id="words" type="search" autocomplete="off" placeholder="部门、表格、年度……"/> '
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
