"""PDF/UA-1, the standard for accessible PDF, and PDF/A, that for archives, checked by an independent validator."""

from pathlib import Path

from page import ValidationProfile, validate_pdf


def failed_rules(path: Path, standard: ValidationProfile = ValidationProfile.PDF_UA_1) -> list[str]:
    """One line per failure, `rule: message`; an empty list means the file conforms."""
    report = validate_pdf(path, profile=standard)
    return sorted({f"{failure.rule_id}: {failure.message}" for failure in report.failures})
