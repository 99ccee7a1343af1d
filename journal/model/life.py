"""The life of one debt: its steps walked in the order of time."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from journal.model.td import Change, Event, Evidence, Mention, Script, State, TDItem

SCRIPT_SUFFIXES = (".py", ".ipynb")
EVIDENCE = ("run", "explanation", "link", "page", "result", "reason")


@dataclass(frozen=True, slots=True)
class Step:
    """What happened to a debt. Sorted by day; on a day mentions, then payments, then events."""

    day: str
    rank: int
    at: str
    id: str
    what: Mention | Event | Evidence

    @property
    def key(self) -> tuple[str, int, str, str]:
        return self.day, self.rank, self.at, self.id


@dataclass(slots=True)
class Life:
    """A debt in the making, while its steps are walked."""

    state: State = "open"
    born: str = ""
    closed: str = ""
    evidence: Evidence | None = None
    until: str = ""
    reopened: int = 0
    text: str = ""
    priority: str = ""
    estimate: str = ""
    mentions: list[Mention] = field(default_factory=list)
    scripts: dict[str, Script] = field(default_factory=dict)
    links: dict[str, None] = field(default_factory=dict)
    needs: dict[str, None] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    history: list[Change] = field(default_factory=list)
    void: set[str] = field(default_factory=set)  # marks that an event has overruled

    def close(self, state: State, day: str, evidence: Evidence | None) -> None:
        self.state, self.closed, self.evidence = state, day, evidence

    def open(self, state: State = "open") -> None:
        if self.closed:
            self.reopened += 1
        self.state, self.closed, self.evidence = state, "", None


def live(td: str, ids: tuple[str, ...], steps: Sequence[Step], today: date) -> TDItem:
    life = Life()
    for step in steps:
        if isinstance(step.what, Event) and step.what.event == "reopened":
            life.void.update(_strings(step.what.data.get("marks")))
    for step in sorted(steps, key=lambda s: s.key):
        if isinstance(step.what, Mention):
            _mentioned(life, step.what, step.day)
        elif isinstance(step.what, Evidence):
            _paid_in_text(life, step.what, step.day)
        else:
            _happened(life, step.what)
    return _finished(td, ids, life, today)


def mark_key(m: Mention) -> str:
    """What a reopening event calls the mark it overrules."""
    return f"{m.path}@{m.date.isoformat() if m.date else ''}[{m.mark}]"


def _mentioned(life: Life, m: Mention, day: str) -> None:
    first = not life.mentions
    life.mentions.append(m)
    life.text = life.text or m.text
    if first or (day and (not life.born or day < life.born)):
        life.born = day or life.born
    for link in m.links:
        _link(life, link, posixpath.dirname(m.path))
    marked = m.mark if mark_key(m) not in life.void else ""
    if marked and m.done:
        life.close("paid", day, Evidence("mark", m.path))
        life.history.append(Change(day, "paid", "ticked in the log"))
    elif marked == "-" or marked == "CANCELED":
        life.close("dropped", day, None)
        life.history.append(Change(day, "dropped", "crossed out in the log"))
    elif life.closed and day > life.closed:
        life.open()
        life.history.append(Change(day, "came back", m.text))
    else:
        life.history.append(Change(day, "taken on" if first else "came back", m.text))
        if marked in ("/", "DOING") and life.state == "open":
            life.state = "doing"


def _paid_in_text(life: Life, proof: Evidence, day: str) -> None:
    life.close("paid", day, proof)
    life.history.append(Change(day, "paid", proof.ref))


def _happened(life: Life, e: Event) -> None:
    life.text = life.text or e.text
    life.history.append(Change(e.at, e.event, _detail(e)))
    handler = HANDLERS.get(e.event)
    if handler:
        handler(life, e)


def _detail(e: Event) -> str:
    keys = (
        "run",
        "script",
        "link",
        "page",
        "reason",
        "until",
        "note",
        "to",
        "needs",
        "explanation",
    )
    return next((e.get(k) for k in keys if e.get(k)), "")


def _paid(life: Life, e: Event) -> None:
    kind = next((k for k in EVIDENCE if e.get(k)), "reason")
    life.close("paid", e.day, Evidence(kind, e.get(kind)))  # type: ignore[arg-type] # a key of EVIDENCE


def _dropped(life: Life, e: Event) -> None:
    life.close("dropped", e.day, Evidence("reason", e.get("reason")))


def _reopened(life: Life, e: Event) -> None:
    life.open()


def _doing(life: Life, e: Event) -> None:
    life.open("doing")


def _snoozed(life: Life, e: Event) -> None:
    life.open("snoozed")
    life.until = e.get("until")


def _linked(life: Life, e: Event) -> None:
    if script := e.get("script"):
        params = e.data.get("params")
        pairs = params.items() if isinstance(params, Mapping) else ()
        life.scripts[script] = Script(script, tuple((str(k), str(v)) for k, v in pairs))
    if link := e.get("link") or e.get("page"):
        life.links[link] = None


def _unlinked(life: Life, e: Event) -> None:
    life.scripts.pop(e.get("script"), None)
    life.links.pop(e.get("link") or e.get("page"), None)


def _noted(life: Life, e: Event) -> None:
    life.notes.append(e.get("note"))


def _needs(life: Life, e: Event) -> None:
    life.needs[e.get("needs")] = None


def _prioritised(life: Life, e: Event) -> None:
    life.priority = e.get("priority")


def _estimated(life: Life, e: Event) -> None:
    life.estimate = e.get("estimate")


HANDLERS = {
    "paid": _paid,
    "dropped": _dropped,
    "reopened": _reopened,
    "doing": _doing,
    "snoozed": _snoozed,
    "linked": _linked,
    "unlinked": _unlinked,
    "noted": _noted,
    "needs": _needs,
    "prioritised": _prioritised,
    "estimated": _estimated,
}


def _link(life: Life, link: str, folder: str) -> None:
    """A link in the debt's own text: to a script of the workspace, or to anything else."""
    target = link.split("#")[0]
    if target.endswith(SCRIPT_SUFFIXES) and "://" not in target:
        path = posixpath.normpath(posixpath.join(folder, target))
        life.scripts.setdefault(path, Script(path))
    else:
        life.links.setdefault(link)


def _finished(td: str, ids: tuple[str, ...], life: Life, today: date) -> TDItem:
    state = life.state
    if state == "snoozed" and life.until <= today.isoformat():
        state = "open"
    return TDItem(
        td, _title(life), state, ids, _date(life.born), _date(life.closed),
        mentions=tuple(life.mentions), scripts=tuple(life.scripts.values()),
        links=tuple(life.links), evidence=life.evidence, until=_date(life.until),
        reopened=life.reopened, notes=tuple(life.notes), priority=life.priority,
        estimate=life.estimate, needs=tuple(life.needs), history=tuple(life.history),
        orphan=not life.mentions,
    )  # fmt: skip


def _title(life: Life) -> str:
    """A line of a debt section reads better as a name than a sentence out of prose."""
    return next((m.text for m in life.mentions if m.found != "marker"), life.text)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _strings(value: object) -> list[str]:
    return [v for v in value if isinstance(v, str)] if isinstance(value, list | tuple) else []
