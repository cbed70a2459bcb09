"""A style sheet reads the files of its own layout and nothing else."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.writers import pdf
from generator.writers.pdf.fetch import RefusedError, allowed_path
from tests.support.sample_forms import form, layout

_FORM = form('<section><p class="own">甲</p></section>')
_PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    own = tmp_path / "layout"
    own.mkdir()
    (tmp_path / "secret.svg").write_text(_PICTURE)
    (own / "own.svg").write_text(_PICTURE)
    return own


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """A server's address and the paths it was asked for."""
    paths: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None: ...

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", paths
    server.shutdown()
    thread.join()
    server.server_close()


def _pdf(folder: Path, css: str) -> bytes:
    (folder / "form.css").write_text(css)
    return pdf.write(_FORM, layout(folder))


def test_layout_may_use_its_own_files(folder: Path) -> None:
    assert _pdf(folder, ".own{background-image:url(own.svg)}") != _pdf(folder, "")
    assert allowed_path((folder / "own.svg").as_uri(), [folder]) == (folder / "own.svg").resolve()


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/x",
        "https://example.org/x",
        "ftp://h/x",
        "data:,x",
        "file:///etc/passwd",
        "file://host/etc/passwd",
    ],
)
def test_what_lies_elsewhere_is_refused(url: str, folder: Path) -> None:
    with pytest.raises(RefusedError):
        allowed_path(url, [folder])


@pytest.mark.parametrize("path", ["../secret.svg", "a/../../secret.svg", "%2e%2e/secret.svg", "link.svg"])
def test_no_way_leads_out_of_the_folder(path: str, folder: Path) -> None:
    (folder / "link.svg").symlink_to(folder.parent / "secret.svg")
    with pytest.raises(RefusedError):
        allowed_path(f"{folder.as_uri()}/{path}", [folder])


def test_engine_asks_nobody(folder: Path, asked: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    address, paths = asked
    sources = (f"{address}/a.svg", (folder.parent / "secret.svg").as_uri(), "../secret.svg")
    css = "".join(f".own{{background-image:url({source})}}" for source in sources)
    # As if the check of form.css had a hole.
    monkeypatch.setattr("generator.writers.pdf.weasyprint_engine.own_sheet", lambda _: css)
    without = pdf.write(_FORM, layout(folder), "weasyprint")
    monkeypatch.undo()
    assert without == _pdf(folder, "")
    assert paths == []
