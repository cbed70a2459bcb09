"""Forms as web pages."""

from generator.writers.html.web_page import write

__all__ = ["write"]
