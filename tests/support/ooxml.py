"""Office files against the OpenXML SDK's schemas, for Office 2019 and Microsoft 365."""

import json
import subprocess
from pathlib import Path

_VALIDATOR = Path(__file__).resolve().parents[1] / "ooxml" / "validate.mjs"
_SECONDS_TO_START = 120
_SECONDS_A_FILE = 10


def validation_errors(paths: list[Path]) -> dict[str, list[str]]:
    """The errors of each docx or xlsx, by `str(path)`; an empty list means valid.

    Starting the validator takes seconds: hand over many files at once.
    """
    if not paths:
        return {}
    run = subprocess.run(
        ["node", str(_VALIDATOR), *map(str, paths)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=_SECONDS_TO_START + _SECONDS_A_FILE * len(paths),
        check=False,
    )
    if run.returncode != 0:
        raise RuntimeError(f"the OOXML validator failed (run scripts/setup.sh test):\n{run.stderr}")
    report: dict[str, list[str]] = json.loads(run.stdout)
    return report
