"""Specs and outputs on object storage, on a real server: the same bytes, the same plan, the same safety."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from generator.batch.making.job import Result, Task
from generator.batch.output.bucket import Bucket
from generator.batch.output.lock import LOCK, Locked
from generator.batch.output.store import JOURNAL
from generator.batch.plan import Reason
from generator.batch.run import dry_run
from generator.batch.run import run as run_batch
from generator.batch.storage import object_storage
from generator.batch.storage.location import Url, location
from generator.batch.storage.object_storage import StorageError
from generator.batch.storage.spec_search import find_specs_at
from generator.batch.storage.stored_specs import find_stored_specs
from generator.batch.wish import Wish
from generator.batch.workers.choose_executor import Settings
from generator.batch.workers.executor import InProcess
from generator.cli.main import main
from generator.files import find_specs
from tests.batch.hooks import each, perform_one
from tests.batch.kills import context, run_stored_and_die
from tests.batch.s3_shelf import Shelf, s3_server
from tests.batch.support import BAD, GOOD, Told, batch, numbered, snapshot, told_at_length, write_specs
from tests.batch.test_filing import SECRET
from tests.batch.test_run import interrupt_at
from tests.batch.workers.test_dask_cluster import cluster, process

s3fs = pytest.importorskip("s3fs")
pytest.importorskip("moto")

FORMS = 30
KILLS = 8
_JIXIAO = "import sys; from generator.cli.main import main; sys.exit(main())"


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    with s3_server(tmp_path_factory.mktemp("s3") / "log") as environment:
        yield environment


def forget_connections() -> None:
    """What connects next reads the environment anew."""
    object_storage._storage_of.cache_clear()
    s3fs.S3FileSystem.clear_instance_cache()


@pytest.fixture
def shelf(server: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelf]:
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_DEFAULT_REGION", "AWS_REGION"):
        monkeypatch.delenv(name, raising=False)
    for name, value in server.items():
        monkeypatch.setenv(name, value)
    forget_connections()
    yield Shelf(s3fs.S3FileSystem(use_listings_cache=False))
    forget_connections()


@pytest.fixture(scope="module")
def specs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forms of which much is told, one of another name, and a spec with an error."""
    folder = tmp_path_factory.mktemp("local") / "specs"
    return write_specs(folder, {**told_at_length(numbered(FORMS)), "sub/草 #1": GOOD, "bad": BAD})


@pytest.fixture(scope="module")
def undisturbed(specs: Path) -> dict[str, bytes]:
    """What a local run makes of them."""
    batch(specs, specs.parent / "out", formats=("docx", "html"))
    return snapshot(specs.parent / "out")


def render(*arguments: object) -> int:
    return main(["render", "-f", "docx,html", *map(str, arguments)])


def export(spec: Path, workbook: Path) -> int:
    return main(["excel", "export", str(spec), str(workbook)])


def reasons(specs: str, out: str, **wishes: Any) -> dict[str, Reason]:
    wish = Wish(out=location(out), **{"formats": ("docx", "html"), **wishes})
    plan = dry_run(wish, list(find_specs_at([location(specs)])), Settings())
    return {document.id: document.reason for document in plan.documents}


def a_few(shelf: Shelf, tmp_path: Path) -> str:
    return shelf.put(write_specs(tmp_path / "specs", {"a": GOOD, "sub/b": GOOD.replace("12.50", "3.00")}), "specs")


# --- the same as with folders ---------------------------------------------------------------------------------


