"""What a worker does with a task; it keeps layouts, fonts and the last specs it read."""

from __future__ import annotations

import hashlib
import os
import traceback
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from secrets import token_hex
from time import perf_counter

from generator.batch.failures import ends_run, words_of
from generator.batch.fingerprint import digest_of
from generator.batch.job import Facts, Job, LayoutNames, Outcome, Result, Source, Staged, Survey, Surveyed, Task
from generator.batch.location import is_address
from generator.batch.parts import name_of_part, part_of, parts_of, told_with
from generator.layouts.filters import money
from generator.layouts.load import LayoutError
from generator.layouts.model import Layout
from generator.pipeline import Document, Drawn, draw, load

_KEPT_SPECS = 2
_READINGS = 3

_loaded: OrderedDict[tuple[Source, str], Document] = OrderedDict()


def perform(task: Task) -> Result:
    """Do ``task``. Whatever happens to a document becomes its outcome."""
    start = perf_counter()
    done = _survey(task) if isinstance(task, Survey) else _make(task)
    return replace(done, seconds=round(perf_counter() - start, 4))


def _survey(task: Survey) -> Surveyed:
    try:
        document, sha256 = _read(task.source)
    except Exception:  # rendering it meets the same and reports it
        return Surveyed(task.serial, "", None)
    return Surveyed(task.serial, sha256, parts_of(document) if document.spec else None)


def _make(job: Job) -> Outcome:
    try:
        return _render(job)
    except LayoutError as error:
        return Outcome(job.serial, failures=(f"版式有误：{error}",))
    except OSError as error:
        reason = words_of(error, job.staging)
        return Outcome(job.serial, failures=(reason,), full_disk=reason if ends_run(error) else None)
    except Exception as error:
        return Outcome(job.serial, failures=(_bug(error),), is_bug=True)


def _bug(error: Exception) -> str:
    if os.environ.get("JIXIAO_DEBUG"):
        return "程序出错：" + "".join(traceback.format_exception(error)).rstrip()
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(frame.filename).name}:{frame.lineno}"
    return f"程序出错：{type(error).__name__}: {error}（{where}）。这是程序的缺陷，请连同所用文件告诉维护者"


def _render(job: Job) -> Outcome:
    whole, sha256 = _read(job.source, job.sha256)
    if job.part and whole.spec and sha256 != job.sha256:
        return Outcome(job.serial, failures=("未印，数据文件在运行中被改动；请再运行一次",))
    document = part_of(whole, job.part)
    outcome = Outcome(job.serial, sha256, findings=told_with(whole, job.part, tells_shared=job.tells_shared))
    if document.spec is None or document.layout is None:
        return replace(outcome, failures=("未印，先改正上面的错误",))
    if document.has_errors and not job.force:
        return replace(outcome, failures=("未印，有错误（--force 可印成草稿）",))
    drawn = draw(document, formats=job.formats, force=job.force)
    assert document.own_layout is not None  # it has a layout
    return replace(
        outcome,
        staged={name: _stage(job, name, data) for name, data in drawn.data.items()},
        failures=tuple(f"{name} 未印：{reason}" for name, reason in drawn.failures.items()),
        facts=_facts(drawn, document, name_of_part(whole, job.part)),
        layouts=LayoutNames(document.spec.layout, document.own_layout.id, document.layout.id),
        is_draft=drawn.form.is_draft,
        stand_ins=_stand_ins(document.layout) if "pdf" in drawn.data else (),
    )


def _stand_ins(layout: Layout) -> tuple[str, ...]:
    from generator.writers.fonts import fonts_used  # here, because only PDFs ask for fonts

    return tuple(f"{font.official}→{font.family}" for font in fonts_used(layout) if not font.is_official)


def _read(source: Source, planned: str = "") -> tuple[Document, str]:
    """The spec, checked, and the SHA-256 of the bytes that were read; nothing if it changes while it is read.

    A stored one that is kept as it was ``planned`` is not asked for again.
    """
    if is_address(source.path) and (source, planned) in _loaded:
        return _loaded[source, planned], planned
    for _ in range(_READINGS):
        with _copy(source.path) as (path, sha256):
            kept = _loaded.get((source, sha256))
            if kept is not None:
                return kept, sha256
            folders = [Path(folder) for folder in source.layout_folders]
            document = load(path, layout=source.layout, layout_folders=folders, name=source.path)
            if digest_of(path) == sha256:
                _keep(source, sha256, document)
                return document, sha256
    return document, ""


@contextmanager
def _copy(path: str) -> Iterator[tuple[str | Path, str]]:
    """A spec's file and its SHA-256; of a stored one a copy."""
    if not is_address(path):
        yield path, digest_of(path)
        return
    from generator.batch.objects import local_copy  # here, because files need none of it

    with local_copy(path) as copy:
        yield copy


def _keep(source: Source, sha256: str, document: Document) -> None:
    """A spec of many projects is read once a worker, not once a project."""
    _loaded[source, sha256] = document
    while len(_loaded) > _KEPT_SPECS:
        _loaded.popitem(last=False)


def _stage(job: Job, name: str, data: bytes) -> Staged:
    sha256 = hashlib.sha256(data).hexdigest()
    if is_address(job.staging):
        from generator.batch.objects import put_form  # here, because folders need none of it

        url = f"{job.staging}/{job.id}.{name}"
        return Staged(url, sha256, len(data), put_form(url, data))
    # A name of its own: on a cluster, a worker that was thought dead may still be writing the same document.
    path = Path(job.staging) / f"{job.serial}-{token_hex(4)}.{name}"
    path.write_bytes(data)
    return Staged(str(path), sha256, len(data), str(path.stat().st_mtime_ns))


def _facts(drawn: Drawn, document: Document, project: str | None) -> Facts:
    assert document.spec is not None
    assert document.layout is not None
    spec, layout = document.spec, document.layout
    projects = sum(len(unit.projects) for unit in spec.units)
    total = getattr(drawn.form.context["funding"], "total", None)
    return Facts(
        department=spec.department.name,
        title=layout.title,
        project=project,
        year=spec.year,
        projects=projects,
        amount=money(total, layout.money_decimals) if projects and total is not None else "",
        money_unit=layout.money_unit,
    )
