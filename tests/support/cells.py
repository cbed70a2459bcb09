"""How much of a form was read right: its texts against those that were expected, in their order."""

from difflib import SequenceMatcher

from generator.form import Form, Heading, Paragraph, Table


def texts_of(form: Form) -> list[str]:
    """The texts of a form: cells, headings, paragraphs."""
    texts = []
    for block in form.blocks():
        if isinstance(block, Table):
            texts += [cell.text for cell in block.cells()]
        elif isinstance(block, Heading | Paragraph):
            texts.append(block.text)
    return texts


def right(expected: Form, found: Form | None) -> tuple[int, int]:
    """(how many of the expected texts stand in the form that was found, how many there are)."""
    wanted = texts_of(expected)
    got = texts_of(found) if found is not None else []
    if got == wanted:
        return len(wanted), len(wanted)
    blocks = SequenceMatcher(None, wanted, got, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks), len(wanted)
