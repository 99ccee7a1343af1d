"""What people type to search: words, "exact phrases", kind:td, since:2025-07, -word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from journal.model.entry import KINDS, JournalError

FIELDS = ("kind", "since", "until")
EXAMPLE = 'journal search gradient -noise kind:td since:2025-07 until:2025-09 "loss of precision"'
_PART = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_AFTER_ALL = "\uffff"  # sorts behind every day of a month or year


@dataclass(frozen=True, slots=True)
class Query:
    """Conditions in SQL over the index's lines, with a value for each ? in them."""

    where: tuple[str, ...]
    values: tuple[str, ...]


def parse(text: str) -> Query:
    """A word finds every word that begins with it; quotes find the words as they stand."""
    wanted: list[str] = []
    unwanted: list[str] = []
    conditions: dict[str, str] = {}
    for minus, phrase, word in _PART.findall(_clean(text)):
        field, colon, value = word.partition(":")
        if colon and not minus and field.casefold() in FIELDS:
            condition, value = _condition(field.casefold(), value)
            conditions[condition] = value
        elif term := _term(phrase or word, exact=bool(phrase)):
            (unwanted if minus else wanted).append(term)
    if not wanted and (unwanted or not conditions):
        raise JournalError("a search needs a word to look for", hint=EXAMPLE, exit=2)
    if wanted:
        match = " AND ".join(wanted) + "".join(f" NOT {t}" for t in unwanted)
        conditions = {"lines match ?": match, **conditions}
    return Query(tuple(conditions), tuple(conditions.values()))


def joined(words: Iterable[str]) -> str:
    """The arguments of a command line as one search: what the shell's quotes held is a phrase."""
    return " ".join(_quoted(word) for word in words)


def _quoted(word: str) -> str:
    several = len(word.split()) > 1 and '"' not in word
    fields = any(part.partition(":")[0] in FIELDS and ":" in part for part in word.split())
    return f'"{word}"' if several and not fields else word


def _clean(text: str) -> str:
    return text.encode(errors="replace").decode().replace("\0", " ")


def _term(text: str, exact: bool) -> str:
    """A phrase of FTS5; the last word of what isn't exact may go on."""
    if not any(c.isalnum() for c in text):
        return ""
    return f'"{text}"' if exact else f'"{text.rstrip("*")}"*'


def _condition(field: str, value: str) -> tuple[str, str]:
    if field == "kind":
        if value not in KINDS:
            hint = f"one of {', '.join(KINDS)}"
            raise JournalError(f"there is no kind {value}".strip(), hint=hint, exit=2)
        return "kind = ?", value
    if not _DAY.fullmatch(value):
        hint = f"{field}:2025, {field}:2025-07 or {field}:2025-07-14"
        raise JournalError(f"{value or field + ':'} is no day", hint=hint, exit=2)
    if field == "since":
        return "day >= ?", value
    return "day <= ? and day != ''", value + _AFTER_ALL
