"""What other programs make of the files: the Open XML SDK finds no error, LibreOffice no blank page."""

import re
from pathlib import Path

import docx

from generator.form import Form
from generator.layouts.model import Layout
from generator.writers.docx import build_skin, write
from tests.support import sample_forms
from tests.support.office import pdf_text, to_pdf
from tests.support.ooxml import validation_errors
from tests.writers.docx.samples import layout, merged_form, report_form, save_skin, small_form, wide_form


def samples(folder: Path) -> dict[str, tuple[Form, Layout]]:
    skin = docx.Document()
    skin.add_paragraph("{{ title }}")
    skin.add_paragraph("{{ form }}")
    skin.sections[0].different_first_page_header_footer = True
    save_skin(folder, skin)
    return {
        "wide": (wide_form(), layout(orientation="landscape")),
        "merged": (merged_form(), layout()),
        "report": (report_form(), layout()),
        "draft": (small_form(is_draft=True), layout()),
        "own": (report_form(), layout(folder)),
        "own_draft": (small_form(is_draft=True), layout(folder)),
    }


def test_the_files_are_valid(tmp_path: Path) -> None:
    paths = []
    for name, (form, used) in samples(tmp_path).items():
        paths.append(tmp_path / f"{name}.docx")
        paths[-1].write_bytes(write(form, used))
    paths.append(tmp_path / "skin.docx")
    paths[-1].write_bytes(build_skin(layout()))
    report = validation_errors(paths)
    assert len(report) == 7
    assert {path: errors for path, errors in report.items() if errors} == {}


def test_no_page_is_blank_and_the_contents_name_the_right_pages(tmp_path: Path) -> None:
    form, used = samples(tmp_path)["report"]
    path = tmp_path / "report.docx"
    path.write_bytes(write(form, used))
    pages = pdf_text(to_pdf(path, tmp_path)).rstrip("\f").split("\f")
    words = ["".join(page.split()) for page in pages]
    assert [word[-len(f"—{number}—") :] for number, word in enumerate(words, 1)] == [
        f"—{number}—" for number in range(1, len(words) + 1)
    ]
    assert min(map(len, words)) > 20
    listed = {"".join(line.split()) for line in pages[0].splitlines()}
    for heading in form.headings():
        title = "".join(heading.text.split())
        page = next(number for number, word in enumerate(words, 1) if number > 1 and title in word)
        assert any(re.fullmatch(rf"{re.escape(title)}\.+{page}", line) for line in listed)


def test_numbers_are_not_broken_and_long_words_are(tmp_path: Path) -> None:
    texts = [f"{'文' * count}（2023〕108号、13-时效指标" for count in range(4, 12)]
    amounts = ["1,980.40", "1,234,567.89", "123,459,258,149.62"]
    rows = "".join(f"<tr><td>{text}</td><td/><td/><td/></tr>" for text in texts)
    cells = "".join(f'<td class="money" data-number="{text.replace(",", "")}">{text}</td>' for text in amounts)
    columns = '<col width="24%"/>' + '<col width="10.8%"/>' * 3 + '<col width="43.6%"/>'
    markup = (
        f'<section name="表"><table><colgroup>{columns}</colgroup><tbody>'
        + rows.replace("<td/></tr>", "<td/><td/></tr>")
        + f"<tr><td>{'A1' * 30}</td>{cells}<td/></tr></tbody></table></section>"
    )
    path = tmp_path / "numbers.docx"
    path.write_bytes(write(sample_forms.form(markup), layout()))
    words = pdf_text(to_pdf(path, tmp_path)).split()
    shown = " ".join(words)
    assert [amount for amount in amounts if amount not in words] == []
    assert shown.count("2023") == shown.count("108") == shown.count("13-") == len(texts)
    assert "A1" * 30 not in words
    assert "".join(word for word in words if set(word) <= {"A", "1"} and "A" in word) == "A1" * 30
