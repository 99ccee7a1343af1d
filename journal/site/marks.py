"""Where a page marks debts in the user's text: which sentence, which marker, after which word."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

MARKER = re.compile(r"\s*(TD|ТД)\s*[.:]?\s*")
TAIL = re.compile(r"[\s—–-]*$")
Event = tuple[Any, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Mark:
    """A TD item in a text: its bytes, the debt's page and short id."""

    start: int
    end: int
    debt: str
    short: str
    page: str
    owed: bool
    line: int
    underline: bool = True


@dataclass(frozen=True, slots=True)
class Plan:
    """By the byte where a piece of text begins: markers to link, and ids to raise after it."""

    markers: dict[int, Mark] = field(default_factory=dict)
    after: dict[int, tuple[Mark, ...]] = field(default_factory=dict)
    anchors: dict[int, tuple[int, ...]] = field(default_factory=dict)


def plan(
    events: Sequence[Event], marks: Sequence[Mark], places: Sequence[tuple[int, int, int]] = ()
) -> Plan:
    """Each mark's id stands by its marker, or after the last text of its own line or bullet; each
    of the places (start, end, line) can be led to."""
    if not marks and not places:
        return Plan()
    leaves = list(_leaves(events))
    markers = {}
    for start, block, _, strong, text in leaves:
        if strong and MARKER.fullmatch(text) and (mark := _nearest(marks, leaves, start, block)):
            markers[start] = mark
    after: dict[int, tuple[Mark, ...]] = {}
    for mark in marks:
        if mark not in markers.values() and (at := _last(leaves, mark)) is not None:
            after[at] = (*after.get(at, ()), mark)
    return Plan(markers, after, _anchors([leaf[0] for leaf in leaves], places))


def _anchors(
    starts: Sequence[int], places: Sequence[tuple[int, int, int]]
) -> dict[int, tuple[int, ...]]:
    """The lines that each piece of text answers for: the first that begins within the place, else
    the one it lies in. A line is named once."""
    found: dict[int, tuple[int, ...]] = {}
    named: set[int] = set()
    for start, end, line in places:
        n = bisect_left(starts, start)
        within = n < len(starts) and starts[n] < end
        at = starts[n if within else max(n - 1, 0)] if starts else 0
        if line not in named and starts:
            named.add(line)
            found[at] = (*found.get(at, ()), line)
    return found


def _leaves(events: Iterable[Event]) -> Iterator[tuple[int, int, int, bool, str]]:
    """(start, block, bullet, strong, text) of each piece of text."""
    depth = block = bullet = 0
    bold = False
    for event, at in events:
        if isinstance(event, str):
            continue
        name, value = next(iter(event.items()))
        if name == "Start":
            block += depth == 0
            depth += 1
            bullet += value == "Item"
            bold = bold or value == "Strong"
        elif name == "End":
            depth -= 1
            bold = bold and value != "Strong"
        elif name in ("Text", "Code", "InlineMath", "DisplayMath"):
            yield at["start"], block, bullet, bold, str(value)


def _nearest(
    marks: Sequence[Mark], leaves: Sequence[tuple[int, int, int, bool, str]], at: int, block: int
) -> Mark | None:
    """The mark a marker belongs to: the one around it, else the last before it in its block."""
    around = [m for m in marks if m.start <= at < m.end]
    if around:
        return min(around, key=lambda m: m.end - m.start)
    inside = [s for s, b, *_ in leaves if b == block]
    before = [m for m in marks if inside[0] <= m.start < at]
    return before[-1] if before else next((m for m in marks if at < m.start <= inside[-1]), None)


def _last(leaves: Sequence[tuple[int, int, int, bool, str]], mark: Mark) -> int | None:
    inside = [(s, bullet) for s, _, bullet, _, _ in leaves if mark.start <= s < mark.end]
    own = [s for s, bullet in inside if bullet == inside[0][1]]
    return own[-1] if own else None
