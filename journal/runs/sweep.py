"""A grid of runs in one group: several at a time, each recorded like any other, judged together."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import PurePath

from journal.model.entry import JournalError
from journal.model.run import Group, Progress, Run, RunSpec, Verdict, stamp
from journal.runs import script, verdict
from journal.runs.child import Watch
from journal.runs.launch import Plan, code_state, execute, plan, signals
from journal.store import runs
from journal.workspace import Workspace

WAKE = 0.2


@dataclass(frozen=True, slots=True)
class Sweep:
    """What to run: a script at each point of a grid. `resume` names a group to be completed."""

    spec: RunSpec
    points: Sequence[Mapping[str, str]]
    keep_going: bool = True
    resume: str = ""


@dataclass(slots=True)
class Hands:
    """What a sweep is given by its caller: the clock, the dice, and whom to tell what.

    `tell` is called in the threads of the runs, with None once a run has ended; `done` and `turn`,
    some times a second, in the sweep's own.
    """

    clock: Callable[[], datetime]
    token: Callable[[], str]
    done: Callable[[Run], None] = lambda run: None
    tell: Callable[[Mapping[str, str], Progress | None], None] = lambda point, progress: None
    turn: Callable[[], None] = lambda: None
    stops: Callable[[], int] = lambda: 0
    caught: list[int] = field(default_factory=list)
    halted: bool = False

    def stop(self) -> int:
        return len(self.caught) + self.stops() + int(self.halted)


def run_sweep(ws: Workspace, sweep: Sweep, executor: Executor, hands: Hands) -> Group:
    """Run what is missing of the grid; the group is saved as it begins and as it ends."""
    made = prepared(ws, sweep)
    group = _group(ws, sweep, made.rel, hands)
    runs.save_group(ws, group)
    specs = [_at(sweep.spec, point, group) for point in sweep.points]
    before = {r.argv for r in members(ws, group.id) if r.status == "finished"}
    todo = [s for s in specs if script.command(ws, made.path, s) not in before]
    with signals() as hands.caught:
        _work(ws, made, todo, executor, hands, sweep.keep_going)
    check = sweep.spec.check or made.header.check
    group = _judged(group, check, members(ws, group.id), stamp(hands.clock()))
    runs.save_group(ws, group)
    return group


def prepared(ws: Workspace, sweep: Sweep) -> Plan:
    """The plan that all runs share; a point that the script couldn't take is refused here."""
    made = plan(ws, sweep.spec, os.environ)
    known = script.declared(made.path.read_text(errors="replace"))
    for point in sweep.points:
        script.checked(point, known, made.rel)
    return made


def members(ws: Workspace, group: str) -> tuple[Run, ...]:
    """The runs of a group, in the order in which they began."""
    return tuple(r for r in reversed(runs.load_all(ws)[0]) if r.group == group)


def _group(ws: Workspace, sweep: Sweep, rel: str, hands: Hands) -> Group:
    if sweep.resume:
        group = runs.read_group(ws, sweep.resume)
        every = [*group.points, *(dict(p) for p in sweep.points if dict(p) not in group.points)]
        return group.model_copy(update={"points": tuple(every)})
    now = hands.clock()
    return Group(
        id=runs.new_id(rel, now, hands.token()), script=rel, expect=sweep.spec.expect,
        points=tuple(dict(p) for p in sweep.points), start=stamp(now),
        params=dict(sweep.spec.params), check=sweep.spec.check,
    )  # fmt: skip


def _at(spec: RunSpec, point: Mapping[str, str], group: Group) -> RunSpec:
    return replace(spec, params={**spec.params, **point}, group=group.id)


def _work(
    ws: Workspace,
    made: Plan,
    todo: Sequence[RunSpec],
    executor: Executor,
    hands: Hands,
    keep_going: bool,
) -> None:
    """Wait for one run after another; a wish to stop reaches those that run and those to come."""
    code = code_state(ws)

    def one(spec: RunSpec) -> Run | None:
        if hands.stop():
            return None
        watch = Watch(tell=lambda p: hands.tell(spec.params, p), stops=hands.stop)
        this = replace(made, spec=spec)
        try:
            run = execute(ws, this, hands.clock(), hands.token(), watch, code)
            hands.halted = hands.halted or not (keep_going or run.status == "finished")
            return run
        finally:
            hands.tell(spec.params, None)

    left: set[Future[Run | None]] = {executor.submit(one, spec) for spec in todo}
    while left:
        ended, left = wait(left, WAKE, FIRST_COMPLETED)
        for run in filter(None, (f.result() for f in ended)):
            hands.done(run)
        hands.turn()


def newest(ws: Workspace, rel: str) -> Group:
    """The sweep of a script that began last."""
    every = (r.group for r in runs.load_all(ws)[0] if r.group and r.script == rel)
    found = next(every, "")
    if not found:
        hint = f"journal run {rel} --sweep degree=1..15 begins one"
        raise JournalError(f"there is no sweep of {rel} to resume", hint=hint, exit=2)
    return runs.read_group(ws, found)


def good(every: Sequence[Run]) -> int:
    """How many of the runs finished."""
    return sum(r.status == "finished" for r in every)


def _sober(found: Verdict, done: int, wanted: int) -> Verdict:
    """Half a grid is no evidence, whatever its half says."""
    if not found.held or done >= wanted:
        return found
    why = f"it would hold, but only {done} of {wanted} runs finished"
    return found.model_copy(update={"held": None, "why": why})


def _judged(group: Group, check: str, every: Sequence[Run], end: str) -> Group:
    judged = verdict.judge_group(check, every) if check else None
    judged = judged and _sober(judged, good(every), len(group.points))
    held = "" if not judged or judged.held is None else " held" if judged.held else " did not hold"
    said = f"; {check}{held}" if held else ""
    name = PurePath(group.script).stem
    count = f"{good(every)} of {len(group.points)}"
    draft = f"{name}: {count} runs finished{said} (sweep {group.id})"
    td = every[0].td if every else group.td
    update = {"check": check, "verdict": judged, "end": end, "draft": draft, "td": td}
    return group.model_copy(update=update)
