"""journal td: the debts. Looking at them here; changing them in td_change."""

from __future__ import annotations

from typing import Annotated

import typer

from journal.cli import context, say, td_change, td_show

app = typer.Typer(
    no_args_is_help=True, help="The debts: what is owed, what came back, what paid it."
)
GROUP = "td"


@app.command("list")
def list_(
    words: Annotated[
        list[str] | None, typer.Argument(help="Only debts that hold these words.")
    ] = None,
    all_: Annotated[bool, typer.Option("--all", "-a", help="Paid and dropped ones too.")] = False,
    state: Annotated[str, typer.Option(help="open, doing, snoozed, paid or dropped.")] = "",
    script: Annotated[str, typer.Option(help="Only debts tied to this script.")] = "",
    sort: Annotated[str, typer.Option(help="interest, age or text.")] = "interest",
    limit: Annotated[int, typer.Option(help="At most so many rows; 0 shows all.")] = 20,
    json: Annotated[bool, typer.Option("--json", help="One versioned JSON document.")] = False,
) -> None:
    """List the debts, the dearest first.

    Example: journal td list gpu --state open --json
    """
    snapshot = context.snapshot()
    chosen = td_show.choose(snapshot, words or [], all_, state, script, sort)
    if json:
        say.document("td", [td_show.as_json(snapshot, td) for td in chosen])
        return
    td_show.listing(snapshot, chosen, len(chosen) if limit <= 0 else limit)


@app.command()
def show(
    td: Annotated[str, typer.Argument(help="The debt: its id or a unique beginning of it.")],
    mentions: Annotated[bool, typer.Option("--mentions", help="Every line that names it.")] = False,
    json: Annotated[bool, typer.Option("--json", help="One versioned JSON document.")] = False,
) -> None:
    """Show a debt whole: its sentence, its mentions in time, scripts, runs and what comes next.

    Example: journal td show td-k3f9
    """
    snapshot = context.snapshot()
    item = snapshot.find(td)
    if json:
        say.document("td", [td_show.as_json(snapshot, item)])
        return
    td_show.page(snapshot, item, mentions)


for command in td_change.COMMANDS:
    app.command(command.__name__.strip("_"))(command)
