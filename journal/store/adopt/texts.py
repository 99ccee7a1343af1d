"""The texts of a folder that may be logs, read as they would be if it were a workspace."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from journal.model.entry import Document, Problem
from journal.parse import parse
from journal.parse.dates import Order, day_votes, of_path
from journal.store import files

NOISE = frozenset(["node_modules", "site-packages", "venv", "vendor"])
DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Text:
    """A file as it was read."""

    rel: str
    data: bytes
    document: Document
    votes: int = 0
    days: tuple[date, ...] = ()
    unsaid: int = 0  # days whose year or date nobody wrote down
    dated_name: date | None = None


def texts_below(root: Path, apart: set[Path]) -> tuple[list[Text], list[Problem]]:
    """Every text of the folder, and what can't be read as one."""
    paths, problems = _paths(root, apart)
    return _read(root, paths), problems


def _paths(root: Path, apart: set[Path]) -> tuple[list[Path], list[Problem]]:
    paths, problems = [], []
    for path, why in files.walk(root, apart):
        rel = path.relative_to(root)
        if NOISE & set(rel.parts):
            continue
        if why:
            problems.append(Problem(why, rel.as_posix(), code="unreadable"))
        else:
            paths.append(path)
    return paths, problems


def _read(root: Path, paths: Iterable[Path]) -> list[Text]:
    """All files; they vote together on whether 05/06 is in June or in May."""
    texts = [_text(path, path.relative_to(root).as_posix(), "dmy") for path in paths]
    if sum(t.votes for t in texts) < 0:
        return [_text(root / t.rel, t.rel, "mdy") for t in texts]
    return texts


def _text(path: Path, rel: str, order: Order) -> Text:
    data, problems = files.read(path, rel)
    made = parse(data, rel, votes=order)
    document = Document(rel, made.entries, made.front, (*problems, *made.problems))
    days = tuple(e.date for e in made.entries if e.date)
    named = of_path(rel, order)
    votes = day_votes(_name(rel)) + day_votes(files.text_of(data))
    return Text(rel, data, document, votes, days, 0 if days else _unsaid(document),
                named.on() if named else None)  # fmt: skip


def _name(rel: str) -> str:
    """What of a path may vote: below the folder of a year it is month and day whatever it says."""
    folder, _, name = rel.rpartition("/")
    return "" if _YEAR.search(folder) and not _YEAR.search(name) else name


def _unsaid(document: Document) -> int:
    """Days that are only numbered, or whose date has no year."""
    numbered = sum(bool(DIGIT.search(e.title)) for e in document.entries)
    if yearless(document):
        return numbered or len(document.entries)
    return numbered if numbered > 1 else 0


def yearless(document: Document) -> bool:
    """Whether its days are dated, but for the year."""
    return any(p.code == "date-year" for p in document.problems)
