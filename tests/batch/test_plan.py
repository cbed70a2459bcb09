"""What has to be made and why; and that nothing is made that need not be."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.batch.plan import Plan, Reason
from generator.batch.run import dry_run, run
from generator.batch.storage.presence import Presence
from generator.batch.wish import Wish
from generator.batch.workers.choose_executor import Settings
from generator.cli.main import main
from generator.files import find_specs
from generator.layouts.load import load_layout_folder
from tests.batch.support import BAD, GOOD, Told, batch, numbered, snapshot, stamps, write_specs
from tests.layouts.invented import write_region

NAMESAKES = {"one": "12.50", "other": "3.00"}
"""Folders that hold a spec of the same name, by the amount in it."""


@pytest.fixture
def specs(tmp_path: Path) -> Path:
    return write_specs(tmp_path / "specs", {"a": GOOD, "sub/b": GOOD.replace("12.50", "3.00")})


@pytest.fixture
def out(tmp_path: Path, specs: Path) -> Path:
    batch(specs, tmp_path / "out", formats=("html", "docx"))
    return tmp_path / "out"


def plan(specs: Path, out: Path, **wishes: Any) -> Plan:
    wish = Wish(out=out, **{"formats": ("html", "docx"), **wishes})
    return dry_run(wish, list(find_specs([specs])), Settings())


def reasons(specs: Path, out: Path, **wishes: Any) -> dict[str, Reason]:
    return {document.id: document.reason for document in plan(specs, out, **wishes).documents}


def test_new_documents(specs: Path, tmp_path: Path) -> None:
    assert reasons(specs, tmp_path / "new") == {"a": Reason.NEW, "sub/b": Reason.NEW}
    assert not (tmp_path / "new").exists()


def test_second_run_writes_nothing(specs: Path, out: Path) -> None:
    before = stamps(out)
    summary, told = batch(specs, out, formats=("html", "docx"))
    assert (summary.made, summary.up_to_date, told.documents) == (0, 2, [])
    # A folder's own time changes with the lock that is held in it.
    assert {path: stamp for path, stamp in stamps(out).items() if Path(path).is_file()} == {
        path: stamp for path, stamp in before.items() if Path(path).is_file()
    }


def test_dry_run_writes_nothing(specs: Path, out: Path) -> None:
    (specs / "a.yaml").write_text(BAD, encoding="utf-8")
    before = stamps(out)
    assert reasons(specs, out) == {"a": Reason.SPEC, "sub/b": Reason.UP_TO_DATE}
    assert stamps(out) == before


CHANGES: list[tuple[Reason, Callable[[Path, Path], object]]] = [
    (Reason.SPEC, lambda specs, _: (specs / "a.yaml").write_text(GOOD + "\n", encoding="utf-8")),
    (Reason.MISSING, lambda _, out: (out / "a.docx").unlink()),
    (Reason.ALTERED, lambda _, out: (out / "a.html").write_bytes(b"mine")),
    (Reason.UP_TO_DATE, lambda specs, _: os.utime(specs / "a.yaml", (1, 1))),
    (Reason.UP_TO_DATE, lambda _, out: os.utime(out / "a.html", (1, 1))),
]


@pytest.mark.parametrize(("reason", "change"), CHANGES)
def test_change_is_the_reason_and_leaves_nothing_behind(
    reason: Reason, change: Callable[[Path, Path], object], specs: Path, out: Path, tmp_path: Path
) -> None:
    change(specs, out)
    assert reasons(specs, out) == {"a": reason, "sub/b": Reason.UP_TO_DATE}
    batch(specs, out, formats=("html", "docx"))
    assert set(reasons(specs, out).values()) == {Reason.UP_TO_DATE}
    batch(specs, tmp_path / "undisturbed", formats=("html", "docx"))
    assert snapshot(out) == snapshot(tmp_path / "undisturbed")


def test_only_the_missing_format_is_made(specs: Path, out: Path) -> None:
    kept = stamps(out)[str(out / "a.html")]
    (out / "a.docx").unlink()
    assert [document.formats for document in plan(specs, out).documents] == [("docx",), ()]
    batch(specs, out, formats=("html", "docx"))
    assert stamps(out)[str(out / "a.html")] == kept


def test_further_format_is_new_and_joins_the_others(specs: Path, out: Path) -> None:
    assert set(reasons(specs, out, formats=("xlsx", "html")).values()) == {Reason.NEW}
    batch(specs, out, formats=("xlsx", "html"))
    assert set(reasons(specs, out, formats=("docx", "xlsx", "html")).values()) == {Reason.UP_TO_DATE}


def test_format_left_behind_by_a_change_is_no_longer_listed(specs: Path, out: Path) -> None:
    (specs / "a.yaml").write_text(GOOD + "\n", encoding="utf-8")
    batch(specs, out, formats=("html",))
    assert reasons(specs, out)["a"] is Reason.NEW
    assert "a.docx" not in (out / "SHA256SUMS").read_text(encoding="utf-8")


def test_everything_is_made_anew_on_demand(specs: Path, out: Path) -> None:
    assert set(reasons(specs, out, force_all=True).values()) == {Reason.FORCED}
    before = snapshot(out)
    summary, _ = batch(specs, out, formats=("html", "docx"), force_all=True)
    assert summary.made == 2
    assert snapshot(out) == before


def test_other_program(specs: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.batch.current_inputs.program_digest", lambda: "other")
    assert set(reasons(specs, out).values()) == {Reason.PROGRAM}


def test_other_fonts_concern_the_pdf_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = write_specs(tmp_path / "one", {"a": GOOD})
    batch(one, tmp_path / "pdf", formats=("html", "pdf"))
    assert reasons(one, tmp_path / "pdf", formats=("html", "pdf")) == {"a": Reason.UP_TO_DATE}
    monkeypatch.setattr("generator.batch.current_inputs.engine_digest", lambda *_: "other")
    (document,) = plan(one, tmp_path / "pdf", formats=("html", "pdf")).documents
    assert (document.reason, document.formats) == (Reason.FONTS, ("pdf",))


def test_changed_layout(tmp_path: Path) -> None:
    regions = write_region(tmp_path / "layouts").parent
    sample = (regions / "xinghai/sample.yaml").read_text(encoding="utf-8")
    specs = write_specs(tmp_path / "specs", {"x": sample, "y": GOOD})
    batch(specs, tmp_path / "out", formats=("html",), layout_folders=(regions,))
    form = regions / "xinghai/form.html.j2"
    form.write_text(form.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    now = reasons(specs, tmp_path / "out", formats=("html",), layout_folders=(regions,))
    assert now == {"x": Reason.LAYOUT, "y": Reason.UP_TO_DATE}


def test_layout_that_is_gone(tmp_path: Path) -> None:
    regions = write_region(tmp_path / "layouts").parent
    specs = write_specs(tmp_path / "specs", {"x": (regions / "xinghai/sample.yaml").read_text(encoding="utf-8")})
    batch(specs, tmp_path / "out", formats=("html",), layout_folders=(regions,))
    shutil.rmtree(regions / "xinghai")
    load_layout_folder.cache_clear()
    assert reasons(specs, tmp_path / "out", formats=("html",)) == {"x": Reason.LAYOUT}
    summary, _ = batch(specs, tmp_path / "out")
    assert len(summary.failed) == 1


def test_other_layout_asked_for(specs: Path, out: Path) -> None:
    assert set(reasons(specs, out, layout="dongguan").values()) == {Reason.LAYOUT}
    assert set(reasons(specs, out, layout="guangzhou").values()) == {Reason.UP_TO_DATE}


def test_draft_is_no_form(tmp_path: Path) -> None:
    specs = write_specs(tmp_path / "specs", {"a": BAD})
    batch(specs, tmp_path / "out", force=True)
    assert reasons(specs, tmp_path / "out", formats=("html",), force=True) == {"a": Reason.UP_TO_DATE}
    assert reasons(specs, tmp_path / "out", formats=("html",)) == {"a": Reason.DRAFT}


def test_folder_that_was_moved_or_copied_is_up_to_date(specs: Path, out: Path) -> None:
    shutil.copytree(out, out.parent / "copy")
    assert set(reasons(specs, out.parent / "copy").values()) == {Reason.UP_TO_DATE}


def test_spec_that_failed_is_tried_again(tmp_path: Path) -> None:
    specs = write_specs(tmp_path / "specs", {"a": BAD, **numbered(1)})
    batch(specs, tmp_path / "out")
    assert reasons(specs, tmp_path / "out", formats=("html",)) == {"00": Reason.UP_TO_DATE, "a": Reason.NEW}


def test_vanished_spec_is_forgotten_and_its_files_are_told(specs: Path, out: Path) -> None:
    (specs / "a.yaml").unlink()
    summary, _ = batch(specs, out, formats=("html", "docx"))
    assert summary.orphans == ["a.docx", "a.html"]
    assert (out / "a.docx").exists()
    assert "a.docx" not in (out / "index.html").read_text(encoding="utf-8")
    assert "sub/b.docx" in (out / "index.html").read_text(encoding="utf-8")


def test_documents_of_other_runs_stay_listed(out: Path) -> None:
    batch(write_specs(out.parent / "more", {"c": GOOD}), out)
    page = (out / "index.html").read_text(encoding="utf-8")
    assert all(f"{name}.html" in page for name in ("a", "sub/b", "c"))


def test_names_that_only_differ_in_how_accents_are_written_are_told_with_the_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_specs(tmp_path / "accents", {"caf\u00e9": GOOD, "cafe\u0301": GOOD})
    first, second = (document for document in plan(folder, tmp_path / "new").documents)
    (notice,) = plan(folder, tmp_path / "new").notices
    assert notice == f"{second.path}：文件名与 {first.path} 的相同，改称 {tmp_path / 'new' / second.id}"
    capsys.readouterr()
    assert main(["render", str(folder), "-o", str(tmp_path / "new"), "--dry-run", "--json"]) == 0
    told, *planned = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (told, len(planned)) == ({"event": "notice", "text": notice}, 2)


def test_documents_of_other_runs_stay_listed_where_the_folder_is_a_link(specs: Path, tmp_path: Path) -> None:
    (tmp_path / "far/away/out").mkdir(parents=True)
    out = tmp_path / "link"
    out.symlink_to(tmp_path / "far/away/out", target_is_directory=True)
    batch(specs, out)
    summary, _ = batch(write_specs(tmp_path / "more", {"c": GOOD}), out)
    assert summary.orphans == []
    page = (out / "index.html").read_text(encoding="utf-8")
    assert all(f"{name}.html" in page for name in ("a", "sub/b", "c"))


def test_spec_keeps_its_name_whatever_order_they_are_given_in(tmp_path: Path) -> None:
    folders = [write_specs(tmp_path / name, {"a": GOOD.replace("12.50", amount)}) for name, amount in NAMESAKES.items()]
    for split in (False, True):
        out = tmp_path / f"out{split}"
        for given in (folders, folders[::-1]):
            wish = Wish(out=out, formats=("html",), split=split)
            summary = run(wish, list(find_specs(given)), Settings(), Told())
        assert (summary.made, summary.up_to_date) == (0, 4 if split else 2)


def test_what_cannot_be_looked_for_is_not_taken_for_gone(tmp_path: Path) -> None:
    assert Presence()(tmp_path / ("x" * 300))  # as little as in a folder that may not be read
    assert not Presence()(tmp_path / "x")


# --- specs that lie elsewhere ---------------------------------------------------------------------------------


def test_moved_specs_are_up_to_date_and_stay_listed(specs: Path, out: Path, tmp_path: Path) -> None:
    moved = specs.rename(tmp_path / "moved")
    summary, _ = batch(moved, out, formats=("html", "docx"))
    assert (summary.made, summary.up_to_date, summary.orphans) == (0, 2, [])
    # Another run on the folder does not take them for gone.
    summary, _ = batch(write_specs(tmp_path / "more", {"c": GOOD}), out, formats=("html", "docx"))
    assert (summary.made, summary.orphans) == (1, [])
    batch(moved, tmp_path / "undisturbed", formats=("html", "docx"))
    batch(tmp_path / "more", tmp_path / "undisturbed", formats=("html", "docx"))
    assert snapshot(out) == snapshot(tmp_path / "undisturbed")


def test_document_that_takes_the_place_of_another_specs_is_said(specs: Path, out: Path, tmp_path: Path) -> None:
    others = write_specs(tmp_path / "others", {"a": GOOD.replace("12.50", "4.00"), "sub/b": GOOD})
    (notice,) = plan(others, out).notices
    assert notice.startswith("2 份会换掉由别的数据文件印成的")
    assert f"{out / 'a'} 以前由 ../specs/a.yaml 印成，这次由 {others / 'a.yaml'} 印成" in notice
    shutil.rmtree(specs)
    assert plan(others, out).notices == []
