"""The ledger: nothing acknowledged is lost, and what is torn is told."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path

from journal.model.td import Event
from journal.store import ledger
from journal.workspace import Workspace

NOW = datetime(2025, 7, 14, 12, tzinfo=UTC)


def event(name: str, at: datetime = NOW) -> Event:
    return Event(name, ledger.stamp(at), "td-k3f9q2mx", "noted", "the text", "e.md", {"note": name})


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    ws = Workspace(tmp_path)
    written = ledger.append(ws, [event("one"), event("два")])
    assert ledger.read(ws) == (written, ())


def test_a_clock_that_runs_behind_cannot_go_before_what_was_seen(tmp_path: Path) -> None:
    ws = Workspace(tmp_path)
    ledger.append(ws, [event("late", datetime(2030, 1, 1, tzinfo=UTC))])
    (early,) = ledger.append(ws, [event("early", NOW)])
    assert early.at == "2030-01-01T00:00:00.000001Z"


def test_a_torn_last_line_is_reported_and_closed(tmp_path: Path) -> None:
    ws = Workspace(tmp_path)
    ws.ledger.write_bytes(ledger.line(event("one")) + b'{"v": 1, "id": "tw')
    ledger.append(ws, [event("three")])
    events, problems = ledger.read(ws)
    assert [e.id for e in events] == ["one", "three"]
    assert [(p.path, p.line, p.text) for p in problems] == [
        ("ledger.jsonl", 2, "this line is torn or is no JSON; the rest is read")
    ]


def test_conflict_markers_are_named_and_every_event_between_them_counts() -> None:
    data = b"<<<<<<< ours\n" + ledger.line(event("a")) + b"=======\n" + ledger.line(event("b"))
    events, problems = ledger.parse(data + b">>>>>>> theirs\n")
    assert [e.id for e in events] == ["a", "b"]
    assert [p.line for p in problems] == [1, 3, 5]


def test_an_event_of_a_later_version_is_kept_and_told(tmp_path: Path) -> None:
    head = b'{"v": 9, "id": "x", "at": "2031-01-01T00:00:00Z", "td": "td-1", '
    line = head + b'"event": "sung", "key": "a"}\n'
    events, problems = ledger.parse(line)
    assert problems == ()
    assert ledger.unknown(events) == list(events)
    assert events[0].data == {"key": "a"}


def test_twenty_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    ws = Workspace(tmp_path)
    threads = [
        threading.Thread(target=ledger.append, args=(ws, [event(f"e{i}")])) for i in range(20)
    ]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    events, problems = ledger.read(ws)
    assert sorted(e.id for e in events) == sorted(f"e{i}" for i in range(20))
    assert len({e.at for e in events}) == 20
    assert problems == ()
