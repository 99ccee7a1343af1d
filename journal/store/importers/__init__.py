"""Bringing in what isn't a dated markdown file. A row of IMPORTERS is a format and its planner."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from journal.store.importers.days import Brought, Change, Source, write
from journal.store.importers.jrnl import import_jrnl
from journal.store.importers.log import import_log
from journal.store.importers.todotxt import import_todotxt

__all__ = ["IMPORTERS", "Brought", "Change", "Source", "write"]

IMPORTERS: Mapping[str, Callable[[Source], Brought]] = {
    "jrnl": import_jrnl,
    "todo.txt": import_todotxt,
    "log": import_log,
}
