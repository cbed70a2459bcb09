#!/usr/bin/env bash
# docxtpl's documentation says that values are not escaped unless autoescape is asked for. One expects a value with < or &
# to raise an XML error, then. docxtpl 0.20.2 parses with recovery: the value is cut there, and so is the rest of the
# template's own run, without an error; 研发R&D费 is saved as 研发R, ≤3&<5 as ≤35.
# For a maker of forms: published goals do hold 〈条例>, R&D and <3人. The form is printed, shorter than its data.
. "$(dirname "$0")/_run.sh"
pip_packages docxtpl==0.20.2 python-docx==1.2.0

seen=$(cd "$dir" && python - <<'P'
import docx
from docxtpl import DocxTemplate
made = docx.Document()
made.add_paragraph("目标：{{ goal }}（完）")
made.save("template.docx")
for goal in ("贯彻<条例〉要求", "研发R&D费", "投诉<3人", "≤3&<5"):
    for escape in (False, True):
        template = DocxTemplate("template.docx")
        template.render({"goal": goal}, autoescape=escape)
        template.save("form.docx")
        print("autoescape" if escape else "default   ", goal, "->", docx.Document("form.docx").paragraphs[0].text)
P
)
as_stated "$seen" <<'S'
default    贯彻<条例〉要求 -> 目标：贯彻
autoescape 贯彻<条例〉要求 -> 目标：贯彻<条例〉要求（完）
default    研发R&D费 -> 目标：研发R
autoescape 研发R&D费 -> 目标：研发R&D费（完）
default    投诉<3人 -> 目标：投诉3人（完）
autoescape 投诉<3人 -> 目标：投诉<3人（完）
default    ≤3&<5 -> 目标：≤35（完）
autoescape ≤3&<5 -> 目标：≤3&<5（完）
S
