"""How strict: ``draft`` looks at structure only, ``review`` at everything, ``publish`` also stops what must not go public."""

from __future__ import annotations

from typing import Literal, get_args

from generator.spec.numerals import words

Profile = Literal["draft", "review", "publish"]
PROFILES: tuple[Profile, ...] = get_args(Profile)

DRAFT = words(
    "REQ01 REQ02 REQ03 LAY01 SET01 MON01 MON02 MON03 MON04 MON05 SCH01 SCH02 SCH03 SCH04 COD01 COD02",
    "CLS01 CLS02 CLS03 CLS04 CLS05 TXT01 TXT02 TXT13 CON01 CON07",
)
"""What ``draft`` runs: what makes printing impossible or the printed figures wrong. Nothing about wording or coverage."""

PUBLISH_ERRORS = {
    "REQ02": "公开的表上会留下空格",
    "MON06": "金额差一万倍，公开后难以解释",
    "VAL05": "公开的数字没有单位，读的人不知道是什么",
    "TXT03": "括号、引号、书名号缺一半，一眼可见",
    "TXT07": "重字、重标点，一眼可见",
    "TXT08": "栏目名粘进了正文，一眼可见",
}
"""Warnings that are errors when publishing, with the reason."""
