"""How much of a form was read right: its texts against those that were expected, in their order."""

from collections.abc import Iterable
from difflib import SequenceMatcher

from generator.form import Form
from generator.layouts.compose import compose
from generator.reading.reader import Reading


def cells_right(expected: Iterable[Form], reading: Reading) -> tuple[int, int]:
    """How many printed texts of what was read are right, and of how many.

    What was read is composed again; a text is right if the expected form has it, in the same order. What is read but
    should not be counts as much as what is missing.
    """
    wanted = [text for form in expected for text in form.texts()]
    found = [text for form in _forms(reading) for text in form.texts()]
    if wanted == found:
        return len(wanted), len(wanted)
    blocks = SequenceMatcher(None, wanted, found, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks), max(len(wanted), len(found))


def _forms(reading: Reading) -> Iterable[Form]:
    assert reading.layout is not None or not reading.specs
    return [compose(spec.spec, reading.layout) for spec in reading.specs if spec.spec and reading.layout]
