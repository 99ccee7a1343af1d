"""journal runs: what was recorded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from journal.cli import context, run_show, runs_compare, runs_more, say
from journal.cli.run_show import pairs
from journal.cli.td_show import outcome
from journal.model.entry import JournalError
from journal.model.run import Run, Scalar
from journal.store import runs as store
from journal.workspace import Workspace

app = typer.Typer(no_args_is_help=True, help="Recorded runs.")
GROUP = "runs"
JSON = Annotated[bool, typer.Option("--json", help="One versioned JSON document.")]


@app.command("list")
def list_(
    script: Annotated[str, typer.Option(help="Only runs of this script.")] = "",
    td: Annotated[str, typer.Option(help="Only runs made for this debt.")] = "",
    limit: Annotated[int, typer.Option(help="At most so many rows; 0 shows all.")] = 20,
    all_: Annotated[
        bool, typer.Option("--all", "-a", help="Each run of a sweep by itself.")
    ] = False,
    json: JSON = False,
) -> None:
    """List recorded runs, the newest first; a sweep is one row.

    Example: journal runs list --script quintic --limit 5
    """
    from journal.runs.export import plain
    from journal.runs.pick import folded

    snapshot = context.snapshot()
    chosen = list(snapshot.runs_of(snapshot.find(td)) if td else snapshot.runs)
    chosen = [r for r in chosen if script in r.script]
    if json:
        say.document("runs", [plain(r) for r in chosen[: limit or None]])
        return
    many = len({r.group for r in chosen} - {""})
    inside = sum(bool(r.group) for r in chosen)
    said = f", {inside:,} of them in {say.plural(many, 'sweep')}" if many else ""
    say.out(f"{say.plural(len(chosen), 'run')}{said}.")
    heads = ("run", "outcome", "params", "took")
    columns = [say.Column(h, "right" if h == "took" else "left", wide=h == "params") for h in heads]
    folds = [(r,) for r in chosen] if all_ else folded(chosen)
    rows = [_row(snapshot.ws, fold, all_) for fold in folds[: limit or None]]
    say.table(columns, rows, [False] * len(rows))


def _row(ws: Workspace, fold: tuple[Run, ...], alone: bool) -> tuple[str, str, str, str]:
    """One run; or a sweep, with the values that its parameters took."""
    first = fold[0]
    if alone or not first.group:
        took = run_show.seconds(first.duration or 0)
        return first.id, outcome(first), pairs(first.params), took
    took = run_show.seconds(sum(r.duration or 0 for r in fold))
    words = f"{say.plural(len(fold), 'run')}: {_axes(fold)}"
    return first.group, _outcome(ws, fold), words, took


@app.command()
def show(
    run: Annotated[str, typer.Argument(help="The run: its id or a unique beginning of it.")],
    lines: Annotated[int, typer.Option(help="So many lines of its output.")] = 10,
    json: JSON = False,
) -> None:
    """Show a run: what was asked, expected and found, and the end of its output.

    Example: journal runs show 20250714-2103
    """
    from journal.runs.export import plain

    ws = context.workspace()
    r = store.read(ws, run)
    if json:
        say.document("runs", [plain(r)])
        return
    say.out(run_show.sentence(r))
    say.out()
    took = f"{run_show.seconds(r.duration or 0)}, {run_show.size(r.peak_memory)} at peak"
    facts = {
        "run": r.id, "script": r.script, "params": pairs(r.params),
        "expected": r.expect, "check": r.check, "found": pairs(r.summary),
        "started": r.start, "took": took, "on": f"{r.host}, {r.env.cpu}, {r.env.gpu or 'no GPU'}",
        "python": f"{r.env.python}, torch {r.env.torch or '–'}",
        "commit": r.git.commit[:10] + (" and patch.diff" if r.git.dirty else ""),
        "kept": ", ".join(a.file for a in r.artifacts),
    }  # fmt: skip
    for key, value in facts.items():
        if value.strip():
            say.out(f"  {key:<9} {say.cut(value, max(20, say.width() - 13))}")
    _output(ws, r, lines)


def _output(ws: Workspace, r: Run, lines: int) -> None:
    said = store.output(ws, r, lines) if lines else ()
    if said:
        say.out()
    for line in said:
        say.out("  │ " + say.cut(line.text, say.width() - 6))


def _axes(fold: Sequence[Run]) -> str:
    """degree=1..3 seed=0,1: the values each parameter took, where they were several."""
    told = []
    for name in dict.fromkeys(n for r in fold for n in r.params):
        values = sorted({r.params[name] for r in fold if name in r.params}, key=_order)
        told += [f"{name}={','.join(map(str, values))}"] if len(values) > 1 else []
    return " ".join(told)


def _order(value: Scalar) -> tuple[bool, float, str]:
    """Numbers by their size, then words."""
    number = isinstance(value, int | float)
    return not number, float(value or 0) if number else 0.0, str(value)


def _outcome(ws: Workspace, fold: Sequence[Run]) -> str:
    """The verdict on a sweep, else how many of its runs finished."""
    done = sum(r.status == "finished" for r in fold)
    try:
        group = store.read_group(ws, fold[0].group)
    except JournalError:
        return f"{done} of {len(fold)} finished"
    if any(r.status == "running" for r in fold):
        return "· running"
    if group.verdict and group.verdict.held is not None:
        return "● held" if group.verdict.held else "○ did not hold"
    return f"{'–' if done else '×'} {done} of {len(group.points)} finished"


for command in (
    runs_compare.compare, runs_compare.diff, runs_more.plot, runs_more.export, runs_more.reproduce
):  # fmt: skip
    app.command()(command)
