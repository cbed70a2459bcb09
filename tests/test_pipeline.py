"""The stages from Python: load never raises for what a file holds, compose refuses errors, render writes files."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.layouts.folders import layout_folders
from generator.layouts.load import UnknownLayout
from generator.pipeline import DEFAULT_FORMATS, FORMATS, compose, load, render
from tests.layouts.invented import write_region
from tests.support.html_texts import html_texts
from tests.support.published import SPECS

LAYOUTS = sorted(layout_folders())
GOOD = (layout_folders()["guangzhou"] / "sample.yaml").read_text(encoding="utf-8")
BAD = GOOD.replace("财政拨款: 12.50", "财政拨款: -12.50")


def write(folder: Path, text: str) -> Path:
    path = folder / "my.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def codes(path: Path, **options: object) -> list[str]:
    return [finding.code for finding in load(path, **options).findings]


# --- load -----------------------------------------------------------------------------------------------------


def test_document_knows_its_spec_and_layouts(tmp_path: Path) -> None:
    document = load(write(tmp_path, GOOD), layout="东莞")
    assert document.spec is not None
    assert document.own_layout is not None
    assert document.layout is not None
    assert (document.own_layout.id, document.layout.id) == ("guangzhou", "dongguan")
    assert not document.has_errors


@pytest.mark.parametrize("text", ["", "甲", "[", "版式: guangzhou\n", "版式: 深圳\n部门: 甲\n"])
def test_file_that_cannot_be_printed_has_an_error_with_a_place(tmp_path: Path, text: str) -> None:
    path = write(tmp_path, text)
    document = load(path)
    assert document.has_errors
    assert document.layout is None
    assert all(str(finding.place).startswith(str(path)) for finding in document.findings)
    assert document.findings


@pytest.mark.parametrize("name", ["my.yaml", "my.xlsx"])
@pytest.mark.parametrize(
    "data", [b"", GOOD.encode(), GOOD.encode("gb18030"), BAD.encode("utf-16"), b"PK\x03\x04", b"[\x07"]
)
def test_content_that_was_read_is_as_good_as_its_file(name: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    of_file, of_content = load(path), load(data, name=str(path))
    assert (of_content.spec, of_content.findings) == (of_file.spec, of_file.findings)


def test_unknown_layout_of_a_spec_is_a_finding_at_its_place(tmp_path: Path) -> None:
    (finding,) = load(write(tmp_path, "年度: 2024\n版式: 深圳\n部门: 甲\n")).findings
    assert (finding.code, str(finding.place), finding.path) == ("LAY02", f"{tmp_path / 'my.yaml'}:2:5", "版式")
    assert "现有：caofeidian（曹妃甸）" in finding.message


def test_broken_layout_of_a_spec_is_a_finding_too(tmp_path: Path) -> None:
    write_region(tmp_path, layout="name: 星海")
    (finding,) = load(write(tmp_path, "版式: xinghai\n部门: 甲\n"), layout_folders=[tmp_path]).findings
    assert "layout.yaml" in finding.message


def test_layout_asked_for_that_does_not_exist_is_raised(tmp_path: Path) -> None:
    with pytest.raises(UnknownLayout):
        load(write(tmp_path, GOOD), layout="深圳")


def test_layout_folders_may_be_an_iterator(tmp_path: Path) -> None:
    sample = write_region(tmp_path) / "sample.yaml"
    assert not load(sample, layout="xinghai", layout_folders=iter([tmp_path])).has_errors


# --- compose and render ---------------------------------------------------------------------------------------


def test_errors_are_refused_and_forced(tmp_path: Path) -> None:
    document = load(write(tmp_path, BAD))
    with pytest.raises(ValueError, match=r"my\.yaml：有错误"):
        compose(document)
    assert compose(document, force=True).is_draft


def test_what_cannot_be_read_cannot_be_forced(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"my\.yaml：读不成"):
        compose(load(write(tmp_path, "版式: guangzhou\n")), force=True)


def test_forced_without_need_is_no_draft(tmp_path: Path) -> None:
    assert not compose(load(write(tmp_path, GOOD)), force=True).is_draft


def test_default_formats_are_the_two_for_the_office() -> None:
    assert DEFAULT_FORMATS == ("docx", "pdf")
    assert set(DEFAULT_FORMATS) < set(FORMATS)


def test_format_that_fails_does_not_stop_the_others(tmp_path: Path) -> None:
    folder = write_region(tmp_path / "layouts")
    (folder / "form.docx").write_bytes(b"no Word file")
    document = load(folder / "sample.yaml", layout_folders=[folder.parent])
    rendered = render(document, tmp_path / "out", formats=["docx", "html", "xlsx"])
    assert [path.name for path in rendered.files] == ["sample.html", "sample.xlsx"]
    assert "form.docx" in rendered.failures["docx"]


@pytest.mark.parametrize(("name", "stem"), [("<b>", "_b_"), ("CON", "_CON"), ("预" * 80, "预" * 66), ("花都", "花都")])
def test_files_are_called_like_the_spec_where_every_system_takes_it(name: str, stem: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.yaml"
    path.write_text(GOOD, encoding="utf-8")
    assert [found.name for found in render(load(path), tmp_path / "out", formats=["html"]).files] == [f"{stem}.html"]


def test_disk_that_is_full_is_raised_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="No space left"):
        render(load(write(tmp_path, GOOD)), tmp_path / "out", formats=["html"])
    assert list((tmp_path / "out").iterdir()) == []


# --- crosswise ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", SPECS)
def test_published_spec_is_printed_in_every_regions_form(name: str, layout: str, tmp_path: Path) -> None:
    document = load(SPECS[name], layout=layout)
    (path,) = render(document, tmp_path, formats=["html"], force=True).files
    text = "\n".join(html_texts(path.read_bytes()))
    assert document.spec is not None
    for project in document.spec.projects():
        assert project.name in text
        assert all(indicator.name in text for indicator in project.indicators)


@pytest.mark.parametrize(
    ("name", "layout", "hidden"),
    [
        ("shi-jiguan-gongwei", "guangzhou", {"实施周期", "中期目标"}),
        ("shi-jiguan-gongwei", "caofeidian", {"中期目标", "实施周期指标值"}),
        ("qu-jiguan-gongwei", "guangzhou", {"项目编码", "资金用途", "指标值确定依据"}),
        ("qu-jiguan-gongwei", "dongguan", {"项目编码", "资金用途", "总体绩效目标"}),
        ("huadu-jiguan-gongwei", "caofeidian", {"实施周期指标值"}),
        ("yuexiu-zuzhibu", "caofeidian", {"实施周期指标值"}),
    ],
)
def test_what_the_other_form_cannot_show_is_reported(name: str, layout: str, hidden: set[str]) -> None:
    told = [finding for finding in load(SPECS[name], layout=layout).findings if finding.code == "LAY01"]
    parts = {part for finding in told for part in finding.path.replace("[", ".").split(".")}
    assert hidden <= parts
    assert all(finding.place.line and not finding.is_error for finding in told)


@pytest.mark.parametrize("name", SPECS)
def test_own_form_shows_everything(name: str) -> None:
    assert "LAY01" not in codes(SPECS[name])


def test_address_is_no_folder_to_render_into(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="s3://bucket/out is an address"):
        render(load(write(tmp_path, GOOD)), "s3://bucket/out")
    with pytest.raises(ValueError, match="is an address"):
        render(load(write(tmp_path, GOOD)), Path("s3://bucket/out"))