def test_what_is_found_is_what_a_folder_holds(shelf: Shelf, tmp_path: Path) -> None:
    texts = {"b": GOOD, "a": GOOD, "sub/x-y/c": GOOD, "sub/c": GOOD, ".hidden": GOOD, ".git/d": GOOD, "一 %20#?": GOOD}
    folder = write_specs(tmp_path / "specs", texts)
    assert export(folder / "b.yaml", folder / "b.xlsx") == 0
    assert export(folder / "a.yaml", folder / "sub/alone.xlsx") == 0
    assert main(["render", "-f", "xlsx", str(folder / "a.yaml"), "-o", str(folder / "forms")]) == 0
    (folder / "~$b.xlsx").write_bytes(b"open")
    (folder / "notes.txt").write_text("x")
    address = shelf.put(folder, "specs")
    told: dict[str, list[str]] = {"here": [], "there": []}
    here = [(str(spec.path), spec.folder.as_posix()) for spec in find_specs([folder], told["here"].append)]
    there = [(str(spec.path), spec.folder.as_posix()) for spec in find_stored_specs(Url(address), told["there"].append)]
    assert [(path.replace(address, str(folder)), inner) for path, inner in there] == here
    assert [line.replace(address, str(folder)) for line in told["there"]] == told["here"]
    assert len(told["here"]) == 1


def test_each_is_found_once_in_the_order_of_the_places(shelf: Shelf, tmp_path: Path) -> None:
    folder = write_specs(tmp_path / "specs", {"a": GOOD, "b": GOOD})
    stored = Url(shelf.put(write_specs(tmp_path / "more", {"c": GOOD, "d": GOOD}), "specs"))
    places = [folder / "b.yaml", stored / "d.yaml", folder, stored, folder / "../specs", stored]
    names = [spec.path.name for spec in find_specs_at(places)]
    assert names == ["b.yaml", "d.yaml", "a.yaml", "c.yaml"]


def test_keys_that_are_no_paths_lead_nowhere_else(shelf: Shelf, tmp_path: Path) -> None:
    for key in (f"/{tmp_path}/x.yaml", "a//b.yaml", "../../up.yaml", "a/../../../up.yaml", "good.yaml"):
        shelf.write(f"specs/{key}", GOOD.encode())
    assert len(shelf.names("specs")) == 5
    assert render(f"{shelf}/specs", "-o", tmp_path / "deep/deeper/out") == 0
    made = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.html")}
    assert made == {"deep/deeper/out/good.html", "deep/deeper/out/index.html"}


@pytest.mark.parametrize("stored", [("specs", "out"), ("specs",), ("out",)])
def test_bytes_are_those_of_a_local_run(stored: tuple[str, ...], shelf: Shelf, tmp_path: Path) -> None:
    texts = {"a": GOOD, "sub/草 #1": GOOD, "bad": BAD}
    folder = write_specs(tmp_path / "specs", texts)
    batch(folder, tmp_path / "here", formats=("docx", "html"))
    source = shelf.put(folder, "specs") if "specs" in stored else folder
    out = f"{shelf}/out" if "out" in stored else tmp_path / "out"
    assert render(source, "-o", out) == 4
    made = shelf.snapshot("out") if "out" in stored else snapshot(tmp_path / "out")
    expected = snapshot(tmp_path / "here")
    if len(stored) == 1:  # then sources are named otherwise
        made.pop("manifest.json")
        expected.pop("manifest.json")
    assert made == expected


def test_workbooks_and_projects_of_their_own(shelf: Shelf, tmp_path: Path) -> None:
    folder = write_specs(tmp_path / "specs", {"a": GOOD})
    assert export(folder / "a.yaml", folder / "b.xlsx") == 0
    (folder / "a.yaml").unlink()
    address = shelf.put(folder, "specs")
    batch(folder, tmp_path / "here", split=True)
    assert main(["render", "-f", "html", address, "-o", f"{shelf}/out", "--split", "project"]) == 0
    assert shelf.snapshot("out") == snapshot(tmp_path / "here")
    now = reasons(address, f"{shelf}/out", formats=("html",), split=True)
    assert len(now) > 1
    assert set(now.values()) == {Reason.UP_TO_DATE}


