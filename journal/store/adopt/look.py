"""The conventions of a folder of logs, found by reading it; nothing is written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from journal.model.entry import KINDS, Entry, Problem, Section
from journal.parse import Grammar
from journal.parse.dates import find
from journal.parse.months import MONTHS
from journal.parse.sections import kind_of
from journal.parse.words import key
from journal.store import files
from journal.store.adopt import apps, languages, names
from journal.store.adopt.apps import App
from journal.store.adopt.texts import DIGIT, Text, texts_below, yearless

OURS = ("runs", "experiments")
TEMPLATES = frozenset(
    [
        "template",
        "templates",
        "шаблоны",
        "шаблон",
        "plantillas",
        "vorlagen",
        "modèles",
        "modelos",
        "模板",
        "テンプレート",
    ]
)
NO_LOGS = frozenset(
    ["changelog", "changes", "history", "news", "releases", "contributing", "license"]
)
UNREAD = ("unreadable", "encoding", "binary")
MOST_OF = 0.8  # of the days that a folder holds to be the one
_BOXED = re.compile(rb"^[ \t>]*(?:[-*+][ \t]+)?\[[ xX/>-]\]", re.M)
_BULLET = re.compile(rb"^[ \t>]*(?:[-*+]|\d+[.)])[ \t]", re.M)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as it is mostly written; `kind` is empty where no alias knows it."""

    title: str
    kind: str
    times: int
    boxed: bool = False  # most of what is listed under it are checkboxes


@dataclass(frozen=True, slots=True)
class Unsaid:
    """A file whose days have no date, or one without a year; `last` is what the last is called."""

    path: str
    days: int
    last: str
    yearless: bool


@dataclass(frozen=True, slots=True)
class Found:
    """The conventions of a folder: where its logs are and what is in them."""

    app: str = ""
    folder: str = "entries"
    files: int = 0  # that hold days
    days: tuple[date, ...] = ()
    names: tuple[tuple[str, str, int], ...] = ()  # layout, an example, how many
    layout: str = ""
    items: tuple[tuple[str, int], ...] = ()
    headings: tuple[Heading, ...] = ()
    languages: tuple[tuple[str, int], ...] = ()
    votes: int = 0  # dates that can only be D/M, less those that can only be M/D
    unsure: int = 0  # numeric dates that may be either
    undated: tuple[str, ...] = ()
    unsaid: tuple[Unsaid, ...] = ()
    outside: tuple[str, ...] = ()
    templates: str = ""
    notes: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def any(self) -> bool:
        return bool(self.days or self.unsaid)


def look(root: Path) -> Found:
    """The folder that holds the logs, and how they are written."""
    app = apps.of(root)
    templates = app.templates or _templates(root)
    apart = {root / name for name in (*app.apart, *OURS, templates, app.notes) if name}
    texts, problems = texts_below(root, apart)
    folder = app.entries if _logs(texts, app.entries, app) else _folder(texts)
    chosen = _logs(texts, folder, app)
    if not chosen:
        return Found(app.name, app.entries or "entries", layout=app.layout, notes=app.notes,
                     problems=app.problems)  # fmt: skip
    return _found(root, app, folder, templates, chosen, texts, (*app.problems, *problems))


def _logs(texts: Sequence[Text], folder: str, app: App) -> list[Text]:
    """What would be read as logs with this folder; nothing where no day is in it."""
    notes = app.notes or "notes"
    apart = bool(folder) and not _within(f"{folder}/", notes)
    chosen = [t for t in texts if _within(t.rel, folder) and not (apart and _within(t.rel, notes))]
    return chosen if folder and any(_is_log(t) for t in chosen) else []


def _is_log(text: Text) -> bool:
    dated = bool(text.days or text.unsaid)
    return dated and PurePosixPath(text.rel).stem.casefold() not in NO_LOGS


def _templates(root: Path) -> str:
    """A folder in the root that is called templates in some language."""
    folders = sorted(p.name for p in root.iterdir() if p.is_dir())
    return next((n for n in folders if key(n) in TEMPLATES), "")


def _folder(texts: Sequence[Text]) -> str:
    """The deepest folder that holds most days; a folder named after a time is part of the name."""
    weights: Counter[str] = Counter()
    counted = [t for t in texts if _is_log(t)]
    dated = any(t.days for t in counted)
    for text in counted:
        for above in _above(text.rel):
            weights[above] += len(text.days) if dated else text.unsaid
    enough = [f for f, n in weights.items() if n and n >= MOST_OF * weights["."]]
    return max(enough, key=lambda f: (f != ".", f.count("/")), default=".")


