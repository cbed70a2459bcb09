"""``jixiao render``: which files are written and where, and what is said of those that are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli.exit_codes import FOUND_ERRORS, PARTLY
from generator.cli.main import main
from generator.fonts.font_choice import FontChoice
from generator.fonts.installed import InstalledFace
from generator.fonts.missing import FontMissing
from generator.layouts.folders import layout_folders
from generator.pipeline import FORMATS
from generator.writers.pdf.weasyprint_engine import PangoMissing
from tests.layouts.invented import FORM, write_region
from tests.support.readers import READERS

SAMPLES = {name: folder / "sample.yaml" for name, folder in layout_folders().items()}
BOOKKEEPING = {"index.html", "manifest.json", "SHA256SUMS"}
GOOD = SAMPLES["guangzhou"].read_text(encoding="utf-8")
UNREADABLE = "版式: guangzhou\n未知: 1\n"
BAD = GOOD.replace("财政拨款: 12.50", "财政拨款: -12.50")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def write_specs(folder: Path, **specs: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in specs.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def render(*arguments: object) -> int:
    return main(["render", *map(str, arguments)])


def files_in(folder: Path) -> list[str]:
    """The forms in ``folder``, without what the run keeps of itself."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.name not in BOOKKEEPING]
    return sorted(str(path.relative_to(folder)) for path in files)


def test_default_formats_are_word_and_pdf_and_the_default_folder_is_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert render(SAMPLES["dongguan"]) == 0
    assert files_in(tmp_path) == ["out/sample.docx", "out/sample.pdf"]


