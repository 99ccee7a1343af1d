"""ledger.jsonl: the append-only record of what was done to TD items, one JSON event a line."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from journal.model.entry import JournalError, Problem
from journal.model.td import EVENTS, Event
from journal.workspace import Workspace

VERSION = 1
OWN = ("v", "id", "at", "td", "event", "text", "entry")


def read(ws: Workspace) -> tuple[tuple[Event, ...], tuple[Problem, ...]]:
    """Every event in file order, and a problem for each line that is none."""
    try:
        data = ws.ledger.read_bytes()
    except FileNotFoundError:
        return (), ()
    except OSError as e:
        raise JournalError(f"the ledger can't be read: {e.strerror}", path="ledger.jsonl") from None
    return parse(data)


def parse(data: bytes) -> tuple[tuple[Event, ...], tuple[Problem, ...]]:
    events, problems = [], []
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        event = _event(line)
        if isinstance(event, Event):
            events.append(event)
        else:
            problems.append(_problem(event, number, line))
    return tuple(events), tuple(problems)


def _event(line: bytes) -> Event | str:
    """The event of a line, or what is wrong with it in words."""
    try:
        raw = json.loads(line)
    except ValueError:
        return "is torn or is no JSON"
    if not isinstance(raw, dict):
        return "is no event"
    for key in ("id", "at", "td", "event"):
        if not isinstance(raw.get(key), str) or not raw[key]:
            return f"has no “{key}”"
    if _time(raw["at"]) is None:
        return f"has a time that is none: {raw['at']}"
    data = {k: v for k, v in raw.items() if k not in OWN}
    version = raw["v"] if isinstance(raw.get("v"), int) else VERSION
    text, entry = str(raw.get("text", "")), str(raw.get("entry", ""))
    return Event(raw["id"], raw["at"], raw["td"], raw["event"], text, entry, data, version)


def _problem(what: str, number: int, line: bytes) -> Problem:
    source = line.decode(errors="replace")
    hint = "git log -p ledger.jsonl shows what it was; the line is left as it is"
    if source.startswith(("<<<<<<<", "=======", ">>>>>>>")):
        what, hint = (
            "is a conflict marker",
            "take the three marker lines out; keep every other line",
        )
    return Problem(
        f"this line {what}; the rest is read",
        "ledger.jsonl",
        number,
        source,
        hint=hint,
        code="ledger",
    )


def unknown(events: Iterable[Event]) -> list[Event]:
    """Events of a later version: kept, and not acted upon."""
    return [e for e in events if e.event not in EVENTS or e.v > VERSION]


def append(ws: Workspace, events: Iterable[Event]) -> tuple[Event, ...]:
    """Add events in one write, under a lock, and flush them to disk before returning.

    `at` is pushed past the newest event seen, so a wrong clock can't undo what another machine did.
    A torn last line is closed first.
    """
    from filelock import FileLock

    ws.state.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(ws.state / "ledger.lock", timeout=30):
            old = ws.ledger.read_bytes() if ws.ledger.exists() else b""
            stamped = _stamped(events, max((e.at for e in parse(old)[0]), default=""))
            head = b"\n" if old and not old.endswith(b"\n") else b""
            _write(ws.ledger, head + b"".join(line(e) for e in stamped))
    except OSError as e:
        raise JournalError(
            f"the ledger can't be written: {e.strerror or e}", path="ledger.jsonl"
        ) from None
    return stamped


def _stamped(events: Iterable[Event], newest: str) -> tuple[Event, ...]:
    out = []
    for event in events:
        if event.at <= newest:
            seen = _time(newest) or datetime.now(UTC)
            event = replace(event, at=stamp(seen + timedelta(microseconds=1)))
        newest = event.at
        out.append(event)
    return tuple(out)


def _write(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
    try:
        while data:
            data = data[os.write(handle, data) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def line(e: Event) -> bytes:
    head: Mapping[str, object] = {"v": e.v, "id": e.id, "at": e.at, "td": e.td, "event": e.event}
    tail = {k: v for k, v in (("text", e.text), ("entry", e.entry)) if v}
    return json.dumps({**head, **e.data, **tail}, ensure_ascii=False).encode() + b"\n"


def stamp(now: datetime) -> str:
    """UTC RFC 3339 with microseconds, so that the order of text is the order of time."""
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _time(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
