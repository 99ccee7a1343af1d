"""The command line: thin commands that load, call and print; here the one meant is found."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from typing import Annotated

import typer

# Each command with the module that defines it, so that only what is called is imported.
MODULES = {
    "journal.cli.start": "init import",
    "journal.cli.day": "new add today",
    "journal.cli.look": "search check parse tasks ideas results",
    "journal.cli.td": "td",
    "journal.cli.run": "run",
    "journal.cli.runs": "runs",
    "journal.cli.publish": "site push undo",
    "journal.cli.secrets": "secrets",
}
COMMANDS = {name: module for module, names in MODULES.items() for name in names.split()}
WITH_VALUE = ("-C", "--dir")

SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def main() -> None:
    """Run one command; every way out passes the error boundary."""
    from journal.cli.boundary import run

    sys.exit(run(lambda: build(sys.argv[1:])(prog_name="journal", standalone_mode=False)))


def build(argv: list[str]) -> Callable[..., object]:
    app = typer.Typer(
        no_args_is_help=True,
        context_settings=SETTINGS,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        callback=root,
    )
    wanted = COMMANDS.get(_first(argv))
    for module in [wanted] if wanted else MODULES:
        sub = importlib.import_module(module)
        app.add_typer(sub.app, name=getattr(sub, "GROUP", None))
    return typer.main.get_command(app)


def _first(argv: list[str]) -> str:
    """The first word that is no option nor an option's value."""
    words = iter(argv)
    for word in words:
        if word in WITH_VALUE:
            next(words, None)
        elif not word.startswith("-"):
            return word
    return ""


def _version(wanted: bool) -> None:
    if wanted:
        from journal import __version__

        typer.echo(f"journal {__version__}")
        raise typer.Exit


def root(
    directory: Annotated[
        str, typer.Option("-C", "--dir", envvar="JOURNAL_DIR", help="The workspace; here if unset.")
    ] = "",
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """A learning journal that keeps your technical debt and the experiment that settles it."""
    from journal.cli import context

    context.choose(directory)
