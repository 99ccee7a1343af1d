"""Documents as plain JSON and back, for the index: safe to read, whoever wrote it."""

from __future__ import annotations

import gc
import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from typing import Any

from journal.model.entry import Document, Entry, Item, Problem, Section, Span

_SEAL = 4  # bytes of the checksum before the JSON


def pack(document: Document) -> bytes:
    """The document behind a checksum."""
    entries = [_entry(e) for e in document.entries]
    problems = [
        [p.text, p.path, p.line, p.source, p.column, p.hint, p.code, p.error]
        for p in document.problems
    ]
    body = _encode([document.path, entries, dict(document.front), problems]).encode()
    return zlib.crc32(body).to_bytes(_SEAL, "big") + body


def unpack(packed: bytes) -> Document:
    """The document again; ValueError where the bytes aren't those that were packed."""
    body = packed[_SEAL:]
    if zlib.crc32(body).to_bytes(_SEAL, "big") != packed[:_SEAL]:
        raise ValueError("the packed document is garbled")
    path, entries, front, problems = json.loads(body)
    return Document(
        path,
        tuple(_unpack_entry(e) for e in entries),
        {key: _value(v) for key, v in front.items()},
        tuple(Problem(*p) for p in problems),
    )


def _dated(value: object) -> object:
    """Front matter holds days too: each is an object, as nothing else is."""
    return {"day": value.isoformat()} if isinstance(value, date) else str(value)


_encode = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), check_circular=False, default=_dated
).encode


def _value(value: Any) -> Any:
    if isinstance(value, list):
        return [_value(v) for v in value]
    return _date(value["day"]) if isinstance(value, dict) else value


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the garbage collector, which takes longer than all else where much is unpacked."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _span(s: Span) -> tuple[int, int, int]:
    return s.line, s.start, s.end


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
    return Entry(
        path, _date(day), Span(*span), title,
        tuple([Section(t, n, k, Span(*h), Span(*b), li) for t, n, k, h, b, li in sections]),
        tuple([_unpack_item(i) for i in items]),
        _pairs(sentences), words, publish, private, _pairs(pays), _pairs(refs),
    )  # fmt: skip


def _unpack_item(row: list[Any]) -> Item:
    kind, text, span, day, done, found, td, pinned, mark, parent, *more = row
    links, tags, fields, pays, said = more
    return Item(
        kind, text, Span(*span), _date(day), done, found, td, pinned, mark,
        parent, tuple(links), tuple(tags), _pairs(fields), tuple(pays), said,
    )  # fmt: skip


def _pairs(rows: list[list[Any]]) -> tuple[Any, ...]:
    return tuple([tuple(row) for row in rows]) if rows else ()


@lru_cache(maxsize=4096)
def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
