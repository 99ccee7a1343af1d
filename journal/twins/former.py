"""Debts whose line was reworded: known to the ledger by a text that no log holds any more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from journal.model.entry import Entry
from journal.model.fold import without_undone
from journal.model.td import Event
from journal.parse.normal import former_ids
from journal.twins.alike import Pair
from journal.twins.edits import rematch


def renamed(
    events: Sequence[Event], entries: Sequence[Entry]
) -> tuple[tuple[Event, ...], tuple[Pair, ...]]:
    """Lost debts matched with the new lines of their own entries.

    What is sure is an alias to be read as one, which the next command that writes records; what
    isn't is a pair to ask about.
    """
    alive = without_undone(sorted(events, key=lambda e: (e.at, e.id)))
    lost = _lost(alive, {i.id for e in entries for i in e.items if i.kind == "td"})
    if not lost:
        return (), ()
    known = {e.td for e in alive} | {e.get("to") for e in alive}
    aliases: list[Event] = []
    unsure: list[Pair] = []
    for path in sorted({e.entry for e in lost.values()}):
        old = {td: e for td, e in lost.items() if e.entry == path}
        new = _texts((e for e in entries if e.path == path), known)
        by_recipe = {former: now for now, text in new.items() for former in former_ids(text)}
        found = rematch({td: e.text for td, e in old.items()}, new)
        sure = {**found.sure, **{td: by_recipe[td] for td in old if td in by_recipe}}
        aliases += (_alias(old[td], now, new[now]) for td, now in sure.items())
        unsure += found.unsure
    return tuple(aliases), tuple(unsure)


def _lost(events: Iterable[Event], there: set[str]) -> Mapping[str, Event]:
    """The last event with a text of each id that neither stands in a log nor was renamed."""
    events = list(events)
    moved = {e.get("to") for e in events if e.event == "aliased"}
    said = {e.td: e for e in events if e.text}
    return {td: e for td, e in said.items() if td not in there | moved}


def _texts(entries: Iterable[Entry], known: set[str]) -> dict[str, str]:
    items = (i for e in entries for i in e.items)
    return {i.id: i.text for i in items if i.kind == "td" and i.id not in known}


def _alias(said: Event, now: str, text: str) -> Event:
    data = {"to": said.td, "day": said.day}
    return Event(f"alias-{now}", said.at, now, "aliased", text, said.entry, data)
