"""Pages opened by Chromium: what it shows, and what it prints."""

import shutil
import subprocess
from pathlib import Path

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

_OPTIONS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
_TIMEOUT = 120


def dom_of(address: str, profile: Path) -> str:
    """The page at `address` as its scripts left it."""
    return _run("--dump-dom", address, profile=profile)


def print_pdf(page: Path, out_dir: Path) -> Path:
    """The page printed to `out_dir`, without a browser's head and foot."""
    out_dir.mkdir(parents=True, exist_ok=True)
    target = out_dir / f"{page.stem}.pdf"
    _run("--no-pdf-header-footer", f"--print-to-pdf={target}", page.as_uri(), profile=out_dir / "profile")
    return target


def _run(*options: str, profile: Path) -> str:
    assert BROWSER is not None
    command = [BROWSER, *_OPTIONS, f"--user-data-dir={profile}", *options]
    return subprocess.run(command, capture_output=True, check=True, timeout=_TIMEOUT).stdout.decode()
