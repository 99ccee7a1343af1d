"""Runs side by side: in which parameters they differ, what they found and how far it spread."""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from journal.model.run import Run, Scalar

OWN = ("script", "code")


@dataclass(frozen=True, slots=True)
class Spread:
    """One value over the seeds; `std` is None where only one run has it."""

    mean: float
    std: float | None
    least: float
    most: float
    count: int


@dataclass(frozen=True, slots=True)
class Row:
    """The runs of one setting, their seeds apart."""

    params: Mapping[str, Scalar]
    runs: tuple[Run, ...]
    values: Mapping[str, Spread] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Comparison:
    """`same` are the parameters all runs share; `code` names what differs in the code."""

    rows: tuple[Row, ...]
    differing: tuple[str, ...]
    same: Mapping[str, Scalar]
    values: tuple[str, ...]
    code: tuple[str, ...]


def compare(runs: Sequence[Run], metrics: Sequence[str] = ()) -> Comparison:
    """The comparison, rows in order of their parameters; without `metrics`, of all values."""
    settings = [_setting(r) for r in runs]
    names = list(dict.fromkeys(n for s in settings for n in s))
    differing = tuple(n for n in names if len({repr(s.get(n)) for s in settings}) > 1)
    values = tuple(metrics) or _values(runs)
    rows: dict[tuple[str, ...], list[int]] = {}
    for i, setting in enumerate(settings):
        rows.setdefault(tuple(repr(setting.get(n)) for n in differing), []).append(i)
    made = [
        _row({n: settings[which[0]].get(n) for n in differing}, [runs[i] for i in which], values)
        for which in rows.values()
    ]
    shared = {n: settings[0][n] for n in names if n not in (*differing, *OWN)}
    return Comparison(tuple(sorted(made, key=_order)), differing, shared, values, code(runs))


def _setting(run: Run) -> dict[str, Scalar]:
    """What sets a run apart: runs of two scripts, or of two versions, are no seeds of one."""
    own = dict(zip(OWN, (run.script, run.script_hash[:7]), strict=True))
    return {**own, **{n: v for n, v in run.params.items() if n != "seed"}}


def _row(params: Mapping[str, Scalar], runs: Sequence[Run], values: Sequence[str]) -> Row:
    spreads = {v: s for v in values if (s := _spread([_number(r, v) for r in runs]))}
    return Row(params, tuple(runs), spreads)


def _order(row: Row) -> list[tuple[bool, float, str]]:
    return [
        (isinstance(v, str), float(v) if isinstance(v, int | float) else 0.0, str(v))
        for v in row.params.values()
    ]


def _values(runs: Sequence[Run]) -> tuple[str, ...]:
    """Every number that was found, those of the check first; the time taken where none was."""
    found = dict.fromkeys(n for r in runs for n in r.summary if _number(r, n) is not None)
    checks = " ".join({r.check for r in runs})
    return tuple(sorted(found, key=lambda n: n not in checks)) or ("duration",)


def _number(run: Run, name: str) -> float | None:
    value = run.duration if name == "duration" else run.summary.get(name)
    return float(value) if isinstance(value, int | float) else None


def _spread(found: Sequence[float | None]) -> Spread | None:
    values = [v for v in found if v is not None]
    if not values:
        return None
    finite = all(map(math.isfinite, values))
    std = statistics.stdev(values) if finite and len(values) > 1 else None
    mean = statistics.fmean(values) if finite else sum(values) / len(values)
    return Spread(mean, std, min(values), max(values), len(values))


def code(runs: Sequence[Run]) -> tuple[str, ...]:
    """What differs in the code and beneath it, a sentence each; none where it is the same."""
    told = []
    for script in dict.fromkeys(r.script for r in runs):
        versions = {r.script_hash for r in runs if r.script == script}
        told += [f"{script} in {len(versions)} versions"] if len(versions) > 1 else []
    commits = list(dict.fromkeys(r.git.commit[:7] for r in runs))
    told += ["commits " + ", ".join(c or "none" for c in commits)] if len(commits) > 1 else []
    dirty = sum(r.git.dirty for r in runs)
    told += [f"{dirty} of {len(runs)} with a patch.diff"] if 0 < dirty < len(runs) else []
    return (*told, *packages(runs))


def packages(runs: Sequence[Run]) -> tuple[str, ...]:
    """Python and the packages whose versions differ: "torch 2.1.0, 2.2.0"."""
    known = [r for r in runs if r.env.python]
    every = [{"python": r.env.python, **r.env.packages} for r in known]
    names = sorted({n for e in every for n in e})
    told = {n: dict.fromkeys(e.get(n, "missing") for e in every) for n in names}
    return tuple(f"{n} {', '.join(versions)}" for n, versions in told.items() if len(versions) > 1)
