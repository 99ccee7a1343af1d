"""journal secrets: keys and tokens in the notes."""

from __future__ import annotations

from typing import Annotated

import typer

from journal.cli import context, say

app = typer.Typer(no_args_is_help=True, help="Keys and tokens in the notes.")
GROUP = "secrets"
PLACE = Annotated[str, typer.Argument(help="FILE:LINE, as a push names it.", metavar="FILE:LINE")]


@app.command()
def scan() -> None:
    """Look for keys, tokens and passwords in entries, notes, scripts and runs; exit 1 if any.

    Example: journal secrets scan
    """
    from journal import guard

    found = list(guard.scan(context.workspace()))
    for problem in found:
        say.problem(problem)
    say.out(f"{say.plural(len(found), 'secret')} found.")
    if found:
        raise typer.Exit(1)


@app.command()
def allow(place: PLACE) -> None:
    """Note a false alarm in secrets.allow, by a hash, so that a push passes it.

    Example: journal secrets allow entries/2025/2025-07-14.md:12
    """
    from journal import guard

    noted = guard.allow(context.workspace(), place)
    say.talk(f"{say.plural(noted, 'false alarm')} noted in secrets.allow; it holds hashes, no text")


@app.command()
def redact(place: PLACE) -> None:
    """Replace the secrets that begin on a line with [redacted]; no other byte changes.

    Example: journal secrets redact entries/2025/2025-07-14.md:12
    """
    from journal import guard

    say.talk(f"Redacted at {guard.redact(context.workspace(), place)}")
    say.hint("what was pushed before stays in history: revoke the key")