def _above(rel: str) -> Iterator[str]:
    """The folders of a file from the root down, as far as they aren't named after a time."""
    yield "."
    parts = PurePosixPath(rel).parts[:-1]
    for i, part in enumerate(parts):
        if part[0].isdigit() or part.casefold() in MONTHS:
            return
        yield "/".join(parts[: i + 1])


def _within(rel: str, folder: str) -> bool:
    return folder == "." or rel.startswith(f"{folder}/")


def _found(
    root: Path, app: App, folder: str, templates: str, chosen: Sequence[Text],
    texts: Sequence[Text], problems: Sequence[Problem],
) -> Found:  # fmt: skip
    entries = [e for t in chosen for e in t.document.entries]
    named, layout = _names(folder, app, chosen)
    broken = [p for t in chosen for p in t.document.problems if p.code in UNREAD]
    lost = {p.path for p in broken}
    return Found(
        app.name, folder, sum(bool(t.days or t.unsaid) for t in chosen),
        tuple(sorted({d for t in chosen for d in t.days})),
        named, layout,
        _items(entries),
        tuple(_headings(chosen)),
        tuple(_spoken(chosen)),
        sum(t.votes for t in chosen), sum(_unsure(t) for t in chosen),
        tuple(t.rel for t in chosen if not t.days and not t.unsaid and t.rel not in lost),
        tuple(_told(t) for t in chosen if t.unsaid),
        tuple(t.rel for t in texts if t.days and t not in chosen),
        templates if templates and _within(f"{templates}/", folder) else "",
        app.notes, (*problems, *broken),
    )  # fmt: skip


def _names(
    folder: str, app: App, chosen: Sequence[Text]
) -> tuple[tuple[tuple[str, str, int], ...], str]:
    """How files of one day are named, and what a new one is called."""
    base = "" if folder in (".", "") else f"{folder}/"
    named = [(t.rel.removeprefix(base), t.dated_name) for t in chosen if t.dated_name]
    pairs = [(name, day) for name, day in named if day]
    found = names.layouts(pairs)
    told = tuple(
        (layout, next(n for n, d in reversed(pairs) if d.strftime(layout) == n), times)
        for layout, times in found
    )
    usual = found[0][0] if found and found[0][1] * 2 > len(pairs) else ""
    return told, usual if found or not app.layout else app.layout


def _told(text: Text) -> Unsaid:
    titles = [e.title for e in text.document.entries]
    last = next((t for t in reversed(titles) if DIGIT.search(t)), titles[-1])
    return Unsaid(text.rel, text.unsaid, last, yearless(text.document))


def _items(entries: Sequence[Entry]) -> tuple[tuple[str, int], ...]:
    counts = Counter(i.kind for e in entries for i in e.items)
    return tuple((kind, counts[kind]) for kind in KINDS if counts[kind])


def _headings(chosen: Sequence[Text]) -> Iterator[Heading]:
    """Every heading that says or could say what its list is, the commonest first."""
    seen: dict[str, list[tuple[Section, Text]]] = {}
    for text in chosen:
        for entry in text.document.entries:
            for section in entry.sections:
                own = kind_of(section.title, Grammar.default())
                named = own or (section.listed and not section.kind)
                if named and not find(section.title, short=True):
                    seen.setdefault(key(section.title), []).append((section, text))
    for name, same in sorted(seen.items(), key=lambda s: (-len(s[1]), s[0])):
        if name:
            titles = Counter(" ".join(s.title.split()) for s, _ in same)
            bodies = b"\n".join(s.body.of(t.data) for s, t in same)
            boxed = 2 * len(_BOXED.findall(bodies)) > len(_BULLET.findall(bodies))
            yield Heading(titles.most_common(1)[0][0], same[0][0].kind, len(same), boxed)


def _spoken(chosen: Sequence[Text]) -> list[tuple[str, int]]:
    """Languages by how many days are written in them."""
    votes = Counter(
        languages.spoken(files.text_of(e.span.of(t.data)))
        for t in chosen for e in t.document.entries
    )  # fmt: skip
    return [(name, n) for name, n in votes.most_common() if name]


def _unsure(text: Text) -> int:
    """Dates that name or begin its days and may be read either way."""
    heads = [PurePosixPath(text.rel).stem] if text.dated_name else []
    heads += [e.title for e in text.document.entries]
    return sum(bool((found := find(h)) and found.numeric) for h in heads)
