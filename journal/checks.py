"""What `journal check` finds: each check is a row of CHECKS, facts in and problems out."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from journal.model.entry import Document, Entry, Problem
from journal.model.td import TDItem

ID_LENGTH = len("td-") + 8


@dataclass(frozen=True)
class Facts:
    """What a check looks at. `exists` answers for a workspace-relative path."""

    documents: Sequence[Document]
    notes: Sequence[Document]
    debts: Mapping[str, TDItem]
    exists: Callable[[str], bool]

    @property
    def entries(self) -> Iterator[Entry]:
        return (e for d in (*self.documents, *self.notes) for e in d.entries)


def dangling_links(facts: Facts) -> Iterator[Problem]:
    for entry in facts.entries:
        for item in entry.items:
            for link in item.links:
                target = _local(link, entry.path)
                if target and not facts.exists(target):
                    yield Problem(
                        f"the link leads to {target}, which isn't there",
                        entry.path, item.span.line, code="dangling-link", error=False,
                    )  # fmt: skip


def _local(link: str, path: str) -> str:
    """The workspace-relative path that a relative link means; empty for anything else."""
    target = link.split("#")[0].split("?")[0]
    if not target or "://" in target or target.startswith(("mailto:", "/", "#")):
        return ""
    if "." not in posixpath.basename(target):
        return ""
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
    return "" if joined.startswith("..") else joined


def dangling_ids(facts: Facts) -> Iterator[Problem]:
    known = {i for td in facts.debts.values() for i in td.ids}
    for entry in facts.entries:
        for line, td in entry.refs:
            if td not in known:
                yield Problem(
                    f"no debt is called {td}", entry.path, line,
                    hint="journal td list --all", code="dangling-id",
                )  # fmt: skip


def duplicate_pins(facts: Facts) -> Iterator[Problem]:
    pins: dict[str, dict[str, tuple[str, int]]] = defaultdict(dict)
    for entry in facts.entries:
        for item in entry.items:
            if item.pinned:
                pins[item.id].setdefault(item.text, (entry.path, item.span.line))
    for td, texts in pins.items():
        for path, line in list(texts.values())[1:]:
            first = next(iter(texts.values()))
            yield Problem(
                f"^{td} pins another text too, at {first[0]}:{first[1]}", path, line,
                hint="a pin belongs to one debt; take one of them out", code="duplicate-pin",
            )  # fmt: skip


def orphans(facts: Facts) -> Iterator[Problem]:
    for td in facts.debts.values():
        if td.orphan and td.owed:
            yield Problem(
                f"no log line names {td.id} any more; its last text was “{td.text}”",
                "ledger.jsonl",
                hint=f"journal td merge or journal td drop {td.id}", code="orphan", error=False,
            )  # fmt: skip


def unknown_sections(facts: Facts) -> Iterator[Problem]:
    """Headings over lists that no alias knows, each once, with the line that would teach it."""
    seen: set[str] = set()
    for document in facts.documents:
        for entry in document.entries:
            for section in entry.sections:
                title = section.title.strip().casefold()
                if not section.kind and section.listed and title not in seen:
                    seen.add(title)
                    yield Problem(
                        f"no section is called “{section.title}”", entry.path, section.head.line,
                        hint=f'[sections] td = ["{title}"] in journal.toml would make it one',
                        code="unknown-section", error=False,
                    )  # fmt: skip


CHECKS = (duplicate_pins, dangling_ids, dangling_links, orphans, unknown_sections)


def check(
    documents: Sequence[Document],
    notes: Sequence[Document],
    debts: Mapping[str, TDItem],
    exists: Callable[[str], bool],
    source: Callable[[str, int], str] = lambda path, line: "",
) -> tuple[Problem, ...]:
    """Every problem, by path and line; `source` gives the line of text to show beneath."""
    facts = Facts(documents, notes, debts, exists)
    found = [p for row in CHECKS for p in row(facts)]
    shown = [replace(p, source=p.source or source(p.path, p.line)) if p.line else p for p in found]
    return tuple(sorted(shown, key=lambda p: (p.path, p.line or 0, p.text)))
