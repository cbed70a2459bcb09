"""Forms as tagged PDF (PDF/UA-1)."""

from generator.form import Form
from generator.layouts.model import Layout


def write(form: Form, layout: Layout, engine: str = "auto") -> bytes:  # noqa: ARG001 - there is one so far
    """``form`` as PDF/UA-1; the same form gives the same bytes.

    Raises ``PdfUnavailable`` where fonts, characters of fonts or libraries are missing; its message is for the user.
    """
    from generator.writers.pdf import weasyprint_engine  # here, because that alone takes over a second

    return weasyprint_engine.write(form, layout)
