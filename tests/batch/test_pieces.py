"""Long documents: their pieces are set by all workers, and what comes of it is what one would have made."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.batch import pieces as batch_pieces
from generator.batch.choice import Settings
from generator.batch.job import Job, Measure, Measured, Outcome, Part, Piece, PieceMade, Source
from generator.batch.loaded import ChangedError, form_of
from generator.batch.location import Location
from generator.batch.pieces import LONG, LongDocuments, first_tasks
from generator.batch.run import Summary
from generator.batch.worker import perform
from generator.pipeline import draw, load
from generator.writers.pdf import pieces
from tests.batch.hooks import die_twice_at_measuring, perform_in_short_pieces, perform_one
from tests.batch.support import GOOD, Told, batch, long_text, snapshot, stop_clock_until, write_specs


def job(**changes: object) -> Job:
    return Job(
        **{
            **{
                "serial": 3,
                "source": Source("x.yaml"),
                "part": None,
                "formats": ("pdf",),
                "force": False,
                "staging": "s",
            },
            **changes,
        }
    )  # type: ignore[arg-type]


# --- which task follows which result


@pytest.mark.parametrize(
    ("changes", "size", "is_measured"),
    [
        ({}, LONG, True),
        ({}, LONG - 1, False),
        ({"formats": ("docx",)}, LONG, False),
        ({"part": Part(0, 1)}, LONG, False),
    ],
)
def test_long_documents_with_a_pdf_are_measured(changes: dict[str, object], size: int, is_measured: bool) -> None:
    task = job(**changes)
    assert first_tasks(task, size) == [Measure(task) if is_measured else task]


@pytest.mark.parametrize(("size", "workers", "times"), [(LONG, 8, 2), (8 * LONG, 8, 8), (8 * LONG, 0, 1)])
def test_idle_workers_read_a_long_document_ahead_if_it_has_pieces_for_them(size: int, workers: int, times: int) -> None:
    assert first_tasks(job(), size, workers) == [Measure(job())] * times


def test_document_that_several_workers_measure_is_made_once() -> None:
    long = LongDocuments([Measure(job())] * 2, lambda _: None)
    assert [next(long.tasks), next(long.tasks)] == [Measure(job())] * 2
    assert [long.take(Measured(3, 2)), long.take(Measured(3, 2))] == [None, None]
    assert list(long.tasks) == [Piece(job(), 0), Piece(job(), 1)]


def test_document_that_cannot_be_measured_is_told_once_and_not_made() -> None:
    long = LongDocuments([Measure(job())] * 3, lambda _: None)
    assert [next(long.tasks) for _ in range(3)] == [Measure(job())] * 3
    failed = Measured(3, failure="未印")
    assert [long.take(failed), long.take(failed), long.take(failed)] == [None, None, Outcome(3, failures=("未印",))]
    assert list(long.tasks) == []


@pytest.mark.parametrize("first", ["died", "measured"])
@pytest.mark.parametrize(("pieces", "tasks"), [(1, [job()]), (2, [Piece(job(), 0), Piece(job(), 1)])])
def test_worker_that_dies_at_reading_ahead_costs_nothing_where_another_measures(
    first: str, pieces: int, tasks: list[Job | Piece]
) -> None:
    long = LongDocuments([Measure(job())] * 3, lambda _: None)
    assert [next(long.tasks) for _ in range(3)] == [Measure(job())] * 3
    died, measured = Measured(3, failure="未印"), Measured(3, pieces)
    for answer in (died, died, measured) if first == "died" else (measured, died, died):
        assert long.take(answer) is None
    assert list(long.tasks) == tasks


def test_document_whose_cluster_is_lost_while_it_is_measured_is_not_begun() -> None:
    long = LongDocuments([Measure(job())] * 2, lambda _: None)
    assert [next(long.tasks), next(long.tasks)] == [Measure(job())] * 2
    lost = Outcome(3, failures=("未印",), obstacle="断了")
    assert [long.take(Measured(3)), long.take(lost), long.take(lost)] == [None, lost, None]
    assert list(long.tasks) == []


def test_measured_document_is_made_in_pieces_and_joined_in_order() -> None:
    gone: list[str] = []
    task, other = job(), job(serial=4)
    long = LongDocuments([Measure(task), other], gone.append)
    assert next(long.tasks) == Measure(task)
    assert long.take(Measured(3, 2, seconds=1)) is None
    assert [next(long.tasks), next(long.tasks), next(long.tasks)] == [Piece(task, 0), Piece(task, 1), other]
    made = [PieceMade(3, number, f"piece{number}", seconds=2) for number in range(2)]
    assert long.take(made[1]) is None
    assert long.part_done == pytest.approx(1 / 3)
    assert next(long.tasks, None) is None
    assert long.take(made[0]) is None
    assert next(long.tasks).pieces == tuple(made)  # type: ignore[union-attr]
    outcome = long.take(Outcome(3, seconds=3))
    assert outcome == Outcome(3, seconds=8)
    assert sorted(gone) == ["piece0", "piece1"]


def test_document_of_one_piece_is_made_as_any_other() -> None:
    long = LongDocuments([Measure(job())], lambda _: None)
    next(long.tasks)
    long.take(Measured(3, 1))
    assert next(long.tasks) == job()
    assert long.take(Outcome(3)) == Outcome(3)


def test_failed_piece_is_the_end_of_its_document_and_leaves_nothing() -> None:
    gone: list[str] = []
    long = LongDocuments([Measure(job())], gone.append)
    next(long.tasks)
    long.take(Measured(3, 3))
    long.take(PieceMade(3, 0, "piece0"))
    failed = Outcome(3, failures=("未印",))
    assert long.take(failed) == failed
    assert long.take(PieceMade(3, 2, "piece2")) is None
    assert long.take(failed) is None  # another piece fails as well: the document is told once
    assert list(long.tasks) == []
    assert sorted(gone) == ["piece0", "piece2"]


def test_pieces_alone_finish_no_document() -> None:
    long = LongDocuments([Measure(job())], lambda _: None)
    next(long.tasks)
    long.take(Measured(3, 2))
    pieces = [next(long.tasks) for _ in range(2)]
    assert not long.is_finishing
    for number, _ in enumerate(pieces):
        long.take(PieceMade(3, number, f"piece{number}"))
    next(long.tasks)
    assert long.is_finishing
    long.take(Outcome(3))
    assert not long.is_finishing


# --- runs


@pytest.fixture
def everything_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch_pieces, "LONG", 1)
    monkeypatch.setattr(pieces, "PAGES", 2)


def run_in_pieces(specs: Path, out: Location, **settings: object) -> tuple[Summary, Told]:
    wanted = Settings(**{**{"workers": 2, "perform": perform_in_short_pieces}, **settings})  # type: ignore[arg-type]
    return batch(specs, out, wanted, formats=("docx", "pdf"))


def in_one_process(specs: Path, out: Path) -> dict[str, bytes]:
    batch(specs, out, Settings(perform=perform, few=100), formats=("docx", "pdf"))
    return snapshot(out)


@pytest.mark.usefixtures("everything_is_long")
def test_workers_together_make_what_one_process_makes(tmp_path: Path) -> None:
    specs = write_specs(tmp_path / "specs", {"long": long_text(), "short": GOOD})
    summary, told = run_in_pieces(specs, tmp_path / "out")
    assert (summary.made, summary.failed, told.ids) == (2, [], ["long", "short"])
    assert snapshot(tmp_path / "out") == in_one_process(specs, tmp_path / "alone")
    document = load(specs / "long.yaml")
    assert snapshot(tmp_path / "out")["long.pdf"] == draw(document, formats=["pdf"]).data["pdf"]


@pytest.mark.usefixtures("everything_is_long")
def test_worker_that_dies_at_a_piece_costs_a_retry(tmp_path: Path) -> None:
    specs = write_specs(tmp_path / "specs", {"once": long_text()})
    summary, _ = run_in_pieces(specs, tmp_path / "out")
    assert (summary.made, summary.failed) == (1, [])
    assert (specs / "once.seen").exists()
    assert snapshot(tmp_path / "out") == in_one_process(specs, tmp_path / "alone")


@pytest.mark.usefixtures("everything_is_long")
def test_workers_that_die_at_reading_ahead_cost_a_retry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch_pieces, "_A_PIECE", 1)
    specs = write_specs(tmp_path / "specs", {"long": long_text()})
    summary, _ = run_in_pieces(specs, tmp_path / "out", perform=die_twice_at_measuring)
    assert (summary.made, summary.failed) == (1, [])
    assert {path.name for path in specs.glob("*.seen")} == {"long.seen", "long-2.seen"}


@pytest.mark.usefixtures("everything_is_long")
@pytest.mark.parametrize(("name", "reason"), [("dies", "两次中途被终止"), ("hangs", "超过了时限")])
def test_document_whose_piece_cannot_be_made_fails_alone(
    name: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    specs = write_specs(tmp_path / "specs", {name: long_text(), "short": GOOD})
    if name == "hangs":
        stop_clock_until((tmp_path / "out/short.pdf").exists, monkeypatch)
    summary, _ = run_in_pieces(specs, tmp_path / "out", seconds=2 if name == "hangs" else 600)
    assert summary.made == 1
    ((path, why),) = summary.failed
    assert path.endswith(f"{name}.yaml")
    assert reason in why
    made = {found.name for found in (tmp_path / "out").iterdir()}
    assert made == {"short.docx", "short.pdf", "manifest.json", "index.html", "SHA256SUMS"}


@pytest.mark.usefixtures("everything_is_long")
def test_character_without_a_font_costs_the_pdf_alone(tmp_path: Path) -> None:
    text = long_text(lambda project: project.replace("推广6经费", "推广\U0001f9ff经费"))
    specs = write_specs(tmp_path / "specs", {"long": text})
    summary, _ = run_in_pieces(specs, tmp_path / "out")
    assert summary.partly == 1
    ((_, why),) = summary.failed
    assert why.startswith("pdf 未印：")
    assert "U+1F9FF" in why
    assert (tmp_path / "out" / "long.docx").exists()
    assert not (tmp_path / "out" / "long.pdf").exists()


@pytest.mark.usefixtures("everything_is_long")
def test_spec_with_errors_is_told_as_ever(tmp_path: Path) -> None:
    specs = write_specs(tmp_path / "specs", {"bad": long_text(lambda project: project.replace("20.00", "-20.00"))})
    summary, _ = run_in_pieces(specs, tmp_path / "out")
    assert [why for _, why in summary.failed] == ["未印（--force 可印成草稿），有 7 个错误：MON03 金额 -20.00 是负数"]


@pytest.mark.usefixtures("everything_is_long")
def test_spec_that_changes_meanwhile_is_not_mixed(tmp_path: Path) -> None:
    specs = write_specs(tmp_path, {"long": long_text()})
    changed = job(source=Source(str(specs / "long.yaml")), staging=str(tmp_path), sha256="of another text")
    with pytest.raises(ChangedError):
        form_of(changed)
    measured = perform_one(Measure(changed))
    assert isinstance(measured, Measured)
    assert measured.pieces == 1
    for task in (Piece(changed, 0), job(**{"source": changed.source, "sha256": "x", "pieces": (PieceMade(3, 0),)})):
        outcome = perform_one(task)
        assert isinstance(outcome, Outcome)
        assert outcome.failures == ("未印，数据文件在运行中被改动；请再运行一次",)
