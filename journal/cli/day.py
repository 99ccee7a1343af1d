"""journal new, add, today: the day's entry."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from journal.cli import context, say
from journal.cli.dates import day as day_named
from journal.model.entry import JournalError

if TYPE_CHECKING:
    from journal.day import Morning
    from journal.model.td import TDItem
    from journal.snapshot import Snapshot

app = typer.Typer()
KINDS = ("task", "result", "td", "idea", "log")


@app.command()
def new(
    day: Annotated[str, typer.Argument(help="today, yesterday, mon, -2 or 2025-07-14.")] = "today",
    edit: Annotated[bool, typer.Option("--edit/--no-edit", help="Open it in the editor.")] = True,
) -> None:
    """Start the day's entry, with what the last one left unfinished, and open it.

    An entry that is there is opened as it is. Example: journal new yesterday --no-edit
    """
    from journal import day as days
    from journal.proc import edit as open_editor

    snapshot = context.snapshot()
    morning = days.start(snapshot, day_named(day, snapshot.today))
    rel = snapshot.ws.rel(morning.path)
    say.out(rel)
    if not morning.made:
        say.talk("  already there, left as it is")
    _tell(morning, snapshot.short)
    if edit and sys.stdin.isatty():
        open_editor(morning.path)


def _tell(morning: Morning, short: Mapping[str, str]) -> None:
    if morning.tasks and morning.last and morning.last.date:
        still = say.plural(len(morning.tasks), "task")
        say.talk(f"  from {morning.last.date:%A %-d}: {still} still open, carried over")
    if morning.worth:
        names = ", ".join(f"{short[t.id]} ({_why(t, morning.day)})" for t in morning.worth)
        say.talk(f"  worth an hour today: {names}")
    if morning.drafts:
        say.talk(f"  drafted: {say.plural(len(morning.drafts), 'result')} from runs since")


def _why(td: TDItem, today: date) -> str:
    if td.back:
        return f"back {say.plural(td.back, 'time')}"
    return f"{say.plural(td.age(today), 'day')} old"


@app.command()
def add(
    kind: Annotated[str, typer.Argument(help="task, result, td, idea or log.")],
    text: Annotated[
        list[str] | None, typer.Argument(help="The line; from stdin if left out.")
    ] = None,
    link: Annotated[str, typer.Option(help="A script or page to link at its end.")] = "",
    day: Annotated[str, typer.Option(help="Another day's entry.")] = "today",
) -> None:
    """Put one line into the right section of today's entry.

    Example: journal add td "why is the bias nearly zero?" --link experiments/x.py
    """
    from journal import day as days

    if kind not in KINDS:
        raise JournalError(f"there is no kind {kind}", hint=f"one of {', '.join(KINDS)}", exit=2)
    words = " ".join(text or []) or _stdin()
    snapshot = context.snapshot()
    when = day_named(day, snapshot.today)
    words += _link(snapshot, when, link) if link else ""
    path, line = days.add(snapshot, when, kind, words)
    say.talk(f"added to {snapshot.ws.rel(path)}:{line}")
    if kind == "td":
        from journal.parse.normal import td_id

        say.out(td_id(words))


def _stdin() -> str:
    return "" if sys.stdin.isatty() else sys.stdin.read()


def _link(snapshot: Snapshot, when: date, target: str) -> str:
    """A markdown link from the day's entry to a file of the workspace."""
    import os.path

    from journal.store.entries import path_for

    if not (snapshot.ws.root / target).is_file():
        raise JournalError(f"there is no file {target} in the workspace", exit=2)
    folder = path_for(snapshot.ws, when, snapshot.entries).parent
    rel = os.path.relpath(snapshot.ws.root / target, folder)
    return f" ([{target.rsplit('/', 1)[-1]}]({rel}))"


@app.command()
def today(
    json: Annotated[bool, typer.Option("--json", help="One versioned JSON document.")] = False,
) -> None:
    """What today holds: written, parked, paid, run; and what is owed.

    Example: journal today
    """
    from journal import day as days
    from journal.cli import td_show

    snapshot = context.snapshot()
    entry = days.entry_of(snapshot, snapshot.today)
    runs = [r for r in snapshot.runs if r.start[:10] == snapshot.today.isoformat()]
    counts = days.counted(entry.items) if entry else {}
    if json:
        facts = {"date": snapshot.today, "entry": entry.path if entry else None, "items": counts,
                 "words": entry.words if entry else 0, "runs": [r.id for r in runs],
                 "open": len(snapshot.owed)}  # fmt: skip
        say.document("today", facts)
        return
    say.out(td_show.finding(snapshot))
    if not entry:
        say.out("Nothing written today.")
        say.hint("journal new")
        return
    names = [("task", "task"), ("result", "result"), ("td", "debt parked"), ("idea", "idea")]
    told = [
        say.plural(counts[k], n, "debts parked" if k == "td" else "")
        for k, n in names
        if k in counts
    ]
    say.out(f"{entry.path}   {say.plural(entry.words, 'word')}" + "".join(f", {t}" for t in told))
    for item in entry.items:
        if item.kind == "task":
            say.out(f"  [{'x' if item.done else ' '}] {say.cut(item.text, say.width() - 6)}")
    for run in runs:
        say.out(f"  {td_show.outcome(run)}  {run.id}")