def test_every_format_is_written_and_every_file_is_told(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert render(SAMPLES["guangzhou"], "-o", out, "-f", ",".join(FORMATS)) == 0
    told = capsys.readouterr().out.splitlines()
    assert set(told) >= {*(f"{out}/sample.{name}" for name in FORMATS), f"共 1 份，印成 1 份，放在 {out}"}
    assert files_in(out) == sorted(f"sample.{name}" for name in FORMATS)


@pytest.mark.parametrize("formats", ["html", "HTML", " html , html,"])
def test_formats_may_be_written_loosely(out: Path, formats: str) -> None:
    assert render(SAMPLES["guangzhou"], "-o", out, "-f", formats) == 0
    assert files_in(out) == ["sample.html"]


def test_folder_keeps_its_shape(tmp_path: Path, out: Path) -> None:
    write_specs(tmp_path / "specs/区", a=GOOD)
    write_specs(tmp_path / "specs", b=GOOD)
    assert render(tmp_path / "specs", "-o", out, "-f", "html") == 0
    assert files_in(out) == ["b.html", "区/a.html"]


def test_existing_file_is_replaced(out: Path) -> None:
    out.mkdir()
    (out / "sample.html").write_text("old")
    assert render(SAMPLES["guangzhou"], "-o", out, "-f", "html") == 0
    assert (out / "sample.html").read_bytes().startswith(b"<!doctype html>")


# --- errors ---------------------------------------------------------------------------------------------------


def test_error_stops_its_document_and_no_other(tmp_path: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_specs(tmp_path / "specs", a=BAD, b=UNREADABLE, c="", d=GOOD)
    assert render(tmp_path / "specs", tmp_path / "missing.yaml", "-o", out, "-f", "html") == PARTLY
    said = capsys.readouterr()
    assert files_in(out) == ["d.html"]
    assert "共 5 份，印成 1 份" in said.out
    for name in ("specs/a.yaml", "specs/b.yaml", "specs/c.yaml", "missing.yaml"):
        assert str(tmp_path / name) in said.err


def test_error_is_told_with_its_place(tmp_path: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    specs = write_specs(tmp_path / "specs", a=BAD)
    line = next(number for number, line in enumerate(BAD.splitlines(), 1) if "-12.50" in line)
    assert render(specs, "-o", out) == 1
    assert f"{specs / 'a.yaml'}:{line}:17: 错误 MON03" in capsys.readouterr().err
    assert files_in(out) == []


@pytest.mark.parametrize("name", FORMATS)
def test_force_prints_a_draft(tmp_path: Path, out: Path, name: str) -> None:
    specs = write_specs(tmp_path / "specs", a=BAD)
    assert render(specs, "-o", out, "-f", f"{name},html", "--force") == 0
    assert "草稿" in (out / "a.html").read_text(encoding="utf-8")
    assert "-12.50" in READERS[name]((out / f"a.{name}").read_bytes())


def test_force_does_not_mark_what_has_no_error(out: Path) -> None:
    assert render(SAMPLES["guangzhou"], "-o", out, "-f", "html", "--force") == 0
    assert "草稿" not in (out / "sample.html").read_text(encoding="utf-8").partition("<body")[2]


def test_force_cannot_print_what_cannot_be_read(tmp_path: Path, out: Path) -> None:
    specs = write_specs(tmp_path / "specs", a=UNREADABLE)
    assert render(specs, "-o", out, "--force") == 1
    assert files_in(out) == []


# --- names ----------------------------------------------------------------------------------------------------


def test_two_specs_are_never_written_to_one_file(tmp_path: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_specs(tmp_path / "a", x=GOOD)
    write_specs(tmp_path / "b", x=GOOD.replace("科普活动经费", "别的经费"))
    (tmp_path / "a/x.yml").write_text(GOOD, encoding="utf-8")
    assert render(tmp_path / "a", tmp_path / "b/x.yaml", "-o", out, "-f", "html") == 0
    err = capsys.readouterr().err
    assert files_in(out) == ["x-2.html", "x-3.html", "x.html"]
    assert ["别的经费" in (out / name).read_text(encoding="utf-8") for name in files_in(out)].count(True) == 1
    for renamed in ("a/x.yml", "b/x.yaml"):
        assert str(tmp_path / renamed) in err


@pytest.mark.parametrize(
    ("name", "stem"), [("CON", "_CON"), ("<script>", "_script_"), ("a b", "a b"), ("x" * 240, "x" * 199)]
)
def test_files_are_called_like_the_spec_where_every_system_takes_it(
    tmp_path: Path, out: Path, name: str, stem: str
) -> None:
    write_specs(tmp_path / "specs", **{name: GOOD})
    assert render(tmp_path / "specs", "-o", out, "-f", "html") == 0
    assert files_in(out) == [f"{stem}.html"]


def test_name_that_is_not_utf8_is_rendered(tmp_path: Path, out: Path) -> None:
    name = "广州".encode("gb18030").decode("utf-8", errors="surrogateescape")
    write_specs(tmp_path / "specs", **{name: GOOD})
    assert render(tmp_path / "specs", "-o", out, "-f", "html,docx") == 0
    assert files_in(out) == ["____.docx", "____.html"]


# --- the output folder ----------------------------------------------------------------------------------------


def test_output_folder_that_is_a_file_is_told(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out.write_text("mine")
    assert render(SAMPLES["guangzhou"], "-o", out, "-f", "html") == 1
    assert f"写不了文件 {out}" in capsys.readouterr().err
    assert out.read_text() == "mine"


# --- layouts --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", SAMPLES)
@pytest.mark.parametrize("sample", SAMPLES)
def test_spec_is_printed_in_another_regions_form(
    sample: str, layout: str, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert render(SAMPLES[sample], "--layout", layout, "-o", out, "-f", "html") == 0
    assert files_in(out) == ["sample.html"]
    assert ("LAY01" in capsys.readouterr().err) == (sample != layout)


def test_layout_that_fails_stops_its_documents_and_no_other(
    tmp_path: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    regions = write_region(tmp_path / "layouts", form=FORM.replace("{{ title }}", "{{ titel }}")).parent
    sample = regions / "xinghai/sample.yaml"
    specs = write_specs(tmp_path / "specs", a=sample.read_text(encoding="utf-8"), b=GOOD)
    assert render(specs, "--layouts", regions, "-o", out, "-f", "html") == PARTLY
    assert files_in(out) == ["b.html"]
    err = capsys.readouterr().err
    assert str(specs / "a.yaml") in err
    assert f"{regions / 'xinghai/form.html.j2'}：第 3 行：" in err


# --- what the computer lacks ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("missing", "package"), [(FontMissing, "fonts-noto-cjk"), (PangoMissing, "libpango-1.0-0")])
def test_missing_fonts_or_libraries_stop_the_pdf_alone(
    missing: type[Exception],
    package: str,
    out: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_: object) -> None:
        raise missing

    monkeypatch.setattr("generator.writers.pdf.weasyprint_engine.load_weasyprint", fail)
    assert render(SAMPLES["guangzhou"], "-o", out, "-f", ",".join(FORMATS), "--pdf-engine", "weasyprint") != 0
    (said,) = [line for line in capsys.readouterr().err.splitlines() if package in line]
    assert "pdf" in said
    assert str(SAMPLES["guangzhou"]) in said
    assert files_in(out) == ["sample.docx", "sample.html", "sample.xlsx"]


def test_the_fonts_that_stand_in_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    choices = [
        FontChoice("宋体", "Noto Serif CJK SC", False, False, False, InstalledFace(tmp_path, 0, 400)),
        FontChoice("黑体", "SimHei", True, False, False, InstalledFace(tmp_path, 0, 400)),
    ]
    monkeypatch.setattr("generator.fonts.font_choice.fonts_used", lambda _: choices)
    (tmp_path / "x.yaml").write_text(GOOD, encoding="utf-8")
    render(tmp_path / "x.yaml", "-o", tmp_path / "out", "-f", "pdf")
    assert "PDF 里没有装的官方字体用别的代替：宋体→Noto Serif CJK SC\n" in capsys.readouterr().out


def test_a_form_never_replaces_an_editing_workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["new", "guangzhou", str(tmp_path / "x.xlsx")])
    before = (tmp_path / "x.xlsx").read_bytes()
    assert render(tmp_path / "x.xlsx", "-o", tmp_path, "-f", "xlsx") == FOUND_ERRORS
    assert "x.xlsx 是填写用的工作簿，没有覆盖它" in capsys.readouterr().err
    assert (tmp_path / "x.xlsx").read_bytes() == before
