"""journal init and import: beginning."""

from __future__ import annotations

from datetime import date as date_
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from journal.cli import context, say
from journal.cli.dates import day as day_named
from journal.model.entry import JournalError

if TYPE_CHECKING:
    from journal.workspace import Workspace

app = typer.Typer()


@app.command()
def init(
    directory: Annotated[
        Path | None, typer.Argument(help="The folder; here if left out.", metavar="[DIR]")
    ] = None,
    title: Annotated[str, typer.Option(help="What the site is called.")] = "",
) -> None:
    """Make a workspace, or adopt a folder of logs as it is. Nothing that is there is changed.

    Example: journal init learning-torch
    """
    from journal.store import adopt

    root = (directory or context.folder()).absolute()
    if root.exists() and not root.is_dir():
        raise JournalError(f"{root} is a file, not a folder", exit=2)
    fresh = not (root / "journal.toml").exists()
    found = adopt.look(root) if fresh and root.is_dir() else adopt.Found()
    made = adopt.make(root, title or root.name, found) if fresh else []
    if not fresh:
        say.talk(f"{root} is a workspace already; nothing was changed")
        return
    if found.days:
        kinds = ", ".join(say.plural(n, k) for k, n in found.items) or "no items yet"
        days = f"{say.plural(found.days, 'day')} in {say.plural(found.files, 'file')}"
        say.talk(f"adopted {found.folder}/: {days}, {kinds}")
    say.talk(f"made {', '.join(made)}")
    say.hint("journal td list" if found.days else "journal new starts today's entry")


@app.command("import")
def import_(
    what: Annotated[str, typer.Argument(help="The format: log.")],
    file: Annotated[Path, typer.Argument(help="The file to bring in.")],
    date: Annotated[str, typer.Option(help="The day it belongs to; from the file if unset.")] = "",
) -> None:
    """Bring in a log that isn't a dated markdown file; its bytes stay as they are.

    Example: journal import log notes.txt --date 2025-07-14
    """
    from journal.store import importers

    if what not in importers.IMPORTERS:
        raise JournalError(
            f"no importer is called {what}", hint=f"one of {', '.join(importers.IMPORTERS)}", exit=2
        )
    ws = context.workspace()
    day = day_named(date, context.today(ws)) if date else _day_of(ws, file)
    done = importers.IMPORTERS[what](ws, file, day)
    say.out(ws.rel(done.path))
    if not done.fresh:
        say.talk("the same text is there already; nothing was written")


def _day_of(ws: Workspace, file: Path) -> date_:
    from journal.store.entries import read

    days = {e.date for e in read(ws, file.absolute()).entries if e.date}
    if len(days) != 1:
        raise JournalError(f"{file} doesn't say which day it is", hint="--date 2025-07-14", exit=2)
    return days.pop()
