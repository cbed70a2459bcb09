"""What is secret is nowhere that the public looks: not made, not named, no longer listed."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.batch.output.folder import Folder
from generator.batch.output.manifest import read_manifest
from generator.cli.main import main
from tests.batch.support import GOOD, batch, snapshot, write_specs

NAME = "甲号工程"
PUBLIC = GOOD.replace("科普活动经费", NAME)
SECRET = PUBLIC.replace(f"项目名称: {NAME}", f"项目名称: {NAME}\n        涉密: 是")
ACCEPTED = f"{SECRET}认可:\n  - 代码: PUB02\n    位置: 项目[{NAME}].涉密\n    理由: 只供内部使用\n"


def published(out: Path) -> str:
    """All that a web site shows by itself, and the manifest that lies beside it."""
    return "".join((out / name).read_text(encoding="utf-8") for name in ("index.html", "SHA256SUMS", "manifest.json"))


@pytest.mark.parametrize("split", [False, True])
def test_secret_project_is_not_named_in_what_lies_on_a_web_site(split: bool, tmp_path: Path) -> None:
    specs = write_specs(tmp_path / "specs", {"a": SECRET, "b": GOOD})
    summary, _ = batch(specs, tmp_path / "out", split=split)
    assert len(summary.failed) == 1
    assert NAME not in published(tmp_path / "out")
    assert not any(NAME in name for name in snapshot(tmp_path / "out"))
    again, _ = batch(specs, tmp_path / "out", split=split)
    assert (again.made, again.up_to_date, len(again.failed)) == (0, summary.made, 1)
    assert NAME not in published(tmp_path / "out")


def test_department_is_withdrawn_when_a_project_becomes_secret(tmp_path: Path) -> None:
    specs, out = write_specs(tmp_path / "specs", {"a": PUBLIC, "b": GOOD}), tmp_path / "out"
    batch(specs, out)
    batch(specs, out, split=True)
    assert "a.html" in published(out)
    write_specs(specs, {"a": SECRET})
    summary, _ = batch(specs, out)
    assert summary.withdrawn == sorted(["a.html", *(f"a/{path.name}" for path in (out / "a").iterdir())])
    assert (out / "a.html").exists()
    assert NAME not in published(out)
    assert 'href="b.html"' in published(out)
    assert set(read_manifest(Folder(out)).documents) == {"b", "b/1-科普活动经费", "b/2-展馆设备维护费"}
    assert batch(specs, out)[0].withdrawn == ["a.html"]  # as long as it is there
    (out / "a.html").unlink()
    assert batch(specs, out)[0].withdrawn == []


def test_one_project_is_withdrawn_and_the_others_stay(tmp_path: Path) -> None:
    specs, out = write_specs(tmp_path / "specs", {"a": PUBLIC}), tmp_path / "out"
    batch(specs, out, split=True)
    write_specs(specs, {"a": SECRET})
    summary, _ = batch(specs, out, split=True)
    assert summary.withdrawn == [f"a/1-{NAME}.html"]
    assert set(read_manifest(Folder(out)).documents) == {"a/2-展馆设备维护费"}
    write_specs(specs, {"a": PUBLIC})
    summary, _ = batch(specs, out, split=True)
    assert (summary.made, summary.withdrawn) == (2, [])
    assert f"1-{NAME}" in published(out)


@pytest.mark.parametrize("mark", ["机密", "是否"])
def test_form_is_withdrawn_where_it_is_not_clear_whether_a_project_is_secret(mark: str, tmp_path: Path) -> None:
    specs, out = write_specs(tmp_path / "specs", {"a": PUBLIC}), tmp_path / "out"
    batch(specs, out)
    write_specs(specs, {"a": SECRET.replace("涉密: 是", f"涉密: {mark}")})
    summary, _ = batch(specs, out)
    assert summary.withdrawn == ["a.html"]
    assert [reason.partition("，")[0] for _, reason in summary.failed] == ["未印（公开前移到不公开的文件里）"]
    assert NAME not in published(out)


@pytest.mark.parametrize(("text", "force"), [(SECRET, True), (ACCEPTED, False)])
def test_what_somebody_insists_on_is_made_and_not_listed(
    text: str, force: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    specs, out = write_specs(tmp_path / "specs", {"a": text, "b": GOOD}), tmp_path / "out"
    assert main(["render", str(specs), "-o", str(out), "-f", "html", *(["--force"] if force else [])]) == 0
    assert f"未列入 index.html 和 SHA256SUMS，不要公开：\n  {out / 'a.html'}\n" in capsys.readouterr().err
    assert (out / "a.html").exists()
    listed = [(out / name).read_text(encoding="utf-8") for name in ("index.html", "SHA256SUMS")]
    assert ["a.html" in text for text in listed] == [False, False]
    assert ["b.html" in text for text in listed] == [True, True]
    assert batch(specs, out, force=force)[0].up_to_date == 2


def test_format_that_is_not_made_again_is_told_and_withdrawn_with_the_others(tmp_path: Path) -> None:
    specs, out = write_specs(tmp_path / "specs", {"a": PUBLIC}), tmp_path / "out"
    batch(specs, out, formats=("docx", "html"))
    write_specs(specs, {"a": PUBLIC.replace("12.50", "3.00")})
    assert batch(specs, out)[0].orphans == ["a.docx"]
    assert "a.docx" not in (out / "index.html").read_text(encoding="utf-8")
    assert batch(specs, out)[0].orphans == []  # said once
    write_specs(specs, {"a": SECRET})
    assert batch(specs, out)[0].withdrawn == ["a.docx", "a.html"]


def test_format_that_is_made_again_is_left_no_longer(tmp_path: Path) -> None:
    specs, out = write_specs(tmp_path / "specs", {"a": PUBLIC}), tmp_path / "out"
    batch(specs, out, formats=("docx", "html"))
    write_specs(specs, {"a": PUBLIC.replace("12.50", "3.00")})
    batch(specs, out)
    batch(specs, out, formats=("docx",))
    entry = read_manifest(Folder(out)).documents["a"]
    assert (sorted(entry.outputs), entry.left) == (["docx", "html"], [])
