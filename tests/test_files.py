"""Files: which specs are meant, safe names for their outputs, and never half a file."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.files import find_specs, read_regular, safe_stem, write_file

# --- writing --------------------------------------------------------------------------------------------------


def test_file_and_its_folders_are_made(tmp_path: Path) -> None:
    write_file(tmp_path / "a/b/x.docx", b"new")
    assert (tmp_path / "a/b/x.docx").read_bytes() == b"new"


def test_existing_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(b"old and longer")
    write_file(path, b"new")
    assert [(found.name, found.read_bytes()) for found in tmp_path.iterdir()] == [("x.docx", b"new")]


class _FullDisk:
    """A stream that takes some bytes and then has no room."""

    def __init__(self, handle: int, mode: str) -> None:
        self._stream = open(handle, mode)  # noqa: SIM115 - a descriptor, closed below

    def __enter__(self) -> _FullDisk:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def write(self, data: bytes) -> None:
        self._stream.write(data[:1])
        raise OSError(28, "No space left on device")


def test_failing_write_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(b"old")
    monkeypatch.setattr("generator.files.os.fdopen", _FullDisk)
    with pytest.raises(OSError, match="No space left"):
        write_file(path, b"new")
    assert [(found.name, found.read_bytes()) for found in tmp_path.iterdir()] == [("x.docx", b"old")]


@pytest.mark.parametrize("error", [PermissionError(13, "denied"), KeyboardInterrupt()])
def test_failing_move_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(b"old")

    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(type(error)):
        write_file(path, b"new")
    assert [(found.name, found.read_bytes()) for found in tmp_path.iterdir()] == [("x.docx", b"old")]


@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o027, 0o640), (0o077, 0o600)])
def test_file_may_be_read_by_whom_the_umask_lets(tmp_path: Path, umask: int, mode: int) -> None:
    before = os.umask(umask)
    try:
        write_file(tmp_path / "x.docx", b"new")
        assert os.umask(umask) == umask  # the program has put it back
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "x.docx").stat().st_mode) == mode


def test_folder_in_the_place_of_the_file_is_left(tmp_path: Path) -> None:
    (tmp_path / "x.docx").mkdir()
    with pytest.raises(OSError, match="directory"):
        write_file(tmp_path / "x.docx", b"new")
    assert [found.name for found in tmp_path.iterdir()] == ["x.docx"]


def test_file_in_the_place_of_the_folder_is_left(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"mine")
    with pytest.raises(OSError, match=r"exists|directory"):
        write_file(tmp_path / "out/x.docx", b"new")
    assert (tmp_path / "out").read_bytes() == b"mine"


# --- finding --------------------------------------------------------------------------------------------------


def tree(folder: Path, *names: str) -> Path:
    """``folder`` with empty files called ``names``."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return folder


def found_in(*paths: Path, base: Path) -> list[str]:
    """What is found, each as ``file → folder of its outputs``."""
    return [f"{found.path.relative_to(base)} → {found.folder}" for found in find_specs(paths)]


def test_folder_is_searched_in_order_and_keeps_its_shape(tmp_path: Path) -> None:
    tree(tmp_path, "b.yaml", "a.yml", "区/c.YAML", "区/深/d.yaml", "notes.txt", "x.docx", "schema.json")
    assert found_in(tmp_path, base=tmp_path) == [
        *("a.yml → .", "b.yaml → .", "区/c.YAML → 区", "区/深/d.yaml → 区/深"),
    ]


def test_hidden_files_and_folders_are_passed_over(tmp_path: Path) -> None:
    tree(tmp_path, ".hidden.yaml", ".git/x.yaml", "a/.b/c.yaml", "ok.yaml")
    assert found_in(tmp_path, base=tmp_path) == ["ok.yaml → ."]


def test_hidden_folder_that_is_named_is_searched(tmp_path: Path) -> None:
    tree(tmp_path, ".mine/a.yaml")
    assert found_in(tmp_path / ".mine", base=tmp_path) == [".mine/a.yaml → ."]


def test_file_that_is_named_may_be_called_anything(tmp_path: Path) -> None:
    tree(tmp_path, "spec.txt")
    assert found_in(tmp_path / "spec.txt", base=tmp_path) == ["spec.txt → ."]


def test_each_file_is_found_once(tmp_path: Path) -> None:
    tree(tmp_path, "a/x.yaml")
    (tmp_path / "a/same.yaml").symlink_to(tmp_path / "a/x.yaml")
    twice = [tmp_path / "a/x.yaml", tmp_path, tmp_path / "a", tmp_path / "a/../a/x.yaml"]
    assert [found.path for found in find_specs(twice)] == [tmp_path / "a/x.yaml"]


