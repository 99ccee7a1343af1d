"""A grid of runs in one group: several at a time, each recorded like any other, judged together."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import PurePath

from journal.model.run import Group, Progress, Run, RunSpec, stamp
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
    """What a sweep is given by its caller: the clock, the dice, and whom to tell what."""

    clock: Callable[[], datetime]
    token: Callable[[], str]
    done: Callable[[Run], None] = lambda run: None
    tell: Callable[[Mapping[str, str], Progress], None] = lambda point, progress: None
    stops: Callable[[], int] = lambda: 0
    caught: list[int] = field(default_factory=list)
    halted: bool = False

    def stop(self) -> int:
        return len(self.caught) + self.stops() + int(self.halted)


def run_sweep(ws: Workspace, sweep: Sweep, executor: Executor, hands: Hands) -> Group:
    """Run what is missing of the grid; the group is saved as it begins and as it ends."""
    made = plan(ws, sweep.spec, os.environ)
    known = script.declared(made.path.read_text(errors="replace"))
    for point in sweep.points:
        script.checked(point, known, made.rel)
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
        return execute(ws, this, hands.clock(), hands.token(), watch, code)

    left: set[Future[Run | None]] = {executor.submit(one, spec) for spec in todo}
    while left:
        ended, left = wait(left, WAKE, FIRST_COMPLETED)
        for run in filter(None, (f.result() for f in ended)):
            hands.done(run)
            hands.halted = hands.halted or not (keep_going or run.status == "finished")


def _judged(group: Group, check: str, every: Sequence[Run], end: str) -> Group:
    judged = verdict.judge_group(check, every) if check else None
    good = sum(r.status == "finished" for r in every)
    held = "" if not judged or judged.held is None else " held" if judged.held else " did not hold"
    said = f"; {check}{held}" if held else ""
    name = PurePath(group.script).stem
    draft = f"{name}: {good} of {len(group.points)} runs finished{said} (sweep {group.id})"
    td = every[0].td if every else group.td
    update = {"check": check, "verdict": judged, "end": end, "draft": draft, "td": td}
    return group.model_copy(update=update)
