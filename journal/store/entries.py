"""Entries and notes: the markdown of the workspace, read and parsed; where a new day goes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from journal.model.entry import Document, Entry, Problem
from journal.parse import parse
from journal.parse.dates import Order, day_votes
from journal.store import files, index
from journal.workspace import Workspace

LAYOUTS = (
    "%Y/%Y-%m-%d.md", "%Y-%m-%d.md", "%Y/%m/%Y-%m-%d.md", "%Y/%m/%d.md", "%Y_%m_%d.md",
    "%Y/%m-%d.md", "%d-%m-%Y.md", "%Y%m%d.md",
)  # fmt: skip


def read(ws: Workspace, path: Path) -> Document:
    """One file as a document; what is wrong with its bytes stands first among its problems."""
    return _voted(ws, path, "dmy")[0]


@dataclass(frozen=True, slots=True)
class Texts:
    """The workspace's markdown: logs, pages that are no day, and what can't be read."""

    logs: tuple[Document, ...] = ()
    notes: tuple[Document, ...] = ()
    problems: tuple[Problem, ...] = ()


def load(ws: Workspace) -> Texts:
    """Everything, through the index: only files that changed are read."""
    ours = [ws.runs, ws.templates, ws.experiments, ws.notes, ws.root / "STATUS.md"]
    logs, lost = index.walk(ws, ws.entries, [p for p in ours if p != ws.entries])
    notes, missing = index.walk(ws, ws.notes, ())
    made = index.documents(ws, [*logs, *notes], lambda p, order: _voted(ws, p, order))
    return Texts(made[: len(logs)], made[len(logs) :], (*lost, *missing))


def _voted(ws: Workspace, path: Path, order: Order) -> tuple[Document, int]:
    """A file's document, and how its dates vote on whether 05/06 is in June or in May."""
    rel = ws.rel(path)
    data, problems = files.read(path, rel)
    document = parse(data, rel, ws.grammar, votes=order)
    votes = day_votes(rel) + day_votes(files.text_of(data))
    return replace(document, problems=(*problems, *document.problems)), votes


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
