"""Fonts are found without any library of the system."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from generator.fonts import installed


def test_fc_list_and_the_folders_tell_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = {path for _, path in installed.listed_files()}
    monkeypatch.setattr(installed, "which", lambda _: None)
    found = {path for _, path in installed.listed_files()}
    assert {path.name for path in found} >= {path.name for path in listed if "NotoSerifCJK" in path.name}


def test_where_fc_list_fails_the_folders_are_looked_through(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "fc-list"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setattr(installed, "which", lambda _: str(broken))
    assert any("NotoSerifCJK" in path.name for _, path in installed.listed_files())


def test_a_broken_font_file_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "broken.ttf").write_bytes(b"ttcf\0\1\0\0\0\0\0\2" + b"\0" * 40)
    (tmp_path / "empty.otf").write_bytes(b"")
    monkeypatch.setattr(installed, "which", lambda _: None)
    monkeypatch.setattr(installed, "system_folders", lambda: [tmp_path, tmp_path / "none"])
    assert [families for families, _ in installed.listed_files()] == [[], []]


@pytest.mark.parametrize(
    ("platform", "environment", "wanted"),
    [
        ("win32", {"WINDIR": "/w", "LOCALAPPDATA": "/l"}, ["/w/Fonts", "/l/Microsoft/Windows/Fonts"]),
        ("linux", {"XDG_DATA_DIRS": "/a:/b", "XDG_DATA_HOME": "/h"}, ["/a/fonts", "/b/fonts", "/h/fonts"]),
    ],
)
def test_folders_follow_the_platform(
    platform: str, environment: dict[str, str], wanted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert [path.as_posix() for path in installed.system_folders()][: len(wanted)] == wanted
