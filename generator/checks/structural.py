"""Codes that no rule makes: findings about the file and its fields, raised where it is read. Explained here alike.

The examples run like those of the rules; ``文件 样本名`` is one of the broken files in ``tests/broken/yaml``.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.rule import Found, Rule
from generator.checks.subject import Subject
from generator.diagnostics import Severity


def _made_elsewhere(_: Subject) -> Iterator[Found]:
    yield from ()


def _error(code: str, title: str, text: str) -> Rule:
    return Rule(code, Severity.ERROR, title, _made_elsewhere, text)


def _warning(code: str, title: str, text: str) -> Rule:
    return Rule(code, Severity.WARNING, title, _made_elsewhere, text)


FILE = (
    _error(
        "SRC01",
        "文件打不开",
        """文件要存在、能读，是一个普通文件。

        为什么: 文件名写错、文件被移走、没有权限或被别的程序占用时，程序读不到内容。
        依据: 系统的回答。
        正例: 文件 "版式: guangzhou\\n部门: 示范区档案馆\\n"
        误例: 文件 没有这个文件.yaml
        """,
    ),
    _error(
        "SRC02",
        "文件太大",
        """文件不能超过程序规定的大小。

        为什么: 一个部门的数据不会这么大，多半是选错了文件；太大的文件会占满内存。
        依据: 程序的上限。
        正例: 文件 "版式: guangzhou\\n部门: 示范区档案馆\\n"
        误例: 文件 太大的文件
        """,
    ),
    _error(
        "SRC03",
        "文件是空的",
        """文件里要有内容；只有空行、注释不行。

        为什么: 多半是没有保存，或没有复制完整。
        依据: 实践。
        正例: 文件 "版式: guangzhou\\n部门: 示范区档案馆\\n"
        误例: 文件 "# 还没有填\\n"
        """,
    ),
    _error(
        "SRC04",
        "不是文本文件，或编码认不出",
        """数据文件是文本文件，编码用 UTF-8（GB18030、带标记的 UTF-16 也能读）。

        为什么: Word、Excel、PDF 和压缩包不是文本，改扩展名没有用；损坏的字节会读成乱码。
        依据: 文件开头的字节。
        正例: 文件 "版式: guangzhou\\n部门: 示范区档案馆\\n"
        误例: 文件 workbook.yaml
        """,
    ),
    _warning(
        "SRC05",
        "文件不是 UTF-8 编码",
        """文件最好存成 UTF-8；按其他编码读出的，请核对汉字。

        为什么: 编码只能推断，个别字可能读错。
        依据: 实践。
        正例: 文件 "版式: guangzhou\\n部门: 示范区档案馆\\n"
        误例: 文件 gb18030.yaml
        """,
    ),
    _error(
        "SRC06",
        "YAML 的写法有误",
        """文件要合 YAML 的写法：冒号用半角、后面空一格，缩进用半角空格，引号和括号成对。

        为什么: 写法有误，程序不知道哪些是字段、哪些是内容；程序会指出最可能的原因。
        依据: YAML 1.1 的语法。
        正例: 文件 "版式: guangzhou\\n部门:\\n  部门名称: 示范区档案馆\\n"
        误例: 文件 "版式: guangzhou\\n部门：示范区档案馆\\n年度: 2024\\n"
        """,
    ),
    _error(
        "SRC07",
        "嵌套太深或引用太多",
        """列表和字段不要一层套一层地写得太深，YAML 的引用（&、*）展开后不能太多，也不能引用自己。

        为什么: 正常的内容不到 10 层；更深的是写错了，或是有意让程序耗尽内存的文件。
        依据: 程序的上限。
        正例: 文件 "版式: guangzhou\\n部门:\\n  部门名称: 示范区档案馆\\n"
        误例: 文件 alias-bomb.yaml
        """,
    ),
    _error(
        "SRC08",
        "用了这里不允许的 YAML 写法",
        """冒号前要有名称，名称是一段文字；不能用 ! 开头的类型标记。

        为什么: 这些写法能让程序做别的事，或者读出来的内容与看到的不同。
        依据: 程序的安全要求。
        正例: 文件 "版式: guangzhou\\n部门: '!示范区档案馆'\\n"
        误例: 文件 "版式: !!python/name guangzhou\\n部门: 示范区档案馆\\n"
        """,
    ),
    _error(
        "SRC09",
        "一个文件里有几份文档",
        """一个文件只写一份内容，中间不能有“---”。

        为什么: “---”后面是另一份文档，不会读进同一张表。
        依据: YAML 1.1 的语法。
        正例: 文件 "版式: guangzhou\\n部门: 示范区档案馆\\n"
        误例: 文件 "版式: guangzhou\\n---\\n部门: 示范区档案馆\\n"
        """,
    ),
    _error(
        "SRC10",
        "有看不见的控制字符",
        """文件里不能有控制字符，也不能用反斜杠写出来。

        为什么: 它们看不见，Word、Excel 也装不下；多半是从别的软件粘贴进来的。
        依据: YAML 1.1、XML 1.0 的字符范围。
        正例: 文件 "版式: guangzhou\\n部门: 示范区档案馆\\n"
        误例: 文件 control-bell.yaml
        """,
    ),
)

FIELDS = (
    _error(
        "FLD01",
        "没有这个字段",
        """字段要用规定的名称（中文名称或英文名称都可以）。

        为什么: 名称写错一个字，内容就读不进来；程序会提示最接近的名称。
        依据: 字段表（docs/spec.md，jixiao schema）。
        正例: 项目 {项目名称: 档案数字化经费}
        误例: 项目 {项目名: 档案数字化经费}
        """,
    ),
    _error(
        "FLD02",
        "缺少字段",
        """版式、部门名称、项目名称、二级指标、三级指标等一定要有的字段不能缺，也不能空着。

        为什么: 少了它们，内容放不到表上。其他必填内容看各地的表（REQ01）。
        依据: 字段表（docs/spec.md，jixiao schema）。
        正例: 指标 {三级指标: 扫描档案页数}
        误例: 文件 "版式: guangzhou\\n年度: 2024\\n"
        """,
    ),
    _error(
        "FLD03",
        "字段写了两次",
        """同一层里，一个字段只写一次；中文名称和英文名称同时写也算两次。

        为什么: 不知道以哪个为准。
        依据: 实践。
        正例: 文件 "版式: guangzhou\\n部门: 示范区档案馆\\n"
        误例: 文件 "版式: guangzhou\\n部门: 示范区档案馆\\nlayout: guangzhou\\n"
        """,
    ),
    _error(
        "FLD04",
        "字段的写法不对",
        """该写文字的写文字，该写列表的写列表，该写下级字段的缩进两格写。

        为什么: 例如“绩效指标”是列表，每项以“- ”开头；写成一段文字就分不出各项。
        依据: 字段表（docs/spec.md，jixiao schema）。
        正例: 项目 {绩效指标: [{二级指标: 数量指标, 三级指标: 扫描档案页数}]}
        误例: 项目 {绩效指标: 扫描档案2万页}
        """,
    ),
    _error(
        "FLD05",
        "不是金额",
        """金额只写数字，如 1980.40 或 1,980.40；单位写在“金额单位”里。

        为什么: “约10万”这样的写法算不出合计。
        依据: 字段表（docs/spec.md，jixiao schema）。
        正例: 项目 {资金: {财政拨款: "1,980.40"}}
        误例: 项目 {资金: {财政拨款: 约10万元}}
        """,
    ),
    _error(
        "FLD06",
        "不是年度",
        """年度写成四位数字，如 2024。

        为什么: “今年”“24”不能确定是哪一年。
        依据: 字段表（docs/spec.md，jixiao schema）。
        正例: 文档 {年度: 2024年}
        误例: 文档 {年度: 今年}
        """,
    ),
    _error(
        "FLD07",
        "不是百分数",
        """支出比例写成 25% 或 25。

        为什么: 写成文字就不能核对是否递增、年底是否 100%。
        依据: 字段表（docs/spec.md，jixiao schema）。
        正例: 项目 {资金支出计划: {12月底: 100%}}
        误例: 项目 {资金支出计划: {12月底: 全部}}
        """,
    ),
    _error(
        "FLD08",
        "不是“是”或“否”",
        """“涉密”只写“是”或“否”。

        为什么: 别的写法不能确定是不是涉密。
        依据: 字段表（docs/spec.md，jixiao schema）。
        正例: 项目 {涉密: 否}
        误例: 项目 {涉密: 可能}
        """,
    ),
    _error(
        "FLD09",
        "不是月份",
        """支出计划的月份写成 3月底、6月底、10月底、12月底。

        为什么: 表头是月份，别的写法对不上。
        依据: 字段表（docs/spec.md，jixiao schema）。
        正例: 项目 {资金支出计划: {12月底: 100%}}
        误例: 项目 {资金支出计划: {年终: 100%}}
        """,
    ),
    _error(
        "FLD10",
        "只能在几个词里选",
        """有的字段只能在几个词里选，如“金额单位”只能写 万元 或 元。

        为什么: 别的词程序不认识，金额就换算不了。
        依据: 字段表（docs/spec.md，jixiao schema）。
        正例: 文档 {金额单位: 万元}
        误例: 文档 {金额单位: 亿元}
        """,
    ),
    _error(
        "LAY02",
        "没有这个版式",
        """“版式”写版式的代号或地名，用 jixiao layouts 查看有哪些。

        为什么: 不知道用哪张表，就不能校验，也不能打印。
        依据: 现有的版式（templates/）。
        正例: 文件 "版式: 广州\\n部门: 示范区档案馆\\n"
        误例: 文件 "版式: 某地\\n部门: 示范区档案馆\\n"
        """,
    ),
    _warning(
        "ACC01",
        "认可没有对应的问题",
        """“认可”里的每一条都要对应一个查出来的问题；问题改好了，就删掉它。

        为什么: 留着没用的认可，以后同样的问题再出现就看不到了。换版式打印时、版式或档次不查的代码，不作判断。
        依据: 实践。
        正例: 文档 {认可: [{代码: COV02, 位置: "项目[1]", 理由: 只有这两项}], 预算单位: [{项目: [{绩效指标: [{三级指标: 培训期数}]}]}]}
        误例: 文档 {认可: [{代码: COV02, 位置: "项目[1]", 理由: 只有这两项}]}
        """,
    ),
)

THEMES: dict[str, tuple[Rule, ...]] = {"文件": FILE, "字段": FIELDS}
"""Findings about files, and about fields and what else is read before the rules look at the spec."""
