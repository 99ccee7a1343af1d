"""jrnl's journals, as it keeps them or as `jrnl --format json` exports them, as blocks of days."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from journal.model.entry import JournalError
from journal.parse import dates
from journal.store.importers.days import Brought, Days, Source, plain

_HEAD = re.compile(r"^\[([^\]\n]*\d[^\]\n]*)\](?=\s|$)", re.M)
_OLD_HEAD = re.compile(r"^(\d{4}-\d\d-\d\d \d\d?:\d\d(?::\d\d)?(?: [AP]M)?)(?= |$)", re.M)
_TIME = re.compile(r"[\s,T]*(?:\d{1,2}[:.h]\d\d(?:[:.]\d\d)?)?\s*(?:[ap]\.?m\.?)?\s*", re.I)
_NUMBERS = re.compile(r"[\d\s:./,-]*\d[\d\s:./,-]*(?:[AP]M)?", re.I)
_ENTRIES = re.compile(r'"entries"\s*:\s*\[')
HINT = "jrnl --format json > FILE exports one that can be read"


@dataclass(frozen=True, slots=True)
class Block:
    """What was written at one time."""

    day: date
    text: str


def import_jrnl(source: Source) -> Brought:
    """Every block below its day's text, unless it stands there."""
    if source.day:
        raise JournalError("each block of a journal says its own day; --date has no place", exit=2)
    text = source.text("journal")
    blocks = tuple(_of_json(source, text) if text.lstrip()[:1] == "{" else _of_text(source, text))
    days, there = Days(source.ws), 0
    for block in blocks:
        if days.holds(block.day, block.text):
            there += 1
        else:
            days.append(block.day, block.text)
    return days.brought("block", there)


def _of_text(source: Source, text: str) -> Iterator[Block]:
    heads = _heads(source, text)
    if not heads:
        raise source.error("the journal has no line that begins with [date time]", 1, HINT)
    above = text[: heads[0][0]]
    if above.strip():
        line = 1 + len(above) - len(above.lstrip())
        raise source.error("this stands above the first [date time]",
                           1 + above.count("\n", 0, line - 1), HINT)  # fmt: skip
    ends = [start for start, _ in heads[1:]] + [len(text)]
    for (start, day), end in zip(heads, ends, strict=True):
        yield Block(day, text[start:end].strip())


def _heads(source: Source, text: str) -> list[tuple[int, date]]:
    """Where blocks begin, and of which day; brackets that hold no date are text."""
    found = list(_HEAD.finditer(text)) or list(_OLD_HEAD.finditer(text))
    order = dates.day_order(m[1] for m in found)
    heads = []
    for m in found:
        day = _day(m[1], order)
        if day:
            heads.append((m.start(), day))
        elif _NUMBERS.fullmatch(m[1]) and re.search(r"\d[-/.]\d+[-/.]\d", m[1]):
            raise source.error(f"{m[1]} is no date", 1 + text.count("\n", 0, m.start()))
    return heads


def _day(text: str, order: dates.Order) -> date | None:
    """The day of a head: a whole date, with nothing but a weekday before and a time after it."""
    found = dates.find(text, order)
    if not found or not found.year or re.search(r"\d", text[: found.start]):
        return None
    return found.on() if _TIME.fullmatch(text[found.end :]) else None


def _of_json(source: Source, text: str) -> Iterator[Block]:
    try:
        json.loads(text)
    except json.JSONDecodeError as e:
        raise source.error(f"the journal is no JSON: {e.msg.lower()}", e.lineno) from None
    except RecursionError:
        raise source.error("the journal is nested too deeply", 1) from None
    start = _ENTRIES.search(text)
    if not start:
        raise source.error('the journal has no list of "entries"', 1, HINT)
    for value, line in _values(text, start.end()):
        yield _block(source, value, line)


def _values(text: str, at: int) -> Iterator[tuple[object, int]]:
    """Each value of a list that is known to be sound, with its line."""
    decoder, line, seen = json.JSONDecoder(), 1, 0
    while True:
        while text[at] in " \t\n,":
            at += 1
        if text[at] == "]":
            return
        line, seen = line + text.count("\n", seen, at), at
        value, at = decoder.raw_decode(text, at)
        yield value, line


def _block(source: Source, value: object, line: int) -> Block:
    if not isinstance(value, dict):
        raise source.error("this entry is no object", line, HINT)
    said = [value.get(k, "") for k in ("date", "time", "title", "body")]
    if not all(isinstance(v, str) for v in said):
        raise source.error("this entry's date, time, title and body aren't all text", line)
    on, at, title, body = (str(v) for v in said)
    try:
        day = date.fromisoformat(on)
    except ValueError:
        raise source.error(f"this entry has no date: “{on}”", line) from None
    star = " *" if value.get("starred") is True else ""
    words = f"[{f'{on} {at}'.strip()}] {title.strip()}".rstrip() + star
    text = plain(f"{words}\n{body.strip(chr(10))}").rstrip()
    if "\0" in text:
        raise source.error("this entry holds a NUL character", line)
    return Block(day, text)
