"""Everything the pages and listings need, loaded once and immutable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from journal.model.entry import Document, Entry, Item, Problem
from journal.model.run import Run
from journal.model.td import TDItem
from journal.workspace import Workspace


@dataclass(frozen=True)
class Snapshot:
    """`entries` are days in order of time; `debts` by id, the dearest first; `runs` newest first."""

    ws: Workspace
    today: date
    documents: tuple[Document, ...] = ()
    entries: tuple[Entry, ...] = ()
    notes: tuple[Document, ...] = ()
    debts: Mapping[str, TDItem] = field(default_factory=dict)
    runs: tuple[Run, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(i for e in self.entries for i in e.items)
