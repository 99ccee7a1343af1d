"""journal init and import: beginning."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from journal.cli import context, say
from journal.cli import found as told
from journal.cli.dates import day as day_named
from journal.model.entry import JournalError

if TYPE_CHECKING:
    from journal.store.adopt import Found, Plan
    from journal.store.importers import Brought
    from journal.workspace import Workspace

app = typer.Typer()
DRY = Annotated[bool, typer.Option("--dry-run", help="Show what would be done; write nothing.")]


@app.command()
def init(
    directory: Annotated[
        Path | None, typer.Argument(help="The folder; here if left out.", metavar="[DIR]")
    ] = None,
    title: Annotated[str, typer.Option(help="What the site is called.")] = "",
    dry_run: DRY = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Adopt logs without asking.")] = False,
) -> None:
    """Make a workspace, or adopt a folder of logs as it is. Nothing that is there is changed.

    --dry-run prints the journal.toml that would be written. Example: journal init learning-torch
    """
    from journal.store import adopt

    root = (directory or context.folder()).expanduser().absolute()
    if root.exists() and not root.is_dir():
        raise JournalError(f"{root} is a file, not a folder", exit=2)
    if (root / "journal.toml").exists():
        say.talk(f"{root} is a workspace already; nothing was changed")
        return
    found = adopt.look(root) if root.is_dir() else adopt.Found()
    planned = adopt.plan(root, title or root.name, found)
    if found.any:
        told.tell(found)
    if dry_run:
        _preview(planned)
    elif _agreed(found, planned, yes):
        _made(adopt.make(root, planned), planned, found)


def _agreed(found: Found, planned: Plan, yes: bool) -> bool:
    """Logs that are there are adopted after a yes, unless nobody is there to say it."""
    if yes or not found.any or not sys.stdin.isatty():
        return True
    say.talk(planned.config)
    agreed = say.ask("Write this as journal.toml?")
    if not agreed:
        say.talk("nothing was written")
    return agreed


def _preview(planned: Plan) -> None:
    say.out(planned.config.rstrip("\n"))
    names = [name for name, _ in planned.texts] + [f"{name}/" for name in planned.folders]
    say.talk(f"nothing was written; it would make {', '.join(names)}")


def _made(made: list[str], planned: Plan, found: Found) -> None:
    say.talk(f"made {', '.join(made)}")
    for name, line in planned.lacking:
        say.hint(f"{name} is yours and was left as it is; it lacks the line: {line}")
    if not found.any:
        say.hint("journal new starts today's entry")
        return
    say.hint(
        "journal td list; journal check says what reads oddly; deleting what was made undoes it"
    )


@app.command("import")
def import_(
    what: Annotated[str, typer.Argument(help="jrnl, todo.txt or log.", metavar="FORMAT")],
    file: Annotated[Path, typer.Argument(help="The file to bring in.")],
    date: Annotated[str, typer.Option(help="The day of what has none; else the file's.")] = "",
    dry_run: DRY = False,
) -> None:
    """Bring in what isn't a dated markdown file, each day into its entry. Twice adds nothing.

    jrnl: a journal or its JSON export; todo.txt: tasks; log: one day, byte for byte.
    Example: journal import log notes.txt --date 2025-07-14
    """
    from journal.store import importers

    if what not in importers.IMPORTERS:
        raise JournalError(
            f"no importer is called {what}", hint=f"one of {', '.join(importers.IMPORTERS)}", exit=2
        )
    ws = context.workspace()
    today = context.today(ws)
    day = day_named(date, today) if date else None
    brought = importers.IMPORTERS[what](importers.Source(ws, file, day, today))
    if not dry_run:
        importers.write(ws, brought)
    _brought(ws, brought, dry_run)


def _brought(ws: Workspace, brought: Brought, dry_run: bool) -> None:
    """The entries on stdout; what came into each, and what didn't have to."""
    for change in brought.changes:
        say.out(ws.rel(change.path))
        how = "a new entry with" if change.old is None else "added"
        say.talk(f"  {how} {say.plural(change.parts, brought.noun)}")
    if brought.there:
        are = "is" if brought.there == 1 else "are"
        say.talk(f"{say.plural(brought.there, brought.noun)} {are} there already")
    if not brought.changes or dry_run:
        say.talk("nothing was written")
    else:
        say.hint("journal check; to take it back, delete those lines")
