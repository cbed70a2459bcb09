"""What a worker (``pool.process``) does with tasks; it keeps layouts, fonts and the last specs it read."""

from __future__ import annotations

import os
import traceback
from collections.abc import Sequence
from pathlib import Path

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
from generator.batch.making.spec_cache import ChangedError, read, read_in_steps
from generator.batch.making.split_by_project import is_secret, name_of_part, part_of, parts_of, told_with
from generator.batch.making.staging import out_of, stage
from generator.batch.storage.storage_failures import ends_run, unmade, words_of
from generator.layouts.filters import money
from generator.layouts.load import LayoutError
from generator.layouts.model import Layout
from generator.pipeline import Document, Drawn, compose, draw_form
from generator.steps import Steps, in_step


def perform(tasks: Sequence[Task]) -> list[Result]:
    """Do ``tasks`` in step; the result of each. Whatever happens to a document becomes its outcome.

    Raises ``MemoryError``: which of the tasks in step takes it all shows only where each is done alone.
    """
    done = in_step([_steps(task) for task in tasks])
    return [result._replace(seconds=round(seconds, 4)) for result, seconds in done]


def _steps(task: Task) -> Steps[Result]:
    return _survey(task) if isinstance(task, Survey) else _made(task)


def _survey(task: Survey) -> Steps[Surveyed]:
    try:
        document, sha256 = yield from read_in_steps(task.source)
    except MemoryError:
        raise
    except Exception:  # rendering it meets the same and reports it
        return Surveyed(task.serial, "", None)
    return Surveyed(task.serial, sha256, parts_of(document) if document.spec else None)


def _made(job: Job) -> Steps[Outcome]:
    """What became of a document."""
    try:
        return (yield from _render(job))
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
    if job.part and whole.spec and sha256 != job.sha256:
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
    form = compose(document, force=job.force)
    yield
    assert document.spec is not None  # it was composed
    assert document.layout is not None
    drawn = draw_form(form, document.layout, job.formats, job.pdf_engine)
    yield
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
