"""journal search, check, parse, tasks, ideas, results: looking without touching."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from journal.cli import context, say
from journal.model.entry import Document, Item, JournalError, Problem

if TYPE_CHECKING:
    from journal.snapshot import Snapshot
    from journal.store.lines import Hit

app = typer.Typer()
JSON = Annotated[bool, typer.Option("--json", help="One versioned JSON document.")]
LIMIT = Annotated[int, typer.Option(help="At most so many rows; 0 shows all.")]


@app.command(context_settings={"ignore_unknown_options": True})  # -word is a word to leave out
def search(
    words: Annotated[list[str], typer.Argument(help='Words, "a phrase", -word, kind:, since:.')],
    kind: Annotated[str, typer.Option(help="Only task, result, td or idea.")] = "",
    limit: LIMIT = 20,
    json: JSON = False,
) -> None:
    """Find lines of the logs and notes, in any language, the newest first.

    Example: journal search градиент -noise kind:td since:2025-07 until:2025-09 "loss of precision"
    """
    from journal.store import entries, query

    said = query.joined(words)
    wanted = query.parse(f"{said} kind:{kind}" if kind else said)
    hits, total = entries.search(context.workspace(), wanted, limit)
    if json:
        say.document("hits", [_hit_json(h) for h in hits])
    else:
        _show(hits, total)
    if not hits:
        say.talk(f"nothing holds {' '.join(words)}")
        raise typer.Exit(1)


def _hit_json(h: Hit) -> dict[str, object]:
    return {
        "path": h.path, "line": h.line, "kind": h.kind, "text": h.text, "date": h.day or None,
        "marks": h.marks,
    }  # fmt: skip


def _show(hits: Sequence[Hit], total: int) -> None:
    for h in hits:
        say.out(f"{h.path}:{h.line}: {h.kind + ': ' if h.kind else ''}{_emphasised(h)}")
    if total > len(hits):
        say.talk(f"{total - len(hits):,} more: --limit 0")


def _emphasised(h: Hit) -> str:
    text, at = "", 0
    for start, end in h.marks:
        text += say.inert(h.text[at:start]) + say.paint(say.inert(h.text[start:end]), say.BOLD)
        at = end
    return text + say.inert(h.text[at:])


@app.command()
def check(json: JSON = False) -> None:
    """Look for what is wrong in entries, notes, ledger, runs and scripts; exit 1 on errors.

    Example: journal check --json
    """
    from dataclasses import asdict

    snapshot = context.snapshot()
    problems = _problems(snapshot)
    if json:
        say.document("problems", [asdict(p) for p in problems])
    else:
        for p in problems:
            say.problem(_narrowed(p))
        say.out(_counted(problems, len(snapshot.documents) + len(snapshot.notes)))
    if any(p.error for p in problems):
        raise typer.Exit(1)


def _narrowed(p: Problem) -> Problem:
    """With the part of a long line that the caret stands under."""
    room = say.width() - 12
    if p.column < room:
        return p
    start = p.column - room // 2
    return replace(p, source="…" + p.source[start:], column=p.column - start + 1)


def _counted(problems: Sequence[Problem], files: int) -> str:
    """The closing line; where some but not all are errors it says how many."""
    errors = sum(p.error for p in problems)
    mixed = f", {say.plural(errors, 'error')} among them" if 0 < errors < len(problems) else ""
    return f"{say.plural(len(problems), 'problem')} in {say.plural(files, 'file')}{mixed}."


def _problems(snapshot: Snapshot) -> tuple[Problem, ...]:
    from journal.checks import Facts
    from journal.checks import check as all_checks
    from journal.store import files

    root = snapshot.ws.root
    facts = Facts(
        snapshot.documents, snapshot.notes, snapshot.debts,
        exists=lambda rel: files.is_there(root / rel),
        lines=lambda rel: files.lines(root / rel),
        told=snapshot.problems, events=snapshot.events,
        unsure=[(p.a, p.b) for p in snapshot.unsure],
        scripts={path: header.td for path, header in snapshot.headers.items()},
        sections=snapshot.ws.grammar.sections,
    )  # fmt: skip
    return all_checks(facts)


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
