"""Days written and runs made: a column a week, Monday first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from journal.site.charts.svg import canvas, dot, el, text
from journal.site.words import MONTHS, count, full_day, long_day

LEFT, TOP = 31, 20
LEVELS = (1, 200, 600)


@dataclass(frozen=True, slots=True)
class Square:
    """What happened on a day."""

    words: int = 0
    written: bool = False
    runs: int = 0


def calendar(
    squares: Mapping[date, Square], today: date, weeks: int, *, small: bool = False, kind: str = ""
) -> Markup:
    """The last `weeks` weeks; `small` is the size in which a year fits."""
    cell, gap = (11, 3) if small else (17, 4)
    first = today - timedelta(days=today.weekday(), weeks=weeks - 1)
    days = [first + timedelta(days=i) for i in range((today - first).days + 1)]
    step = cell + gap
    parts = _names(days, step, cell)
    parts += [
        p for d in days for p in _cell(d, squares.get(d, Square()), first, step, cell, d == today)
    ]
    written = sum(s.written for d, s in squares.items() if d >= first)
    made = sum(s.runs for d, s in squares.items() if d >= first)
    told = f"{count(written, 'day')} written and {count(made, 'run')} since {long_day(first)}"
    width = LEFT + weeks * step - gap + 3
    return canvas(
        width, TOP + 7 * step + 2, parts, title="Days written and runs made", desc=told, kind=kind
    )


def _names(days: list[date], step: int, cell: int) -> list[Markup]:
    parts = [
        text(0, TOP + row * step + cell - (cell - 9) / 2, name, "axis")
        for row, name in ((0, "Mon"), (2, "Wed"), (4, "Fri"), (6, "Sun"))
    ]
    last = -100.0
    for column, monday in enumerate(days[::7]):
        at = LEFT + column * step
        new = column == 0 or monday.month != days[(column - 1) * 7].month
        if new and at - last > 32:
            parts.append(text(at, 11, MONTHS[monday.month - 1][:3], "axis"))
            last = at
    return parts


def _cell(
    day: date, square: Square, first: date, step: int, cell: int, today: bool
) -> list[Markup]:
    column, row = divmod((day - first).days, 7)
    x, y = LEFT + column * step + 0.5, TOP + row * step + 0.5
    level = sum(square.words >= n for n in LEVELS) if square.written else 0
    level = max(level, 1) if square.written else 0
    name = el("title", _told(day, square))
    parts = [el("rect", name, x=x, y=y, width=cell, height=cell, rx=2, class_=f"day d{level}")]
    middle = (x + cell / 2, y + cell / 2)
    inside = f"run-dot on{level}"
    if square.runs:
        parts.append(dot(*middle, 3.4 if cell > 12 else 2.4, inside))
    if square.runs > 1:
        parts.append(dot(*middle, 6 if cell > 12 else 4.4, f"run-ring on{level}"))
    if today:
        parts.append(
            el("rect", x=x - 2, y=y - 2, width=cell + 4, height=cell + 4, rx=4, class_="today")
        )
    return parts


def _told(day: date, square: Square) -> str:
    what = [f"{square.words:,} words"] if square.written else []
    what += [count(square.runs, "run")] if square.runs else []
    return f"{full_day(day)}: {', '.join(what) or 'nothing'}"
