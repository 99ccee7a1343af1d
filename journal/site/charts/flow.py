"""Debt taken on against debt settled: two stairs with what is open between them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from journal.site.charts.scales import Scale, month_ticks, round_ticks, short_date
from journal.site.charts.svg import Figure, canvas, el, line, n, nudge, text
from journal.site.words import capital, count, number

HEIGHT, TOP, BOTTOM, LEFT = 258, 12, 26, 30


def flow(
    taken: Sequence[date], paid: Sequence[date], dropped: Sequence[date], first: date, today: date
) -> Figure:
    """Cumulative flow from the first day to today; each list holds a day for each debt."""
    settled = sorted((*paid, *dropped))
    born = sorted(taken)
    open_now = len(born) - len(settled)
    words = (f"{len(born)} taken on", f"{open_now} open", _settled(len(paid), len(dropped)))
    taken_on = f"{capital(count(len(born), 'debt'))} taken on since {short_date(first)}"
    told = f"{taken_on}, {number(len(settled))} settled, {number(open_now)} open."
    made = (_draw(born, settled, (first, today), words, told, w) for w in (320, 640))
    rows = _rows(born, sorted(paid), sorted(dropped), first, today)
    head = ("Week from", "Taken on", "Paid", "Dropped", "Open")
    return Figure(Markup("").join(made), told, head, rows, empty=not born)


def _settled(paid: int, dropped: int) -> str:
    return f"{paid} paid, {dropped} dropped" if dropped else f"{paid} paid"


def _rows(
    born: list[date], paid: list[date], dropped: list[date], first: date, today: date
) -> tuple[tuple[str, ...], ...]:
    rows = []
    for start in range(first.toordinal(), today.toordinal() + 1, 7):
        until = date.fromordinal(start + 6)
        a, b, c = (sum(d <= until for d in days) for days in (born, paid, dropped))
        rows.append((short_date(date.fromordinal(start)), str(a), str(b), str(c), str(a - b - c)))
    return tuple(rows)


def _draw(
    born: list[date], settled: list[date], span: tuple[date, date], words: tuple[str, str, str],
    told: str, width: int,
) -> Markup:  # fmt: skip
    first, today = span
    right = width - (132 if width > 400 else 74)
    ticks = round_ticks(max(len(born), 5))
    y = Scale(0, ticks[-1], HEIGHT - BOTTOM, TOP)
    x = Scale(first.toordinal(), max(today.toordinal(), first.toordinal() + 1), LEFT, right)
    upper, lower = _stairs(born, x, y, right), _stairs(settled, x, y, right)
    area = "M" + "L".join(f"{n(a)} {n(b)}" for a, b in (*upper, *reversed(lower))) + "Z"
    parts = [el("path", d=area, class_="owed-area"), *_axes(ticks, x, y, first, today, right)]
    parts += [_stroke(upper, "flow owed-line"), _stroke(lower, "flow ink-line")]
    if born:
        parts += _labels(len(born), len(settled), y, right, words, width)
    return canvas(
        width,
        HEIGHT,
        parts,
        title="Debt taken on and debt settled, over time",
        desc=told,
        kind="w640 up" if width > 400 else "w320",
    )


def _stairs(days: list[date], x: Scale, y: Scale, right: float) -> list[tuple[float, float]]:
    points = [(x.start, y(0))]
    for total, day in enumerate(days, 1):
        at = x(day.toordinal())
        points += [(at, y(total - 1)), (at, y(total))]
    return [*points, (right, y(len(days)))]


def _stroke(points: list[tuple[float, float]], kind: str) -> Markup:
    return el("path", d="M" + "L".join(f"{n(a)} {n(b)}" for a, b in points), class_=kind)


def _axes(
    ticks: list[float], x: Scale, y: Scale, first: date, today: date, right: float
) -> list[Markup]:
    parts = [line(LEFT, y(t), right, y(t), "grid") for t in ticks[1:]]
    parts += [text(LEFT - 8, y(t) + 4, f"{t:g}", "axis", "end") for t in ticks]
    parts.append(line(LEFT, y(0), right, y(0), "base"))
    for at, name in month_ticks(first, today, x, 44):
        parts.append(line(at, y(0), at, y(0) + 5, "base"))
        parts.append(text(at, y(0) + 20, name, "axis", "middle" if at > LEFT + 1 else "start"))
    return parts


def _labels(
    born: int, settled: int, y: Scale, right: float, words: tuple[str, str, str], width: int
) -> list[Markup]:
    spots = nudge([y(born), (y(born) + y(settled)) / 2, y(settled)], 17, TOP, HEIGHT - BOTTOM)
    short = width < 400
    last = words[2] if not short else f"{settled} settled"
    parts = (
        [line(right + 5, y(born) + 5, right + 5, y(settled) - 5, "owed-hair")]
        if born - settled > 1
        else []
    )
    parts.append(
        text(
            right + 10,
            spots[0] + 4,
            words[0].removesuffix(" on") if short else words[0],
            "owed-text",
        )
    )
    parts.append(text(right + 10, spots[1] + 4, words[1], "owed-text bold"))
    parts.append(text(right + 10, spots[2] + 4, last, "ink-text"))
    return parts
