"""What `journal check` finds: each check is a row of CHECKS, facts in and problems out."""

from __future__ import annotations

import difflib
import json
import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from journal.model.entry import KINDS, Document, Entry, Problem, Section
from journal.model.td import EVENTS, Event, TDItem
from journal.parse import dates
from journal.parse.words import key

LEDGER = "ledger.jsonl"
LEDGER_VERSION = 1
LONGEST = 20_000
NO_NEED_IN_NOTES = ("date-missing", "date-ambiguous", "date-year", "date-unknown", "date-conflict")
_LINK = re.compile(
    r"\]\(\s*(<[^<>]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)|^ {0,3}\[[^\]]+\]:\s+(\S+)"
)
_FENCE = re.compile(r"[ \t>]*(?:[-*+][ \t]+)?(`{3,}|~{3,})")
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
_QUOTED = re.compile("“([^”]+)”|`([^`]+)`|(td-[0-9a-z]{8})")


@dataclass(frozen=True)
class Facts:
    """What a check looks at. `exists` answers for a workspace-relative path, `lines` gives its
    text; `told` is what reading found, `scripts` the ids in each header, `unsure` pairs of
    ids, before and after an edit, `sections` the headings that are known."""

    documents: Sequence[Document]
    notes: Sequence[Document] = ()
    debts: Mapping[str, TDItem] = field(default_factory=dict)
    exists: Callable[[str], bool] = lambda path: True
    lines: Callable[[str], Sequence[str]] = lambda path: ()
    told: Sequence[Problem] = ()
    events: Sequence[Event] = ()
    unsure: Sequence[tuple[str, str]] = ()
    scripts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    sections: Mapping[str, str] = field(default_factory=dict)

    @property
    def entries(self) -> Iterator[Entry]:
        return (e for d in (*self.documents, *self.notes) for e in d.entries)

    @property
    def known(self) -> Mapping[str, TDItem]:
        return {i: td for td in self.debts.values() for i in td.ids}


def told(facts: Facts) -> Iterator[Problem]:
    """What reading found; a note needs no date, and a wrong date isn't also a missing one."""
    notes = {d.path for d in facts.notes} - {d.path for d in facts.documents}
    wrong = {p.path for p in facts.told if p.code in ("date-unknown", "date-year")}
    for p in facts.told:
        again = p.code == "date-missing" and p.path in wrong
        if not again and (p.path not in notes or p.code not in NO_NEED_IN_NOTES):
            yield p


def dangling_links(facts: Facts) -> Iterator[Problem]:
    for path in sorted({d.path for d in (*facts.documents, *facts.notes)}):
        for number, line in _prose(facts.lines(path)):
            for m in _LINK.finditer(line):
                target = local(m[1] or m[2] or "", path)
                if target and not facts.exists(target):
                    text = f"the link leads to {target}, which isn't there"
                    yield Problem(
                        text, path, number, column=m.start(1 if m[1] else 2),
                        code="dangling-link", error=False,
                    )  # fmt: skip


