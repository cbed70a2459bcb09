"""What goes through the pipes between a run and its workers."""

from __future__ import annotations

import pickle

from generator.batch.making.job import Facts, Job, LayoutNames, Outcome, Part, Source, Staged
from generator.diagnostics import Finding, Place, Severity


def test_job_is_the_same_after_its_way_through_a_pipe() -> None:
    job = Job(3, Source("a.yaml", "guangzhou", ("x",)), Part(0, 1), ("docx",), True, "s", id="甲")
    for whole in (job, job._replace(part=None)):
        back = pickle.loads(pickle.dumps(whole))
        assert back == whole
        assert [type(value) for value in back] == [type(value) for value in whole]


def test_outcome_is_the_same_after_its_way_through_a_pipe() -> None:
    finding = Finding("REQ01", Severity.ERROR, "缺", "补", Place("a.yaml", 1, 2))
    plain = Outcome(1, "ab", failures=("未印",), seconds=0.5)
    full = plain._replace(
        staged=(Staged("docx", "x", "cd", 3, "v"),),
        findings=(finding,),
        facts=Facts("某局", is_secret=True),
        layouts=LayoutNames("a", "b", "c"),
        is_draft=True,
        stand_ins=("宋体→x",),
    )
    for outcome in (plain, full):
        back = pickle.loads(pickle.dumps(outcome))
        assert back == outcome
        assert [type(value) for value in back] == [type(value) for value in outcome]
        assert [type(staged) for staged in back.staged] == [type(staged) for staged in outcome.staged]
