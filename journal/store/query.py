"""What people type to search: words, "exact phrases", kind:td, since:2025-07, -word."""

from __future__ import annotations

import re
from dataclasses import dataclass

from journal.model.entry import KINDS, JournalError

_PART = re.compile(r'(-?)"([^"]*)"?|(\S+)')
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Query:
    """Conditions in SQL over the index's lines, with a value for each ? in them."""

    where: tuple[str, ...]
    values: tuple[str, ...]


def parse(text: str) -> Query:
    """A word finds every word that begins with it; quotes find the words as they stand."""
    wanted: list[str] = []
    unwanted: list[str] = []
    where: list[str] = []
    values: list[str] = []
    for minus, phrase, word in _PART.findall(text):
        field, colon, value = word.partition(":")
        if colon and field in ("kind", "since", "until"):
            where.append(_condition(field, value))
            values.append(value + "\uffff" if field == "until" else value)
        elif term := _term(phrase or word.removeprefix("-"), exact=bool(phrase)):
            (unwanted if minus or (word.startswith("-") and len(word) > 1) else wanted).append(term)
    if not wanted and (unwanted or not where):
        raise JournalError(
            "a search needs a word to look for", hint="journal search gradient kind:td", exit=2
        )
    if wanted:
        match = " ".join(wanted) + "".join(f" NOT {t}" for t in unwanted)
        where, values = ["lines match ?", *where], [match, *values]
    return Query(tuple(where), tuple(values))


def _term(text: str, exact: bool) -> str:
    """A phrase of FTS5: quotes doubled; the last word of what isn't exact may go on."""
    if not any(c.isalnum() for c in text):
        return ""
    clean = text.replace('"', '""').rstrip("*")
    return f'"{clean}"' if exact else f'"{clean}"*'


def _condition(field: str, value: str) -> str:
    if field == "kind":
        if value not in KINDS:
            raise JournalError(
                f"there is no kind {value}", hint=f"one of {', '.join(KINDS)}", exit=2
            )
        return "kind = ?"
    if not _DAY.fullmatch(value):
        raise JournalError(
            f"{value} is no day", hint="since:2025, since:2025-07 or since:2025-07-14", exit=2
        )
    return "day >= ?" if field == "since" else "day <= ?"
