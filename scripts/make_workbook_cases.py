#!/usr/bin/env python3
"""Make the workbooks in ``tests/broken/workbooks``: each the export of ``spec.yaml`` there, with one oddity.

Those in ``pass`` say what the spec says, those in ``fail`` have an error. What is found in each stands in
``expected.txt``, which is written by hand. Run ``python scripts/make_workbook_cases.py`` after the editing workbook has
changed; the same program makes the same files.
"""

from __future__ import annotations

import sys
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.writer.excel import ExcelWriter

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "tests" / "broken" / "workbooks"
sys.path.insert(0, str(ROOT))

from generator.excel.annotate.annotate import annotate  # noqa: E402
from generator.excel.export_file import export_spec  # noqa: E402
from generator.pipeline import load  # noqa: E402
from scripts.workbook_edits import EDITED, Edit  # noqa: E402
from scripts.workbook_patches import PATCHED, STRANGE, parts_of, patched, zipped  # noqa: E402

_MODIFIED = datetime(2000, 1, 1)


def cases() -> dict[str, bytes]:
    """Every workbook by its name in the folder: ``fail/unknown-project.xlsx``."""
    book = _exported()
    small = _edited(book, _make_small)
    files = {f"{folder}/{name}.xlsx": _edited(small, edit) for (folder, name), edit in EDITED.items()}
    files |= {f"{folder}/{name}.xlsx": patched(book, patch) for (folder, name), patch in PATCHED.items()}
    files |= {f"fail/{name}.xlsx": make(book) for name, make in STRANGE.items()}
    files["pass/exported.xlsx"] = book
    files["pass/checked-before.xlsx"] = _checked(book)
    return dict(sorted(files.items()))


def main() -> None:
    """Write the files, and take away those that are no longer made."""
    made = cases()
    for old in FOLDER.glob("*/*.xlsx"):
        if str(old.relative_to(FOLDER)) not in made:
            old.unlink()
    for name, data in made.items():
        path = FOLDER / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    print(f"{len(made)} files, {sum(map(len, made.values())) // 1024} kB")


def _exported() -> bytes:
    data, findings = export_spec(FOLDER / "spec.yaml")
    if data is None:
        raise SystemExit(f"spec.yaml is not exported: {findings[:3]}")
    return data


def _checked(book: bytes) -> bytes:
    """The workbook with the notes and the sheet of a check that found something."""
    text = (FOLDER / "spec.yaml").read_text(encoding="utf-8").replace("≥12场", "若干")
    return annotate(book, load(text.encode(), name="x").findings)


def _edited(book: bytes, edit: Edit) -> bytes:
    """The workbook opened, edited and saved by another program."""
    workbook = load_workbook(BytesIO(book))
    edit(workbook)
    workbook.properties.modified = _MODIFIED
    buffer = BytesIO()
    ExcelWriter(workbook, ZipFile(buffer, "w")).save()  # Workbook.save would put the clock's time into the properties
    return zipped(parts_of(buffer.getvalue()))


def _make_small(workbook: Workbook) -> None:
    """Take out what is not read, so that the files stay small."""
    del workbook["填写说明"]
    del workbook["合计"]
    del workbook.defined_names["单位合计表"]
    for sheet in workbook:
        sheet.data_validations.dataValidation = []
        sheet.conditional_formatting = ConditionalFormattingList()
    workbook.loaded_theme = None


if __name__ == "__main__":
    main()
