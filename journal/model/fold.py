"""fold: the ledger's events and the log's mentions make the debts as they stand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from journal.model.entry import Entry, Item
from journal.model.life import Step, live
from journal.model.td import Event, Evidence, Mention, TDItem

_PAYS = re.compile(r"^[^\W\d]+ td-\w{4,8}(?:(?:,| and| и|, and)? td-\w{4,8})*\s*[:,—–-]\s*")


def fold(events: Iterable[Event], entries: Iterable[Entry], today: date) -> dict[str, TDItem]:
    """Debts by the id that speaks for each; order of the input doesn't matter."""
    alive = without_undone(sorted(set_of(events), key=lambda e: (e.at, e.id)))
    mentions, payments = _from_entries(entries)
    sets = _sets(alive, mentions)
    steps: dict[str, list[Step]] = defaultdict(list)
    for named, step in _steps(alive, mentions, payments):
        td = named if named in sets else _whole(named, sets)
        if td in sets:
            steps[sets[td]].append(step)
    members: dict[str, list[str]] = defaultdict(list)
    for td, speaker in sorted(sets.items()):
        members[speaker].append(td)
    return {s: live(s, tuple(members[s]), steps[s], today) for s in members if steps[s]}


def set_of(events: Iterable[Event]) -> Iterable[Event]:
    """Each event once: a union merge may bring a line in twice."""
    return {e.id: e for e in events}.values()


def without_undone(events: Sequence[Event]) -> list[Event]:
    """Events without those that a later `undone` names and without the `undone` themselves."""
    dead: set[str] = set()
    alive = []
    for event in reversed(events):
        if event.id in dead:
            continue
        if event.event == "undone":
            dead.add(event.get("of"))
        else:
            alive.append(event)
    return alive[::-1]


def mention(item: Item, path: str) -> Mention:
    return Mention(
        path, item.span.line, item.span.start, item.span.end, item.date, item.text,
        item.sentence, item.done, item.mark, item.found, item.links,
    )  # fmt: skip


def _from_entries(
    entries: Iterable[Entry],
) -> tuple[list[tuple[str, Mention]], list[tuple[str, Step]]]:
    """(id, mention) for each TD item, and (id, step) for each 'pays td-…'."""
    mentions, payments = [], []
    for entry in entries:
        day = entry.date.isoformat() if entry.date else ""
        for item in entry.items:
            if item.kind == "td":
                mentions.append((item.id, mention(item, entry.path)))
            for td in item.pays:
                proof = Evidence("result", _said(item.text))
                payments.append((td, Step(day, 1, "", entry.path, proof)))
        for line, td in entry.pays:
            proof = Evidence("result", f"{entry.path}:{line}")
            payments.append((td, Step(day, 1, "", entry.path, proof)))
    return mentions, payments


def _whole(beginning: str, ids: Iterable[str]) -> str:
    """The one id that begins so; a log may say "pays td-k3f9"."""
    hits = [i for i in ids if i.startswith(beginning)]
    return hits[0] if len(hits) == 1 else ""


def _said(text: str) -> str:
    """A result line without the words that name what it pays."""
    return _PAYS.sub("", text) or text


def _steps(
    events: Iterable[Event],
    mentions: Iterable[tuple[str, Mention]],
    payments: Iterable[tuple[str, Step]],
) -> Iterator[tuple[str, Step]]:
    for td, m in mentions:
        day = m.date.isoformat() if m.date else ""
        yield td, Step(day, 0, m.path, f"{m.start:09}", m)
    yield from payments
    for event in events:
        yield event.td, Step(event.day, 2, event.at, event.id, event)


def _sets(events: Sequence[Event], mentions: Sequence[tuple[str, Mention]]) -> dict[str, str]:
    """Each id with the id that speaks for its set: the one taken on first."""
    born: dict[str, str] = {}
    for td, m in mentions:
        day = m.date.isoformat() if m.date else "9999"
        born[td] = min(day, born.get(td, "9999"))
    for event in events:
        born.setdefault(event.td, f"9999{event.at}")
    kept = _before_edits(events, born)
    parents = {td: td for td in born}
    for a, b in _joined(events):
        one, other = _root(parents, a), _root(parents, b)
        if one != other:
            order = sorted((one, other), key=lambda td: (born.get(td, "9999"), td not in kept, td))
            parents[order[1]] = order[0]
    return {td: _root(parents, td) for td in parents}


def _before_edits(events: Sequence[Event], born: dict[str, str]) -> set[str]:
    """Ids that an edited text had before: as old as the text is now, and speaking for it."""
    kept = set()
    for event in events:
        if event.event == "aliased" and event.get("to"):
            old, now = event.get("to"), event.td
            born[old] = born[now] = min(born.get(old, "9999"), born.get(now, "9999"))
            kept.add(old)
    return kept


def _joined(events: Sequence[Event]) -> list[tuple[str, str]]:
    """Pairs that mean one debt; a later split takes an id out of every pair before it."""
    pairs: list[tuple[str, str]] = []
    for event in events:
        if event.event in ("merged", "aliased") and event.get("to"):
            pairs.append((event.td, event.get("to")))
        elif event.event == "split":
            pairs = [p for p in pairs if event.td not in p]
    return pairs


def _root(parents: dict[str, str], td: str) -> str:
    parents.setdefault(td, td)
    while parents[td] != td:
        parents[td] = parents[parents[td]]
        td = parents[td]
    return td
