"""Where runs may be executed: each name gives a `concurrent.futures.Executor`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor

from journal.model.entry import JournalError
from journal.runs.executors import local

EXECUTORS: Mapping[str, Callable[[str, int], Executor]] = {
    "local": local.executor,
}


def executor(where: str, jobs: int) -> Executor:
    """The executor that "local", or "name://address", names."""
    name = where.partition("://")[0]
    if name not in EXECUTORS:
        known = ", ".join(EXECUTORS)
        raise JournalError(f"runs can't go on {where}", hint=f"there is {known}", exit=2)
    return EXECUTORS[name](where, jobs)
