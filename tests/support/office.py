"""Files opened by other programs: LibreOffice converts, poppler shows and reads."""

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

_TIMEOUT = 180


def convert(path: Path, to: str, out_dir: Path) -> Path:
    """`path` opened by LibreOffice and saved as `to` (`pdf`, `docx`, `xlsx`, ...) in `out_dir`."""
    (target,) = convert_all([path], to, out_dir)
    return target


def convert_all(paths: Sequence[Path], to: str, out_dir: Path) -> list[Path]:
    """As `convert`, for many files in one start, which takes longer than most files do.

    Each start has a profile of its own, so parallel workers do not collide.
    """
    out_dir.mkdir(parents=True, exist_ok=True)
    targets = [out_dir / f"{path.stem}.{to.partition(':')[0]}" for path in paths]
    for target in targets:
        target.unlink(missing_ok=True)
    try:
        output = _soffice(paths, to, out_dir)
    except RuntimeError:
        # LibreOffice has been seen to die while starting, whatever the file; a file that kills it does so twice.
        output = _soffice(paths, to, out_dir)
    missing = [target.name for target in targets if not target.exists()]
    if missing:
        raise RuntimeError(f"LibreOffice did not make {missing}:\n{output}")
    return targets


def to_pdf(path: Path, out_dir: Path) -> Path:
    return convert(path, "pdf", out_dir)


def pdf_pages_png(pdf: Path, out_dir: Path, dpi: int = 60) -> list[Path]:
    """One picture per page, in page order."""
    out_dir.mkdir(parents=True, exist_ok=True)
    for stale in _pages(pdf, out_dir):
        stale.unlink()
    _run("pdftoppm", "-png", "-r", str(dpi), str(pdf), str(out_dir / pdf.stem))
    return _pages(pdf, out_dir)


def pdf_text(pdf: Path) -> str:
    return _run("pdftotext", "-enc", "UTF-8", "-layout", str(pdf), "-")


def _pages(pdf: Path, out_dir: Path) -> list[Path]:
    # pdftoppm pads the page numbers to one width, so names sort in page order.
    prefix = f"{pdf.stem}-"
    return sorted(
        file
        for file in out_dir.iterdir()
        if file.suffix == ".png" and file.stem.startswith(prefix) and file.stem.removeprefix(prefix).isdigit()
    )


def _soffice(paths: Sequence[Path], to: str, out_dir: Path) -> str:
    with tempfile.TemporaryDirectory(prefix="soffice-", ignore_cleanup_errors=True) as profile:
        profile_url = f"-env:UserInstallation={Path(profile).as_uri()}"
        options = ("--headless", "--norestore", "--convert-to", to, "--outdir", str(out_dir))
        return _run("soffice", profile_url, *options, *map(str, paths))


def _run(*command: str) -> str:
    run = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", errors="replace", timeout=_TIMEOUT, check=False
    )
    if run.returncode != 0:
        raise RuntimeError(f"{command[0]} ended with {run.returncode}:\n{run.stdout}{run.stderr}")
    return run.stdout
