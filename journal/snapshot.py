"""Everything the pages and listings need, loaded once and immutable."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from journal import twins
from journal.model.entry import Document, Entry, Item, JournalError, Problem
from journal.model.fold import fold
from journal.model.run import Run
from journal.model.td import Change, Event, Mention, Script, TDItem
from journal.parse.header import Header
from journal.store import entries as entry_store
from journal.store import ledger, runs, scripts
from journal.workspace import Workspace

if TYPE_CHECKING:
    from journal.twins import Pair

SHORTEST = 4
FOLDED = 200  # comparing all with all grows with the square; nobody reads on so far


@dataclass(frozen=True)
class Snapshot:
    """`entries` in order of time; `debts` by id, the dearest first; `runs` newest first."""

    ws: Workspace
    today: date
    documents: tuple[Document, ...] = ()
    entries: tuple[Entry, ...] = ()
    notes: tuple[Document, ...] = ()
    debts: Mapping[str, TDItem] = field(default_factory=dict)
    runs: tuple[Run, ...] = ()
    problems: tuple[Problem, ...] = ()
    events: tuple[Event, ...] = ()
    headers: Mapping[str, Header] = field(default_factory=dict)
    aliases: tuple[Event, ...] = ()  # edits that were recognised, and that no ledger line holds yet
    unsure: tuple[Pair, ...] = ()  # edits that may be

    @cached_property
    def items(self) -> tuple[Item, ...]:
        return tuple(i for e in self.entries for i in e.items)

    @cached_property
    def speakers(self) -> Mapping[str, TDItem]:
        """Every id ever given to a debt, with the debt."""
        return {i: td for td in self.debts.values() for i in td.ids}

    @cached_property
    def owed(self) -> tuple[TDItem, ...]:
        return tuple(td for td in self.debts.values() if td.owed)

    @cached_property
    def twins(self) -> tuple[Pair, ...]:
        """Pairs of owed debts that may be one, the likeliest first, without those refused."""
        return self._alike(self.owed)

    @cached_property
    def likely_twins(self) -> tuple[Pair, ...]:
        """The likely pairs among the dearest debts: those that a listing shows."""
        return tuple(p for p in self._alike(self.owed[:FOLDED]) if p.likely)

    def _alike(self, among: Sequence[TDItem]) -> tuple[Pair, ...]:
        refused = [frozenset((e.td, e.get("from"))) for e in self.events if e.event == "split"]
        texts = {td.id: td.text for td in among}
        return twins.propose(texts, refused, self.ws.settings.glossary)

    @cached_property
    def folded(self) -> Mapping[str, tuple[str, ...]]:
        """Each owed debt with its probable twins, itself first; empty for one behind another."""
        ids = [td.id for td in self.owed]
        sets = {i: {i} for i in ids}
        for pair in (p for p in self.likely_twins if sets[p.a] is not sets[p.b]):
            small, large = sorted((sets[pair.a], sets[pair.b]), key=len)
            large |= small
            sets |= dict.fromkeys(small, large)
        rows: dict[int, list[str]] = {}
        for i in ids:
            rows.setdefault(id(sets[i]), []).append(i)
        return {i: tuple(row) if i == row[0] else () for row in rows.values() for i in row}

    @cached_property
    def short(self) -> Mapping[str, str]:
        """Each id with its shortest unique prefix of four characters or more."""
        return short_ids(tuple(self.speakers))

    @cached_property
    def _runs_of(self) -> Mapping[str, tuple[Run, ...]]:
        found: dict[str, list[Run]] = {}
        for run in self.runs:
            for speaker in {self.speakers[i].id for i in run.td if i in self.speakers}:
                found.setdefault(speaker, []).append(run)
        return {k: tuple(v) for k, v in found.items()}

    def runs_of(self, td: TDItem) -> tuple[Run, ...]:
        """The runs made for a debt, newest first."""
        return self._runs_of.get(td.id, ())

    def debts_of(self, run: Run) -> tuple[TDItem, ...]:
        """The debts that a run was made for."""
        found = {self.speakers[i].id: self.speakers[i] for i in run.td if i in self.speakers}
        return tuple(found.values())

    def find(self, given: str) -> TDItem:
        """The debt that an id or a unique prefix of one means; else the nearest are named."""
        key = given if given.startswith("td-") else f"td-{given}"
        if key in self.speakers:
            return self.speakers[key]
        hits = {td.id: td for i, td in self.speakers.items() if i.startswith(key.lower())}
        if len(hits) == 1:
            return next(iter(hits.values()))
        if hits:
            names = ", ".join(self.named(td) for td in list(hits.values())[:4])
            raise JournalError(f"{given} could be {names}", hint="write more of the id", exit=2)
        raise JournalError(self._nobody(given, key), hint="journal td list --all", exit=2)

    def _nobody(self, given: str, key: str) -> str:
        near = difflib.get_close_matches(key, list(self.speakers), 3, 0.5)
        words = given.casefold().removeprefix("td-")
        near += [td.id for td in self.debts.values() if words in td.text.casefold()][:3]
        names = ", ".join(dict.fromkeys(self.named(self.speakers[i]) for i in near))
        return f"no debt is called {given}" + (f"; nearest: {names}" if names else "")

    def named(self, td: TDItem) -> str:
        return f"{self.short[td.id]} “{td.text}”"


def short_ids(ids: Sequence[str]) -> dict[str, str]:
    ordered = sorted(ids)
    out = {}
    for i, td in enumerate(ordered):
        around = [*ordered[max(0, i - 1) : i], *ordered[i + 1 : i + 2]]
        need = max((_common(td, other) for other in around), default=0) + 1
        out[td] = td[: max(need, len("td-") + SHORTEST)]
    return out


def _common(a: str, b: str) -> int:
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))


def load(ws: Workspace, today: date) -> Snapshot:
    """Read the workspace whole."""
    texts = entry_store.load(ws)
    entries = entry_store.days(texts.logs)
    events, torn = ledger.read(ws)
    recorded, broken = runs.load_all(ws)
    headers, unread = scripts.load(ws)
    aliases, unsure = twins.renamed(events, entries)
    debts = _tied(fold((*events, *aliases), entries, today), headers)
    debts = _with_touches(ws, debts, entries)
    said = (p for d in (*texts.logs, *texts.notes) for p in d.problems)
    problems = (*texts.problems, *said, *torn, *broken, *unread)
    return Snapshot(
        ws, today, texts.logs, entries, texts.notes, by_interest(debts, today),
        recorded, problems, events, headers, aliases, unsure,
    )  # fmt: skip


def by_interest(debts: Mapping[str, TDItem], today: date) -> dict[str, TDItem]:
    """What keeps coming back costs most; the oldest first among equals, in the log's order."""

    def key(td: TDItem) -> tuple[int, int, str, int]:
        first = td.mentions[0] if td.mentions else None
        return -td.back, -td.age(today), first.path if first else td.id, first.start if first else 0

    return {td.id: td for td in sorted(debts.values(), key=key)}


