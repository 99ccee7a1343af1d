"""todo.txt: each line a task of its day. http://todotxt.org says what a line means."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from journal.model.entry import Entry, Item
from journal.parse import Grammar, parse
from journal.store.importers.days import Brought, Days, Source

_LINE = re.compile(
    r"(?P<x>x\s+)?(?:\((?P<priority>[A-Z])\)\s+)?"
    r"(?:(?P<first>\d{4}-\d\d-\d\d)\s+)?(?:(?P<second>\d{4}-\d\d-\d\d)\s+)?(?P<text>.*)"
)
_FIELD = re.compile(r"(?<!\S)([^\W\d_][\w-]*):([^\s:/\[\]()][^\s\[\]()]*)(?!\S)")
PASSING = ("done", "priority", "pri")  # what changes when a task is done; it stays the same task
Key = tuple[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Task:
    """A line: its checkbox and words in markdown, and its day, if it says one."""

    line: str
    day: date | None


def import_todotxt(source: Source) -> Brought:
    """Every line in the tasks of the day it was written on, unless it stands there."""
    tasks = list(_tasks(source))
    if not tasks:
        raise source.error("the list holds no task")
    days = Days(source.ws)
    known = _known(days.known)
    fresh: dict[date, list[str]] = defaultdict(list)
    for task in tasks:
        key, day = _key(task.line), task.day or source.day or source.today
        if key not in known[task.day]:
            fresh[day].append(task.line)
            known[day].add(key)
            known[None].add(key)
    for day, lines in fresh.items():
        days.add_tasks(day, lines)
    return days.brought("task", len(tasks) - sum(map(len, fresh.values())))


def _known(entries: tuple[Entry, ...]) -> dict[date | None, set[Key]]:
    """What stands in each day; under None, in any: a line without a day may have gone anywhere."""
    known: dict[date | None, set[Key]] = defaultdict(set)
    for entry in entries:
        keys = {_of(item) for item in entry.items}
        known[entry.date] |= keys
        known[None] |= keys
    return known


def _key(line: str) -> Key:
    entry = parse(f"## todo\n- {line}\n".encode(errors="replace"), "", Grammar.default()).entries
    items = [i for e in entry for i in e.items]
    return _of(items[0]) if items else (line, ())


def _of(item: Item) -> Key:
    return item.text, tuple(sorted(f for f in item.fields if f[0] not in PASSING))


def _tasks(source: Source) -> Iterator[Task]:
    for number, text in enumerate(source.text("list").split("\n"), 1):
        if text.strip():
            yield _task(source, text.strip(), number)


def _task(source: Source, text: str, number: int) -> Task:
    m = _LINE.fullmatch(text)
    if m is None or not m["text"]:
        raise source.error("this task has no words", number)
    first, second = (_date(source, m[name], number) for name in ("first", "second"))
    done = first if m["x"] else None
    words = _FIELD.sub(r"[\1:: \2]", m["text"])
    parts = [f"[{'x' if m['x'] else ' '}]", words]
    parts += [f"[priority:: {m['priority']}]"] if m["priority"] else []
    parts += [f"✅ {done}"] if done else []
    return Task(" ".join(parts), second or first)


def _date(source: Source, text: str | None, number: int) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise source.error(f"{text} is no date", number) from None
