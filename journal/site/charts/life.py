"""A debt's life: a line from the day it was taken on, a tick each time it came back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from journal.site.charts.scales import Scale, month_ticks, short_date
from journal.site.charts.svg import WIDTHS, canvas, dot, line, text, text_width
from journal.site.words import plural


def mark(
    days: Sequence[date], domain: tuple[date, date], end: date, *, paid: bool, width: int, kind: str
) -> Markup:
    """The interest mark: a row's life over the axis that all rows share."""
    x = Scale(domain[0].toordinal(), domain[1].toordinal(), 1, width - 6)
    parts = _strokes(days, x, end, 12, 22, 16, paid)
    told = f"Taken on {short_date(days[0])}, back {len(days) - 1} {plural(len(days) - 1, 'time')}"
    return canvas(width, 24, parts, title=told, kind=kind)


def _strokes(
    days: Sequence[date], x: Scale, end: date, y: float, birth: float, tick: float, paid: bool
) -> list[Markup]:
    start, stop = x(days[0].toordinal()), x(end.toordinal())
    parts = [line(start, y, stop, y, "life")]
    last = -9.0
    for day in sorted(set(days))[1:]:
        at = x(day.toordinal())
        if at - last >= 1.5:
            parts.append(line(at, y - tick / 2, at, y + tick / 2, "tick"))
            last = at
    parts.append(line(start, y - birth / 2, start, y + birth / 2, "birth"))
    if paid:
        parts.append(dot(stop, y, 5, "fill-ink"))
    return parts


def mark_axis(domain: tuple[date, date], width: int) -> Markup:
    """The axis over the marks: the first day, the months, today."""
    x = Scale(domain[0].toordinal(), domain[1].toordinal(), 1, width - 6)
    ticks = [t for t in month_ticks(*domain, x, 48) if t[0] < width - 74 or t[0] < 2]
    parts = [
        text(0 if at < 2 else at, 13, name, "axis", "" if at < 2 else "middle")
        for at, name in ticks
    ]
    parts.append(text(width - 4, 13, "today", "axis", "end"))
    return canvas(width, 18, parts, title="Time, from the oldest open debt to today")


def life_line(days: Sequence[date], end: date, *, end_words: str, paid: bool) -> Markup:
    """The debt's own page: the same line, with its days written under it."""
    return Markup("").join(_life(days, end, end_words, paid, w) for w in WIDTHS)


def _life(days: Sequence[date], end: date, end_words: str, paid: bool, width: int) -> Markup:
    last = max(end, *days) if days else end
    x = Scale(days[0].toordinal(), max(last.toordinal(), days[0].toordinal() + 1), 4, width - 6)
    parts = _strokes(days, x, last, 16, 26, 20, paid)
    parts += _dates(sorted(set(days)), x, width, end_words)
    told = f"Taken on {short_date(days[0])}; came back on {len(set(days)) - 1} later days"
    return canvas(width, 46, parts, title=told, desc=end_words, kind=WIDTHS[width])


def _dates(days: Sequence[date], x: Scale, width: int, end_words: str) -> list[Markup]:
    room = width - text_width(end_words) - 14
    parts = [
        text(width - 2, 43, end_words, "axis", "end"),
        text(2, 43, short_date(days[0]), "axis"),
    ]
    taken, month = 4 + text_width(short_date(days[0])) + 10, days[0].month
    for day in days[1:]:
        words = str(day.day) if day.month == month else short_date(day)
        half = text_width(words) / 2
        at = x(day.toordinal())
        if at - half > taken and at + half < room:
            parts.append(text(at, 43, words, "axis", "middle"))
            taken, month = at + half + 8, day.month
    return parts
