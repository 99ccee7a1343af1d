"""journal site, push, undo: publishing, and taking back."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from journal.cli import context, say

if TYPE_CHECKING:
    from journal.publish import Pushed, Step
    from journal.workspace import Workspace

app = typer.Typer()
site = typer.Typer(no_args_is_help=True, help="The status site.")
app.add_typer(site, name="site")
GLYPHS = {"done": "●", "skipped": "–", "stopped": "×"}
PROSE = Annotated[
    bool | None,
    typer.Option("--prose/--no-prose", help="Show the stream of consciousness, or the items only."),
]


@site.command()
def build(
    out: Annotated[Path | None, typer.Option(help="Where to; .journal/site if unset.")] = None,
    prose: PROSE = None,
) -> None:
    """Build the site. It opens from disk and asks no other host for anything.

    Example: journal site build --prose
    """
    from journal.site.build import build as build_site

    snapshot = context.snapshot()
    target = out.absolute() if out else snapshot.ws.site
    made = build_site(snapshot, target, now=context.now(), prose=prose)
    for p in made.problems:
        say.problem(p)
    gone = f", {len(made.removed)} removed" if made.removed else ""
    say.talk(f"{say.plural(made.pages, 'page')}, {len(made.written)} written{gone}")
    say.out(str(made.index))


@app.command()
def push(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", "-n", help="Show what would be pushed; change nothing.")
    ] = False,
    prose: PROSE = None,
) -> None:
    """Push the notes: scan for secrets, commit, fetch, merge, build the site, push.

    It stops at the first no and leaves your folder as it was. Example: journal push --dry-run
    """
    from journal.publish import push as push_all

    ws = context.workspace()
    shown = prose if prose is not None else _prose(ws)
    done = push_all(
        ws, now=context.now(), today=context.today(ws), dry_run=dry_run, prose=shown, tell=_tell
    )
    _closing(done, dry_run)
    if not done.ok:
        raise typer.Exit(1)


def _prose(ws: Workspace) -> bool | None:
    """Whether prose is published: as set, else asked where there is somebody to answer."""
    if ws.settings.site.prose is not None or not ws.settings.push.site or not sys.stdin.isatty():
        return ws.settings.site.prose
    answer = say.ask("Publish the stream of consciousness too, not only the items?", default=False)
    say.hint(f"[site] prose = {str(answer).lower()} in journal.toml settles it for good")
    return answer


def _tell(step: Step) -> None:
    say.talk(f" {GLYPHS[step.state]} {step.name:<12} {say.inert(step.text)}")
    for line in step.detail:
        say.talk(f"   {say.inert(line)}")
    if step.hint:
        say.hint(say.inert(step.hint))


def _closing(done: Pushed, dry_run: bool) -> None:
    if dry_run and done.message:
        say.talk()
        for line in done.message.splitlines():
            say.talk(f"   {say.inert(line)}")
    if done.visible and done.ok:
        names = ", ".join(done.visible[:5])
        more = f" and {len(done.visible) - 5} more" if len(done.visible) > 5 else ""
        say.talk(f"{'Would be' if dry_run else 'Now'} visible for the first time: {names}{more}.")


@app.command()
def undo() -> None:
    """Take back the newest change to a debt.

    Example: journal undo
    """
    from journal import debts

    pen = context.pen()
    event = debts.undo(pen)
    td = pen.snapshot.speakers.get(event.td)
    text = say.cut(td.text if td else event.text, 60)
    say.talk(f"Took back “{event.event}” of {event.day}: {event.td} “{text}”")
    say.hint("journal undo again goes one further")