@pytest.fixture
def pools(monkeypatch: pytest.MonkeyPatch) -> list[Settings]:
    """A pool's settings as often as one was started; all is done in this process."""
    started: list[Settings] = []

    def pool(settings: Settings, *_: object) -> InProcess:
        started.append(settings)
        return InProcess(settings.perform)

    monkeypatch.setattr("generator.batch.workers.choose_executor._pool", pool)
    return started


@pytest.mark.usefixtures("pools")
def test_large_specs_are_begun_first(shelf: Shelf, tmp_path: Path) -> None:
    begun: list[str] = []

    @each
    def note(task: Task) -> Result:
        begun.append(task.source.path)
        return perform_one(task)

    specs = {"a": GOOD, "b": GOOD + "# long\n" * 50_000, "c": GOOD}
    address = shelf.put(write_specs(tmp_path / "specs", specs), "specs")
    wish = Wish(out=location(f"{shelf}/out"), formats=("html",))
    run_batch(wish, list(find_specs_at([location(address)])), Settings(perform=note), Told())
    assert [path.rpartition("/")[2] for path in begun] == ["b.yaml", "a.yaml", "c.yaml"]


@pytest.mark.parametrize("split", [False, True])
def test_large_specs_are_read_by_workers(split: bool, shelf: Shelf, tmp_path: Path, pools: list[Settings]) -> None:
    """There a limit of time ends what takes long."""
    address = shelf.put(write_specs(tmp_path / "specs", {"a": GOOD}), "specs")
    out = location(f"{shelf}/out")
    for text, times in ((GOOD, 0), (GOOD + "#" * 200_000, 1)):
        shelf.write("specs/a.yaml", text.encode())
        wish = Wish(out=out, formats=("html",), split=split)
        summary = run_batch(wish, list(find_specs_at([location(address)])), Settings(), Told())
        assert (summary.made, len(pools)) == (2 if split else 1, times)


def test_browsers_show_what_is_published(shelf: Shelf, tmp_path: Path) -> None:
    assert render(a_few(shelf, tmp_path), "-o", f"{shelf}/out") == 0
    types = {name: shelf.info(f"out/{name}")["ContentType"] for name in ("index.html", "a.docx", "manifest.json")}
    assert types["index.html"] == "text/html; charset=utf-8"
    assert types["a.docx"].startswith("application/vnd.openxmlformats")
    assert types["manifest.json"] == "application/json"


# --- the plan -------------------------------------------------------------------------------------------------


