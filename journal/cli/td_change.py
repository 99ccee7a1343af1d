"""journal td: commands that change a debt, each saying what it did and how to take it back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer

from journal.cli import context, say
from journal.model.entry import JournalError
from journal.model.td import TDItem

ID = Annotated[str, typer.Argument(help="The debt: its id or a unique beginning of it.")]


def _done(td: TDItem, what: str) -> None:
    say.talk(f"{what}: {td.id} “{say.cut(td.text, 60)}”")
    say.hint("journal undo takes it back")


def _write(given: str, kind: str, what: str, **data: object) -> None:
    from journal import debts

    pen = context.pen()
    td = pen.snapshot.find(given)
    debts.write(pen, td, kind, **data)
    _done(td, what)


def pairs(given: Iterable[str]) -> dict[str, str]:
    """k=v words as a mapping."""
    out = {}
    for word in given:
        key, eq, value = word.partition("=")
        if not eq or not key:
            raise JournalError(f"{word} is no k=v", hint="--set degree=5", exit=2)
        out[key] = value
    return out


def pay(
    td: ID,
    run: Annotated[str, typer.Option(help="The run that shows it.")] = "",
    link: Annotated[str, typer.Option(help="A link that shows it.")] = "",
    page: Annotated[str, typer.Option(help="A page of the workspace that shows it.")] = "",
    explanation: Annotated[
        str, typer.Option(help="The entry that explains it in your words.")
    ] = "",
    reason: Annotated[str, typer.Option(help="A plain reason.")] = "",
) -> None:
    """Pay a debt with evidence.

    Example: journal td pay td-k3f9 --run 20250804-2033
    """
    from journal import debts

    pen = context.pen()
    item = pen.snapshot.find(td)
    evidence = {
        "run": run,
        "link": link,
        "page": page,
        "explanation": explanation,
        "reason": reason,
    }
    event = debts.pay(pen, item, evidence)
    proof = next(f"{k} {event.get(k)}" for k in evidence if event.get(k))
    _done(item, f"Paid by {proof}")


def drop(
    td: ID, reason: Annotated[str, typer.Option(help="Why it no longer matters.")] = ""
) -> None:
    """Drop a debt that no longer matters.

    Example: journal td drop td-k3f9 --reason "switched to JAX"
    """
    _write(td, "dropped", "Dropped", reason=reason)


def reopen(td: ID) -> None:
    """Open a paid, dropped or snoozed debt again.

    Example: journal td reopen td-k3f9
    """
    from journal import debts

    pen = context.pen()
    item = pen.snapshot.find(td)
    debts.reopen(pen, item)
    _done(item, "Open again")


def doing(td: ID) -> None:
    """Mark a debt as being worked on.

    Example: journal td doing td-k3f9
    """
    _write(td, "doing", "Being worked on")


def snooze(
    td: ID,
    until: Annotated[str, typer.Argument(help="A date, or 2w, 10d, 3m from today.")] = "2w",
) -> None:
    """Put a debt out of sight until a day.

    Example: journal td snooze td-k3f9 2w
    """
    from journal.cli.dates import day_after

    when = day_after(until, context.today(context.workspace()))
    _write(td, "snoozed", f"Snoozed until {when}", until=when.isoformat())


def link(
    td: ID,
    target: Annotated[str, typer.Argument(help="A script or page of the workspace, or a URL.")],
    set_: Annotated[list[str] | None, typer.Option("--set", help="A parameter, k=v.")] = None,
) -> None:
    """Tie a debt to the script that would settle it.

    Example: journal td link td-k3f9 experiments/quintic.py --set degree=5
    """
    from journal import debts

    pen = context.pen()
    item = pen.snapshot.find(td)
    debts.link(pen, item, target, pairs(set_ or []))
    _done(item, f"Linked to {target}")


def unlink(td: ID, target: Annotated[str, typer.Argument(help="What it was linked to.")]) -> None:
    """Untie a debt from a script, page or link.

    Example: journal td unlink td-k3f9 experiments/quintic.py
    """
    key = "link" if "://" in target else "script" if target.endswith((".py", ".ipynb")) else "page"
    _write(td, "unlinked", f"No longer linked to {target}", **{key: target})


def note(td: ID, text: Annotated[str, typer.Argument(help="What to remember about it.")]) -> None:
    """Add a note to a debt.

    Example: journal td note td-k3f9 "ask about the seed"
    """
    _write(td, "noted", "Noted", note=text)


def start(
    td: ID,
    script: Annotated[
        str, typer.Option(help="Where to write it; a name from the text if unset.")
    ] = "",
) -> None:
    """Make the script that would settle a debt and open it in the editor.

    Example: journal td start td-k3f9
    """
    from journal import scaffold

    pen = context.pen()
    item = pen.snapshot.find(td)
    path, made = scaffold.script_for(pen, item, script)
    rel = pen.snapshot.ws.rel(path)
    say.talk(f"Made {rel}" if made else f"{rel} is there already")
    say.hint(f"fill in its check, then: journal run {pen.snapshot.short[item.id]}")
    from journal.proc import edit

    edit(path)


def merge(td: ID, other: ID) -> None:
    """Say that two debts are one; the older speaks for both.

    Example: journal td merge td-k3f9 td-8m2k
    """
    from journal import debts

    pen = context.pen()
    item, twin = pen.snapshot.find(td), pen.snapshot.find(other)
    debts.merge(pen, item, twin)
    _done(item, f"One debt with {twin.id} “{say.cut(twin.text, 40)}”")


def split(
    td: Annotated[str, typer.Argument(help="The whole id that was merged into another debt.")],
) -> None:
    """Take a debt out of a merged one again.

    Example: journal td split td-k3f9q2mx
    """
    from journal import debts

    pen = context.pen()
    item = pen.snapshot.find(td)
    debts.split(pen, item, td)
    _done(item, f"{td} stands for itself again, apart from")


def pin(td: ID) -> None:
    """Write a debt's id into its line of the log, so that it survives any rewording.

    Example: journal td pin td-k3f9
    """
    from journal import debts

    snapshot = context.snapshot()
    item = snapshot.find(td)
    where = debts.pin(snapshot, item)
    say.talk(f"Pinned {item.id} at {where}")


def twins(
    all_: Annotated[bool, typer.Option("--all", help="The less likely ones too.")] = False,
    json: Annotated[bool, typer.Option("--json", help="One versioned JSON document.")] = False,
) -> None:
    """Propose debts that may be one, in other words or another language; asks where it can.

    Example: journal td twins
    """
    from journal.cli import td_twins

    pen = context.pen()
    pairs = [p for p in (*pen.snapshot.unsure, *pen.snapshot.twins) if all_ or p.likely]
    if json:
        say.document("twins", [td_twins.as_json(pen.snapshot, p) for p in pairs])
        return
    td_twins.go_through(pen, pairs)


COMMANDS = (start, doing, pay, drop, reopen, snooze, link, unlink, note, merge, split, pin, twins)
