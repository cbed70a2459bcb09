"""What a worker makes of a bundle of tasks: each stage of the pipeline for all of them before the next."""

from __future__ import annotations

import os
import traceback
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from generator.batch.making.job import (
    UNREADABLE,
    Facts,
    Job,
    LayoutNames,
    Outcome,
    Result,
    Survey,
    Surveyed,
    Task,
)
from generator.batch.making.spec_cache import ChangedError, Reading, read_specs
from generator.batch.making.split_by_project import is_secret, name_of_part, part_of, parts_of, told_with
from generator.batch.making.stages import Work, in_stages
from generator.batch.making.staging import out_of, stage
from generator.batch.storage.storage_failures import ends_run, unmade, words_of
from generator.layouts.filters import money
from generator.layouts.load import LayoutError
from generator.layouts.model import Layout
from generator.pipeline import Document, Drawn, compose, draw_form

if TYPE_CHECKING:
    from generator.form import Form


def perform(tasks: Sequence[Task]) -> list[Result]:
    """Do ``tasks``; the result of each. Whatever happens to a document becomes its outcome.

    Raises ``MemoryError``: which of the tasks takes it all shows only where each is done alone.
    """
    asked = [(task.source, task.sha256 if isinstance(task, Job) else "") for task in tasks]
    readings, times_asked = read_specs(asked), Counter(asked)
    works = [_Work(task, readings[spec]) for task, spec in zip(tasks, asked, strict=True)]
    in_stages([work for work in works if isinstance(work.task, Job)], _choose, _compose, _draw, _put)
    # The tasks of a spec share what it took to read it.
    shares = (readings[spec].seconds / times_asked[spec] for spec in asked)
    return [
        _result(work)._replace(seconds=round(work.seconds + share, 4))
        for work, share in zip(works, shares, strict=True)
    ]


@dataclass(eq=False)
class _Work(Work):
    """A task, and for a document what its stages have come to so far."""

    task: Task
    reading: Reading
    document: Document = field(init=False)
    form: Form = field(init=False)
    drawn: Drawn = field(init=False)
    outcome: Outcome = field(init=False)

    @property
    def job(self) -> Job:
        assert isinstance(self.task, Job)
        return self.task


def _choose(work: _Work) -> None:
    """The document that prints the part of the spec that is asked for, unless it is not to be printed."""
    if work.reading.error is not None:
        raise work.reading.error
    job, whole, sha256 = work.job, work.reading.document, work.reading.sha256
    if job.part and whole.spec and sha256 != job.sha256:
        raise ChangedError
    if job.part == UNREADABLE and whole.spec:
        reason = "未印，清点项目时没能读到数据文件；请再运行一次"
        work.outcome, work.is_done = Outcome(job.serial, sha256, failures=(reason,)), True
        return
    work.document = part_of(whole, job.part)
    told = told_with(whole, job.part, tells_shared=job.tells_shared)
    work.outcome = Outcome(job.serial, sha256, findings=told, facts=Facts(is_secret=is_secret(work.document)))
    refusal = _refusal(work.document, is_forced=job.force, is_secret=work.outcome.facts.is_secret)
    if refusal:
        work.outcome, work.is_done = work.outcome._replace(failures=(refusal,)), True


def _compose(work: _Work) -> None:
    work.form = compose(work.document, force=work.job.force)


def _draw(work: _Work) -> None:
    assert work.document.layout is not None  # it was composed
    work.drawn = draw_form(work.form, work.document.layout, work.job.formats, work.job.pdf_engine)


def _put(work: _Work) -> None:
    document, drawn = work.document, work.drawn
    assert document.spec is not None
    assert document.layout is not None
    assert document.own_layout is not None
    outcome = work.outcome._replace(
        failures=tuple(unmade(name, reason) for name, reason in drawn.failures.items()),
        facts=_facts(drawn, document, name_of_part(work.reading.document, work.job.part)),
        layouts=LayoutNames(document.spec.layout, document.own_layout.id, document.layout.id),
        is_draft=drawn.form.is_draft,
        stand_ins=_stand_ins(document.layout) if "pdf" in drawn.data else (),
    )
    work.outcome = _with_files(outcome, work.job, drawn.data)


def _result(work: _Work) -> Result:
    if isinstance(work.task, Survey):
        return _surveyed(work.task, work.reading)
    return work.outcome if work.error is None else _failed(work.task, work.error)


def _surveyed(survey: Survey, reading: Reading) -> Surveyed:
    """Which parts a spec has; where it cannot be read, making it meets the same and reports it."""
    if reading.error is not None:
        return Surveyed(survey.serial, "", None)
    document = reading.document
    return Surveyed(survey.serial, reading.sha256, parts_of(document) if document.spec else None)


def _failed(job: Job, error: Exception) -> Outcome:
    if isinstance(error, ChangedError):
        return Outcome(job.serial, failures=("未印，数据文件在运行中被改动；请再运行一次",))
    if isinstance(error, LayoutError):
        return Outcome(job.serial, failures=(f"版式有误：{error}",))
    if isinstance(error, OSError):
        reason = words_of(error, out_of(job.staging))
        return Outcome(job.serial, failures=(reason,), obstacle=reason if ends_run(error) else None)
    return Outcome(job.serial, failures=(_bug(error),), is_bug=True)


def _bug(error: Exception) -> str:
    if os.environ.get("JIXIAO_DEBUG"):
        return "程序出错：" + "".join(traceback.format_exception(error)).rstrip()
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(frame.filename).name}:{frame.lineno}"
    return f"程序出错：{type(error).__name__}: {error}（{where}）。这是程序的缺陷，请连同所用文件告诉维护者"


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
    from generator.fonts.font_choice import fonts_used  # here, because only PDFs ask for fonts

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
