"""A log file to its days: the whole way from bytes to values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from journal.model.entry import Document, Entry, Span
from journal.parse import dates, days, fences, front, reader, references, source
from journal.parse.blocks import HEAD, Line
from journal.parse.dates import Order
from journal.parse.grammar import Grammar
from journal.parse.items import Maker
from journal.parse.lazy import lazy
from journal.parse.source import Source
from journal.parse.walk import Day, Walk

Named = tuple[int, str]
_YEAR = lazy(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


def parse(
    data: bytes,
    path: str,
    grammar: Grammar | None = None,
    *,
    votes: Order | None = None,
    year: int | None = None,
) -> Document:
    """The days of one log. Any bytes at all can be read: what is wrong with them is a problem.

    `votes` says whether 05/06 is a day of June or of May where the file doesn't, `year` which year
    it is where neither its name nor its headings do.
    """
    grammar = grammar or Grammar.default()
    read = source.read(data, path)
    matter, body, clean = front.split(read)
    if not clean:
        read.report("this front matter has lines that are no `key: value`", 1, "front", error=False)
    text = fences.blanked(read.text[:body]) + read.text[body:] if body else read.text
    lines = reader.read(read, fences.mend(text, read, grammar))
    given = _given(matter, path, votes or "dmy", read)
    found = _days(lines, votes, grammar, given, read, year or _year_in(path))
    walked = _walk(read, text, lines, found, given, grammar)
    return Document(path, _entries(walked, read, matter), matter, tuple(read.problems))


def _given(matter: Mapping[str, object], path: str, order: Order, read: Source) -> date | None:
    """The day of the whole file: front matter, then its name."""
    stated = matter.get("date")
    if isinstance(stated, date):
        return stated
    if isinstance(stated, str) and stated:
        found = dates.find(stated, order)
        if found and found.on():
            return found.on()
        read.report(f"`date: {stated}` in the front matter is no date", 1, "date-unknown")
    named = dates.of_path(path, order)
    return named.on() if named else None


def _year_in(path: str) -> int | None:
    years = _YEAR.findall(path)
    return int(years[-1]) if years else None


def _days(
    lines: list[Line], votes: Order | None, grammar: Grammar, given: date | None, read: Source,
    year: int | None,
) -> list[days.Mark]:  # fmt: skip
    dated = given is not None
    found = days.marks(lines, votes or "dmy", grammar, dated=dated)
    unsure = next((m for m in found if m.found and m.found.numeric), None)
    if unsure and votes is None:
        order = dates.day_order(m.title for m in found)
        found = days.marks(lines, order, grammar, dated=dated) if order == "mdy" else found
        if not any(_decides(m) for m in found):
            line = lines[unsure.at].line
            hint = "read as day/month; one date with a day over 12 settles it"
            read.report("day/month or month/day?", line, "date-ambiguous", error=False, hint=hint)
    found = days.resolve(found, read, lines, given.year if given else year)
    return _in_dated_file(found, given, read, lines) if given else found


def _decides(mark: days.Mark) -> bool:
    return bool(mark.found and dates.day_votes(mark.title))


def _in_dated_file(
    found: list[days.Mark], given: date, read: Source, lines: list[Line]
) -> list[days.Mark]:
    """A file with a day of its own holds others only where its headings name several."""
    named = [m for m in found if m.day]
    several = {m.day for m in named}
    if len(several) > 1:
        return named
    for mark in named[:1]:
        if mark.day != given:
            line = lines[mark.at]
            text = f"the heading says {mark.day}, the file {given}"
            read.report(text, line.line, "date-conflict", error=False)
    return []


def _walk(
    read: Source, text: str, lines: list[Line], found: list[days.Mark], given: date | None,
    grammar: Grammar,
) -> list[Day]:  # fmt: skip
    maker = Maker(grammar, named="td-" in text)
    title = next((line.plain.strip() for line in lines if line.kind == HEAD), "")
    walk = Walk(read, grammar, maker, Day(given, title, 0))
    marks = {m.line: m for m in found}
    texts = {m.at: m.text for m in found if m.text >= 0}
    return walk.run(lines, marks, texts)


def _entries(walked: list[Day], read: Source, matter: Mapping[str, object]) -> tuple[Entry, ...]:
    """One entry a day: parts of the same day merge, a head without items or prose goes."""
    parts: dict[object, list[Day]] = {}
    for i, part in enumerate(walked):
        if part.stated or part.items or part.sentences or len(walked) == 1:
            parts.setdefault(part.date or i, []).append(part)
    entries = tuple(_entry(days, read, matter) for days in parts.values())
    if read.text.strip() and all(e.date is None for e in entries):
        text = "no date in the front matter, the name or a heading"
        read.report(text, None, "date-missing", error=False)
    return entries


def _entry(parts: list[Day], read: Source, matter: Mapping[str, object]) -> Entry:
    first = parts[0]
    items = sorted((i for p in parts for i in p.items), key=lambda i: (i.span.start, i.span.end))
    sentences = tuple(s for p in parts for s in p.sentences)
    named: tuple[Named, ...] = ()
    paid: tuple[Named, ...] = ()
    if b"td-" in read.data:
        named = tuple(n for p in parts for n in _references(p, read))
        paid = tuple((line, i) for line, said in sentences for i in references.pays(said))
    return Entry(
        read.path, first.date, Span(read.line_of(first.start), first.start, first.end), first.title,
        tuple(s for p in parts for s in p.sections), tuple(items), sentences,
        sum(p.words for p in parts), matter.get("publish") is not False,
        matter.get("private") is True, paid, named,
    )  # fmt: skip


def _references(part: Day, read: Source) -> list[Named]:
    """Every whole id named in the day, with its line."""
    data = read.data[part.start : part.end]
    found = re.finditer(references.ID_BYTES, data)
    return [(read.line_of(part.start + m.start()), m[0].decode()) for m in found]
