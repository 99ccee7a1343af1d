"""A sweep in a terminal: one table of what runs, failures as they happen, and what came of it."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from journal.cli import context, run_show, say
from journal.cli.run_show import pairs
from journal.model.entry import JournalError
from journal.model.run import Group, Progress, Run, RunSpec
from journal.workspace import Workspace

ROWS = 12  # of the table; more jobs than that are counted


class Board:
    """On a terminal a table that rewrites itself, else a line every ten seconds."""

    def __init__(self, total: int, jobs: int, before: int = 0) -> None:
        self.total, self.jobs, self.before = total, jobs, before
        self.ended: list[Run] = []
        self.live = sys.stderr.isatty()
        self._began = self._last = time.monotonic()
        self._running: dict[str, Progress] = {}
        self._shown = 0

    def tell(self, point: Mapping[str, str], progress: Progress | None) -> None:
        """From any thread: nothing is drawn here."""
        if progress is None:
            self._running.pop(pairs(point), None)
        else:
            self._running[pairs(point)] = progress

    def done(self, run: Run) -> None:
        self.ended.append(run)
        if failed(run):
            self.close()
            say.talk(f"× {run.failure or run.status}  {pairs(run.params)}: {run.reason} ({run.id})")

    def turn(self) -> None:
        """Draw, where it is time to."""
        if self.live:
            lines = self.lines()
            self.close()
            sys.stderr.write("".join(line + "\n" for line in lines))
            sys.stderr.flush()
            self._shown = len(lines)
        elif time.monotonic() - self._last >= run_show.EVERY:
            self._last = time.monotonic()
            say.talk(self.lines()[-1])

    def lines(self) -> list[str]:
        running = list(self._running.items())
        room = say.width() - 5
        size = min(room // 2, max((say.cells(name) for name, _ in running), default=0))
        rows = [
            f"  {say.pad(say.cut(name, size), size)}  "
            + say.cut(run_show.progress(p, []), room - size)
            for name, p in running[:ROWS]
        ]
        more = len(running) - ROWS
        rows += [f"  … {more} more"] if more > 0 else []
        return [*rows, standing(self, time.monotonic() - self._began)]

    def close(self) -> None:
        """Take the table away."""
        if self._shown:
            sys.stderr.write(f"\x1b[{self._shown}A\x1b[J")
            self._shown = 0


def standing(board: Board, elapsed: float) -> str:
    """5 of 12 runs, 1 failed; about 40.0 s left"""
    ended = len(board.ended)
    bad = sum(map(failed, board.ended))
    text = f"{board.before + ended} of {say.plural(board.total, 'run')}"
    text += f", {bad} failed" if bad else ""
    left = board.total - board.before - ended
    return text + (
        f"; about {run_show.seconds(elapsed / ended * left)} left" if ended and left else ""
    )


def failed(run: Run) -> bool:
    """Whether it ended badly by itself; what the user stopped did not."""
    return run.status != "finished" and not run.reason.startswith("interrupted")


def resumed(ws: Workspace, spec: RunSpec, check: str) -> tuple[Group, RunSpec]:
    """The newest sweep of the script, and what its runs were given."""
    from dataclasses import replace

    from journal.runs import script, sweep

    _, rel = script.locate(ws, spec)
    group = sweep.newest(ws, rel)
    for name, value in spec.params.items():
        if group.params.get(name) != value:
            before = f"with {name}={group.params[name]}" if name in group.params else "as it stands"
            raise JournalError(
                f"the sweep {group.id} ran {before}, not with {name}={value}",
                hint="without --resume a sweep of its own begins",
                exit=2,
            )
    params = {**spec.params, **group.params}
    return group, replace(
        spec, params=params, expect=spec.expect or group.expect, check=check or group.check
    )


def sweep(
    ws: Workspace,
    spec: RunSpec,
    points: Sequence[Mapping[str, str]],
    jobs: int,
    resume: bool,
    keep_going: bool,
) -> tuple[Group, tuple[Run, ...], int]:
    """Run a grid and tell of it: the group, its runs and the command's exit code."""
    from journal.runs.executors import executor
    from journal.runs.sweep import Hands, Sweep, good, members, prepared, run_sweep

    old = None
    if resume:
        old, spec = resumed(ws, spec, spec.check)
        points = points if points != ({},) else old.points
    before = good(members(ws, old.id)) if old else 0
    grid = Sweep(spec, points, keep_going, old.id if old else "")
    prepared(ws, grid)
    total = len({pairs(p) for p in (*points, *(old.points if old else ()))})
    board = Board(total, jobs, before)
    hands = Hands(context.now, context.token, board.done, board.tell, board.turn)
    say.talk(f"{spec.script}   {say.plural(total, 'run')}, {jobs} at a time")
    try:
        with executor("local", jobs) as pool:
            group = run_sweep(ws, grid, pool, hands)
    finally:
        board.close()
    every = members(ws, group.id)
    told(ws, group, every, spec.script, bool(hands.caught))
    bad = any(map(failed, board.ended))
    return group, every, 130 if hands.caught else 1 if bad else 0


def told(
    ws: Workspace, group: Group, every: Sequence[Run], script: Path, interrupted: bool
) -> None:
    """What came of it, in a sentence; then where it is, and how the rest is run."""
    from journal.runs.sweep import good

    say.talk()
    finished, wanted = good(every), len(group.points)
    word = "Interrupted: " if interrupted else ""
    say.talk(
        f"{word}{finished} of {say.plural(wanted, 'run')} finished. {sentence(group)}".rstrip()
    )
    say.talk(f"recorded  {ws.rel(ws.runs / group.id)}")
    if finished < wanted:
        again = "" if interrupted or len(every) < wanted else ", once it is mended"
        say.hint(f"journal run {script} --resume runs what is missing{again}")
    if finished > 1:
        say.hint(f"journal runs compare {group.id}")


def sentence(group: Group) -> str:
    """The verdict on a sweep; a check that each run is held to is counted."""
    from journal.runs.verdict import is_group

    v = group.verdict
    if v is None:
        return ""
    if v.held is None or is_group(v.check):
        return run_show.verdict(v)
    runs = {source.partition(":")[0] for source, _, _ in v.parts}
    bad = {source.partition(":")[0] for source, _, ok in v.parts if not ok}
    count = f" in {len(bad)} of {len(runs)}" if bad else " in each"
    return f"{'Did not hold' if bad else 'Held'}{count}: {v.check}."
