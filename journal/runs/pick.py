"""Which runs are meant by ids: those of runs, or of sweeps, which stand for all their runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from journal.model.entry import JournalError
from journal.model.run import Run


def pick(every: Sequence[Run], given: Iterable[str]) -> tuple[Run, ...]:
    """The runs of each id or unique beginning of one, in the order given, none twice."""
    found = {run.id: run for name in given for run in _one(every, name)}
    return tuple(found.values())


def folded(every: Iterable[Run]) -> tuple[tuple[Run, ...], ...]:
    """The runs as they come, those of a sweep together where its first one stands."""
    groups: dict[str, list[Run]] = {}
    for run in every:
        groups.setdefault(run.group or run.id, []).append(run)
    return tuple(tuple(runs) for runs in groups.values())


def _one(every: Sequence[Run], given: str) -> Sequence[Run]:
    groups = {r.group for r in every if r.group}
    names = groups | {r.id for r in every}
    hits = [given] if given in names else [n for n in names if n.startswith(given)]
    hits = hits or [n for n in names if n.rpartition("-")[2].startswith(given)]
    chosen = _outermost(every, hits, groups) if given else []
    if len(chosen) != 1:
        known = ", ".join(sorted(chosen)[:4])
        text = f"{given} could be {known}" if chosen else f"no run or sweep is {given}"
        raise JournalError(text, hint="journal runs list", exit=2)
    name = chosen[0]
    runs = [r for r in every if name in (r.id, r.group)]
    return sorted(runs, key=lambda r: (r.start, r.id))


def _outermost(every: Sequence[Run], hits: Sequence[str], groups: set[str]) -> list[str]:
    """A sweep and its runs begin alike: where both are meant, the sweep is."""
    inside = {r.id for r in every if r.group in groups & set(hits)}
    return [h for h in hits if h not in inside]