def test_folder_that_may_not_be_read_is_given_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scandir = os.scandir

    def refuse(path: str | Path = ".") -> object:
        if Path(path).name in ("closed", ".hidden"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    for name in ("a.yaml", "closed/b.yaml", ".hidden/c.yaml"):
        write_file(tmp_path / name, b"x")
    monkeypatch.setattr("os.scandir", refuse)
    assert {found.path for found in find_specs([tmp_path])} == {tmp_path / "a.yaml", tmp_path / "closed"}
    assert [found.path for found in find_specs([tmp_path / "closed"])] == [tmp_path / "closed"]


def test_folder_named_like_a_spec_is_no_spec(tmp_path: Path) -> None:
    tree(tmp_path, "x.yaml/y.yaml")
    assert found_in(tmp_path, base=tmp_path) == ["x.yaml/y.yaml → x.yaml"]


def test_links_that_go_in_circles_end(tmp_path: Path) -> None:
    tree(tmp_path, "a/x.yaml")
    (tmp_path / "a/loop").symlink_to(tmp_path)
    (tmp_path / "a/self.yaml").symlink_to("self.yaml")
    assert found_in(tmp_path, base=tmp_path) == ["a/x.yaml → a"]


def test_links_that_are_not_followed_are_told(tmp_path: Path) -> None:
    tree(tmp_path, "in/x.yaml", "elsewhere/y.yaml", "elsewhere/notes.txt")
    targets = {"科": "../elsewhere", "gone": "../missing", "self.yaml": "self.yaml", ".hidden": "../elsewhere"}
    for name, target in {**targets, "y.yaml": "../elsewhere/y.yaml", "n.txt": "../elsewhere/notes.txt"}.items():
        (tmp_path / "in" / name).symlink_to(target)
    told: list[str] = []
    found = [spec.path.name for spec in find_specs([tmp_path / "in"], told.append)]
    assert found == ["x.yaml", "y.yaml"]
    gone = "没有读，它是链接，所指的文件或文件夹不存在或不能读"
    assert told == [
        f"{tmp_path / 'in/gone'}：{gone}",
        f"{tmp_path / 'in/self.yaml'}：{gone}",
        f"{tmp_path / 'in/科'}：没有查找，它是指向文件夹的链接；里面的数据文件若也要，就直接写它的路径",
    ]
    assert [spec.path.name for spec in find_specs([tmp_path / "in/科"], told.append)] == ["y.yaml"]
    assert len(told) == 3


def test_files_in_formats_that_are_not_read_are_told(tmp_path: Path) -> None:
    tree(tmp_path, "x.yaml", "甲.xls", "乙.et", "a/丙.ods", "丁.WPS", "戊.doc", "~$戊.doc", ".b.xls", "x.docx", "x.pdf")
    told: list[str] = []
    assert [spec.path.name for spec in find_specs([tmp_path], told.append)] == ["x.yaml"]
    assert sorted(line.partition("：")[0] for line in told) == sorted(
        str(tmp_path / name) for name in ("甲.xls", "乙.et", "a/丙.ods", "丁.WPS", "戊.doc")
    )
    assert all("另存为 .xlsx" in line for line in told)


@pytest.mark.parametrize("name", ["missing.yaml", "x" * 300, "nul\0.yaml", "self.yaml", "missing/deeper.yaml"])
def test_path_that_cannot_be_read_is_given_back_for_the_reader_to_tell(tmp_path: Path, name: str) -> None:
    (tmp_path / "self.yaml").symlink_to("self.yaml")
    assert [found.path for found in find_specs([tmp_path / name])] == [tmp_path / name]


# --- names ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("huadu-jiguan", "huadu-jiguan"),
        ("花都 2024（一）", "花都 2024（一）"),
        ("../../x", "_.._x"),
        ("/etc/passwd", "_etc_passwd"),
        ("..\\..\\x", "_.._x"),
        ("C:\\x", "C__x"),
        ("<script>", "_script_"),
        ('a"b|c?d*e', "a_b_c_d_e"),
        ("a\nb\x00c\x7f", "a_b_c_"),
        ("CON", "_CON"),
        ("con", "_con"),
        ("nul.tar", "_nul.tar"),
        ("COM1", "_COM1"),
        ("COM¹", "_COM¹"),
        ("console", "console"),
        ("", "_"),
        ("..", "_"),
        (" . ", "_"),
        (".hidden.", "hidden"),
    ],
)
def test_name_becomes_safe(name: str, stem: str) -> None:
    assert safe_stem(name) == stem


def test_long_name_is_cut_between_characters() -> None:
    stem = safe_stem("预" * 300)
    assert set(stem) == {"预"}
    assert len(f".jixiao-{stem}.xlsx.tmp".encode()) <= 255


@given(st.text(st.characters() | st.sampled_from('./\\:*?"<>| \0\n'), max_size=300))
@example("a" * 198 + " b")
@example("a" * 198 + ".b")
@example("con" + " " * 300 + "x")
@example("con." + "a" * 300)
@example("\udcb9\udce3.yaml")
def test_any_name_becomes_safe(name: str) -> None:
    stem = safe_stem(name)
    assert stem
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', stem)
    assert stem == stem.strip(" .")
    assert len(f"{stem}.html".encode()) <= 255


def test_names_that_the_file_system_takes_stay_inside_the_folder(tmp_path: Path) -> None:
    for name in ("../../x", "CON", "预" * 300, "<script>", "a\0b", "", "..", "\udcb9\udce3"):
        write_file(tmp_path / "out" / f"{safe_stem(name)}.html", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert len(list((tmp_path / "out").iterdir())) == 7  # "" and ".." are the same


def test_a_replaced_file_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_file(path, b"new")
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")
def test_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    assert read_regular(tmp_path / "pipe.yaml") is None
    assert read_regular(tmp_path / "missing") is None
    (tmp_path / "x.yaml").write_bytes(b"x")
    assert read_regular(tmp_path / "x.yaml") == b"x"


def test_link_does_not_take_the_place_of_its_file(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").touch()
    (tmp_path / "a.yaml").symlink_to(tmp_path / "b.yaml")
    told: list[str] = []
    assert [spec.path.name for spec in find_specs([tmp_path], told.append)] == ["b.yaml"]
    assert [line.partition("：")[0] for line in told] == [str(tmp_path / "a.yaml")]
