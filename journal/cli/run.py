"""journal run: an experiment, run and recorded, and the debt it pays."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from journal.cli import context, run_show, say
from journal.cli.td_change import pairs
from journal.model.entry import JournalError
from journal.model.run import Run, RunSpec, Verdict
from journal.model.td import TDItem
from journal.snapshot import Snapshot

app = typer.Typer()


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": False})
def run(
    ctx: typer.Context,
    target: Annotated[str, typer.Argument(help="A debt, a script or a glob of scripts.")],
    set_: Annotated[list[str] | None, typer.Option("--set", help="A parameter, k=v.")] = None,
    expect: Annotated[str, typer.Option(help='What you expect: words, or "speedup >= 10".')] = "",
    check: Annotated[str, typer.Option(help="Instead of the script's own check.")] = "",
    script: Annotated[str, typer.Option(help="Which of the debt's scripts.")] = "",
    timeout: Annotated[str, typer.Option(help='A limit: "90s", "10m".')] = "",
    python: Annotated[str, typer.Option(help="The interpreter to run it with.")] = "",
    uv: Annotated[bool, typer.Option("--uv", help="Run it by its header through uv.")] = False,
    outside: Annotated[
        bool, typer.Option("--outside", help="A script outside the workspace.")
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Pay the debt if the check holds.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Don't show its output.")] = False,
    sweep: Annotated[
        list[str] | None, typer.Option("--sweep", help='A grid: "degree=1..15", "lr=0.1,0.01".')
    ] = None,
    seeds: Annotated[int, typer.Option(min=0, help="Each with so many seeds, from 0.")] = 0,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Runs of a sweep at once.")] = 1,
    resume: Annotated[
        bool, typer.Option("--resume", help="Only what its newest sweep lacks.")
    ] = False,
    keep_going: Annotated[
        bool, typer.Option("--keep-going/--fail-fast", help="After a run of a sweep failed.")
    ] = True,
) -> None:
    """Run an experiment, record it, judge its check and offer to pay its debt.

    What stands after -- goes to the script as it is. Ends with the script's own exit code, 124 on
    timeout, 130 on interrupt; a sweep with 1 where a run of it failed.
    Example: journal run td-k3f9 --sweep degree=1..15 --seeds 10 --jobs 2 --expect "ratio <= 1.01"
    """
    from journal.model.grid import expand
    from journal.parse.header import seconds
    from journal.runs.launch import INTERRUPTED
    from journal.store import runs

    points = expand(sweep or [], seeds)

    ws = context.workspace()
    for gone in runs.reconcile(ws, context.now()):
        say.talk(f"the run {gone} is lost: nobody is running it any more")
    snapshot = context.snapshot()
    limit = seconds(timeout)
    if timeout and limit is None:
        raise JournalError(f"{timeout} is no span of time", hint='"90s", "10m", "1h 30m"', exit=2)
    td, paths, params = _meant(snapshot, target, script)
    given = {**params, **pairs(set_ or [])}
    said = expect or _asked()
    code = 0
    for path in paths:
        spec = RunSpec(
            _from_root(snapshot, path),
            given,
            tuple(ctx.args),
            (td.id,) if td else (),
            said,
            check,
            limit,
            python,
            uv,
            outside,
        )
        if sweep or seeds or resume:
            ended = _sweep(snapshot, td, spec, points, jobs, resume, keep_going, yes)
        else:
            ended = _single(snapshot, td, spec, quiet, yes)
        code = code or ended
        if ended == INTERRUPTED:
            break
    raise typer.Exit(code)


def _meant(
    snapshot: Snapshot, target: str, script: str
) -> tuple[TDItem | None, list[Path], dict[str, str]]:
    """The debt, the scripts and the parameters that a target names."""
    here = Path(target)
    if any(c in target for c in "*?["):
        found = sorted(p for p in here.parent.glob(here.name) if p.suffix == ".py")
        if not found:
            raise JournalError(f"no script matches {target}", exit=2)
        return None, [p.absolute() for p in found], {}
    if here.suffix or os.sep in target:
        return None, [_existing(snapshot, here)], {}
    td = snapshot.find(target)
    chosen = [s for s in td.scripts if not script or s.path.endswith(script)]
    if not chosen:
        raise JournalError(
            f"{td.id} “{td.text}” has no script" + (f" called {script}" if script else ""),
            hint=f"journal td start {snapshot.short[td.id]} makes one, journal td link ties one",
        )
    return td, [snapshot.ws.root / chosen[0].path], dict(chosen[0].params)


def _existing(snapshot: Snapshot, path: Path) -> Path:
    """As seen from here, else from the workspace's root."""
    return path.absolute() if path.exists() else snapshot.ws.root / path