def _tied(debts: Mapping[str, TDItem], headers: Mapping[str, Header]) -> dict[str, TDItem]:
    """Debts with the scripts whose headers name them."""
    speakers = {i: td.id for td in debts.values() for i in td.ids}
    out = dict(debts)
    for path, header in sorted(headers.items()):
        for speaker in {speakers[i] for i in header.td if i in speakers}:
            td = out[speaker]
            if path not in {s.path for s in td.scripts}:
                out[speaker] = replace(td, scripts=(*td.scripts, Script(path)))
    return out


def _with_touches(
    ws: Workspace, debts: Mapping[str, TDItem], entries: Sequence[Entry]
) -> dict[str, TDItem]:
    """Debts with the later lines that trip over them again."""
    lines = [(e.date, e.path, line, text) for e in entries if e.date for line, text in _lines(e)]
    texts = {td.id: td.text for td in debts.values()}
    found = twins.touches(texts, lines, ws.settings.glossary)
    return {td.id: _touched(td, found.get(td.id, ())) for td in debts.values()}


def _lines(entry: Entry) -> list[tuple[int, str]]:
    return [*entry.sentences, *((i.span.line, i.text) for i in entry.items)]


def _touched(td: TDItem, hits: Sequence[tuple[date, str, int, str]]) -> TDItem:
    own = {(m.path, m.line) for m in td.mentions}
    later = tuple(
        Mention(path, line, 0, 0, day, text, found="touch")
        for day, path, line, text in hits
        if (path, line) not in own and td.born and day > td.born
    )
    changes = tuple(Change(t.date.isoformat(), "touched", t.text) for t in later if t.date)
    history = tuple(sorted((*td.history, *changes), key=lambda c: c.at))
    return replace(td, touches=later, history=history)