def test_second_run_reads_and_writes_no_form(shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address, out = a_few(shelf, tmp_path), f"{shelf}/out"
    render(address, "-o", out)
    before = {name: shelf.info(f"out/{name}") for name in shelf.names("out")}
    asked: list[str] = []
    fetch = object_storage.fetch
    monkeypatch.setattr(object_storage, "fetch", lambda url: asked.append(url) or fetch(url))
    assert render(address, "-o", out) == 0
    assert {url.rpartition("/")[2] for url in asked} == {LOCK, "manifest.json"}
    assert {name: shelf.info(f"out/{name}") for name in shelf.names("out")} == before


def test_changes_are_the_reasons(shelf: Shelf, tmp_path: Path) -> None:
    address, out = a_few(shelf, tmp_path), f"{shelf}/out"
    assert set(reasons(address, out).values()) == {Reason.NEW}
    render(address, "-o", out)
    assert set(reasons(address, out).values()) == {Reason.UP_TO_DATE}
    page = shelf.read("out/a.html")
    shelf.write("out/a.html", page[:-1] + b"x")
    shelf.remove("out/sub/b.docx")
    assert reasons(address, out) == {"a": Reason.ALTERED, "sub/b": Reason.MISSING}
    shelf.write("out/a.html", b"short")
    assert reasons(address, out)["a"] is Reason.ALTERED
    shelf.write("specs/a.yaml", GOOD.replace("12.50", "13.50").encode())
    assert reasons(address, out)["a"] is Reason.SPEC
    shelf.write("specs/a.yaml", GOOD.encode())
    render(address, "-o", out)
    assert set(reasons(address, out).values()) == {Reason.UP_TO_DATE}
    assert shelf.read("out/a.html") == page


def test_other_version_of_the_same_content_is_looked_at_once(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, out = a_few(shelf, tmp_path), f"{shelf}/out"
    render(address, "-o", out)
    manifest = json.loads(shelf.read("out/manifest.json"))
    for entry in manifest["documents"].values():
        entry["times"]["versions"] = {"docx": "another"}
    manifest["stored"] = {name: ["another", sha256] for name, (_, sha256) in manifest["stored"].items()}
    shelf.write("out/manifest.json", json.dumps(manifest).encode())
    assert set(reasons(address, out).values()) == {Reason.UP_TO_DATE}
    render(address, "-o", out)
    asked: list[str] = []
    fetch = object_storage.fetch
    monkeypatch.setattr(object_storage, "fetch", lambda url: asked.append(url) or fetch(url))
    assert set(reasons(address, out).values()) == {Reason.UP_TO_DATE}
    assert [url.rpartition("/")[2] for url in asked] == ["manifest.json"]


def test_vanished_spec_is_forgotten_and_its_files_are_told(
    shelf: Shelf, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address, out = a_few(shelf, tmp_path), f"{shelf}/out"
    render(address, "-o", out)
    more = shelf.put(write_specs(tmp_path / "more", {"c": GOOD}), "more")
    assert render(more, "-o", out) == 0  # those of other runs stay
    shelf.remove("specs/a.yaml")
    capsys.readouterr()
    render(address, "-o", out)
    assert "a.docx" in capsys.readouterr().err
    page = shelf.read("out/index.html").decode()
    assert [name in page for name in ("a.docx", "sub/b.docx", "c.docx")] == [False, True, True]
    assert "a.docx" in shelf.names("out")
    assert len(json.loads(shelf.read("out/manifest.json"))["stored"]) == 2


def test_workbook_that_somebody_fills_in_is_spared(
    shelf: Shelf, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address = a_few(shelf, tmp_path)
    assert export(tmp_path / "specs/a.yaml", tmp_path / "a.xlsx") == 0
    workbook = (tmp_path / "a.xlsx").read_bytes()
    shelf.write("out/a.xlsx", workbook)
    assert main(["render", "-f", "xlsx", address, "-o", f"{shelf}/out"]) == 4
    assert "填写用的工作簿" in capsys.readouterr().err
    assert shelf.read("out/a.xlsx") == workbook
    assert main(["render", "-f", "xlsx", address, "-o", f"{shelf}/out", "--force-all"]) == 4  # forms are replaced


@pytest.mark.parametrize("formats", [("docx", "xlsx", "html"), ("xlsx", "docx", "html")])
def test_format_that_is_refused_leaves_the_others_recorded(
    formats: tuple[str, ...], shelf: Shelf, tmp_path: Path
) -> None:
    folder, out = write_specs(tmp_path / "specs", {"a": SECRET}), location(f"{shelf}/out")
    assert export(folder / "a.yaml", tmp_path / "a.xlsx") == 0
    shelf.write("out/a.xlsx", (tmp_path / "a.xlsx").read_bytes())
    summary, told = batch(folder, out, formats=formats, force=True)
    assert (summary.made, summary.partly) == (0, 1)
    assert summary.failed[0][1].startswith(f"xlsx 未印：写不了文件 {shelf}/out（a.xlsx 是填写用的工作簿")
    assert summary.secret == ["a.docx", "a.html"]
    assert [finding.code for finding in told.documents[0][1].findings] == ["PUB02"]
    entry = json.loads(shelf.read("out/manifest.json"))["documents"]["a"]
    assert set(entry["outputs"]) == {"docx", "html"}
    assert "a.docx" not in shelf.read("out/index.html").decode()


# --- what is refused ------------------------------------------------------------------------------------------


def refused(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    """What a render that is refused as a whole says: lines that name the address, and no traceback."""
    assert render(*arguments) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "Traceback" not in said.err
    assert "程序出错" not in said.err
    return said.err


def test_no_such_bucket(shelf: Shelf, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_specs(tmp_path / "specs", {"a": GOOD})
    assert "s3://nobody-has-this/specs：没有这个存储桶" in refused(capsys, "s3://nobody-has-this/specs", "-o", shelf)
    assert "没有这个存储桶" in refused(capsys, folder, "-o", "s3://nobody-has-this/out")
    assert "没有这个存储桶" in refused(capsys, folder, "-o", "s3://nobody-has-this/out", "--dry-run")


def test_no_such_spec(shelf: Shelf, capsys: pytest.CaptureFixture[str]) -> None:
    assert render(f"{shelf}/nothing", f"{shelf}/x.yaml", "-o", f"{shelf}/out") == 1
    said = capsys.readouterr().err
    assert f"对象存储 {shelf}/nothing：没有这个文件或文件夹" in said
    assert f"对象存储 {shelf}/x.yaml：没有这个文件或文件夹" in said
    assert shelf.names("out") == set()


def test_no_permission(shelf: Shelf, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    address = a_few(shelf, tmp_path)
    shelf.forbid("s3:PutObject", "out/*")
    assert "没有权限" in refused(capsys, address, "-o", f"{shelf}/out")
    shelf.forbid("s3:PutObject", "some/sub/*")
    assert render(address, "-o", f"{shelf}/some") == 4
    assert f"{shelf}/some/sub/b.docx：没有权限" in capsys.readouterr().err
    assert shelf.names("some") >= {"a.docx", "a.html", "index.html"}
    shelf.forbid("s3:GetObject", "specs/sub/*")
    assert render(address, "-o", f"{shelf}/other") == 4
    assert f"{address}/sub/b.yaml：没有权限" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}, "没有访问密钥"),
        ({"AWS_ENDPOINT_URL": "http://127.0.0.1:9", "AWS_MAX_ATTEMPTS": "1"}, "连不上"),
    ],
)
def test_no_credentials_and_no_server(
    environment: dict[str, str],
    words: str,
    shelf: Shelf,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = write_specs(tmp_path / "specs", {"a": GOOD})
    monkeypatch.setattr(object_storage, "_TRIES", 1)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name, value in environment.items():
        monkeypatch.setenv(name, value) if value else monkeypatch.delenv(name)
    forget_connections()
    assert words in refused(capsys, f"{shelf}/specs", "-o", tmp_path / "out")
    assert words in refused(capsys, folder, "-o", f"{shelf}/out")
    assert not (tmp_path / "out").exists()


def test_storage_that_is_lost_under_way_ends_the_run(shelf: Shelf, tmp_path: Path) -> None:
    """Or each of thousands of documents would wait for it."""

    def lose(url: str, _: bytes) -> str:
        error = StorageError(None, "连不上", url)
        error.is_lasting = True
        raise error

    folder = write_specs(tmp_path / "specs", numbered(4))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(object_storage, "put_form", lose)
        summary, _ = batch(folder, location(f"{shelf}/out"))
    assert (summary.made, len(summary.failed), summary.left) == (0, 1, 3)
    assert summary.obstacle == f"对象存储 {shelf}/out/00.html：连不上"
    summary, _ = batch(folder, location(f"{shelf}/out"))
    assert summary.made == 4


def test_missing_extra_and_unknown_addresses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_specs(tmp_path / "specs", {"a": GOOD})
    assert "不认识这种地址" in refused(capsys, folder, "-o", "nosuch://x/y")
    with pytest.raises(SystemExit) as error:
        render(folder, "-o", "s3://")
    assert error.value.code == 2
    assert "没有存储桶的名字" in capsys.readouterr().err
    forget_connections()
    monkeypatch.setitem(sys.modules, "fsspec", None)
    assert "pip install 'jixiao[s3]'" in refused(capsys, folder, "-o", "s3://bucket/out")


# --- one run at a time ----------------------------------------------------------------------------------------


def test_only_one_of_many_gets_the_lock(shelf: Shelf) -> None:
    start, end = threading.Barrier(8), threading.Barrier(8)
    got: list[str] = []

    def run() -> None:
        start.wait()
        try:
            with Bucket(Url(f"{shelf}/out")).taken():
                got.append("lock")
                end.wait()
        except Locked as error:
            got.append(str(error))
            end.wait()

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got.count("lock") == 1
    assert sum(f"进程 {os.getpid()}" in words for words in got) == 7
    assert shelf.names("out") == set()


def test_second_run_is_refused_and_told_of_the_first(
    shelf: Shelf, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = write_specs(tmp_path / "specs", {"a": GOOD}), f"{shelf}/out"
    with Bucket(Url(out)).taken():
        said = refused(capsys, folder, "-o", out)
        assert f"进程 {os.getpid()}" in said
        assert "--unlock" not in said  # it is at work
        assert refused(capsys, folder, "-o", out, "--unlock") == said
    shelf.write(f"out/{LOCK}", b"?")
    assert "--unlock" in refused(capsys, folder, "-o", out)
    assert render(folder, "-o", out, "--unlock") == 0
    assert LOCK not in shelf.names("out")


def test_storage_that_knows_no_conditions_is_locked_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """fsspec's own memory: no tags, no conditional writing."""
    fsspec = pytest.importorskip("fsspec")
    storage = fsspec.filesystem("memory")
    write = storage.pipe_file

    def plain(path: str, data: bytes, mode: str = "overwrite") -> None:
        if mode == "create":
            raise OSError(38, "not implemented")
        write(path, data)

    monkeypatch.setattr(storage, "pipe_file", plain)
    monkeypatch.setattr(object_storage, "_storage_of", lambda _: storage)
    folder, out = write_specs(tmp_path / "specs", {"a": GOOD}), location("memory://bucket/out")
    with Bucket(Url("memory://bucket/out")).taken(), pytest.raises(Locked):
        batch(folder, out)
    summary, _ = batch(folder, out)
    assert summary.made == 1
    summary, _ = batch(folder, out)
    assert summary.up_to_date == 1


@pytest.mark.parametrize("times", [1, 2])
def test_interrupted_run_releases_the_lock_and_goes_on_later(times: int, shelf: Shelf, tmp_path: Path) -> None:
    folder, out = write_specs(tmp_path / "specs", numbered(4)), location(f"{shelf}/out")
    settings = Settings(perform=interrupt_at("01", times))  # type: ignore[arg-type]
    with suppress(KeyboardInterrupt):
        batch(folder, out, settings)
    assert LOCK not in shelf.names("out")
    summary, _ = batch(folder, out)
    assert (summary.made + summary.up_to_date, summary.up_to_date) == (4, 3 - times)
    batch(folder, tmp_path / "here")
    made, here = shelf.snapshot("out"), snapshot(tmp_path / "here")
    assert {**made, "manifest.json": b""} == {**here, "manifest.json": b""}


# --- kills ----------------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_run_killed_before_any_request_is_made_up_for(shelf: Shelf, server: dict[str, str], tmp_path: Path) -> None:
    wishes = {"formats": ("docx", "html")}
    folder = write_specs(tmp_path / "specs", {**numbered(3), "bad": BAD})
    batch(folder, tmp_path / "out", **wishes)
    expected, address = snapshot(tmp_path / "out"), shelf.put(folder, "specs")

    def killed_run(out: str, step: int | None) -> int:
        steps = context().Value("l", 0, lock=False)
        arguments = (address, f"{shelf}/{out}", server, step, steps, wishes)
        run = context().Process(target=run_stored_and_die, args=arguments)
        run.start()
        run.join()
        assert run.exitcode == (0 if step is None or step > steps.value else -signal.SIGKILL)
        return int(steps.value)

    requests = killed_run("counted", None)
    assert shelf.snapshot("counted") == expected
    for kill, step in enumerate(random.Random(20261124).sample(range(2, requests + 1), KILLS)):
        killed_run(f"out{kill}", step)
        for name, data in shelf.snapshot(f"out{kill}").items():
            assert name.startswith((".", "manifest.json", "index.html", "SHA256SUMS")) or data == expected[name]
        Bucket(Url(f"{shelf}/out{kill}")).unlock()
        found = list(find_specs_at([location(address)]))
        run_batch(Wish(out=location(f"{shelf}/out{kill}"), **wishes), found, Settings(), Told())
        assert shelf.snapshot(f"out{kill}") == expected, f"before request {step}"


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_run_that_has_lost_its_lock_overwrites_no_record_of_another(shelf: Shelf, tmp_path: Path) -> None:
    @each
    def perform_and_lose_the_lock(task: Task) -> Result:
        shelf.write(f"out/{LOCK}", b"another's")
        return perform_one(task)

    specs, out = write_specs(tmp_path / "specs", {"a": GOOD}), Url(f"{shelf}/out")
    summary, _ = batch(specs, out, Settings(perform=perform_and_lose_the_lock))
    assert summary.obstacle is not None
    assert "锁已被另一次运行解除" in summary.obstacle
    assert "manifest.json" not in shelf.names("out")
    assert shelf.read(f"out/{LOCK}") == b"another's"


def test_killed_run_is_made_up_for_byte_for_byte(
    shelf: Shelf, specs: Path, undisturbed: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    address, out = shelf.put(specs, "specs"), f"{shelf}/out"
    arguments = ["render", address, "-o", out, "-f", "docx,html", "--json", "-j", "2"]
    with subprocess.Popen([sys.executable, "-c", _JIXIAO, *arguments], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        for _ in range(6):
            run.stdout.readline()
        run.kill()
    left = shelf.snapshot("out")
    assert LOCK in left
    assert any(name.startswith(JOURNAL) for name in left)
    assert "manifest.json" not in left
    assert sum(name.endswith(".docx") for name in left) < FORMS + 1
    assert all(data == undisturbed[name] for name, data in left.items() if not name.startswith("."))
    assert render(address, "-o", out) == 1
    assert "已经不在了，它的锁还在，这一次没有开始；加 --unlock 再运行" in capsys.readouterr().err
    # In a process of its own: workers that are forked here may know of another server.
    again = subprocess.run([sys.executable, "-c", _JIXIAO, *arguments, "--unlock"], stdout=subprocess.PIPE, text=True)
    assert again.returncode == 4
    end = json.loads(again.stdout.splitlines()[-1])
    assert end["up_to_date"] >= 1
    assert end["made"] + end["up_to_date"] == FORMS + 1
    assert shelf.snapshot("out") == undisturbed


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_cluster_whose_worker_is_killed_makes_the_same_bytes(
    shelf: Shelf, specs: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    pytest.importorskip("distributed")
    address, out = shelf.put(specs, "specs"), f"{shelf}/out"
    with cluster(tmp_path) as (scheduler, (worker, _)):
        arguments = ["render", address, "-o", out, "-f", "docx,html", "--executor", scheduler, "--json"]
        with process("-c", _JIXIAO, *arguments) as run:
            assert run.stdout is not None
            events = [json.loads(run.stdout.readline()) for _ in range(4)]
            worker.send_signal(signal.SIGKILL)
            assert sum(name.endswith(".docx") for name in shelf.names("out")) < FORMS + 1
            events += [json.loads(line) for line in run.stdout]
            assert run.wait() == 4
    made = [event["id"] for event in events if event["event"] == "document" and event["files"]]
    assert made == ["sub/草 #1", *sorted(told_at_length(numbered(FORMS)))]
    assert shelf.snapshot("out") == undisturbed
