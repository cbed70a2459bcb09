"""``jixiao fmt``: values in one style, and not a byte changed elsewhere."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.cli.main import main
from generator.sources.yaml_file import read_yaml_text
from generator.spec.model import Indicator
from generator.spec.parse import parse
from generator.spec.value import Style, Value
from generator.yaml_edit.restyle_values import Rewritten, restyled, rewrite_values
from tests.reports.samples import SPEC, written

STYLES: tuple[Style, ...] = ("symbol", "words")

HEAD = """\
# 开头的说明：不低于95%
版式: guangzhou
部门: 示范区档案馆
预算单位:
  - 项目:
      - 项目名称: 满意度不低于95%
        绩效目标: 不低于95%
        绩效指标:
          - 二级指标: 数量指标
            三级指标: 95%以上
"""


def spec(*lines: str) -> str:
    """A spec whose one indicator has these lines."""
    return HEAD + "".join(f"            {line}\n" for line in lines)


def rewrite(text: str, style: Style = "symbol") -> Rewritten:
    """The text rewritten."""
    return rewrite_values(text, "x.yaml", style)


def indicator(text: str) -> Indicator:
    """The first indicator of a spec."""
    root, _ = read_yaml_text(text, "x.yaml")
    assert root is not None
    parsed = parse(root, "x.yaml").spec
    assert parsed is not None
    return parsed.units[0].projects[0].indicators[0]


@pytest.mark.parametrize(
    ("old", "symbol", "as_words"),
    [
        ("95%及以上", "≥95%", "大于等于95%"),
        ("不低于95%", "≥95%", "大于等于95%"),
        ("≥95百分比", "≥95百分比", "大于等于95百分比"),
        ("不超过 3 次", "≤3次", "小于等于3次"),
        ("1-2期", "1~2期", "1至2期"),
        ("±3%以内", "±3%", "±3%以内"),
        ("=100.00(%)", "100.00%", "100.00%"),
        ("党支部书记参培率97%以上", "党支部书记参培率≥97%", "党支部书记参培率大于等于97%"),
        *(
            (same, same, same)
            for same in (
                "良好",
                "12月31日前",
                "1,980.40万元",
                "3/4",
                "1",
                "约100人",
                "5G网络",
                "从80%到90%",
                "三会一课",
            )
        ),
        ("三次", "3次", "3次"),
        ("百分之九十", "90%", "90%"),
        ("９５％", "95%", "95%"),
        ("不少于两场次", "≥2场次", "大于等于2场次"),
        ("在80%到90%之间", "80%~90%", "80%至90%"),
        ("省外不少于1次，省内不少于2次",) * 3,
    ],
)
def test_values(old: str, symbol: str, as_words: str) -> None:
    assert (restyled(Value(old), "symbol"), restyled(Value(old), "words")) == (symbol, as_words)
    assert rewrite(spec(f"年度指标值: {old}")).text == spec(f"年度指标值: {symbol}")


def test_separators_of_thousands_stay() -> None:
    assert restyled(Value("1,200人次及以上"), "symbol") == "≥1,200人次"
    assert restyled(Value("1,200~2,400人次"), "words") == "1,200至2,400人次"
    assert rewrite(spec("年度指标值: 1,200人次及以上")).text == spec("年度指标值: '≥1,200人次'")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("年度指标值: 95%以上   # 说明 95%以上", "年度指标值: ≥95%   # 说明 95%以上"),
        ("实施周期指标值:   95%以上", "实施周期指标值:   ≥95%"),
        ('annual_value: "95%以上"', 'annual_value: "≥95%"'),
        ("term_value: '95%以上'", "term_value: '≥95%'"),
        ("年度指标值: 超过95%", "年度指标值: '>95%'"),
        ('年度指标值: "超过95%"', '年度指标值: ">95%"'),
        ("年度指标值: 满意度：95%以上", "年度指标值: '满意度：≥95%'"),
        ("{年度指标值: 95%以上, 实施周期指标值: 95%以上}", None),
    ],
)
def test_the_way_a_value_is_written_stays(old: str, new: str | None) -> None:
    if new is None:  # a flow mapping instead of the indicator
        flow = (
            HEAD[: HEAD.index("          - 二级指标")]
            + "          - {{二级指标: 数量指标, 三级指标: 95%以上, 年度指标值: {}}}\n"
        )
        assert rewrite(flow.format("不低于95%")).text == flow.format("≥95%")
        return
    assert rewrite(spec(old)).text == spec(new)


@pytest.mark.parametrize(
    "lines",
    [
        ("年度指标值: |-", "  95%以上"),
        ("年度指标值: 不低于", "  95%"),
        ("年度指标值: !!str 95%以上",),
        ("年度指标值: &v 95%以上", "实施周期指标值: *v"),
        (r'年度指标值: "95%以\u4e0a"',),
    ],
)
def test_what_is_not_written_in_one_piece_is_left_and_told(lines: tuple[str, ...]) -> None:
    result = rewrite(spec(*lines))
    assert result.text == spec(*lines)
    assert (result.changed, len(result.left)) == (0, 1)


def test_an_aliased_indicator_is_rewritten_once() -> None:
    text = spec("年度指标值: 95%以上").replace("- 二级指标", "- &i\n            二级指标") + "          - *i\n"
    result = rewrite(text)
    assert result.text == text.replace("年度指标值: 95%以上", "年度指标值: ≥95%")
    assert result.changed == 1


@pytest.mark.parametrize("text", ["a: [", "版式: guangzhou\n没有: 这个\n", "- 1\n"])
def test_a_spec_with_errors_is_not_touched(text: str) -> None:
    result = rewrite(text)
    assert result.text is None
    assert result.findings


def test_what_would_read_otherwise_is_not_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "generator.yaml_edit.restyle_values._quoted", lambda text, _: text if text == "95%以上" else "a: b"
    )
    assert rewrite(spec("年度指标值: 95%以上")).text is None


numbers = st.sampled_from(["95%", "1,000人", "3次", "0", "1.50万元", "90百分比"])
bounded = st.builds(
    str.format,
    st.sampled_from(
        [
            "{}以上",
            "{}及以上",
            "≥{}",
            "≥ {}",
            "不低于{}",
            "大于等于{}",
            "超过{}",
            "＜{}",
            "<{}",
            "不超过{}",
            "满意度达到{}以上",
        ]
    ),
    numbers,
)
values = bounded | numbers | st.sampled_from(["良好", "1-2期", "80%~90%", "±3%", "12月底前", "it's 5", "", "无"])


def written_value(value: str, how: str) -> str:
    """``value`` as YAML."""
    if how == "'" or (how == "" and value[:1] in ("", ">")):
        return "'" + value.replace("'", "''") + "'"
    return f"{how}{value}{how}"


@given(st.lists(values, min_size=1, max_size=6), st.data(), st.sampled_from(STYLES), st.sampled_from(["\n", "\r\n"]))
def test_only_values_change_and_once(texts: list[str], data: st.DataObject, style: Style, end: str) -> None:
    lines = []
    for number, value in enumerate(texts):
        how = data.draw(st.sampled_from(["", "'", '"']))
        tail = data.draw(st.sampled_from(["", "  # 95%以上", " "]))
        lines.append(f"          - {{}}{number}\n            三级指标: {value or '空'}\n".replace("{}", "二级指标: "))
        lines.append(f"            年度指标值: {written_value(value, how)}{tail}\n")
    text = (HEAD + "".join(lines)).replace("\n", end)
    result = rewrite(text, style)
    assert result.text is not None
    before, after = text.split(end), result.text.split(end)
    differing = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert len(differing) == result.changed
    assert all(old.lstrip().startswith("年度指标值: ") for old, _ in differing)
    assert [old.partition("#")[1:] for old, _ in differing] == [new.partition("#")[1:] for _, new in differing]
    assert values_of(result.text) == [restyled(value, style) for value in map(Value, values_of(text))]
    assert rewrite(result.text, style) == Rewritten(result.text)


def values_of(text: str) -> list[str]:
    """The annual values of a spec."""
    root, _ = read_yaml_text(text, "x.yaml")
    assert root is not None
    found = parse(root, "x.yaml").spec
    assert found is not None
    return [str(part.annual_value or "") for part in found.units[0].projects[0].indicators]


# --- the command -----------------------------------------------------------------------------------------------------

NEW = SPEC.replace("不低于1000卷", "≥1000卷").replace("95%以上", "≥95%")


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (b"", "gb18030"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_bytes_stay_but_for_the_values(tmp_path: Path, mark: bytes, encoding: str, end: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(mark + SPEC.replace("\n", end).encode(encoding))
    assert main(["fmt", "--values", "symbol", str(path)]) == 0
    assert path.read_bytes() == mark + NEW.replace("\n", end).encode(encoding)


def test_bytes_that_cannot_be_made_again_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path)
    monkeypatch.setattr("generator.yaml_edit.file_encoding._CANDIDATES", ((codecs.BOM_UTF8, "utf-8"),))
    assert main(["fmt", "--values", "symbol", str(path)]) == 1
    assert "它的编码不能原样写回" in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == SPEC


def test_check_only_tells(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path)
    assert main(["fmt", "--values", "symbol", "--check", str(path)]) == 1
    assert f"{path}：要改 4 个指标值" in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == SPEC
    assert main(["fmt", "--values", "symbol", str(path)]) == 0
    assert main(["fmt", "--values", "symbol", "--check", str(path)]) == 0


def test_diff_shows_the_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, SPEC.rstrip("\n"))
    assert main(["fmt", "--values", "symbol", "--diff", str(path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert path.read_text(encoding="utf-8") == SPEC.rstrip("\n")
    assert lines[:3] == [f"--- {path}", f"+++ {path}", "@@ -11,8 +11,8 @@"]
    assert "-            年度指标值: 不低于1000卷" in lines
    assert "+            年度指标值: ≥1000卷" in lines
    assert lines[-1] == "\\ No newline at end of file"


def test_a_diff_joins_what_is_near(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    value = "            年度指标值: 95%以上\n"
    hunks = []
    for between in (6, 7):
        part = HEAD[HEAD.index("          - 二级指标") :]
        text = HEAD + value + "            # 说明\n" * (between - 2) + part + value
        main(["fmt", "--values", "symbol", "--diff", str(written(tmp_path, text))])
        hunks.append([line for line in capsys.readouterr().out.splitlines() if line.startswith("@@")])
    assert hunks == [["@@ -8,11 +8,11 @@"], ["@@ -8,7 +8,7 @@", "@@ -16,4 +16,4 @@"]]


def test_one_file_that_fails_does_not_stop_the_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken, good = written(tmp_path, "a: [", "a.yaml"), written(tmp_path, name="b.yaml")
    assert main(["fmt", "--values", "words", str(tmp_path), str(tmp_path / "nothing.yaml")]) == 1
    err = capsys.readouterr().err
    assert f"{broken}：没有动它，先改正上面的错误" in err
    assert "SRC01" in err
    assert "大于等于95%" in good.read_text(encoding="utf-8")
    assert broken.read_text(encoding="utf-8") == "a: ["


def test_links_and_rights_stay(tmp_path: Path) -> None:
    path = written(tmp_path)
    path.chmod(0o640)
    link = tmp_path / "link.yaml"
    link.symlink_to(path)
    assert main(["fmt", "--values", "symbol", str(link)]) == 0
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640
    assert path.read_text(encoding="utf-8") == NEW


def test_a_file_that_needs_nothing_is_not_written(tmp_path: Path) -> None:
    path = written(tmp_path, NEW)
    before = path.stat().st_mtime_ns, path.stat().st_ino
    assert main(["fmt", "--values", "symbol", str(path)]) == 0
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before


def test_a_workbook_is_not_touched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.xlsx"
    assert main(["new", "guangzhou", str(path)]) == 0
    before = path.read_bytes()
    assert main(["fmt", "--values", "symbol", str(path)]) == 1
    assert "fmt 只改 YAML 文件" in capsys.readouterr().err
    assert path.read_bytes() == before
