"""journal runs compare and diff: several runs side by side, and how two differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from journal.cli import context, say
from journal.cli.run_show import number, pairs
from journal.model.entry import JournalError
from journal.model.run import Run
from journal.store import runs as store

if TYPE_CHECKING:
    from journal.runs.compare import Comparison, Spread

MOST = 4  # values in a table that was asked for none
JSON = Annotated[bool, typer.Option("--json", help="One versioned JSON document.")]


def compare(
    which: Annotated[list[str], typer.Argument(help="Runs, or a sweep.", metavar="RUN...")],
    metric: Annotated[
        list[str] | None, typer.Option("--metric", help="Only this value; may be repeated.")
    ] = None,
    json: JSON = False,
) -> None:
    """Compare runs, or those of a sweep: what differs, what came, and its spread over seeds.

    Example: journal runs compare 20250714-2103 --metric loss
    """
    from journal.runs.compare import compare as compared
    from journal.runs.pick import pick

    every = pick(store.load_all(context.workspace())[0], which)
    found = compared(every, metric or [])
    unknown = [m for m in metric or [] if not any(m in r.values for r in found.rows)]
    if unknown:
        known = ", ".join(compared(every).values)
        raise JournalError(f"no run found a number {unknown[0]}", hint=f"there is {known}", exit=2)
    if json:
        say.document("comparison", _comparison(found))
        return
    _table(found, found.values if metric else found.values[:MOST])
    code = "; ".join(found.code)
    say.out()
    say.out(f"The code differs: {code}." if code else "The code is the same.")
    if found.code and len(every) > 1:
        say.hint(f"journal runs diff {every[0].id} {every[-1].id}")


def diff(
    a: Annotated[str, typer.Argument(help="A run: its id or a unique beginning of it.")],
    b: Annotated[str, typer.Argument(help="The other run.")],
) -> None:
    """Show how two runs differ: parameters, packages, and the code as a diff.

    Example: journal runs diff 7f3ak2mx 5k1m9ztd
    """
    from journal.runs.again import code_diff
    from journal.runs.compare import packages

    ws = context.workspace()
    one, other = store.read(ws, a), store.read(ws, b)
    said = [
        f"{name}: {one.params.get(name, '–')} → {other.params.get(name, '–')}"
        for name in dict.fromkeys((*one.params, *other.params))
        if one.params.get(name) != other.params.get(name)
    ]
    said += [f"script: {one.script} → {other.script}"] if one.script != other.script else []
    said += [" → ".join(p.split(", ")) for p in packages([one, other])]
    code = code_diff(ws, one, other) if _touched(one, other) else ""
    for line in (*said, *code.splitlines()):
        say.out(say.inert(line))
    if not (said or code):
        say.out("The two runs had the same parameters, packages and code.")


def _touched(one: Run, other: Run) -> bool:
    """Whether the code can differ at all."""
    return one.git != other.git or one.git.dirty or one.script_hash != other.script_hash


def _table(found: Comparison, values: Sequence[str]) -> None:
    count = sum(len(r.runs) for r in found.rows)
    same = pairs(found.same)
    say.out(f"{say.plural(count, 'run')}" + (f", all with {same}." if same else "."))
    heads = (*found.differing, "runs", *values)
    columns = [say.Column(h, "right") for h in heads]
    rows = [
        (*(number(row.params[n]) for n in found.differing), _count(row.runs),
         *(_spread(row.values.get(v)) for v in values))
        for row in found.rows
    ]  # fmt: skip
    say.table(columns, rows, [False] * len(rows))
    if rest := [v for v in found.values if v not in values]:
        say.hint(f"there is {', '.join(rest)} too: --metric {rest[0]}")


def _count(runs: Sequence[Run]) -> str:
    done = sum(r.status == "finished" for r in runs)
    return str(done) if done == len(runs) else f"{done} of {len(runs)}"


def _spread(s: Spread | None) -> str:
    if s is None:
        return "–"
    return f"{s.mean:.4g}" + (f" ± {s.std:.2g}" if s.std is not None else "")


def _comparison(found: Comparison) -> dict[str, object]:
    from dataclasses import asdict

    from journal.runs.export import finite

    rows = [
        {"params": dict(row.params), "runs": [r.id for r in row.runs],
         "values": {n: {k: finite(v) for k, v in asdict(s).items()} for n, s in row.values.items()}}
        for row in found.rows
    ]  # fmt: skip
    return {"differing": found.differing, "same": found.same, "rows": rows, "code": found.code}
