"""Composing: a template that fails says where, reads nothing but its own folder, and the spec's text is only text."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.form import Form
from generator.layouts.compose import compose
from generator.layouts.load import LayoutError, find_layout
from generator.spec.model import Spec
from tests.layouts.invented import write_region

SPEC = Spec.model_validate({"layout": "xinghai", "department": {"name": "灯塔局"}, "year": "2030"})


def composed(parent: Path, template: str | None, **files: str) -> Form:
    """The form that ``template`` makes; ``files`` stand beside it."""
    folder = write_region(parent, form=template)
    for name, text in files.items():
        (folder / f"{name}.j2").write_text(text, encoding="utf-8")
    return compose(SPEC, find_layout("xinghai", [parent]))


def complaint(parent: Path, template: str | None, **files: str) -> str:
    with pytest.raises(LayoutError) as caught:
        composed(parent, template, **files)
    return str(caught.value)


def test_form_says_whose_it_is(tmp_path: Path) -> None:
    form = composed(tmp_path, "<section><p>{{ department.name }}</p></section>")
    assert (form.title, form.author, form.subject) == (
        "灯塔局2030年星海市项目绩效目标申报表",
        "灯塔局",
        "2030年预算绩效目标",
    )


@pytest.mark.parametrize(
    ("template", "line", "said"),
    [
        ("<section>\n{% if %}</section>", 2, ""),
        ("<section>\n\n{{ title</section>", 3, ""),
        ("<section>\n{{ titel }}</section>", 2, "titel"),
        ("<section>\n{{ department.nam }}</section>", 2, "nam"),
        ("<section>\n{{ title|nosuch }}</section>", 2, "nosuch"),
        ("<section>\n{{ 1 // 0 }}</section>", 2, ""),
        ("<section>\n{{ title + 1 }}</section>", 2, ""),
        ("<section>\n{{ title.pad() }}</section>", 2, "pad"),
        ("\n\n{% include 'nosuch.j2' %}", 3, "nosuch.j2"),
    ],
)
def test_template_that_fails_names_file_and_line(tmp_path: Path, template: str, line: int, said: str) -> None:
    message = complaint(tmp_path, template)
    assert message.startswith(f"{tmp_path / 'xinghai/form.html.j2'}：第 {line} 行：")
    assert said in message


@pytest.mark.parametrize("part", ["\n{{ titel }}", "\n{% if %}"])
def test_included_file_that_fails_is_the_one_named(tmp_path: Path, part: str) -> None:
    message = complaint(tmp_path, "<section>{% include 'part.j2' %}</section>", part=part)
    assert message.startswith(f"{tmp_path / 'xinghai/part.j2'}：第 2 行：")


@pytest.mark.parametrize("template", ["", "文字", "<section>", "<section><div/></section>"])
def test_markup_that_is_no_form_names_the_template(tmp_path: Path, template: str) -> None:
    assert complaint(tmp_path, template).startswith(f"{tmp_path / 'xinghai/form.html.j2'}：")


def test_layout_without_a_template(tmp_path: Path) -> None:
    assert "form.html.j2" in complaint(tmp_path, None)


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "../../secret",
        "../secret",
        "file:///etc/passwd",
        "http://127.0.0.1/x",
        "..\\\\secret",
        "./../secret",
    ],
)
@pytest.mark.parametrize(
    "tag", ["{% include %r %}", "{% import %r as x %}", "{% extends %r %}", "{% from %r import x %}"]
)
def test_template_reads_nothing_outside_its_folder(tmp_path: Path, name: str, tag: str) -> None:
    (tmp_path / "secret").write_text("<section><p>secret</p></section>", encoding="utf-8")
    message = complaint(tmp_path, tag.replace("%r", f"'{name}'"))
    assert "模板" in message
    assert "没有" in message


@pytest.mark.parametrize(
    "expression",
    [
        "''.__class__.__mro__[1].__subclasses__()",
        "title.__class__",
        "department.__init__.__globals__",
        "cycler.__init__.__globals__.os.popen('id').read()",
        "self.__init__.__globals__",
        "texts.update({'closing': 'x'})",
        "projects.append(1)",
        "'%s'|format(title.__class__)",
        "'{0.__class__.__init__.__globals__}'.format(department)",
        "range(10**9)|list",
    ],
)
def test_template_cannot_reach_python(tmp_path: Path, expression: str) -> None:
    with pytest.raises(LayoutError, match=r"form\.html\.j2"):
        composed(tmp_path, "<section><p>{{ " + expression + " }}</p></section>")


TRICKS = [
    *(
        "{{ 7*7 }}",
        "{% raw %}",
        "{# x #}",
        "{{ config }}",
        "<b>粗</b>",
        "</td></section>",
        "&amp;",
        "&lt;",
        "]]>",
        "<![CDATA[",
    ),
    *("<!-- x -->", "<?php ?>", "=1+1", "@SUM(A1)", "%s %d {0}", "\\n", "$x", "${x}", "'\"`"),
]


@pytest.mark.parametrize("text", TRICKS)
def test_text_of_a_spec_is_only_text(text: str) -> None:
    layout = find_layout("guangzhou")
    project = {
        "name": text,
        "goal": {"annual": text},
        "indicators": [{"level1": text, "level2": text, "name": text, "annual_value": text}],
    }
    spec = Spec.model_validate(
        {"layout": "guangzhou", "department": {"name": text}, "units": [{"name": text, "projects": [project]}]}
    )
    texts = list(compose(spec, layout).texts())
    assert [f"部门名称：{text}", text, text, text] == [found for found in texts if text in found][:4]
    assert f"1、{text}；{text}；{text}；年度指标值:{text}。" in texts


def test_macros_take_arguments_of_any_name_and_blocks(tmp_path: Path) -> None:
    macros = (
        "{% macro shown(obj, context) %}<p>{{ obj }}{{ context }}</p>{% endmacro %}"
        "{% macro around(text) %}<p>{{ text }}{{ caller() }}</p>{% endmacro %}"
    )
    template = (
        '{% from "macros.j2" import shown, around %}<section>'
        '{% for word in "甲乙" %}{{ shown(word, context=title[:1]) }}{% endfor %}'
        "{% call around(1) %}<br/>{{ year }}{% endcall %}</section>"
    )
    assert list(composed(tmp_path / "a", template, macros=macros).texts()) == ["甲星", "乙星", "1\n2030"]
    assert "nosuch" in complaint(tmp_path / "b", template.replace("context=", "nosuch="), macros=macros)


def test_draft_is_marked(tmp_path: Path) -> None:
    write_region(tmp_path)
    assert compose(SPEC, find_layout("xinghai", [tmp_path]), is_draft=True).is_draft
