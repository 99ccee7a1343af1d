"""A run made again from its own commit and patch, and two runs' code and settings compared."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from journal.model.entry import JournalError
from journal.model.run import Run, RunSpec, Scalar
from journal.repo import past
from journal.runs import compare, interpreter
from journal.runs.child import Watch
from journal.runs.launch import execute, not_code, plan
from journal.store import runs
from journal.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Value:
    """One value then and now; `off` is the relative difference of two numbers."""

    name: str
    then: Scalar
    now: Scalar
    off: float | None = None


@dataclass(frozen=True, slots=True)
class Again:
    """A run and its repetition: the values that agree, those that don't, and changed packages."""

    run: Run
    made: Run
    same: tuple[str, ...]
    differ: tuple[Value, ...]
    packages: tuple[str, ...]

    @property
    def reproduced(self) -> bool:
        return not self.differ


def reproduce(
    ws: Workspace, run: Run, *, now: datetime, token: str, watch: Watch, tolerance: float = 0.0
) -> Again:
    """Run it again in a scratch worktree with the same arguments; numbers may be off by
    `tolerance`, relative."""
    state = _state(ws, run)
    if run.status == "running":
        raise JournalError(f"{run.id} is still running", hint=f"journal runs show {run.id}")
    python = interpreter.choose(ws, "", False, os.environ).python
    spec = RunSpec(Path(run.script), args=run.argv[1:], check=run.check, python=python)
    with past.checked_out(ws.root, ws.state / f"again-{run.id}", state) as root:
        there = Workspace(root, ws.settings)
        if not (root / run.script).is_file():
            hint = "git add it before the next run: only code that git may see is kept"
            raise JournalError(f"{run.script} is not in what {run.id} kept", hint=hint)
        made = execute(there, plan(there, spec, os.environ), now, token, watch)
    return against(run, made, tolerance)


def against(run: Run, made: Run, tolerance: float = 0.0) -> Again:
    """What two runs of one thing found, value by value; their ends count as values too."""
    then, now = _facts(run), _facts(made)
    names = list(dict.fromkeys((*then, *now)))
    pairs = [_value(n, then.get(n), now.get(n)) for n in names]
    differ = tuple(v for v in pairs if not _agree(v, tolerance))
    unlike = {v.name for v in differ}
    same = tuple(n for n in names if n not in unlike)
    return Again(run, made, same, differ, compare.packages([run, made]))


def _facts(run: Run) -> Mapping[str, Scalar]:
    return {"outcome": run.failure or run.status, **run.summary}


def _value(name: str, then: Scalar, now: Scalar) -> Value:
    if not (_plain(then) and _plain(now)):
        return Value(name, then, now)
    a, b = float(then or 0), float(now or 0)
    most = max(abs(a), abs(b))
    off = abs(a - b) / most if most and math.isfinite(most) else None
    return Value(name, then, now, off)


def _plain(value: Scalar) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _agree(v: Value, tolerance: float) -> bool:
    both_nan = v.then != v.then and v.now != v.now
    return both_nan or v.then == v.now or (v.off is not None and v.off <= tolerance)


def code_diff(ws: Workspace, a: Run, b: Run) -> str:
    """How the code of the one became that of the other."""
    return past.difference(ws.root, _state(ws, a), _state(ws, b), not_code(ws))


def _state(ws: Workspace, run: Run) -> past.State:
    if not run.git.commit:
        hint = "git init and a first commit: what runs after it can be run again"
        raise JournalError(f"{run.id} was made without a commit; its code isn't kept", hint=hint)
    path = runs.folder(ws, run) / runs.PATCH
    return past.State(run.git.commit, path.read_bytes() if path.is_file() else b"")
