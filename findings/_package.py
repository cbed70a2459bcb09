"""Small valid Word and Excel files, written by hand: the standard library is all that is needed."""

from zipfile import ZIP_DEFLATED, ZipFile

_OPC = "http://schemas.openxmlformats.org/package/2006"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument"
A4 = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" '
    'w:header="720" w:footer="720" w:gutter="0"/>'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def _package(path, folder, main, parts):
    """`parts`: name -> (type of relationship, content type, XML); those but the main one belong to it."""
    names = {name: f"{folder}/{name}.xml" for name in parts}
    types = "".join(
        f'<Override PartName="/{names[name]}" ContentType="{_TYPE}.{parts[name][1]}+xml"/>' for name in parts
    )
    others = [name for name in parts if name != main]
    links = "".join(
        f'<Relationship Id="{name.rpartition("/")[2]}" Type="{_REL}/{parts[name][0]}" Target="{name}.xml"/>'
        for name in others
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_OPC}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_OPC}/relationships"><Relationship Id="rId1" '
        f'Type="{_REL}/officeDocument" Target="{names[main]}"/></Relationships>',
        f"{folder}/_rels/{main}.xml.rels": f'<Relationships xmlns="{_OPC}/relationships">{links}</Relationships>',
        **{names[name]: parts[name][2] for name in parts},
    }
    with ZipFile(path, "w", ZIP_DEFLATED) as package:
        for name, text in files.items():
            package.writestr(name, _HEAD + text)


def docx(path, body, section="", **parts):
    """`parts`: `numbering`, `footer`, `styles`: their content; a section can refer to a footer by `r:id="footer"`."""
    space = f'xmlns:w="{_WORD}" xmlns:r="{_REL}"'
    roots = {"numbering": "numbering", "footer": "ftr", "styles": "styles"}
    section = f"<w:sectPr>{section}</w:sectPr>"
    document = f"<w:document {space}><w:body>{body}{section}</w:body></w:document>"
    made = {"document": ("officeDocument", "wordprocessingml.document.main", document)}
    for name, text in parts.items():
        root = roots[name]
        made[name] = (name, f"wordprocessingml.{name}", f"<w:{root} {space}>{text}</w:{root}>")
    _package(path, "word", "document", made)


def xlsx(path, cells, strings="", formats=(0,)):
    """One column of cells, in each `REF` for its place; `formats`: the numFmtId of each style."""
    rows = "".join(f'<row r="{n}">{cell.replace("REF", f"A{n}")}</row>' for n, cell in enumerate(cells, 1))
    looks = "".join(
        f'<xf numFmtId="{one}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' for one in formats
    )
    styles = (
        '<fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(formats)}">{looks}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    )
    book = '<sheets><sheet name="Sheet1" sheetId="1" r:id="sheet1"/></sheets>'
    parts = {
        "workbook": ("officeDocument", "sheet.main", f'<workbook xmlns="{_SHEET}" xmlns:r="{_REL}">{book}</workbook>'),
        "worksheets/sheet1": (
            "worksheet",
            "worksheet",
            f'<worksheet xmlns="{_SHEET}"><sheetData>{rows}</sheetData></worksheet>',
        ),
        "styles": ("styles", "styles", f'<styleSheet xmlns="{_SHEET}">{styles}</styleSheet>'),
        "sharedStrings": ("sharedStrings", "sharedStrings", f'<sst xmlns="{_SHEET}">{strings}</sst>'),
    }
    for name, (kind, content, text) in parts.items():
        parts[name] = (kind, f"spreadsheetml.{content}", text)
    _package(path, "xl", "workbook", parts)
