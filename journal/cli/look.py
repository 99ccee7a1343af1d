"""journal search, check, parse, tasks, ideas, results: looking without touching."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from journal.cli import context, say
from journal.model.entry import Document, Entry, Item, JournalError, Problem

app = typer.Typer()
JSON = Annotated[bool, typer.Option("--json", help="One versioned JSON document.")]
LIMIT = Annotated[int, typer.Option(help="At most so many rows; 0 shows all.")]


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(help="Words that a line must all hold.")],
    kind: Annotated[str, typer.Option(help="Only task, result, td or idea.")] = "",
    limit: LIMIT = 20,
    json: JSON = False,
) -> None:
    """Find lines of the logs and notes, in any language, the newest first.

    Example: journal search градиент --kind td
    """
    snapshot = context.snapshot()
    wanted = [w.casefold() for w in words]
    rows = [
        row for e in (*reversed(snapshot.entries), *(e for d in snapshot.notes for e in d.entries))
        for row in _lines(e, kind) if all(w in row[3].casefold() for w in wanted)
    ]  # fmt: skip
    rows = rows[: limit or None]
    if json:
        keys = ("path", "line", "kind", "text", "date")
        say.document("hits", [dict(zip(keys, r, strict=True)) for r in rows])
        return
    for path, line, what, text, _ in rows:
        say.out(f"{path}:{line}: {what + ': ' if what else ''}{say.inert(text)}")
    if not rows:
        say.talk(f"nothing holds {' '.join(words)}")
        raise typer.Exit(1)


def _lines(entry: Entry, kind: str) -> list[tuple[str, int, str, str, object]]:
    rows = [(entry.path, i.span.line, i.kind, i.text, entry.date) for i in entry.items]
    if kind:
        return [r for r in rows if r[2] == kind]
    return sorted(
        [*rows, *((entry.path, n, "", t, entry.date) for n, t in entry.sentences)],
        key=lambda r: r[1],
    )


@app.command()
def check(json: JSON = False) -> None:
    """Look for what is wrong in entries, ledger, runs and scripts; exit 1 where something is.

    Example: journal check --json
    """
    from dataclasses import asdict

    from journal.checks import check as all_checks

    snapshot = context.snapshot()
    problems = (
        *snapshot.problems,
        *all_checks(snapshot.documents, snapshot.notes, snapshot.debts, _exists(snapshot.ws.root)),
    )
    if json:
        say.document("problems", [asdict(p) for p in problems])
    else:
        for p in problems:
            say.problem(p)
        files = say.plural(len(snapshot.documents), "file")
        say.out(f"{say.plural(len(problems), 'problem')} in {files}.")
    if any(p.error for p in problems):
        raise typer.Exit(1)


def _exists(root: Path) -> Callable[[str], bool]:
    return lambda rel: (root / rel).exists()


@app.command()
def parse(
    paths: Annotated[
        list[Path], typer.Argument(help="Markdown files, in a workspace or not.", metavar="FILE...")
    ],
    json: JSON = False,
) -> None:
    """Show what is read from files: every item with its line, date and state.

    Example: journal parse entries/2025/2025-07-14.md --json
    """
    items, problems = [], []
    for path in paths:
        document, bad = _read(path)
        problems += [*bad, *document.problems]
        items += [(document.path, i) for e in document.entries for i in e.items]
    if json:
        say.document("items", [item_json(p, i) for p, i in items])
    else:
        for rel, i in items:
            mark = {None: " ", True: "x", False: " "}[i.done]
            say.out(
                f"{rel}:{i.span.line}: {i.kind:6} [{mark}] {say.inert(i.text)}"
                + (f"  {i.id}" if i.id else "")
            )
    for p in problems:
        say.talk(f"{p.path}:{p.line or 1}: {p.text}")
    if any(p.code in ("unreadable", "binary") for p in problems):
        raise typer.Exit(1)


def _read(path: Path) -> tuple[Document, tuple[Problem, ...]]:
    from journal.parse import Grammar, parse
    from journal.store import files

    try:
        grammar = context.workspace().grammar
    except JournalError as e:
        if e.exit != 2:
            raise
        grammar = Grammar.default()
    data, problems = files.read(path, str(path))
    return parse(data, str(path), grammar), problems


def item_json(path: str, i: Item) -> dict[str, object]:
    return {
        "kind": i.kind, "line": i.span.line, "start": i.span.start, "end": i.span.end,
        "done": i.done, "text": i.text, "date": i.date, "path": path, "id": i.id,
        "found": i.found, "mark": i.mark, "parent": i.parent, "links": i.links, "tags": i.tags,
        "fields": dict(i.fields),
    }  # fmt: skip


def _items(kind: str, open_only: bool, limit: int, json: bool) -> None:
    snapshot = context.snapshot()
    chosen = [
        (e.path, i) for e in reversed(snapshot.entries) for i in e.items
        if i.kind == kind and not (open_only and (i.done or i.mark in ("-", ">")))
    ]  # fmt: skip
    shown = chosen[: limit or None]
    if json:
        say.document("items", [item_json(p, i) for p, i in shown])
        return
    columns = [say.Column("day"), say.Column(kind, wide=True), say.Column("where")]
    rows = [(str(i.date or ""), i.text, f"{Path(p).name}:{i.span.line}") for p, i in shown]
    say.out(f"{say.plural(len(chosen), kind)}.")
    say.table(columns, rows, [False] * len(rows))


@app.command()
def tasks(
    all_: Annotated[bool, typer.Option("--all", help="Done ones too.")] = False,
    limit: LIMIT = 20,
    json: JSON = False,
) -> None:
    """List tasks that are still open, the newest first.

    Example: journal tasks --limit 5
    """
    _items("task", not all_, limit, json)


@app.command()
def ideas(limit: LIMIT = 20, json: JSON = False) -> None:
    """List ideas, the newest first.

    Example: journal ideas
    """
    _items("idea", False, limit, json)


@app.command()
def results(limit: LIMIT = 20, json: JSON = False) -> None:
    """List results, the newest first.

    Example: journal results --json
    """
    _items("result", False, limit, json)
