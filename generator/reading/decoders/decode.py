"""Chooses the decoder: by what a file holds, not by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from itertools import groupby
from pathlib import Path

from generator.diagnostics import Finding
from generator.form import DRAFT, DRAFT_BANNER
from generator.reading.decoders.printed import Decoded, Printed
from generator.reading.remarks import draft, passed_over, unreadable
from generator.reading.texts.repair import is_rule
from generator.sources.file_kinds import Kind, archived, kind_of
from generator.sources.text_file import MAX_BYTES, read_bytes, read_text
from generator.spec.scalars import shorten

_DECODERS = {
    "docx": "generator.reading.decoders.decode_docx",
    "xlsx": "generator.reading.decoders.decode_xlsx",
    "pdf": "generator.reading.decoders.decode_pdf",
    "html": "generator.reading.decoders.decode_html",
    "mht": "generator.reading.decoders.decode_mht",
    "spreadsheetml": "generator.reading.decoders.decode_spreadsheetml",
    "csv": "generator.reading.decoders.decode_csv",
    "text": "generator.reading.decoders.decode_text",
}
_START = 4096
"""Bytes by which text is told from what is none."""
_SHOWN = 3
"""Files of an archive that are named."""
_DRAFT_MARKS = (DRAFT, DRAFT_BANNER)
_SPECS = (".yaml", ".yml")


def decode(path: Path, name: str) -> Decoded:
    """The texts of the file at ``path``, which is called ``name`` in places. Never raises for what the file holds."""
    if path.suffix.lower() in _SPECS:
        hint = f"它已经是数据文件：jixiao check {path}"
        return Decoded(findings=[unreadable(name, "这是数据文件，不是已公开的表", hint)])
    data, findings = read_bytes(path, name)
    if data is None:
        return Decoded(findings=findings)
    kind = kind_of(data, path.name)
    if kind is not None and not kind.is_read:
        return Decoded(findings=[_foreign(kind, data, name)])
    if kind is None and _is_binary(data):
        return Decoded(findings=[_unknown(data, name)])
    decoder_id = kind.id if kind is not None else _text_kind(path)
    decoder: Callable[[Path, str], Decoded] = getattr(import_module(_DECODERS[decoder_id]), f"decode_{decoder_id}")
    decoded = decoder(path, name)
    _take_draft_marks(decoded)
    decoded.findings += _rules(decoded.texts)
    return decoded


def _take_draft_marks(decoded: Decoded) -> None:
    """Take away what our writers put beside a draft's form; texts of tables stay."""
    marks = [text for text in decoded.texts if not text.table and text.text in _DRAFT_MARKS]
    if marks:
        decoded.texts = [text for text in decoded.texts if text not in marks]
        decoded.findings.append(draft(marks[0].text, marks[0].place))


def _rules(texts: Iterable[Printed]) -> Iterator[Finding]:
    """Rows and paragraphs of dashes, which are nobody's content."""
    for _, row in groupby(texts, key=lambda text: text.line):
        filled = [text for text in row if text.text]
        if filled and all(is_rule(text.text) for text in filled):
            yield passed_over(filled[0].place, "只有横线，没有读")


def _is_binary(data: bytes) -> bool:
    return b"\0" in data[:_START] and not data.startswith((b"\xff\xfe", b"\xfe\xff"))


def _text_kind(path: Path) -> str:
    """Text: CSV where most rows have as many fields (it may be called .xlsx), else a page's text as it was copied."""
    text, _ = read_text(path, "")
    if text is None or "\t" in text:
        return "text"
    from generator.reading.decoders.decode_csv import is_csv

    return "csv" if is_csv(text) else "text"


def _foreign(kind: Kind, data: bytes, name: str) -> Finding:
    """Names a kind of file that is not read, and what to do."""
    within = archived(data) if kind.id == "zip" else []
    more = f"等 {len(within)} 个文件" if len(within) > _SHOWN else ""
    what = f"，里面有 {'、'.join(shorten(part) for part in within[:_SHOWN])}{more}" if within else ""
    return unreadable(name, f"这是{kind.said}，不是能读的文件{what}", f"{kind.advice}后再读")


def _unknown(data: bytes, name: str) -> Finding:
    hint = "要读的是 .docx、.xlsx、网页、有文字层的 PDF、CSV，或制表符分隔的文本"
    return unreadable(name, f"这不是能读的文件（{min(len(data), MAX_BYTES):,} 字节）", hint)
