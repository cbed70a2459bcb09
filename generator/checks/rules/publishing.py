"""Publishing: what must not leave the house."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.rule import Found, Rule, piece_of, rule
from generator.checks.subject import Subject
from generator.diagnostics import Severity
from generator.spec.scalars import shorten
from generator.speed import lazy_pattern

_NO = "(?:暂不|不予|不宜|不便|不作|不再|不能|无法|未予|未作|不)"
_MADE_PUBLIC = "(?:公开|公示|公布|填报|填列|填写|列示|说明|对外)"
_NO_LONGER = "(?:暂不|不予|不宜|不便|未予|不)(?:对外|向社会)?(?:公开|公示|公布|填报|填列|填写|列示)"
_END = "(?=$|[，。；：,;.!！）)】\\s])"
_SECRET = lazy_pattern(
    "(?:内容|项目|信息|事项|资金|经费|预算)(?:均|都|已|全部|部分)?(?:属于?|为|因|系)?涉密"
    "(?![人载计设资网系文岗单场信会管项内事安培工检测])"
    f"|(?:因|由于|鉴于|属|属于|为)涉密[^。；]{{0,12}}{_NO}[^。；]{{0,6}}{_MADE_PUBLIC}"
    f"|涉及?(?:国家)?[秘机绝]密[，,]?[^。；，]{{0,4}}{_NO}[^。；]{{0,6}}{_MADE_PUBLIC}"
    "|[绝机秘]密\\s*[★☆]"
    f"|[本该此]项目(?:系|为|属于?|是)涉密(?:项目|事项|内容|工程)?{_END}"
    f"|[本该此]项目(?:的?(?:相关|有关)?(?:内容|信息))?(?:均|都|部分|全部)?涉及(?:国家|工作)秘密{_END}"
    f"|(?:^|[，。；、\\s]|项目|相关|有关|具体)内容(?:均|都|部分|全部)?(?:属于?|涉及|系|为)国家秘密{_END}"
    f"|密级(?:\\s*[:：]\\s*|为)(?:绝密|机密|秘密)级?{_END}"
    f"|(?<![不非否凡如若])属于?(?:绝密|机密|秘密)级?(?:事项|内容|项目|信息)?{_END}"
    "|(?:根据|按照|按|依据|因|由于|出于)(?:国家|有关|相关)?保密(?:工作)?(?:有关|相关|管理)?(?:要求|规定|需要|原因)[，,]?"
    f"(?:[本该此]?(?:项目|部分)?的?(?:相关|有关|具体|绩效)?(?:内容|信息|目标|指标|情况|项目)?){_NO_LONGER}"
    "|^\\s*[（(【［\\[]涉密[】］\\]）)]"
    "|[（(【［\\[]涉密[】］\\]）)]\\s*$"
    f"|(?:因|由于|鉴于)涉密[，,]?(?:从略|略){_END}"
    f"|^\\s*(?:[本该此]项目)?涉密(?:内容|项目|事项|[，,]?{_NO_LONGER})?[。.]?\\s*$"
)
"""Texts that say of themselves that they are secret; not those that speak of 涉密人员, 保密教育."""


@rule("PUB01", Severity.ERROR, "文字说涉密，却没有标明")
def said_not_marked(subject: Subject) -> Iterator[Found]:
    """项目的文字说自己涉密的，要在“涉密”里写“是”，由负责公开的人决定怎么处理。

    为什么: 没有标明，表照样打印、照样公开。
    依据: 财预〔2016〕143号（公开预算时，涉密内容除外）；已公开的表里确有写着涉密又印出金额和指标的（越秀）。
    正例: 项目 {绩效目标: 加强涉密人员管理，开展保密教育2次}
    正例: 项目 {项目名称: 涉密载体销毁经费, 绩效目标: 举办国家秘密保护知识培训，防止失泄密事件发生}
    误例: 项目 {绩效目标: 本项目相关内容涉密，暂不进行绩效目标填报。}
    误例: 项目 {绩效目标: 该项目属于涉密项目。}
    误例: 项目 {绩效目标: 本项目涉及国家秘密，内容从略。}
    误例: 项目 {绩效目标: 根据保密要求，相关内容不予公开。}
    误例: 项目 {项目名称: （涉密）专项经费}
    误例: 项目 {项目名称: 专项经费（涉密）}
    误例: 项目 {绩效目标: 涉密不公开}
    """
    if "密" not in subject.whole:
        return
    marked = {loc for loc, project in subject.projects if project.classified}
    for text, locs in subject.prose.items():
        found = _SECRET.search(text) if "密" in text else None
        for loc in locs:
            if found and len(loc) > 4 and loc[:4] not in marked:
                yield Found(
                    loc,
                    f"文字里说“{shorten(found.group())}”，项目却没有标明涉密",
                    "确实涉密的，写“涉密: 是”并移出要公开的文件；不涉密的，改写这句话",
                    piece_of(text, *found.span()),
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
