"""YAML to nodes: texts as written, places, bounds, and a finding for whatever the parser refuses."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st

from generator.diagnostics import Finding
from generator.sources import yaml_nodes
from generator.sources.node import Mapping, Node, Scalar, Sequence
from generator.sources.yaml_file import MAX_DEPTH, MAX_FINDINGS, read_yaml, read_yaml_text
from tests.support.properties import examples

LOADERS = [yaml.SafeLoader, *([yaml.CSafeLoader] if yaml.__with_libyaml__ else [])]


@pytest.fixture(params=LOADERS, ids=lambda loader: loader.__name__)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(yaml_nodes, "_LOADER", request.param)
    return request.param


def plain(node: Node | None) -> Any:
    """A node as Python values: pairs for a mapping, so that double keys stay."""
    if isinstance(node, Mapping):
        return [(key.text, plain(value)) for key, value in node.entries]
    if isinstance(node, Sequence):
        return {"items": [plain(item) for item in node.items]}
    return node.text if node is not None else None


def read(text: str) -> Node:
    node, findings = read_yaml_text(text, "x.yaml")
    assert findings == []
    assert node is not None
    return node


def only(text: str) -> Finding:
    node, findings = read_yaml_text(text, "x.yaml")
    assert node is None
    assert len(findings) == 1
    return findings[0]


def value(text: str) -> str | None:
    node = read(f"键: {text}\n")
    assert isinstance(node, Mapping)
    scalar = node.entries[0][1]
    assert isinstance(scalar, Scalar)
    return scalar.text


def walk(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node, Sequence):
        for item in node.items:
            yield from walk(item)
    elif isinstance(node, Mapping):
        for key, item in node.entries:
            yield key
            yield from walk(item)


AS_WRITTEN = ["0010", "no", "Yes", "12:30", "1e3", "2024-01-01", "0x1F", "1_000", ".inf", "=", "<<", "NULL", "9" * 4000]
AS_WRITTEN += ["≥ 95", "≤3次", "1,000.50", "甲：乙", "100%", "a#b", "R&D", "（一）", "-5", "“甲”", "—"]

EXPLICIT = [("''", ""), ('""', ""), ("'~'", "~"), ('"null"', "null"), ("!!str", ""), ("!!str ~", "~")]
EXPLICIT += [("!!int 007", "007"), ("'it''s'", "it's"), ('"a\\nb"', "a\nb")]
EXPLICIT += [("|\n  甲\n  乙", "甲\n乙\n"), (">-\n  甲\n  乙", "甲 乙"), ("|", ""), (">-", ""), ("&a1 |", "")]


@pytest.mark.usefixtures("loader")
class TestScalars:
    @pytest.mark.parametrize("written", AS_WRITTEN)
    def test_stay_as_written(self, written: str) -> None:
        assert value(written) == written

    @pytest.mark.parametrize("written", ["", "~", "null", "# 注释", "!!null"])
    def test_blank_is_none(self, written: str) -> None:
        assert value(written) is None

    @pytest.mark.parametrize(("written", "text"), EXPLICIT)
    def test_quoted_tagged_and_block(self, written: str, text: str) -> None:
        assert value(written) == text

    def test_key_is_always_a_text(self) -> None:
        assert plain(read("~: 1\nnull: 2\n007: 3\n'null': 4\n")) == [
            ("~", "1"),
            ("null", "2"),
            ("007", "3"),
            ("null", "4"),
        ]

    def test_double_keys_and_merge_keys_stay(self) -> None:
        assert plain(read("a: &x {c: 1}\na: 2\n<<: *x\n")) == [("a", [("c", "1")]), ("a", "2"), ("<<", [("c", "1")])]

    def test_top_level_may_be_anything(self) -> None:
        assert plain(read("- 甲\n- 乙\n")) == {"items": ["甲", "乙"]}
        assert plain(read("甲：乙\n")) == "甲：乙"


@pytest.mark.usefixtures("loader")
class TestPlaces:
    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    @pytest.mark.parametrize("bom", ["", "\ufeff"])
    def test_of_keys_values_and_collections(self, end: str, bom: str) -> None:
        lines = ["单位: 甲", "𠮷项目:", "- 名称: 'x'", "  值: [1, {a: b}]", "空:", "文: |", "  x"]
        text = bom + end.join(lines) + end
        found = [
            (str(node.place).removeprefix("x.yaml:"), "M" if isinstance(node, Mapping) else "S")
            for node in walk(read(text))
        ]
        assert " ".join(f"{kind}{place}" for place, kind in found) == (
            "M1:1 S1:1 S1:5 S2:1 S3:1 M3:3 S3:3 S3:7 S4:3 S4:6 S4:7 M4:10 S4:11 S4:14 S5:1 S5:3 S6:1 S6:4"
        )

    def test_of_an_alias_used_as_key(self) -> None:
        node = read("a: &k 名称\n*k : 1\n")
        assert isinstance(node, Mapping)
        key = node.entries[1][0]
        assert (key.text, str(key.place)) == ("名称", "x.yaml:2:1")


@pytest.mark.usefixtures("loader")
class TestAliases:
    def test_share_their_node(self) -> None:
        node = read("a: &x [1]\nb: *x\nc: &y 2\nd: *y\n")
        assert isinstance(node, Mapping)
        values = [item for _, item in node.entries]
        assert values[0] is values[1]
        assert values[2] is values[3]

    def test_a_name_given_again_is_the_last_one(self) -> None:
        assert plain(read("- &a 1\n- &a 2\n- *a\n")) == {"items": ["1", "2", "2"]}
        assert plain(read("- &a [&a 1, *a]\n- *a\n")) == {"items": [{"items": ["1", "1"]}, "1"]}

    @pytest.mark.parametrize(("extra", "fits"), [(0, True), (1, False)])
    def test_count_what_they_stand_for(self, monkeypatch: pytest.MonkeyPatch, extra: int, fits: bool) -> None:
        text = "a: &x [1, 2]\nb: [*x, *x]\n" + "c: [" + ", ".join("1" * extra) + "]\n"
        monkeypatch.setattr(yaml_nodes, "MAX_NODES", 1 + (1 + 3) + (1 + 1 + 3 + 3) + 2)
        node, findings = read_yaml_text(text, "x")
        assert (node is not None) is fits
        assert [finding.code for finding in findings] == ([] if fits else ["SRC07"])

    def test_count_in_depth(self) -> None:
        def chain(length: int) -> str:
            return "a0: &a0 [x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}]\n" for i in range(1, length))

        assert max(depths(read(chain(MAX_DEPTH - 1)))) == MAX_DEPTH
        assert only(chain(MAX_DEPTH)).code == "SRC07"


def depths(node: Node, above: int = 0) -> Iterator[int]:
    """The number of lists and mappings around each scalar."""
    if isinstance(node, Scalar):
        yield above
    for item in node.items if isinstance(node, Sequence) else []:
        yield from depths(item, above + 1)
    for _, item in node.entries if isinstance(node, Mapping) else []:
        yield from depths(item, above + 1)


@pytest.mark.usefixtures("loader")
class TestBounds:
    @pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[{a: "])
    def test_depth(self, opening: str) -> None:
        assert only(opening * 10_000).code == "SRC07"

    def test_depth_is_exact(self) -> None:
        assert max(depths(read("[" * MAX_DEPTH + "1" + "]" * MAX_DEPTH))) == MAX_DEPTH
        finding = only("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))
        assert (finding.code, str(finding.place)) == ("SRC07", f"x.yaml:1:{MAX_DEPTH + 1}")

    def test_depth_in_block_style(self) -> None:
        finding = only("".join(f"{' ' * i}a:\n" for i in range(1000)))
        assert (finding.code, str(finding.place)) == ("SRC07", "x.yaml:33:33")

    def test_long_scalar_and_long_key(self) -> None:
        assert value("甲" * 1_000_000) == "甲" * 1_000_000
        finding = only("甲" * 1_000_000 + ": 1")
        assert (finding.code, len(finding.message) < 160) == ("SRC06", True)

    def test_number_of_findings(self) -> None:
        node, findings = read_yaml_text("- !x 1\n" * 1000, "x")
        assert node is None
        assert len(findings) == MAX_FINDINGS

    @pytest.mark.parametrize("text", ["a: *" + "b" * 100_000, "a: !" + "b" * 100_000, "a: '" + "b" * 100_000 + "'c"])
    def test_messages_stay_short(self, text: str) -> None:
        assert len(only(text).message + only(text).hint) < 300


class TestSize:
    def test_a_department_of_a_thousand_projects(self, tmp_path: Path) -> None:
        path = tmp_path / "x.yaml"
        path.write_text(department(1000, 6), encoding="utf-8")
        assert path.stat().st_size > 2_500_000
        node, findings = read_yaml(path)
        assert findings == []
        assert node is not None
        assert sum(isinstance(item, Scalar) for item in walk(node)) > 60_000

    @pytest.mark.parametrize("unit", ["[", '"', "\n", "#", "\t", "!", "|", "%", "甲", "&a ", '"\\', ", "])
    def test_hostile_files_of_full_size(self, unit: str) -> None:
        node, findings = read_yaml_text("a: " + unit * (8_000_000 // len(unit.encode())), "x")
        assert (node is None) == bool(findings)


def department(projects: int, indicators: int) -> str:
    """A generated spec of the size of a large department."""
    remark = "依据《财政支出绩效评价管理办法》测算，" + "说明文字" * 18
    lines = ["单位名称: 某市教育局", "项目:"]
    for number in range(projects):
        lines += [f"  - 项目名称: 第{number}号项目", f"    预算金额: {number}.50", "    绩效指标:"]
        for index in range(indicators):
            lines += ["      - 一级指标: 产出指标", "        二级指标: 数量指标", f"        指标名称: 采购数量{index}"]
            lines += [f"        指标值: ≥{index}台", f"        备注: {remark}"]
    return "\n".join(lines) + "\n"


@pytest.mark.usefixtures("loader")
class TestSyntax:
    @pytest.mark.parametrize(
        ("text", "place", "words"),
        [
            ("a: 1\n\tb: 2\n", "2:1", "Tab"),
            ("名称：甲\n金额: 3\n", "2:3", "全角冒号"),
            ("名称:甲\n金额: 3\n", "2:3", "半角空格"),
            ("a: b: c\n", "1:5", "第二个"),
            ('a: 1\nb: "x\n', "2:4", "引号"),
            ("a: 1\n  b: 2\n", "2:4", "缩进"),
            ("a:\n    b: 1\n  c: 2\n", "3:3", "缩进"),
            ("a: [1, 2\nb: 3\n", "1:4", "["),
            ("a: @x\n", "1:4", "@"),
            ("a: `x\n", "1:4", "`"),
            ("a: *x\n", "1:4", "*"),
            ("a: *甲\n", "1:4", "*"),
            ("a: >95%\n", "1:4", ">"),
            ("a: 1\nb\nc: 2\n", "2:1", "没有「名称:」"),
            ("a: - b\n", "1:4", "另起一行"),
        ],
    )
    def test_both_loaders_explain_alike(self, text: str, place: str, words: str) -> None:
        finding = only(text)
        assert (finding.code, str(finding.place)) == ("SRC06", f"x.yaml:{place}")
        assert words in finding.message + finding.hint

    @pytest.mark.parametrize("text", ['a: "\\U00110000"', 'a: "\\uD800"'])
    def test_what_the_libraries_fail_on(self, text: str) -> None:
        assert read_yaml_text(text, "x")[1]

    def test_lone_surrogate(self) -> None:
        finding = only("a: 1\nb: x\ud800\n")
        assert (finding.code, str(finding.place)) == ("SRC10", "x.yaml:2:5")
        assert "U+D800" in finding.message


def test_fallback_for_exceptions_without_a_place(monkeypatch: pytest.MonkeyPatch) -> None:
    for error in (RecursionError(), ValueError("x"), OverflowError(), yaml.YAMLError("x"), UnicodeError("x")):

        def fail(*_: object, error: Exception = error, **__: object) -> Iterator[None]:
            raise error

        monkeypatch.setattr(yaml_nodes, "_LOADER", fail)
        assert only("a: [1]").code == "SRC06"


def test_read_yaml_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "甲.yaml"
    path.write_bytes("名称: 市教育局\n".encode("gb18030"))
    node, findings = read_yaml(path)
    assert node is not None
    assert (node.place.file, [finding.code for finding in findings]) == ("甲.yaml", ["SRC05"])
    assert read_yaml(path, "specs/甲.yaml")[1][0].place.file == "specs/甲.yaml"
    assert [finding.code for finding in read_yaml(tmp_path / "没有.yaml")[1]] == ["SRC01"]


# --- whatever is written -----------------------------------------------------------------------------------------

YAML_ISH = st.lists(
    st.sampled_from(
        [*"abc甲：#%@`*&!|>'\"[]{},?-~\\<=", " ", "  ", "\n", "\n  ", ": ", "- ", ":", "\t", "---\n", "...\n"]
    )
    | st.sampled_from(
        ["&a ", "*a", "!!str ", "!x ", "? ", "|\n", ">-\n", '"\\', "u12", "\r\n", "\u3000", "\ufeff", "<<: "]
    ),
    max_size=40,
).map("".join)


def check(text: str) -> None:
    """The promise for every text: no exception, a tree or findings, places inside the text."""
    node, findings = read_yaml_text(text, "x")
    assert (node is None) == bool(findings)
    nodes = list(walk(node)) if node is not None else []
    last = len(re.findall("\r\n|[\n\r\x85\u2028\u2029]", text)) + 2  # libyaml puts the end of the text a line lower
    for place in [finding.place for finding in findings] + [item.place for item in nodes]:
        assert place.line is None or 1 <= place.line <= last
    for finding in findings:
        assert finding.code in {"SRC03", "SRC06", "SRC07", "SRC08", "SRC09", "SRC10"}
        assert finding.message
        assert finding.hint
        assert len(finding.message) < 200


@examples(300)
@given(st.text() | YAML_ISH)
@example("\ufeff\ufeff")
def test_any_text(text: str) -> None:
    for loader in LOADERS:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(yaml_nodes, "_LOADER", loader)
            check(text)


@examples(200)
@given(st.binary(max_size=300) | YAML_ISH.map(lambda text: text.encode("gb18030", "ignore")))
def test_any_bytes(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.yaml"
        path.write_bytes(data)
        node, findings = read_yaml(path)
    assert (node is None) == any(finding.is_error for finding in findings)


@examples(400)
@given(YAML_ISH)
def test_agrees_with_the_library(text: str) -> None:
    """Where there is a tree it is the one that PyYAML composes, place by place."""
    assume(text.count("&a") < 2)  # YAML lets an anchor be given again, PyYAML's composer does not
    node, _ = read_yaml_text(text, "x")
    if node is not None:
        loader: Any = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader
        same(node, yaml.compose(text.removeprefix("\ufeff"), Loader=loader))


def same(ours: Node, theirs: Any) -> None:
    assert (ours.place.line, ours.place.column) == (theirs.start_mark.line + 1, theirs.start_mark.column + 1)
    if isinstance(ours, Scalar):
        assert ours.text == theirs.value or (ours.text is None and theirs.value in ("", "~", "null"))
    elif isinstance(ours, Sequence):
        for item, other in zip(ours.items, theirs.value, strict=True):
            same(item, other)
    else:
        for (key, item), (other_key, other) in zip(ours.entries, theirs.value, strict=True):
            assert key.text == other_key.value
            same(item, other)


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\ufffe\uffff\u2028\u2029"))


@given(st.recursive(TEXTS, lambda inner: st.lists(inner, min_size=1, max_size=4), max_leaves=12).filter(bool))
def test_dumped_texts_come_back(data: Any) -> None:
    node = read_yaml_text(yaml.safe_dump(data, allow_unicode=True, default_style='"'), "x")[0]

    def bare(item: Any) -> Any:
        return {"items": [bare(inner) for inner in item]} if isinstance(item, list) else item

    assert plain(node) == bare(data)


# --- texts that a comment cuts ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place", "read"),
    [
        ("a: 养护绿地 #12公顷", "x:1:4", "养护绿地"),
        ("a:\n  - 检修 #1机组 #2机组", "x:2:5", "检修"),
        ("a: 举办讲座 #科普进社区#", "x:1:4", "举办讲座"),
        ("a: [养护绿地 #12公顷\n]", "x:1:5", "养护绿地"),
        ("a: 养护\n  绿地 #12公顷", "x:1:4", "绿地"),
    ],
)
def test_a_text_that_a_comment_cuts_is_told(text: str, place: str, read: str) -> None:
    node, findings = read_yaml_text(text, "x")
    assert node is not None
    assert [(str(finding.place), finding.code, finding.is_error) for finding in findings] == [(place, "SRC11", False)]
    assert f"只读到「{read}」" in findings[0].message


@pytest.mark.parametrize(
    "text",
    [
        "a: 养护绿地 # 12公顷",
        "a: 养护绿地    #说明",
        "a: 12.50 #万元",
        "a: 万元 #或元",
        "a: guangzhou #广州",
        "a: '养护绿地 #12公顷'",
        "a: '养护绿地' #12公顷",
        'a: "养护绿地 #12公顷"',
        "a: |\n  养护绿地 #12公顷",
        "a: 养护绿地#12公顷",
        "#整行 #注释\na: 养护绿地\n #整行 #注释\nb: 甲局",
        "养护: #说明\n  a: 甲局",
    ],
)
def test_a_comment_is_none_of_the_text(text: str) -> None:
    node, findings = read_yaml_text(text, "x")
    assert node is not None
    assert findings == []
