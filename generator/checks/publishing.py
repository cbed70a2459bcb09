"""Publishing: what must not leave the house."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.rule import Found, Rule, rule
from generator.checks.subject import Subject
from generator.diagnostics import Severity
from generator.spec.scalars import shorten

_NO = "(?:暂不|不予|不宜|不便|不作|不再|不能|无法|未予|未作|不)"
_MADE_PUBLIC = "(?:公开|公示|公布|填报|填列|填写|列示|说明|对外)"
_SECRET = re.compile(
    "(?:内容|项目|信息|事项|资金|经费|预算)(?:均|都|已|全部|部分)?(?:属于?|为|因|系)?涉密"
    "(?![人载计设资网系文岗单场信会管项内事安培工检测])"
    f"|(?:因|由于|鉴于|属|属于|为)涉密[^。；]{{0,12}}{_NO}[^。；]{{0,6}}{_MADE_PUBLIC}"
    f"|涉及?(?:国家)?[秘机绝]密[，,]?[^。；，]{{0,4}}{_NO}[^。；]{{0,6}}{_MADE_PUBLIC}"
    "|[绝机秘]密\\s*[★☆]"
)
"""Texts that say of themselves that they are secret; not those that speak of 涉密人员, 保密教育."""


@rule("PUB01", Severity.ERROR, "文字说涉密，却没有标明")
def said_not_marked(subject: Subject) -> Iterator[Found]:
    """项目的文字说自己涉密的，要在“涉密”里写“是”，由负责公开的人决定怎么处理。

    为什么: 没有标明，表照样打印、照样公开。
    依据: 财预〔2016〕143号（公开预算时，涉密内容除外）；已公开的表里确有写着涉密又印出金额和指标的（越秀）。
    正例: 项目 {绩效目标: 加强涉密人员管理，开展保密教育2次}
    误例: 项目 {绩效目标: 本项目相关内容涉密，暂不进行绩效目标填报。}
    """
    marked = {loc for loc, project in subject.projects if project.classified}
    for text, locs in subject.prose.items():
        found = _SECRET.search(text) if "密" in text else None
        for loc in locs:
            if found and len(loc) > 4 and loc[:4] not in marked:
                yield Found(
                    loc,
                    f"文字里说“{shorten(found.group())}”，项目却没有标明涉密",
                    "确实涉密的，写“涉密: 是”并移出要公开的文件；不涉密的，改写这句话",
                )


@rule("PUB02", Severity.ERROR, "涉密项目仍会打印")
def marked_still_printed(subject: Subject) -> Iterator[Found]:
    """标明涉密的项目，不能与要公开的项目写在一份文件里。

    为什么: 程序照文件打印，不替人删减；标明了涉密，名称、金额、目标和指标仍会印在表上。
    依据: 财预〔2016〕143号（公开预算时，涉密内容除外）。
    正例: 项目 {涉密: 否}
    误例: 项目 {涉密: 是}
    """
    for loc, project in subject.projects:
        if project.classified:
            yield Found(
                (*loc, "classified"),
                f"“{shorten(project.name)}”标明涉密，仍会打印在表上",
                "公开前把它移到不公开的文件里；内部使用的表可写明理由认可",
            )


RULES: tuple[Rule, ...] = (said_not_marked, marked_still_printed)
