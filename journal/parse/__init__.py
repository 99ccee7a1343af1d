"""Text to values: what a markdown log means. Pure: no file is opened here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from journal.parse.document import parse
    from journal.parse.grammar import Grammar

__all__ = ["Grammar", "parse"]


def __getattr__(name: str) -> object:
    """Loads the reader when it is asked for: listing what is indexed needs none of it."""
    if name == "Grammar":
        from journal.parse.grammar import Grammar

        return Grammar
    if name == "parse":
        from journal.parse.document import parse

        return parse
    raise AttributeError(name)
