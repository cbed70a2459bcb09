"""A whole run from the command line and from inside: exit codes, messages, stopping, what cannot be written."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.batch.making.job import Job, Outcome, Result, Staged, Task
from generator.batch.making.staging import stage
from generator.batch.output.folder import Folder
from generator.batch.output.lock import LOCK, Locked, locked
from generator.batch.output.manifest import MANIFEST, ManifestError, read_manifest
from generator.batch.output.store import JOURNAL
from generator.batch.progress import Progress, bar, progress_words
from generator.batch.run import run
from generator.batch.wish import Wish
from generator.batch.workers.choose_executor import Settings
from generator.batch.workers.executor import Perform
from generator.cli.main import main
from generator.files import find_specs
from generator.pipeline import Drawn, draw_form
from generator.reports.columns import columns, head
from tests.batch.hooks import each, perform_one, perform_until_full
from tests.batch.support import BAD, GOOD, UNREADABLE, Told, batch, numbered, snapshot, told_at_length, write_specs


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def render(*arguments: object) -> int:
    return main(["render", "-f", "html", *map(str, arguments)])


# --- exit codes and what is told ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("specs", "code"),
    [
        ({"a": GOOD}, 0),
        ({"a": GOOD, "b": BAD}, 4),
        ({"a": BAD, "b": UNREADABLE}, 1),
    ],
)
def test_exit_code_is_the_same_the_second_time(specs: dict[str, str], code: int, tmp_path: Path, out: Path) -> None:
    write_specs(tmp_path / "specs", specs)
    assert render(tmp_path / "specs", "-o", out) == code
    assert render(tmp_path / "specs", "-o", out) == code


def test_table_at_the_end(tmp_path: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    specs = write_specs(tmp_path / "specs", {"a": GOOD, "b": GOOD})
    render(specs, "-o", out)
    write_specs(specs, {"b": BAD, "c": GOOD})
    capsys.readouterr()
    render(specs, "-o", out)
    assert capsys.readouterr().out.splitlines() == [
        f"{out / 'c.html'}",
        f"共 3 份，印成 1 份，未变 1 份，放在 {out}",
        "未印成 1 份：",
        f"  {specs / 'b.yaml'}：未印（--force 可印成草稿），有 1 个错误：MON03 金额 -12.50 是负数；"
        "以前印的还在，公开页上列的也是它",
        "校验：1 个错误，0 个提醒，0 个已认可",
    ]


def test_quiet_tells_only_what_is_wrong(tmp_path: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    specs = write_specs(tmp_path / "specs", {"a": GOOD, "b": BAD})
    assert render(specs, "-o", out, "--quiet") == 4
    said = capsys.readouterr()
    assert said.out == ""
    assert "MON03" in said.err


def test_json_events(tmp_path: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    specs = write_specs(tmp_path / "specs", {"a": GOOD, "b": BAD})
    assert render(specs, "-o", out, "--json") == 4
    said = capsys.readouterr()
    events = [json.loads(line) for line in said.out.splitlines()]
    assert [event["event"] for event in events] == ["plan", "document", "document", "end"]
    assert [event["files"] for event in events[1:3]] == [[f"{out.as_posix()}/a.html"], []]
    assert [finding["code"] for finding in events[2]["findings"]] == ["MON03"]
    assert (events[3]["made"], events[3]["failed"], events[3]["findings"]["errors"]) == (1, 1, 1)
    assert said.err == ""


def test_dry_run_lists_every_document_with_its_reason(
    tmp_path: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    specs = write_specs(tmp_path / "specs", {"a": GOOD})
    render(specs, "-o", out)
    write_specs(specs, {"b": GOOD})
    capsys.readouterr()
    assert render(specs, "-o", out, "--dry-run") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("\t")[:2] for line in lines[:2]] == [["未变", "a"], ["新", "b"]]
    assert lines[2].startswith("共 2 份：未变 1 份，新 1 份")
    assert not (out / "b.html").exists()
    assert render(specs, "-o", out, "--dry-run", "--json") == 0
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(event["id"], event["reason"]) for event in events] == [("a", "up_to_date"), ("b", "new")]


@pytest.mark.parametrize(
    "option",
    [
        ("-j", "0"),
        ("-j", "x"),
        ("--time-limit", "-1"),
        ("--force-all", "--only-changed"),
        ("--executor", "scheduler"),
        ("--executor", "tcp://scheduler"),
    ],
)
def test_wrong_usage(option: tuple[str, ...], tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as error:
        render(tmp_path, *option)
    assert error.value.code == 2


def test_bug_costs_its_document_alone(
    tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("oops")

    specs = write_specs(tmp_path / "specs", {"a": GOOD})
    monkeypatch.setattr("generator.batch.making.make_documents.draw_form", fail)
    assert render(specs, "-o", out) == 3
    assert "程序出错：ZeroDivisionError: oops" in capsys.readouterr().err


def test_document_made_in_some_formats_is_told_as_such(
    tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def without_word(*arguments: Any, **options: Any) -> Drawn:
        drawn = draw_form(*arguments, **options)
        del drawn.data["docx"]
        drawn.failures["docx"] = "没有 Word"
        return drawn

    specs = write_specs(tmp_path / "specs", {"a": GOOD})
    monkeypatch.setattr("generator.batch.making.make_documents.draw_form", without_word)
    assert main(["render", "-f", "html,docx", str(specs), "-o", str(out)]) == 4
    assert capsys.readouterr().out.splitlines() == [
        f"{out / 'a.html'}",
        f"共 1 份，印成 0 份，只印成部分格式 1 份，放在 {out}",
        "未印成或未印全 1 份：",
        f"  {specs / 'a.yaml'}：docx 未印：没有 Word",
    ]
    assert main(["render", "-f", "html,docx", str(specs), "-o", str(out), "--json", "--force-all"]) == 4
    end = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (end["made"], end["partly"], end["failed"], end["left"]) == (0, 1, 1, 0)


# --- progress -------------------------------------------------------------------------------------------------


class Terminal:
    """A stream that says that it is a terminal."""

    def __init__(self, is_terminal: bool) -> None:
        self.text = ""
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal

    def fileno(self) -> int:
        raise OSError

    def write(self, text: str) -> None:
        self.text += text

    def flush(self) -> None:
        pass


def test_progress_words() -> None:
    assert progress_words(120, 1000, 12) == "120/1000 份，每秒 10.0 份，还需约 1 分 28 秒"
    assert progress_words(1, 10000, 2).endswith("还需约 5 小时 33 分")
    assert progress_words(0, 10, 0) == "0/10 份"
    assert progress_words(1, 3, 90) == "1/3 份，每份 1 分 30 秒，还需约 3 分 0 秒"


@pytest.mark.parametrize(
    ("is_terminal", "pattern"), [(True, r"\r\x1b\[K\[#{15}\.{15}\] 1/2 份.*"), (False, r"1/2 份.*\n")]
)
def test_bar_on_a_terminal_and_lines_in_a_log(is_terminal: bool, pattern: str, monkeypatch: pytest.MonkeyPatch) -> None:
    now = iter([0.0, 0.1, 60.0])
    monkeypatch.setattr("generator.batch.progress.monotonic", lambda: next(now))
    stream = Terminal(is_terminal)
    progress = Progress(2, stream)  # type: ignore[arg-type]
    progress.update(1)
    assert stream.text == ""  # too soon
    progress.update(1)
    assert re.fullmatch(pattern, stream.text)


@given(st.integers(0, 100), st.integers(20, 200), st.integers(1, 10**6))
def test_bar_fits_on_a_line_of_the_terminal(percent: int, width: int, total: int) -> None:
    words = progress_words(percent * total // 100, total, 3600)
    line = bar(percent / 100, words, width)
    assert columns(line) < width
    assert line == head(words, width - 1) or re.fullmatch(r"\[#*\.*\] " + re.escape(words), line)


def test_bar_is_as_long_as_there_is_room() -> None:
    assert bar(0.5, "1/2 份", 80) == f"[{'#' * 15}{'.' * 15}] 1/2 份"
    assert bar(0.5, "1/2 份", 20) == "[#####.....] 1/2 份"
    assert bar(0.5, "1/2 份", 12) == "1/2 份"


def test_names_that_a_terminal_would_obey_are_made_visible(
    tmp_path: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    specs = write_specs(tmp_path / "specs", {"a\x1b[2Jb": BAD})
    same = write_specs(tmp_path / "same", {"a\x1b[2Jb": BAD})
    assert render(specs, same, "-o", out, "--dry-run") == 0
    planned = capsys.readouterr().out
    assert "\x1b" not in planned
    assert planned.count("a�[2Jb.yaml") == 4  # both documents, and why one of them has another name
    assert render(specs, "-o", out) == 1
    said = capsys.readouterr()
    assert "\x1b" not in said.out + said.err
    assert said.out.count("a�[2Jb.yaml：未印") == said.err.count("a�[2Jb.yaml：未印") == 1


# --- stopping -------------------------------------------------------------------------------------------------


def interrupt_at(stem: str, times: int) -> Perform:
    @each
    def perform_and_interrupt(task: Task) -> Result:
        if task.source.path.endswith(f"{stem}.yaml"):
            for _ in range(times):
                os.kill(os.getpid(), signal.SIGINT)
        return perform_one(task)

    return perform_and_interrupt


def test_interrupted_run_finishes_its_document_and_goes_on_later(tmp_path: Path, out: Path) -> None:
    specs = write_specs(tmp_path / "specs", numbered(5))
    settings = Settings(perform=interrupt_at("01", 1))
    before = signal.getsignal(signal.SIGINT)
    summary, told = batch(specs, out, settings)
    assert (summary.is_interrupted, summary.made, summary.left, told.stops) == (True, 2, 3, 1)
    assert signal.getsignal(signal.SIGINT) is before
    assert read_manifest(Folder(out)).documents.keys() == {"00", "01"}
    batch(specs, out)
    batch(specs, tmp_path / "undisturbed")
    assert snapshot(out) == snapshot(tmp_path / "undisturbed")


def test_second_interrupt_stops_at_once_and_loses_nothing(tmp_path: Path, out: Path) -> None:
    specs = write_specs(tmp_path / "specs", numbered(3))
    settings = Settings(perform=interrupt_at("01", 2))
    told = Told()
    with pytest.raises(KeyboardInterrupt):
        run(Wish(out=out, formats=("html",)), list(find_specs([specs])), settings, told)
    assert told.summary is not None
    assert (told.summary.is_interrupted, told.summary.made, told.summary.left) == (True, 1, 2)
    assert read_manifest(Folder(out)).documents.keys() == {"00"}
    assert not (out / LOCK).exists()
    batch(specs, out)
    batch(specs, tmp_path / "undisturbed")
    assert snapshot(out) == snapshot(tmp_path / "undisturbed")


@pytest.mark.skipif(sys.platform == "win32", reason="no groups of processes")
def test_ctrl_c_on_a_pool_of_processes(tmp_path: Path, out: Path) -> None:
    specs = write_specs(tmp_path / "specs", told_at_length(numbered(150)))
    command = [sys.executable, "-c", "import sys; from generator.cli.main import main; sys.exit(main())"]
    arguments = ["render", str(specs), "-o", str(out), "-f", "docx", "-j", "2"]
    with subprocess.Popen(
        [*command, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()  # the first document is there
        os.killpg(process.pid, signal.SIGINT)
        said, errors = process.communicate()
    assert process.returncode == 130
    left = re.search(r"已中断，还有 (\d+) 份没有印", errors)
    assert left
    assert int(left[1]) > 0
    assert int(left[1]) + len(read_manifest(Folder(out)).documents) == 150
    assert f"还剩 {left[1]} 份" in said
    assert sorted(path.name for path in out.iterdir() if path.name.startswith(".")) == []


def test_stop_that_cannot_be_told_within_a_line_is_told_after_it(tmp_path: Path, out: Path) -> None:
    class Writing(Told):
        """Is at a line when the signal comes."""

        def stopping(self) -> None:
            super().stopping()
            if self.stops == 1:
                raise RuntimeError("reentrant call inside <_io.BufferedWriter>")

    told = Writing()
    settings = Settings(perform=interrupt_at("01", 1))
    specs = list(find_specs([write_specs(tmp_path / "specs", numbered(4))]))
    summary = run(Wish(out=out, formats=("html",)), specs, settings, told)
    assert (summary.is_interrupted, summary.made, told.stops) == (True, 2, 2)


# --- what cannot be written -----------------------------------------------------------------------------------


def test_full_disk_ends_the_run_and_loses_nothing(tmp_path: Path, out: Path) -> None:
    specs = write_specs(tmp_path / "specs", numbered(5))

    @each
    def full(task: Task) -> Result:
        done = perform_one(task)
        if task.serial < 2 or not isinstance(done, Outcome):
            return done
        return done._replace(staged=(), failures=("写不了文件 x（满）",), obstacle="写不了文件 x（满）")

    summary, _ = batch(specs, out, Settings(perform=full))
    assert (summary.made, len(summary.failed), summary.left) == (2, 1, 2)
    batch(specs, out)
    batch(specs, tmp_path / "undisturbed")
    assert snapshot(out) == snapshot(tmp_path / "undisturbed")


def test_full_disk_is_told_once_however_many_documents_meet_it(tmp_path: Path, out: Path) -> None:
    specs = write_specs(tmp_path / "specs", numbered(90))
    summary, told = batch(specs, out, Settings(workers=2, perform=perform_until_full))
    assert (summary.made, len(summary.failed), summary.left) == (40, 1, 49)
    assert len(told.ids) == 41
    batch(specs, out)
    batch(specs, tmp_path / "undisturbed")
    assert snapshot(out) == snapshot(tmp_path / "undisturbed")


def test_full_disk_is_told_by_the_folder_that_users_know(
    tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("generator.batch.making.make_documents.stage", full)
    assert render(write_specs(tmp_path / "specs", {"a": GOOD}), "-o", out) == 1
    assert f"写不了文件 {out}（磁盘满了）。已印好的都在" in capsys.readouterr().err


def test_disk_that_is_too_full_for_the_manifest_keeps_the_journal(
    tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device", "manifest.json")

    specs = write_specs(tmp_path / "specs", numbered(3))
    with monkeypatch.context() as patch:
        patch.setattr("generator.batch.run.write_manifest", fail)
        assert render(specs, "-o", out) == 4
    assert "写不了文件 manifest.json（磁盘满了）" in capsys.readouterr().err
    assert (out / JOURNAL).exists()
    summary, _ = batch(specs, out)
    assert (summary.made, summary.up_to_date) == (0, 3)
    assert not (out / JOURNAL).exists()


def test_target_that_cannot_be_replaced_costs_its_document_alone(
    tmp_path: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    specs = write_specs(tmp_path / "specs", {"a": GOOD, "b": GOOD})
    (out / "a.html/inside").mkdir(parents=True)
    assert render(specs, "-o", out) == 4
    assert "写不了文件" in capsys.readouterr().err
    assert (out / "b.html").is_file()


@pytest.mark.parametrize("formats", ["html,docx,xlsx", "xlsx,docx,html"])
def test_format_that_cannot_be_replaced_costs_no_other(
    formats: str, tmp_path: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    specs = write_specs(tmp_path / "specs", {"a": GOOD})
    (out / "a.docx/inside").mkdir(parents=True)
    assert main(["render", "-f", formats, str(specs), "-o", str(out)]) == 4
    assert "docx 未印：写不了文件" in capsys.readouterr().err
    assert set(read_manifest(Folder(out)).documents["a"].outputs) == {"html", "xlsx"}


def test_full_disk_keeps_the_formats_that_were_written(
    tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full_after_html(job: Job, name: str, data: bytes) -> Staged:
        if name != "html":
            raise OSError(28, "No space left on device")
        return stage(job, name, data)

    monkeypatch.setattr("generator.batch.making.make_documents.stage", full_after_html)
    specs = write_specs(tmp_path / "specs", {"a": GOOD, "b": GOOD})
    assert main(["render", "-f", "html,docx,xlsx", str(specs), "-o", str(out)]) == 4
    assert f"：docx 未印：写不了文件 {out}（磁盘满了）\n" in capsys.readouterr().err
    assert {name: set(entry.outputs) for name, entry in read_manifest(Folder(out)).documents.items()} == {"a": {"html"}}


def test_folder_that_becomes_unwritable_is_told_with_what_was_made(
    tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    specs = write_specs(tmp_path / "specs", numbered(3))
    unlink = Path.unlink

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", str(out / "index.html"))

    def unlink_but_no_lock(path: Path, **options: Any) -> None:
        (refuse if path.name == LOCK else unlink)(path, **options)

    with monkeypatch.context() as patch:
        patch.setattr("generator.batch.run.write_public_files", refuse)
        patch.setattr(Path, "unlink", unlink_but_no_lock)
        assert render(specs, "-o", out) == 4
    said = capsys.readouterr()
    assert f"共 3 份，印成 3 份，放在 {out}" in said.out
    assert "index.html（没有权限）。已印好的都在" in said.err
    batch(specs, out)
    batch(specs, tmp_path / "undisturbed")
    assert snapshot(out) == snapshot(tmp_path / "undisturbed")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="needs a user whom folders can refuse")
def test_unwritable_folder(tmp_path: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out.mkdir(mode=0o500)
    assert render(write_specs(tmp_path / "specs", {"a": GOOD}), "-o", out) == 1
    assert f"写不了文件 {out}" in capsys.readouterr().err


def test_foreign_manifest_is_left_alone(tmp_path: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    specs = write_specs(tmp_path / "specs", {"a": GOOD})
    out.mkdir()
    for content in ("{", "[]", '{"version": 9}', '{"version": 1, "documents": {"a": 1}, "inventories": {}}'):
        (out / MANIFEST).write_text(content)
        assert render(specs, "-o", out) == 1
        assert "读不懂" in capsys.readouterr().err
        assert (out / MANIFEST).read_text() == content
    with pytest.raises(ManifestError):
        read_manifest(Folder(out))


# --- one run at a time ----------------------------------------------------------------------------------------


def test_second_run_on_a_folder_is_refused(tmp_path: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    specs = write_specs(tmp_path / "specs", {"a": GOOD})
    out.mkdir()
    with locked(out):
        assert render(specs, "-o", out) == 1
        assert f"进程 {os.getpid()}" in capsys.readouterr().err
        assert [path.name for path in out.iterdir()] == [LOCK]
    assert render(specs, "-o", out) == 0


def test_lock_of_a_killed_run_holds_nobody_up(out: Path) -> None:
    out.mkdir()
    (out / LOCK).write_text("4711")
    with locked(out), pytest.raises(Locked), locked(out):
        pass
    assert list(out.iterdir()) == []


# --- what is published ----------------------------------------------------------------------------------------


def test_index_page_lists_every_form_and_stands_alone(tmp_path: Path, out: Path) -> None:
    name = '一 <b>&"科"'
    specs = write_specs(tmp_path / "specs", {"a b#?": GOOD.replace("某市某区科学技术局", name), "sub/草": BAD})
    batch(specs, out, force=True)
    page = (out / "index.html").read_text(encoding="utf-8")
    assert '一 &lt;b&gt;&amp;"科"' in page
    assert 'href="a%20b%23_.html"' in page
    assert 'href="sub/%E8%8D%89.html"' in page
    assert re.search(r'<td class="number">\d+\.\d\d 万元</td>', page)
    assert "1 个错误" in page
    assert "草稿" in page
    assert "src=" not in page
    assert re.findall(r"<script|<style|<link|<img", page) == ["<style", "<script"]


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="no sha256sum")
def test_checksums_are_those_that_sha256sum_makes(tmp_path: Path, out: Path) -> None:
    batch(write_specs(tmp_path / "specs", {"a b": GOOD, "s/ü": GOOD}), out, formats=("html", "docx"))
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=out, check=True)


def test_manifest_says_what_each_output_was_made_from(tmp_path: Path, out: Path) -> None:
    specs = write_specs(tmp_path / "specs", {"a": GOOD})
    batch(specs, out)
    entry = read_manifest(Folder(out)).documents["a"]
    output = entry.outputs["html"]
    content = (out / "a.html").read_bytes()
    assert (output.path, output.sha256, output.size) == ("a.html", hashlib.sha256(content).hexdigest(), len(content))
    assert entry.source == "../specs/a.yaml"
    assert entry.inputs.spec == hashlib.sha256((specs / "a.yaml").read_bytes()).hexdigest()
    assert entry.findings == (0, 0, 0)
    assert entry.times.seconds > 0


def test_half_line_of_a_journal_is_passed_over(tmp_path: Path, out: Path) -> None:
    specs = write_specs(tmp_path / "specs", numbered(2))
    batch(specs, out)
    manifest = json.loads((out / MANIFEST).read_bytes())
    lines = [json.dumps({"document": name, "entry": entry}) for name, entry in manifest["documents"].items()]
    (out / MANIFEST).unlink()
    (out / JOURNAL).write_text(f"\n{lines[0]}\n\n{lines[1][:-9]}")
    assert read_manifest(Folder(out)).documents.keys() == {"00"}
