"""Bringing in what isn't a dated markdown file. A row of IMPORTERS is a format and its reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from journal.model.entry import JournalError
from journal.store import entries, files
from journal.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Imported:
    path: Path
    day: date
    fresh: bool  # False where the very same bytes stood there already


def import_log(ws: Workspace, source: Path, day: date) -> Imported:
    """A markdown log of one day, byte for byte, as that day's entry. Never over another text."""
    data, problems = files.read(source, str(source))
    if problems:
        raise JournalError(f"the log {problems[0].text}", path=str(source), line=problems[0].line)
    known = entries.days(entries.load(ws).logs)
    there = next((ws.root / e.path for e in known if e.date == day), None)
    path = there or entries.path_for(ws, day, known)
    if files.create(path, data):
        return Imported(path, day, True)
    if path.read_bytes() == data:
        return Imported(path, day, False)
    raise JournalError(
        f"{day} has an entry already; nothing was written",
        path=ws.rel(path),
        hint="bring the lines over by hand, or name another day with --date",
    )


IMPORTERS: Mapping[str, Callable[[Workspace, Path, date], Imported]] = {"log": import_log}
