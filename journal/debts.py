"""What can be done to a debt: each act is an event in the ledger, taken back by undo."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from journal.model.entry import JournalError
from journal.model.fold import without_undone
from journal.model.life import mark_key
from journal.model.run import Run
from journal.model.td import Event, TDItem
from journal.parse import edit
from journal.snapshot import Snapshot
from journal.store import entries as entry_store
from journal.store import files, ledger
from journal.twins import Pair


@dataclass(frozen=True, slots=True)
class Pen:
    """What writing an event takes: the workspace as seen, the clock and fresh tokens."""

    snapshot: Snapshot
    now: datetime
    token: Callable[[], str]

    def event(self, td: str, kind: str, text: str = "", entry: str = "", **data: object) -> Event:
        filled = {"day": self.snapshot.today.isoformat(), **{k: v for k, v in data.items() if v}}
        return Event(self.token(), ledger.stamp(self.now), td, kind, text, entry, filled)


def write(pen: Pen, td: TDItem, kind: str, **data: object) -> Event:
    """One event on one debt, with the debt's text as it was, unless its entry isn't published."""
    first = td.mentions[0] if td.mentions else None
    hidden = {e.path for e in pen.snapshot.entries if not e.publish or e.private}
    text = "" if first and first.path in hidden else td.text
    event = pen.event(td.id, kind, text, first.path if first else "", **data)
    seen = [replace(a, id=pen.token()) for a in pen.snapshot.aliases if a.td in td.ids]
    return ledger.append(pen.snapshot.ws, [*seen, event])[-1]


def remember(pen: Pen, tied: Iterable[TDItem], run: Run) -> None:
    """Keep the text of debts that are run for the first time: their ids outlive a rewording."""
    told = {e.td for e in pen.snapshot.events if e.text}
    for td in tied:
        if not told & set(td.ids) and (pen.snapshot.ws.root / run.script).is_file():
            write(pen, td, "linked", script=run.script)


def pay(pen: Pen, td: TDItem, evidence: Mapping[str, str]) -> Event:
    """Close on evidence: a run, an explanation, a link, a page or a plain reason."""
    given = {k: v for k, v in evidence.items() if v}
    if td.state == "paid":
        raise JournalError(f"{td.id} is paid already", hint=f"journal td show {td.id}")
    if not given:
        raise JournalError(
            f"what shows that {td.id} is settled?",
            hint="--run ID, --link URL, --page notes/x.md, --explanation ENTRY or --reason WORDS",
            exit=2,
        )
    if run := given.get("run"):
        given["run"] = _run_id(pen.snapshot, run)
    if page := given.get("page"):
        _must_exist(pen.snapshot, page)
    return write(pen, td, "paid", **given)


def _run_id(snapshot: Snapshot, given: str) -> str:
    hits = [r.id for r in snapshot.runs if r.id == given or r.id.startswith(given)]
    if len(hits) == 1 or given in hits:
        return hits[0]
    what = "no run is called" if not hits else f"{len(hits)} runs begin with"
    raise JournalError(f"{what} {given}", hint="journal runs list", exit=2)


def _is_ours(snapshot: Snapshot, target: str) -> bool:
    """Whether a path names a file of the workspace."""
    path = snapshot.ws.root / target
    return path.is_file() and path.resolve().is_relative_to(snapshot.ws.root.resolve())


def _must_exist(snapshot: Snapshot, page: str) -> None:
    if not _is_ours(snapshot, page):
        raise JournalError(f"there is no file {page} in the workspace", exit=2)


def reopen(pen: Pen, td: TDItem) -> Event:
    """Open again; marks in the log that closed it are overruled by name."""
    if td.owed and td.state != "snoozed":
        raise JournalError(f"{td.id} is {td.state} already", hint=f"journal td show {td.id}")
    return write(pen, td, "reopened", marks=[mark_key(m) for m in td.mentions if m.mark])


def link(pen: Pen, td: TDItem, target: str, params: Mapping[str, str]) -> Event:
    """Tie to a script of the workspace, or keep a link."""
    if "://" in target:
        return write(pen, td, "linked", link=target)
    if not _is_ours(pen.snapshot, target):
        raise JournalError(
            f"there is no script {target} in the workspace",
            hint=f"journal td start {td.id} makes one",
            exit=2,
        )
    key = "script" if target.endswith((".py", ".ipynb")) else "page"
    return write(pen, td, "linked", **{key: target}, params=dict(params))


def merge(pen: Pen, td: TDItem, other: TDItem) -> Event:
    """Two debts are one: the older speaks for both."""
    if td.id == other.id:
        raise JournalError(f"{td.id} and {other.id} are one debt already", exit=2)
    return write(pen, td, "merged", to=other.id)


def split(pen: Pen, td: TDItem, member: str) -> Event:
    """Take an id out of a merged debt again."""
    if member == td.id or member not in td.ids:
        others = ", ".join(i for i in td.ids if i != td.id)
        hint = f"one of {others}" if others else f"{td.id} stands for itself alone"
        raise JournalError(f"{member} was not merged into {td.id}", hint=hint, exit=2)
    return ledger.append(pen.snapshot.ws, [pen.event(member, "split")])[0]


def refuse(pen: Pen, pair: Pair) -> Event:
    """Two debts are not one, whatever they look like."""
    return ledger.append(pen.snapshot.ws, [pen.event(pair.a, "split", **{"from": pair.b})])[0]


def pin(snapshot: Snapshot, td: TDItem) -> str:
    """Write the debt's id behind its newest line in the log; returns where."""
    ws = snapshot.ws
    spot = next((m for m in reversed(td.mentions)), None)
    if spot is None:
        raise JournalError(f"no log line names {td.id}", hint=f"journal td show {td.id}")
    path = ws.root / spot.path
    data, _ = files.read(path, spot.path)
    entries = entry_store.read(ws, path).entries
    items = [i for e in entries for i in e.items if i.kind == "td" and i.id in td.ids]
    item = next((i for i in items if i.span.start == spot.start), None)
    if item is None:
        raise JournalError("the entry changed just now", path=spot.path, hint="try again")
    span, new = edit.pin(data, replace(item, id=td.id))
    files.splice(ws, path, span, data, new)
    return f"{spot.path}:{item.span.line}"


def undo(pen: Pen) -> Event:
    """Take back the newest event that still counts; returns the event taken back."""
    alive = without_undone(sorted(pen.snapshot.events, key=lambda e: (e.at, e.id)))
    if not alive:
        raise JournalError("there is nothing to take back: the ledger is empty")
    last = alive[-1]
    ledger.append(pen.snapshot.ws, [pen.event(last.td, "undone", of=last.id)])
    return last