def _prose(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Numbered lines outside fenced code, with code spans blanked; no line of data is prose."""
    fence = ""
    for number, line in enumerate(lines, 1):
        mark = _FENCE.match(line)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence) and not line[mark.end() :].strip():
            fence = ""
        elif not fence and len(line) < LONGEST:
            yield number, _CODE.sub(lambda m: " " * len(m[0]), line) if "`" in line else line


def local(link: str, path: str) -> str:
    """The workspace-relative path that a relative link means; empty for anything else."""
    target = unquote(link.strip("<>").split("#")[0].split("?")[0])
    if not target or re.match(r"[a-zA-Z][\w+.-]*:|/|\\|#", target):
        return ""
    if "." not in posixpath.basename(target):
        return ""
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
    return "" if joined.startswith("..") else joined


def dangling_ids(facts: Facts) -> Iterator[Problem]:
    places = [(e.path, line, td) for e in facts.entries for line, td in e.refs]
    for path, ids in sorted(facts.scripts.items()):
        places += [(path, _line_with(td, facts.lines(path)), td) for td in ids]
    for path, line, td in dict.fromkeys(places):
        if td not in facts.known:
            yield Problem(
                f"no debt is called {td}", path, line,
                hint="journal td list --all", code="dangling-id",
            )  # fmt: skip


def _line_with(text: str, lines: Sequence[str]) -> int:
    """The last line that holds the text, numbered from 1; 1 where none does."""
    return max((n for n, line in enumerate(lines, 1) if text in line), default=1)


def duplicate_pins(facts: Facts) -> Iterator[Problem]:
    pins: dict[str, dict[str, tuple[str, int]]] = defaultdict(dict)
    for entry in facts.entries:
        for item in entry.items:
            if item.pinned:
                pins[item.id].setdefault(key(item.text), (entry.path, item.span.line))
    for td, texts in pins.items():
        (first, at), *others = texts.values()
        for path, line in others:
            yield Problem(
                f"{td} pins another text too, at {first}:{at}", path, line,
                hint="a pin belongs to one debt; take one of them out", code="duplicate-pin",
            )  # fmt: skip


def orphans(facts: Facts) -> Iterator[Problem]:
    """Debts without a line, save those that another check already asks about."""
    asked = {old for old, _ in facts.unsure} | {e.td for e in _later(facts)}
    lost = [
        td for td in facts.debts.values()
        if td.orphan and td.owed and asked.isdisjoint(td.ids)
    ]  # fmt: skip
    ledger = facts.lines(LEDGER) if lost else ()
    for td in lost:
        yield Problem(
            f"no log line names {td.id} any more; its last text was “{td.text}”",
            LEDGER, _line_with(td.id, ledger),
            hint=f"journal td drop {td.id}, or journal td merge it with what it became",
            code="orphan", error=False,
        )  # fmt: skip


def unsure_edits(facts: Facts) -> Iterator[Problem]:
    """Lines that may be a debt's line after an edit: the writer says."""
    for was, now in facts.unsure:
        old, new = facts.known.get(was), facts.known.get(now)
        spot = next(iter(new.mentions), None) if new else None
        if old and spot:
            yield Problem(
                f"this may be what “{old.text}” became", spot.path, spot.line,
                hint=f"journal td merge {was} {now} makes them one debt",
                code="unsure-edit", error=False,
            )  # fmt: skip


def _later(facts: Facts) -> list[Event]:
    return [e for e in facts.events if e.event not in EVENTS or e.v > LEDGER_VERSION]


def later_events(facts: Facts) -> Iterator[Problem]:
    unknown = _later(facts)
    ledger = facts.lines(LEDGER) if unknown else ()
    for e in unknown:
        yield Problem(
            f"the event “{e.event}” is of a later version; it is kept and not acted upon",
            LEDGER, _line_with(e.id, ledger),
            hint="a newer journal knows it", code="later-event", error=False,
        )  # fmt: skip


def unknown_sections(facts: Facts) -> Iterator[Problem]:
    """Headings over lists that no alias knows, each once, with the line that would teach it."""
    seen: set[str] = set()
    for entry in (e for d in facts.documents for e in d.entries):
        for section in entry.sections:
            if key(section.title) not in seen and _is_unknown(section, entry):
                seen.add(key(section.title))
                yield Problem(
                    f"no section is called “{section.title.strip()}”",
                    entry.path, section.head.line, hint=_proposal(section.title, facts.sections),
                    code="unknown-section", error=False,
                )  # fmt: skip


def _is_unknown(section: Section, entry: Entry) -> bool:
    title = section.title.strip()
    if section.kind or not section.listed or not key(title) or title == entry.title.strip():
        return False
    return dates.find(title, short=True) is None


def _proposal(title: str, sections: Mapping[str, str]) -> str:
    """The kind of the heading that it is nearest to, else a debt; `none` would silence it."""
    known = {name: kind for name, kind in sections.items() if kind in KINDS}
    near = difflib.get_close_matches(key(title), known, 1, 0.75)
    kind = known[near[0]] if near else "td"
    word = json.dumps(title.strip(), ensure_ascii=False)
    like = f", as {near[0]} is" if near else ""
    return f"[sections] {kind} = [{word}] in journal.toml makes it one{like}"


CHECKS = (
    told, duplicate_pins, dangling_ids, dangling_links, orphans, unsure_edits, later_events,
    unknown_sections,
)  # fmt: skip


def check(facts: Facts) -> tuple[Problem, ...]:
    """Every problem once, by path and line, with its line of text and a place for the caret."""
    found = dict.fromkeys(p for row in CHECKS for p in row(facts))
    texts = {path: facts.lines(path) for path in {p.path for p in found if p.line}}
    shown = (_placed(p, texts.get(p.path, ())) for p in found)
    return tuple(sorted(shown, key=lambda p: (p.path, p.line or 0, p.column, p.text)))


def _placed(p: Problem, lines: Sequence[str]) -> Problem:
    """The problem with its source; a line of the ledger that is whole says nothing to a reader."""
    quoted = next((m[2] for m in _QUOTED.finditer(p.text) if m[2]), "")
    if quoted and quoted not in p.source and (at := _line_with(quoted, lines)) > 1:
        p = replace(p, line=at, source="")
    if p.code == "orphan" or not p.line or (p.line > len(lines) and not p.source):
        return p
    source = p.source or lines[p.line - 1]
    return replace(p, source=source, column=p.column or _caret(p, source))


def _caret(p: Problem, source: str) -> int:
    """Where the line says what the problem quotes, or its date stands; else its first letter."""
    for m in _QUOTED.finditer(p.text):
        at = source.find(m[1] or m[2] or m[3])
        if at >= 0:
            return at
    if p.code.startswith("date-") and (day := dates.find(source, short=True)):
        return day.start
    if p.code == "encoding" and "\ufffd" in source:
        return source.index("\ufffd")
    return len(source) - len(source.lstrip())
