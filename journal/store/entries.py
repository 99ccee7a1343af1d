"""Entries and notes: the markdown of the workspace, read and parsed; where a new day goes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from journal.model.entry import Document, Entry, Problem
from journal.store import files, index
from journal.store.files import Seen
from journal.store.index import Index, Reading
from journal.store.lines import Hit
from journal.store.query import Query
from journal.workspace import Workspace

if TYPE_CHECKING:
    from journal.parse.dates import Order

LAYOUTS = (
    "%Y/%Y-%m-%d.md", "%Y-%m-%d.md", "%Y/%m/%Y-%m-%d.md", "%Y/%m/%d.md", "%Y_%m_%d.md",
    "%Y/%m-%d.md", "%d-%m-%Y.md", "%Y%m%d.md",
)  # fmt: skip
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_EITHER = re.compile(r"(?<!\d)\d{1,2}[-_/.]\d{1,2}(?!\d)")  # all that may be D/M or M/D


def read(ws: Workspace, path: Path) -> Document:
    """One file as a document; what is wrong with its bytes stands first among its problems."""
    return _reading(ws, path, index.order(ws)).document


@dataclass(frozen=True, slots=True)
class Texts:
    """The workspace's markdown: logs, pages that are no day, and what can't be read."""

    logs: tuple[Document, ...] = ()
    notes: tuple[Document, ...] = ()
    problems: tuple[Problem, ...] = ()


def load(ws: Workspace) -> Texts:
    """Everything, through the index: only files that changed are read."""
    logs, notes, problems = _seen(ws)
    made = _index(ws, [*logs, *notes]).documents()
    return Texts(made[: len(logs)], made[len(logs) :], problems)


def search(ws: Workspace, query: Query, limit: int = 0) -> tuple[list[Hit], int]:
    """Lines of logs and notes that match, the newest first, and how many there are."""
    logs, notes, _ = _seen(ws)
    return _index(ws, [*logs, *notes]).search(query, limit)


def _seen(ws: Workspace) -> tuple[list[Seen], list[Seen], tuple[Problem, ...]]:
    ours = (ws.runs, ws.templates, ws.experiments, ws.notes, ws.root / "STATUS.md")
    logs, lost = files.look(ws, ws.entries, [p for p in ours if p != ws.entries])
    if ws.notes == ws.entries:
        return logs, [], tuple(lost)
    notes, missing = files.look(ws, ws.notes)
    return logs, notes, (*lost, *missing)


def _index(ws: Workspace, seen: Sequence[Seen]) -> Index:
    return Index(ws, seen, lambda path, order: _reading(ws, path, order))


def _reading(ws: Workspace, path: Path, order: Order | None) -> Reading:
    """A file's document, and how its dates vote on whether 05/06 is in June or in May."""
    from journal.parse import parse
    from journal.parse.dates import day_votes

    rel = ws.rel(path)
    data, problems = files.read(path, rel)
    document = parse(data, rel, ws.grammar, votes=order)
    text = files.text_of(data)
    turns = bool(_EITHER.search(rel) or _EITHER.search(text))
    votes = day_votes(_name(rel)) + day_votes(text) if turns else 0
    return Reading(replace(document, problems=(*problems, *document.problems)), votes, turns)


def _name(rel: str) -> str:
    """What of a path may vote: below the folder of a year it is month and day whatever it says."""
    folder, _, name = rel.rpartition("/")
    return "" if _YEAR.search(folder) and not _YEAR.search(name) else name


def days(documents: Iterable[Document]) -> tuple[Entry, ...]:
    """All days in order of time; what has no date comes first."""
    entries = (e for d in documents for e in d.entries)
    return tuple(sorted(entries, key=lambda e: (e.date or date.min, e.path, e.span.start)))


def path_for(ws: Workspace, day: date, entries: Iterable[Entry]) -> Path:
    """Where a new day is written: named as the newest entry is, else entries/YYYY/date.md."""
    layout = ws.settings.layout or _layout(ws, entries) or LAYOUTS[0]
    return ws.entries / day.strftime(layout)


def _layout(ws: Workspace, entries: Iterable[Entry]) -> str:
    prefix = f"{ws.settings.entries}/" if ws.settings.entries not in ("", ".") else ""
    for entry in reversed(tuple(entries)):
        name = entry.path.removeprefix(prefix)
        for layout in LAYOUTS:
            if entry.date and entry.date.strftime(layout) == name:
                return layout
    return ""


def headings(entries: Iterable[Entry]) -> dict[str, str]:
    """The writer's own words for each kind of section, from the newest entry that has it."""
    found: dict[str, str] = {}
    for entry in entries:
        for section in entry.sections:
            if section.kind and section.kind != "none":
                found[section.kind] = re.sub(r"\s+", " ", section.title).strip()
    return found
