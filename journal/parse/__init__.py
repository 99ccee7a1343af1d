"""Text to values: what a markdown log means. Pure: no file is opened here."""

from journal.parse.document import parse
from journal.parse.grammar import Grammar

__all__ = ["Grammar", "parse"]
