"""journal runs plot, export and reproduce: what was recorded drawn, handed on, and made again."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from journal.cli import context, run_show, say
from journal.cli.run_show import number
from journal.model.entry import JournalError
from journal.model.run import Run
from journal.store import runs as store
from journal.workspace import Workspace

if TYPE_CHECKING:
    from journal.runs.again import Again

CURVES = 3
RUN = Annotated[str, typer.Argument(help="The run: its id or a unique beginning of it.")]


def plot(
    run: RUN,
    metric: Annotated[str, typer.Argument(help="The metric; the first three where unset.")] = "",
) -> None:
    """Draw the metrics of a run in the terminal.

    Example: journal runs plot 20250714-2103 loss
    """
    from journal.cli.plot import plot as drawn

    ws = context.workspace()
    found = store.metrics(ws, store.read(ws, run))
    if not found or (metric and metric not in found):
        text = f"{run} recorded no metric {metric}".rstrip()
        hint = f"there is {', '.join(found)}" if found else "record.log(step=i, loss=loss)"
        raise JournalError(text, hint=hint, exit=2)
    shown = [metric] if metric else list(found)[:CURVES]
    for name in shown:
        say.out(name)
        for line in drawn(found[name], min(say.width(), 100)):
            say.out(line)
    if rest := [] if metric else list(found)[CURVES:]:
        say.hint(f"there is {', '.join(rest)} too: journal runs plot {run} {rest[0]}")


def export(
    target: Annotated[str, typer.Argument(help="A file, a folder, or - for standard output.")],
    csv: Annotated[bool, typer.Option("--csv", help="Tables, as the name .csv says too.")] = False,
    json: Annotated[bool, typer.Option("--json", help="One document, as .json says too.")] = False,
    which: Annotated[
        list[str] | None, typer.Option("--run", help="Only this run or sweep; may be repeated.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over what is there.")] = False,
) -> None:
    """Export runs: metrics in long form to FILE.csv, all to FILE.json, runs and metrics to DIR.

    Example: journal runs export metrics.csv --run 20250714-2103
    """
    from journal.runs.pick import pick

    ws = context.workspace()
    kind = _kind(target, csv, json)
    every = store.load_all(ws)[0]
    every = pick(every, which) if which else every
    made = _exported(ws, every, target, kind)
    there = [p for p in made if p.exists() and str(p) != "-"]
    if there and not force:
        raise JournalError(f"{there[0]} is there already", hint="--force writes over it", exit=2)
    _write(made)
    if target != "-":
        say.talk(f"exported {say.plural(len(every), 'run')} to {', '.join(map(str, made))}")


def _kind(target: str, csv: bool, json: bool) -> str:
    named = [kind for kind, wanted in (("csv", csv), ("json", json)) if wanted]
    if len(named) > 1:
        raise JournalError("--csv or --json, not both", exit=2)
    by_name = Path(target).suffix.removeprefix(".")
    kind = named[0] if named else by_name
    if kind not in ("csv", "json"):
        raise JournalError(f"as what is {target} to be written?", hint="--csv or --json", exit=2)
    return kind


def _exported(ws: Workspace, every: Sequence[Run], target: str, kind: str) -> dict[Path, str]:
    """What goes into which file; a name without a suffix is a folder."""
    from journal.runs import export as tables

    path = Path(target)
    folder = target != "-" and (path.is_dir() or not path.suffix)
    if kind == "json":
        return {path / "runs.json" if folder else path: tables.document(ws, every)}
    points = tables.metrics_csv(ws, every)
    if folder:
        return {path / "runs.csv": tables.runs_csv(every), path / "metrics.csv": points}
    return {path: points}


def _write(made: Mapping[Path, str]) -> None:
    from journal.store import files

    for path, text in made.items():
        if str(path) == "-":
            sys.stdout.write(text)
        else:
            files.write(path, text.encode())


def reproduce(
    run: RUN,
    tolerance: Annotated[
        float, typer.Option(min=0, help="How far numbers may be off, relative.")
    ] = 0.0,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Don't show its output.")] = False,
) -> None:
    """Run a run again from its own commit and patch, and say what differs; exit 1 if anything.

    It runs in a scratch folder, which is gone afterwards; nothing is recorded.
    Example: journal runs reproduce 20250714-2103 --tolerance 1e-6
    """
    from journal.runs.again import reproduce as again
    from journal.runs.child import Watch

    ws = context.workspace()
    old = store.read(ws, run)
    patched = " and patch.diff" if old.git.dirty else ""
    say.talk(f"{' '.join(old.argv)}   at {old.git.commit[:7] or 'no commit'}{patched}")
    screen = run_show.Screen(quiet)
    watch = Watch(screen.tell, screen.echo)
    try:
        found = again(
            ws, old, now=context.now(), token=context.token(), watch=watch, tolerance=tolerance
        )
    finally:
        screen.close()
    _told(found)
    raise typer.Exit(0 if found.reproduced else 1)


def _told(found: Again) -> None:
    say.talk()
    values = len(found.same) + len(found.differ)
    if found.reproduced:
        say.out(f"Reproduced: {say.plural(values, 'value')} the same ({', '.join(found.same)}).")
    else:
        say.out(f"Not reproduced: {len(found.differ)} of {say.plural(values, 'value')} differ.")
        heads = [say.Column(h) for h in ("value", "then", "now", "off")]
        rows = [
            (v.name, number(v.then), number(v.now), f"{v.off:.1g}" if v.off is not None else "")
            for v in found.differ
        ]
        say.table(heads, rows, [False] * len(rows))
    if found.packages:
        say.hint(f"other versions than then: {'; '.join(found.packages)}")
