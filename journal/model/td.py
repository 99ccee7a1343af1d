"""TD items: the ledger's events, folded with the log's mentions into debts and their states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

State = Literal["open", "doing", "snoozed", "paid", "dropped"]
OWED: tuple[State, ...] = ("open", "doing", "snoozed")
EVENTS = frozenset(
    [
        "paid",
        "dropped",
        "reopened",
        "doing",
        "snoozed",
        "linked",
        "unlinked",
        "merged",
        "split",
        "aliased",
        "prioritised",
        "estimated",
        "needs",
        "noted",
        "explained",
        "reviewed",
        "undone",
    ]
)


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the ledger. `at` is UTC RFC 3339 with microseconds; `data` is what it adds."""

    id: str
    at: str
    td: str
    event: str
    text: str = ""  # the debt's text as it was
    entry: str = ""  # path of the entry it was read from
    data: Mapping[str, object] = field(default_factory=dict)
    v: int = 1

    @property
    def day(self) -> str:
        """The writer's own date, ISO; UTC's where an event doesn't say."""
        return str(self.data.get("day") or self.at[:10])

    def get(self, key: str) -> str:
        value = self.data.get(key)
        return value if isinstance(value, str) else ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the logs that states the debt, or touches it in other words."""

    path: str
    line: int
    start: int
    end: int
    date: date | None
    text: str
    sentence: str = ""
    done: bool | None = None
    mark: str = ""
    found: str = "section"
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Script:
    """A script tied to a debt, and the parameters it is run with."""

    path: str
    params: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What showed that a debt is settled; `ref` names the run, page, link, entry or words."""

    kind: Literal["run", "explanation", "link", "page", "result", "reason", "mark"]
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A step in a debt's history, newest last: taken on, came back, linked, ran, paid, reopened."""

    at: str  # RFC 3339, or an ISO date where only the day is known
    what: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class TDItem:
    """A debt as it stands. `ids` are all ids that mean it: its own, aliases, merged ones."""

    id: str
    text: str
    state: State
    ids: tuple[str, ...]
    born: date | None = None
    closed: date | None = None
    mentions: tuple[Mention, ...] = ()
    touches: tuple[Mention, ...] = ()  # later lines that share its concepts
    scripts: tuple[Script, ...] = ()
    links: tuple[str, ...] = ()
    evidence: Evidence | None = None
    until: date | None = None  # snoozed until
    reopened: int = 0
    notes: tuple[str, ...] = ()
    priority: str = ""
    estimate: str = ""
    needs: tuple[str, ...] = ()
    history: tuple[Change, ...] = ()
    orphan: bool = False

    @property
    def owed(self) -> bool:
        return self.state in OWED

    @property
    def back(self) -> int:
        """How often it came back after the day it was taken on."""
        days = {m.date for m in (*self.mentions, *self.touches)}
        return len(days - {self.born, None})

    def age(self, today: date) -> int:
        """Days owed: to today, or to the day it was closed."""
        return max(0, ((self.closed or today) - (self.born or today)).days)
