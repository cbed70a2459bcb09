"""What a worker (``process.py``) does with tasks; it keeps layouts, fonts and the last specs it read."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

from generator.batch.failures import ends_run, unmade, words_of
from generator.batch.job import (
    UNREADABLE,
    Facts,
    Job,
    LayoutNames,
    Measure,
    Measured,
    Outcome,
    Piece,
    PieceMade,
    Result,
    Survey,
    Surveyed,
    Task,
)
from generator.batch.loaded import ChangedError, form_of, read, read_in_steps
from generator.batch.parts import is_secret, name_of_part, part_of, parts_of, told_with
from generator.batch.staging import fetch_piece, out_of, stage, stage_piece
from generator.layouts.filters import money
from generator.layouts.load import LayoutError
from generator.layouts.model import Layout
from generator.pipeline import Document, Drawn, compose, draw_form
from generator.steps import Steps, in_step

_Made = TypeVar("_Made", Outcome, PieceMade)


def perform(tasks: Sequence[Task]) -> list[Result]:
    """Do ``tasks`` in step; the result of each. Whatever happens to a document becomes its outcome.

    Raises ``MemoryError``: which of the tasks in step takes it all shows only where each is done alone.
    """
    done = in_step([_steps(task) for task in tasks])
    return [result._replace(seconds=round(seconds, 4)) for result, seconds in done]


def _steps(task: Task) -> Steps[Result]:
    if isinstance(task, Survey):
        return _survey(task)
    if isinstance(task, Measure):
        return _measure(task)
    if isinstance(task, Piece):
        return _guarded(task.job, partial(_make_piece, number=task.number))
    return _guarded(task, _render)


def _survey(task: Survey) -> Steps[Surveyed]:
    try:
        document, sha256 = yield from read_in_steps(task.source)
    except MemoryError:
        raise
    except Exception:  # rendering it meets the same and reports it
        return Surveyed(task.serial, "", None)
    return Surveyed(task.serial, sha256, parts_of(document) if document.spec else None)


def _measure(task: Measure) -> Steps[Measured]:
    yield  # as all work does; it is handed out alone
    try:
        return Measured(task.serial, len(form_of(task.job).pieces))
    except MemoryError:
        raise
    except Exception:  # making it whole meets the same and reports it
        return Measured(task.serial)


def _make_piece(job: Job, number: int) -> Steps[PieceMade]:
    """A piece of the PDF of ``job``. Why no PDF can be made is said with the document, whose other formats can be."""
    yield  # as all work does; it is handed out alone
    long = form_of(job)
    try:
        data = _pdf_writer().write_piece(long.pieces[number], long.layout)
    except _unavailable() as error:
        return PieceMade(job.serial, number, failure=str(error))
    return PieceMade(job.serial, number, stage_piece(job, number, data))


def _pdf_writer() -> Any:
    return import_module("generator.writers.pdf")  # here, because WeasyPrint alone takes over a second


def _unavailable() -> type[Exception]:
    from generator.writers.fonts import PdfUnavailable  # here, because only PDFs ask for fonts

    return PdfUnavailable


def _guarded(job: Job, make: Callable[[Job], Steps[_Made]]) -> Steps[_Made | Outcome]:
    """What ``make`` makes of ``job``; or what became of its document."""
    try:
        return (yield from make(job))
    except ChangedError:
        return Outcome(job.serial, failures=("未印，数据文件在运行中被改动；请再运行一次",))
    except LayoutError as error:
        return Outcome(job.serial, failures=(f"版式有误：{error}",))
    except OSError as error:
        reason = words_of(error, out_of(job.staging))
        return Outcome(job.serial, failures=(reason,), obstacle=reason if ends_run(error) else None)
    except MemoryError:
        raise
    except Exception as error:
        return Outcome(job.serial, failures=(_bug(error),), is_bug=True)


def _bug(error: Exception) -> str:
    if os.environ.get("JIXIAO_DEBUG"):
        return "程序出错：" + "".join(traceback.format_exception(error)).rstrip()
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(frame.filename).name}:{frame.lineno}"
    return f"程序出错：{type(error).__name__}: {error}（{where}）。这是程序的缺陷，请连同所用文件告诉维护者"


def _render(job: Job) -> Steps[Outcome]:
    if job.part is None:
        whole, sha256 = yield from read_in_steps(job.source, job.sha256)
    else:  # at one go: the next part of it, which may be in step with this one, finds it read
        whole, sha256 = read(job.source, job.sha256)
    if (job.part or job.pieces) and whole.spec and sha256 != job.sha256:
        raise ChangedError
    if job.part == UNREADABLE and whole.spec:
        return Outcome(job.serial, sha256, failures=("未印，清点项目时没能读到数据文件；请再运行一次",))
    document = part_of(whole, job.part)
    told = told_with(whole, job.part, tells_shared=job.tells_shared)
    outcome = Outcome(job.serial, sha256, findings=told, facts=Facts(is_secret=is_secret(document)))
    refusal = _refusal(document, is_forced=job.force, is_secret=outcome.facts.is_secret)
    if refusal:
        return outcome._replace(failures=(refusal,))
    yield
    drawn = yield from _drawn(job, document)
    yield
    assert document.spec is not None  # it was drawn
    assert document.layout is not None
    assert document.own_layout is not None
    outcome = outcome._replace(
        failures=tuple(unmade(name, reason) for name, reason in drawn.failures.items()),
        facts=_facts(drawn, document, name_of_part(whole, job.part)),
        layouts=LayoutNames(document.spec.layout, document.own_layout.id, document.layout.id),
        is_draft=drawn.form.is_draft,
        stand_ins=_stand_ins(document.layout) if "pdf" in drawn.data else (),
    )
    return _with_files(outcome, job, drawn.data)


def _refusal(document: Document, *, is_forced: bool, is_secret: bool) -> str:
    """Why a document is not drawn; nothing where it is."""
    if document.spec is None or document.layout is None:
        return f"未印，{_errors(document)}"
    if document.has_errors and not is_forced:
        advice = "公开前移到不公开的文件里" if is_secret else "--force 可印成草稿"
        return f"未印（{advice}），{_errors(document)}"
    return ""


def _errors(document: Document) -> str:
    """How many errors there are, and the first of them: the others are told with their places."""
    errors = [finding for finding in document.findings if finding.is_error]
    first = f"：{errors[0].code} {errors[0].message}" if errors else ""
    return f"有 {len(errors)} 个错误{first}"


def _drawn(job: Job, document: Document) -> Steps[Drawn]:
    if not job.pieces:
        form = compose(document, force=job.force)
        assert document.layout is not None  # compose raises otherwise
        yield
        return draw_form(form, document.layout, job.formats)
    long = form_of(job)
    drawn = draw_form(long.form, long.layout, [name for name in job.formats if name != "pdf"])
    failures = dict.fromkeys(piece.failure for piece in job.pieces if piece.failure)
    if failures:
        drawn.failures["pdf"] = "；".join(failures)
        return drawn
    try:
        written = [fetch_piece(piece.path) for piece in job.pieces]
        drawn.data["pdf"] = _pdf_writer().join_pieces(long.form, long.layout, long.pieces, written)
    except _unavailable() as error:
        drawn.failures["pdf"] = str(error)
    return drawn


def _with_files(outcome: Outcome, job: Job, drawn: dict[str, bytes]) -> Outcome:
    """``outcome`` with the files that could be put, and why others could not.

    On object storage a file that was put is there for all to see: it is recorded, whatever becomes of the others.
    """
    for name, data in drawn.items():
        try:
            outcome = outcome._replace(staged=(*outcome.staged, stage(job, name, data)))
        except OSError as error:
            reason = words_of(error, out_of(job.staging))
            outcome = outcome._replace(failures=(*outcome.failures, unmade(name, reason)))
            if ends_run(error):
                return outcome._replace(obstacle=reason)
    return outcome


def _stand_ins(layout: Layout) -> tuple[str, ...]:
    from generator.writers.fonts import fonts_used  # here, because only PDFs ask for fonts

    return tuple(f"{font.official}→{font.family}" for font in fonts_used(layout) if not font.is_official)


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
        is_secret=is_secret(document),
    )
