"""The day's entry: what a new one starts with, and one line put into the right place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from journal import twins
from journal.model.entry import Document, Entry, Item, JournalError
from journal.model.td import TDItem
from journal.parse.edit import insert_item
from journal.parse.normal import normalise
from journal.snapshot import Snapshot
from journal.store import entries as entry_store
from journal.store import files, runs, template

WORTH = 3
DEFAULT_HEADINGS = {
    "task": "what I'm doing today",
    "stream": "stream of consciousness",
    "result": "results",
    "td": "technical debt",
    "idea": "ideas",
}


@dataclass(frozen=True, slots=True)
class Morning:
    """What a new entry starts with, and where each part came from."""

    day: date
    path: Path
    tasks: tuple[Item, ...] = ()
    last: Entry | None = None
    worth: tuple[TDItem, ...] = ()
    drafts: tuple[str, ...] = ()
    made: bool = False


def start(snapshot: Snapshot, day: date) -> Morning:
    """The day's entry: the one that is there, untouched, else one made from the template."""
    there = entry_of(snapshot, day)
    if there:
        return Morning(day, snapshot.ws.root / there.path)
    morning = plan(snapshot, day)
    text = template.render(
        snapshot.ws,
        "entry.md",
        day=day,
        tasks=morning.tasks,
        worth=morning.worth,
        drafts=morning.drafts,
        headings=headings(snapshot),
    )
    made = files.create(morning.path, text.encode())
    return Morning(
        day, morning.path, morning.tasks, morning.last, morning.worth, morning.drafts, made
    )


def plan(snapshot: Snapshot, day: date) -> Morning:
    last = last_before(snapshot, day)
    return Morning(
        day,
        entry_store.path_for(snapshot.ws, day, snapshot.entries),
        unfinished(last) if last else (),
        last,
        snapshot.owed[:WORTH],
        drafts(snapshot, last),
    )


def entry_of(snapshot: Snapshot, day: date) -> Entry | None:
    return next((e for e in snapshot.entries if e.date == day), None)


def last_before(snapshot: Snapshot, day: date) -> Entry | None:
    """The last day written before, whenever that was."""
    return next((e for e in reversed(snapshot.entries) if e.date and e.date < day), None)


def unfinished(entry: Entry) -> tuple[Item, ...]:
    """Tasks neither ticked, dropped nor moved, and not plainly settled by a result of that day."""
    results = [twins.concepts(i.text) for i in entry.items if i.kind == "result"]
    seen: dict[str, Item] = {}
    for item in entry.items:
        if item.kind == "task" and not item.done and item.mark not in ("-", ">", "CANCELED"):
            mine = twins.concepts(item.text)
            if not any(len(mine & r) >= max(2, len(mine) // 2 + 1) for r in results):
                seen.setdefault(normalise(item.text), item)
    return tuple(seen.values())


def drafts(snapshot: Snapshot, last: Entry | None) -> tuple[str, ...]:
    """Results that runs have drafted since the last entry and none has taken up, oldest first."""
    since = last.date.isoformat() if last and last.date else ""
    written = " ".join(text for e in snapshot.entries for text in _texts(e))
    lines: dict[str, str] = {}
    for run in reversed(snapshot.runs):
        key = run.group or run.id
        if run.draft and run.start[:10] >= since and key not in written:
            lines[key] = run.draft
    return tuple(_draft(snapshot, key, draft) for key, draft in lines.items())


def _draft(snapshot: Snapshot, key: str, draft: str) -> str:
    """A sweep speaks for its runs; one that was killed before it could lets its last run speak."""
    if not any(run.group == key for run in snapshot.runs):
        return draft
    try:
        return runs.read_group(snapshot.ws, key).draft or draft
    except JournalError:
        return draft


def _texts(entry: Entry) -> list[str]:
    return [*(i.text for i in entry.items), *(text for _, text in entry.sentences)]


def headings(snapshot: Snapshot) -> Mapping[str, str]:
    """The writer's own headings, else ours."""
    return {**DEFAULT_HEADINGS, **entry_store.headings(snapshot.entries)}


def add(snapshot: Snapshot, day: date, kind: str, text: str) -> tuple[Path, int]:
    """Put one line into the day's section of that kind; returns the file and the line number."""
    line = " ".join(text.split())
    if not line:
        raise JournalError(
            "there is nothing to add", hint='journal add td "what isn\'t understood"', exit=2
        )
    path = start(snapshot, day).path
    data, problems = files.read(path, snapshot.ws.rel(path))
    if problems:
        raise JournalError(
            f"the entry {problems[0].text}", path=problems[0].path, line=problems[0].line
        )
    document = entry_store.read(snapshot.ws, path)
    span, new = insert_item(data, document, _day(document, day), kind, line, snapshot.ws.grammar)
    files.splice(snapshot.ws, path, span, data, new)
    return path, data.count(b"\n", 0, span.start) + _offset(new, line)


def _day(document: Document, day: date) -> Entry:
    same = [e for e in document.entries if e.date == day]
    if not (same or document.entries):
        raise JournalError("the file holds no day", path=document.path)
    return (same or list(document.entries))[-1]


def _offset(new: bytes, line: str) -> int:
    """Lines from the insertion to the one that holds the text."""
    return new[: max(0, new.find(line.encode()))].count(b"\n") + 1


def counted(items: Sequence[Item]) -> dict[str, int]:
    out: dict[str, int] = {}
    for item in items:
        out[item.kind] = out.get(item.kind, 0) + 1
    return out