def _from_root(snapshot: Snapshot, path: Path) -> Path:
    root = snapshot.ws.root
    return path.relative_to(root) if path.is_relative_to(root) else path


def _asked() -> str:
    import sys

    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return ""
    sys.stderr.write("What do you expect? (Enter to skip)  ")
    sys.stderr.flush()
    return sys.stdin.readline().strip()


def _one(snapshot: Snapshot, spec: RunSpec, quiet: bool) -> Run:
    from journal.runs.launch import launch, plan

    plan(snapshot.ws, spec, os.environ)
    shown = " ".join(f"{k}={v}" for k, v in spec.params.items())
    say.talk(f"{spec.script}   {shown} {shlex.join(spec.args)}".rstrip())
    screen = run_show.Screen(quiet)
    try:
        done = launch(
            snapshot.ws,
            spec,
            now=context.now(),
            token=context.token(),
            tell=screen.tell,
            echo=screen.echo,
        )
    finally:
        screen.close()
    run_show.told(snapshot.ws, done)
    return done


def _single(snapshot: Snapshot, td: TDItem | None, spec: RunSpec, quiet: bool, yes: bool) -> int:
    from journal.runs.launch import exit_code

    done = _one(snapshot, spec, quiet)
    _settle(snapshot, td, done, done.verdict, yes)
    _draft(snapshot, done.draft)
    return exit_code(done)


def _sweep(
    snapshot: Snapshot,
    td: TDItem | None,
    spec: RunSpec,
    points: Sequence[Mapping[str, str]],
    jobs: int,
    resume: bool,
    keep_going: bool,
    yes: bool,
) -> int:
    from journal.cli.sweep import sweep

    group, every, code = sweep(snapshot.ws, spec, points, jobs, resume, keep_going)
    if every:
        last = next((r for r in reversed(every) if r.status == "finished"), every[-1])
        _settle(snapshot, td, last, group.verdict, yes)
        _draft(snapshot, group.draft)
    return code


def _settle(
    snapshot: Snapshot, td: TDItem | None, done: Run, verdict: Verdict | None, yes: bool
) -> None:
    """Tie the run to its debts and offer to pay those that the check settles."""
    from journal import debts

    tied = snapshot.debts_of(done)
    debts.remember(context.pen(snapshot), tied, done)
    held = verdict is not None and verdict.held is True
    for item in tied if held else ():
        if item.owed and (not td or td.id == item.id):
            _offer(snapshot, item, done, yes)


def _offer(snapshot: Snapshot, td: TDItem, done: Run, yes: bool) -> None:
    from journal import debts

    short = snapshot.short[td.id]
    name = f"{short}, “{say.cut(td.text, 60)}”"
    what = "sweep" if done.group else "run"
    if yes or say.ask(f"Pay {name}, with this {what}?"):
        debts.pay(context.pen(), td, {"run": done.id, "sweep": done.group})
        say.talk(f"Paid {name}, by this {what}.")
        say.hint("journal undo takes it back")
    else:
        say.hint(f"the check holds: journal td pay {short} --run {done.id}")


def _draft(snapshot: Snapshot, draft: str) -> None:
    """The result line, into today's entry where the user or the settings say so."""
    from journal import day

    mode = snapshot.ws.settings.run.draft
    if not draft or mode == "never":
        return
    if mode == "always" or say.ask(f"Add to today's results: “{say.cut(draft, 90)}”?"):
        again = context.snapshot()
        path, line = day.add(again, again.today, "result", draft)
        say.talk(f"added to {again.ws.rel(path)}:{line}")
    else:
        say.talk("a result line is drafted; journal new offers it")
