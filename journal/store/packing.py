"""Documents as plain JSON and back, for the index: safe to read, whoever wrote it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from journal.model.entry import Document, Entry, Item, Problem, Section, Span


def pack(document: Document) -> str:
    entries = [_entry(e) for e in document.entries]
    problems = [
        [p.text, p.path, p.line, p.source, p.column, p.hint, p.code, p.error]
        for p in document.problems
    ]
    whole = [document.path, entries, dict(document.front), problems]
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"), default=str)


def unpack(text: str) -> Document:
    path, entries, front, problems = json.loads(text)
    return Document(
        path, tuple(_unpack_entry(e) for e in entries), front, tuple(Problem(*p) for p in problems)
    )


def _span(s: Span) -> list[int]:
    return [s.line, s.start, s.end]


def _entry(e: Entry) -> list[Any]:
    sections = [
        [s.title, s.level, s.kind, _span(s.head), _span(s.body), s.listed] for s in e.sections
    ]
    return [
        e.path, e.date and e.date.isoformat(), _span(e.span), e.title, sections,
        [_item(i) for i in e.items], e.sentences, e.words, e.publish, e.private, e.pays, e.refs,
    ]  # fmt: skip


def _item(i: Item) -> list[Any]:
    return [
        i.kind, i.text, _span(i.span), i.date and i.date.isoformat(), i.done, i.found, i.id,
        i.pinned, i.mark, i.parent, i.links, i.tags, i.fields, i.pays, i.sentence,
    ]  # fmt: skip


def _unpack_entry(row: list[Any]) -> Entry:
    path, day, span, title, sections, items, sentences, words, publish, private, pays, refs = row
    when = _date(day)
    return Entry(
        path, when, Span(*span), title,
        tuple(Section(t, n, k, Span(*h), Span(*b), li) for t, n, k, h, b, li in sections),
        tuple(_unpack_item(i, day, when) for i in items),
        _pairs(sentences), words, publish, private, _pairs(pays), _pairs(refs),
    )  # fmt: skip


def _unpack_item(row: list[Any], day: str | None, when: date | None) -> Item:
    (
        kind,
        text,
        span,
        own,
        done,
        found,
        td,
        pinned,
        mark,
        parent,
        links,
        tags,
        fields,
        pays,
        said,
    ) = row
    return Item(
        kind, text, Span(*span), when if own == day else _date(own), done, found, td, pinned, mark,
        parent, tuple(links), tuple(tags), _pairs(fields), tuple(pays), said,
    )  # fmt: skip


def _pairs(rows: list[list[Any]]) -> tuple[Any, ...]:
    return tuple(map(tuple, rows))


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
