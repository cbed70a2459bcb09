"""What headings and labels say, and when two of them mean the same: blanks, stars and colons do not count."""

from __future__ import annotations

import re
import unicodedata

from generator.excel.sheets.table_columns import ID_TITLE
from generator.invisible import without_unseen

DEPARTMENT_HEADINGS = (ID_TITLE, "项", "内容", "说明")
"""The columns of the sheet 部门: what a line is, its label, its value and what to write."""

ALL_PROJECTS = "全部项目"
"""With this begin the labels of what all projects come to, which is computed and not read."""

_IGNORED = re.compile(r"[\s*★●:：、_\-—]+")


def plain(text: str) -> str:
    """A heading or label without what does not matter."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", without_unseen(text))).casefold()


def is_total(label: str) -> bool:
    """Whether a label of the sheet 部门 is that of a computed line, which is not read."""
    return plain(label).startswith(plain(ALL_PROJECTS))
