"""What every command starts from: the workspace, the clock and fresh tokens."""

from __future__ import annotations

import os
import secrets
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from journal.model.entry import JournalError

if TYPE_CHECKING:
    from journal.debts import Pen
    from journal.snapshot import Snapshot
    from journal.workspace import Workspace

_chosen = {"dir": ""}
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def choose(directory: str) -> None:
    _chosen["dir"] = directory


def folder() -> Path:
    return Path(_chosen["dir"] or ".").expanduser()


def workspace() -> Workspace:
    from journal.workspace import load

    return load(folder())


def now() -> datetime:
    """The clock, in local time. JOURNAL_NOW sets it, for demonstrations and tests."""
    fixed = os.environ.get("JOURNAL_NOW")
    if not fixed:
        return datetime.now().astimezone()
    try:
        return datetime.fromisoformat(fixed).astimezone()
    except ValueError:
        raise JournalError(f"JOURNAL_NOW is no time: {fixed}", exit=2) from None


def today(ws: Workspace) -> date:
    """The writer's day: before the hour that `day_starts` names it is still yesterday."""
    hours, _, minutes = ws.settings.day_starts.partition(":")
    start = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    return (now() - start).date()


def token(length: int = 8) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def pen(seen: Snapshot | None = None) -> Pen:
    """What writes to the ledger, over a snapshot that was seen or a fresh one."""
    from journal.debts import Pen

    return Pen(seen or snapshot(), now(), lambda: token(12))


def snapshot() -> Snapshot:
    from journal import snapshot as snapshots

    ws = workspace()
    return snapshots.load(ws, today(ws))
