"""What of a snapshot is published, and the look-ups that every page shares."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path, PurePosixPath

from journal.model.entry import Document, Entry, Item, Kind, Section
from journal.model.run import Run
from journal.model.td import Change, Evidence, TDItem
from journal.snapshot import Snapshot
from journal.workspace import Workspace

HEADED = re.compile(r"\btd-[0-9a-z]{4,8}\b")
PAYS = re.compile(r"^\w+ td-[^:]*:\s*")
OWN_WORDS = ("ticked in the log", "crossed out in the log")


@dataclass(frozen=True)
class Day:
    """A published entry and its address."""

    entry: Entry
    slug: str

    @property
    def page(self) -> str:
        return f"entries/{self.slug}.html"


@dataclass(frozen=True)
class Note:
    """A page that is no day."""

    document: Document
    slug: str

    @property
    def page(self) -> str:
        return f"notes/{self.slug}.html"

    @property
    def title(self) -> str:
        named = self.document.front.get("title")
        titles = [e.title for e in self.document.entries if e.title]
        return str(named or (titles[0] if titles else PurePosixPath(self.document.path).stem))


@dataclass(frozen=True)
class View:
    """A snapshot with what isn't published taken out; `prose` shows more than the items."""

    snapshot: Snapshot
    prose: bool = False
    git: str = ""
    scripts: Mapping[str, str] = field(default_factory=dict)  # path to source text

    @property
    def ws(self) -> Workspace:
        return self.snapshot.ws

    @property
    def today(self) -> date:
        return self.snapshot.today

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """Published entries in order of time; those without a date come first."""
        shown = [e for e in self.snapshot.entries if e.publish and not e.private]
        shown.sort(key=lambda e: (e.date or date.min, e.path, e.span.start))
        slugs = _unique(_entry_slug(e) for e in shown)
        return tuple(Day(e, s) for e, s in zip(shown, slugs, strict=True))

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        shown = [d for d in self.snapshot.notes if _public(d)]
        folder = f"{self.ws.settings.notes}/"
        slugs = _unique(
            _slug(str(PurePosixPath(d.path.removeprefix(folder)).with_suffix(""))) for d in shown
        )
        return tuple(Note(d, s) for d, s in zip(shown, slugs, strict=True))

    @cached_property
    def days_of(self) -> Mapping[str, tuple[Day, ...]]:
        """The days of each file."""
        found: dict[str, list[Day]] = defaultdict(list)
        for day in self.days:
            found[day.entry.path].append(day)
        return {path: tuple(days) for path, days in found.items()}

    @cached_property
    def debts(self) -> tuple[TDItem, ...]:
        """Published debts, the dearest first: each as its published mentions tell it."""
        return tuple(d for raw in self.snapshot.debts.values() if (d := self._shown(raw)))

    def _shown(self, debt: TDItem) -> TDItem | None:
        mentions = tuple(m for m in debt.mentions if self.day_at(m.path, m.line))
        touches = tuple(m for m in debt.touches if self.day_at(m.path, m.line))
        if not mentions and not debt.orphan:
            return None
        whole = len(mentions) == len(debt.mentions)
        return replace(
            debt, text=debt.text if whole else mentions[0].text, mentions=mentions, touches=touches,
            notes=debt.notes if whole else (), history=tuple(map(self._told, debt.history)),
            evidence=self._evidence(debt.evidence),
        )  # fmt: skip

    def _told(self, change: Change) -> Change:
        """What a log said (it has a day and no hour) only where that log is published."""
        from_log = len(change.at) <= len("2025-07-14")
        known = change.detail in self.texts or change.detail in OWN_WORDS
        return Change(change.at, change.what) if from_log and not known else change

    def _evidence(self, shown: Evidence | None) -> Evidence | None:
        """A result's words only where the entry that holds them is published."""
        if not shown or shown.kind not in ("result", "mark") or shown.ref in self.texts:
            return shown
        path = shown.ref.rpartition(":")[0]
        return shown if path in self.days_of else Evidence(shown.kind)

    @cached_property
    def texts(self) -> frozenset[str]:
        """Every item's text that is published, and what a payment says after its ids."""
        items = [i.text for d in self.days for i in d.entry.items]
        return frozenset(items) | frozenset(PAYS.sub("", text) for text in items)

    def day_at(self, path: str, line: int) -> Day | None:
        """The published day that a line of a file belongs to."""
        found = [d for d in self.days_of.get(path, ()) if d.entry.span.line <= line]
        return max(found, key=lambda d: d.entry.span.line, default=None)

    @cached_property
    def places(self) -> Mapping[str, tuple[tuple[int, int, int], ...]]:
        """By file: start, end and line of each item."""
        found: dict[str, set[tuple[int, int, int]]] = defaultdict(set)
        for day in self.days:
            spans = (i.span for i in day.entry.items)
            found[day.entry.path] |= {(s.start, s.end, s.line) for s in spans}
        return {path: tuple(sorted(held)) for path, held in found.items()}

    @cached_property
    def touched(self) -> Mapping[str, frozenset[int]]:
        """By file: the lines that touch a debt, which its page leads to."""
        found: dict[str, set[int]] = defaultdict(set)
        for debt in self.debts:
            for m in debt.touches:
                found[m.path].add(m.line)
        return {path: frozenset(lines) for path, lines in found.items()}

    @cached_property
    def explained(self) -> Mapping[str, tuple[Day, Section]]:
        """By the debt's own id: the last section that is headed with it."""
        found: dict[str, tuple[Day, Section]] = {}
        for day in self.days:
            for section in day.entry.sections:
                named = HEADED.search(section.title)
                if named and (debt := self.resolve(named[0])):
                    found[debt.id] = day, section
        return found

    @cached_property
    def waiting(self) -> Mapping[str, tuple[TDItem, ...]]:
        """By the debt's own id: the debts that need it first."""
        found: dict[str, list[TDItem]] = defaultdict(list)
        for debt in self.debts:
            for need in {d.id for i in debt.needs if (d := self.debt_of.get(i))}:
                found[need].append(debt)
        return {need: tuple(debts) for need, debts in found.items()}

    @cached_property
    def folded(self) -> Mapping[str, tuple[TDItem, ...]]:
        """Each owed debt with its probable twins, itself first; empty for one behind another."""
        found: dict[str, tuple[TDItem, ...]] = {}
        for same in self.snapshot.folded.values():
            shown = tuple(d for i in same if (d := self.debt_of.get(i)))
            found |= {d.id: () for d in shown[1:]}
            found |= {d.id: shown for d in shown[:1]}
        return found

    def twins_of(self, debt: TDItem) -> tuple[TDItem, ...]:
        """Its probable twins, which nobody has said yes or no to."""
        same = next((s for s in self.folded.values() if debt in s), ())
        return tuple(d for d in same if d.id != debt.id)

    def unfolded(self, debts: Iterable[TDItem]) -> list[TDItem]:
        """The debts less those that a probable twin stands for."""
        return [d for d in debts if self.folded.get(d.id, (d,))]

    @cached_property
    def debt_of(self) -> Mapping[str, TDItem]:
        """By every id that means it."""
        return {i: d for d in self.debts for i in (*d.ids, d.id)}

    @cached_property
    def short(self) -> Mapping[str, str]:
        """The shortest unique prefix of each id, without its 'td-'."""
        return {i: s.removeprefix("td-") for i, s in self.snapshot.short.items()}

    def resolve(self, prefix: str) -> TDItem | None:
        """The debt that a full id or a unique prefix names."""
        if prefix in self.debt_of:
            return self.debt_of[prefix]
        found = {d.id: d for i, d in self.debt_of.items() if i.startswith(prefix)}
        return next(iter(found.values())) if len(found) == 1 else None

    @property
    def runs(self) -> tuple[Run, ...]:
        return self.snapshot.runs

    @cached_property
    def run_of(self) -> Mapping[str, Run]:
        return {r.id: r for r in self.runs}

    @cached_property
    def runs_of(self) -> Mapping[str, tuple[Run, ...]]:
        """The runs of each debt, oldest first, by the debt's own id."""
        found: dict[str, list[Run]] = defaultdict(list)
        for run in reversed(self.runs):
            for debt in {d.id for i in run.td if (d := self.debt_of.get(i))}:
                found[debt].append(run)
        return {k: tuple(v) for k, v in found.items()}

    @cached_property
    def runs_by_script(self) -> Mapping[str, tuple[Run, ...]]:
        """Oldest first."""
        found: dict[str, list[Run]] = defaultdict(list)
        for run in reversed(self.runs):
            found[run.script].append(run)
        return {k: tuple(v) for k, v in found.items()}

    def items(self, kind: Kind) -> Iterator[tuple[Day, Item]]:
        """Newest day first; within a day in the order of the log."""
        for day in reversed(self.days):
            for item in day.entry.items:
                if item.kind == kind:
                    yield day, item

    def read(self, path: str) -> Path:
        return self.ws.root / path


def _public(document: Document) -> bool:
    front = document.front
    shown = all(e.publish and not e.private for e in document.entries)
    return shown and front.get("publish") is not False and not front.get("private")


def _entry_slug(entry: Entry) -> str:
    return entry.date.isoformat() if entry.date else _slug(PurePosixPath(entry.path).stem)


def _slug(text: str) -> str:
    """A file name that every system takes and that needs no quoting but for its letters."""
    return re.sub(r"[^\w/-]+", "-", text.replace("..", "-")).strip("-/") or "page"


def _unique(slugs: Iterable[str]) -> list[str]:
    """The second of a name gets '-2'; names that differ only in case collide on some systems."""
    seen: Counter[str] = Counter()
    made = []
    for slug in slugs:
        seen[slug.lower()] += 1
        made.append(slug if seen[slug.lower()] == 1 else f"{slug}-{seen[slug.lower()]}")
    return made
