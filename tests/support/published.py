"""The published forms as text, and the only differences from them that are allowed.

``tests/published/`` holds the text of four publications as it was found, leaked markup and paging included.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "tests" / "published"

SPECS = {
    "huadu-jiguan-gongwei": ROOT / "specs/guangzhou/huadu-jiguan-gongwei.yaml",
    "yuexiu-zuzhibu": ROOT / "specs/guangzhou/yuexiu-zuzhibu.yaml",
    "shi-jiguan-gongwei": ROOT / "specs/dongguan/shi-jiguan-gongwei.yaml",
    "qu-jiguan-gongwei": ROOT / "specs/caofeidian/qu-jiguan-gongwei.yaml",
}

# What leaked in or was lost when the pages became text: pattern, what stood there, and how often.
LEAKS: dict[str, list[tuple[str, str, int]]] = {
    "huadu-jiguan-gongwei": [(r"^[-\t]+$", "", 1)],
    "yuexiu-zuzhibu": [],
    "shi-jiguan-gongwei": [(r"</?p>", "", 8), (r"^# ", "", 6)],
    "qu-jiguan-gongwei": [
        (r"\[bookmark: [^\]]*\]", "", 4),
        (r"一、总体绩效目标\n一、总体绩效目标", "一、总体绩效目标", 1),
        (r"二、分项绩效目标\n分项绩效目标", "二、分项绩效目标", 1),
        (r"三、工作保障措施\n工作保障措施", "三、工作保障措施", 1),
        (r"^ 预算项目绩效目标$", "第二部分 预算项目绩效目标", 1),
        (r"^ \t(?=286001)", "2.2024年度机关党组织活动经费绩效目标表\n", 1),
        (r"\](?=2024年度机关党组织活动经费)", "", 1),
    ],
}


def published_text(name: str) -> str:
    """The text of a published form without what leaked in. Fails where a leak is not there as described."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    for pattern, replacement, expected in LEAKS[name]:
        text, count = re.subn(pattern, replacement, text, flags=re.MULTILINE)
        assert count == expected, f"{name}: {pattern!r} found {count} times, expected {expected}"
    return text


def folded(text: str) -> str:
    """``text`` without the differences that are allowed: white space, full or half width, kinds of dash."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"[-‐‑‒–—―−─]+", "-", plain)
