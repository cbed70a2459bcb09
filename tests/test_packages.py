"""Office files that we write open elsewhere, too: relations in the default name space, with relative targets.

exceljs 4.4 opens no workbook whose relations bear a prefix, SheetJS 0.18.5 shows none of its notes, and pandoc 3.9 opens
none whose targets begin at the package's root.
"""

from __future__ import annotations

import io
import posixpath
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from generator.cli.main import main
from generator.layouts.folders import templates_folder

_SPEC = str(templates_folder() / "guangzhou/sample.yaml")
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with each kind of Office file that we write."""
    folder = tmp_path_factory.mktemp("written")
    spec = folder / "spec.yaml"
    spec.write_text(
        Path(_SPEC).read_text(encoding="utf-8").replace("年度指标值: ", "年度指标值: ≥", 1), encoding="utf-8"
    )
    assert main(["excel", "export", str(spec), str(folder / "editing.xlsx")]) == 0
    main(["check", str(folder / "editing.xlsx"), "--annotate", str(folder / "annotated.xlsx")])
    assert main(["render", str(spec), "-o", str(folder), "-f", "docx,xlsx"]) == 0
    main(["render", str(spec), "-o", str(folder / "draft"), "-f", "docx,xlsx", "--force"])
    main(["skin", "guangzhou", str(folder / "skin.docx")])
    return folder


def test_relations_are_relative_and_bear_no_prefix(written: Path) -> None:
    files = sorted([*written.rglob("*.xlsx"), *written.rglob("*.docx")])
    assert {path.name for path in files} >= {"annotated.xlsx", "editing.xlsx", "skin.docx", "spec.docx", "spec.xlsx"}
    for path in files:
        with ZipFile(io.BytesIO(path.read_bytes())) as archive:
            names = set(archive.namelist())
            for name in (name for name in names if name.endswith(".rels")):
                root = etree.fromstring(archive.read(name))
                assert (path.name, name, root.prefix) == (path.name, name, None)
                owner = posixpath.dirname(posixpath.dirname(name))
                for relation in root.iter(_RELATION):
                    if relation.get("TargetMode") != "External":
                        target = relation.get("Target", "")
                        assert not target.startswith("/"), (path.name, name, target)
                        assert posixpath.normpath(posixpath.join(owner, target)) in names
