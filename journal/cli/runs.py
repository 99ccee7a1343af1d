"""journal runs: what was recorded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import typer

from journal.cli import context, run_show, say
from journal.cli.td_show import outcome
from journal.model.run import Run
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
    json: JSON = False,
) -> None:
    """List recorded runs, the newest first.

    Example: journal runs list --script quintic --limit 5
    """
    snapshot = context.snapshot()
    chosen = list(snapshot.runs_of(snapshot.find(td)) if td else snapshot.runs)
    chosen = [r for r in chosen if script in r.script]
    shown = chosen[: limit or None]
    if json:
        say.document("runs", [r.model_dump(mode="json") for r in shown])
        return
    say.out(f"{say.plural(len(chosen), 'run')}.")
    heads = ("run", "outcome", "params", "took")
    columns = [say.Column(h, "right" if h == "took" else "left", wide=h == "params") for h in heads]
    rows = [
        (r.id, outcome(r), _pairs(r.params), run_show.seconds(r.duration or 0))
        for r in shown
    ]  # fmt: skip
    say.table(columns, rows, [False] * len(rows))


@app.command()
def show(
    run: Annotated[str, typer.Argument(help="The run: its id or a unique beginning of it.")],
    lines: Annotated[int, typer.Option(help="So many lines of its output.")] = 10,
    json: JSON = False,
) -> None:
    """Show a run: what was asked, expected and found, and the end of its output.

    Example: journal runs show 20250714-2103
    """
    ws = context.workspace()
    r = store.read(ws, run)
    if json:
        say.document("runs", [r.model_dump(mode="json")])
        return
    say.out(run_show.sentence(r))
    say.out()
    took = f"{run_show.seconds(r.duration or 0)}, {run_show.size(r.peak_memory)} at peak"
    facts = {
        "run": r.id, "script": r.script, "params": _pairs(r.params),
        "expected": r.expect, "check": r.check, "found": _pairs(r.summary),
        "started": r.start, "took": took, "on": f"{r.host}, {r.env.cpu}, {r.env.gpu or 'no GPU'}",
        "python": f"{r.env.python}, torch {r.env.torch or '–'}",
        "commit": r.git.commit[:10] + (" and patch.diff" if r.git.dirty else ""),
        "kept": ", ".join(a.file for a in r.artifacts),
    }  # fmt: skip
    for key, value in facts.items():
        if value.strip():
            say.out(f"  {key:<9} {say.cut(value, max(20, say.width() - 13))}")
    _output(ws, r, lines)


def _pairs(values: Mapping[str, object]) -> str:
    return " ".join(f"{k}={v}" for k, v in values.items())


def _output(ws: Workspace, r: Run, lines: int) -> None:
    said = store.output(ws, r, lines) if lines else ()
    if said:
        say.out()
    for line in said:
        say.out("  │ " + say.cut(line.text, say.width() - 6))
