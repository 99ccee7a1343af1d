"""The first page: what is owed, what keeps coming back, what was settled and how that is known."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import takewhile

from journal.model.run import Run
from journal.model.td import TDItem
from journal.site.charts import Square, calendar, flow, forecast_axis, forecast_bar, mark_axis
from journal.site.links import run_page
from journal.site.outcome import Forecast, forecast, reading, verdict
from journal.site.rows import WIDE, debt_row, domain, life_days, proof, run_row
from journal.site.shared import Made, Site
from journal.site.words import (
    DAYS,
    capital,
    count,
    full_day,
    long_day,
    number,
    ordinal,
    parse_time,
    plural,
    short_day,
    shorten,
    since,
)  # fmt: skip

COSTLY, PAID, RUNS, IDEAS, FORECASTS, WEEKS = 6, 5, 7, 4, 7, 10
HOW = (
    "Write TD after a sentence in the log; it is kept here until something shows it is understood."
)


def status(site: Site, _: None) -> Made:
    view, today = site.view, site.view.today
    owed = [d for d in view.debts if d.owed]
    paid = [d for d in view.debts if d.state == "paid"]
    listed = view.unfolded(owed)
    costly = [d for d in listed if d.state != "snoozed"][:COSTLY]
    axis = domain(costly, today)
    data = {
        "weekday": DAYS[today.weekday()], "date": long_day(today),
        "finding": finding(len(owed), len(paid)), "lead": lead(site, owed),
        "figures": figures(site, owed), "costly": [debt_row(site, d, axis) for d in costly],
        "axis": mark_axis(axis, WIDE), "others": others(listed, costly, today),
        "paid": [_paid(site, d) for d in _lately(paid)],
        "flow": _flow(site), "weeks": _weeks(site),
        "calendar": calendar(squares(site), today, WEEKS),
        "forecasts": forecasts(site), "runs": [run_row(site, r) for r in view.runs[:RUNS]],
        "more_runs": len(view.runs) - RUNS, "ideas": _ideas(site), "built": built(site),
    }  # fmt: skip
    return Made("", "Status", data)


def finding(owed: int, paid: int) -> str:
    if not owed and not paid:
        return "Nothing owed yet."
    head = f"{capital(count(owed, 'debt'))} open" if owed else "No debt open"
    return f"{head}, {number(paid) if paid else 'none'} paid."


def lead(site: Site, owed: list[TDItem]) -> str:
    """What came back last, among the dearest."""
    if not owed:
        return HOW
    dearest = owed[0]
    last = life_days(dearest)[-1:]
    if not dearest.back or not last:
        return f"Taken on {since(last[0], site.view.today)}, and not come back yet." if last else ""
    oldest = dearest.born and all(dearest.born <= (d.born or dearest.born) for d in owed)
    tail = " It is the oldest debt here, and the dearest." if oldest else " It is the dearest."
    often, when = ordinal(dearest.back), since(last[0], site.view.today)
    return f"“{shorten(dearest.text, 90)}” came back a {often} time {when}.{tail}"


def figures(site: Site, owed: list[TDItem]) -> list[list[tuple[str, str]]]:
    """Figures in a line: pairs of a number and its words."""
    view, today = site.view, site.view.today
    written = _written(site)
    week = today - timedelta(days=6)
    taken = sum(1 for d in view.debts if d.born and d.born >= week)
    paid = sum(1 for d in view.debts if d.state == "paid" and d.closed and d.closed >= week)
    held = sum(verdict(r).kind == "held" for r in view.runs)
    span = (today - min(written)).days + 1 if written else 0
    row = streak(written, today)
    told = [
        (bool(span), [(str(len(written)), f"of {span:,} {plural(span, 'day')} written")]),
        (row > 1, [(str(row), "days in a row")]),
        (bool(view.runs), [(str(len(view.runs)), f"{plural(len(view.runs), 'run')}, {held} held")]),
        (bool(view.debts), [(str(taken), "taken on, "), (str(paid), "paid this week")]),
    ]
    return [group for shown, group in told if shown]


def streak(written: set[date], today: date) -> int:
    """Days in a row up to today, or to yesterday while today is young."""
    last = today if today in written else today - timedelta(days=1)
    back = (last - timedelta(days=i) for i in range(len(written) + 1))
    return len(list(takewhile(written.__contains__, back)))


def _written(site: Site) -> set[date]:
    return {
        d.entry.date for d in site.view.days if d.entry.date and d.entry.date <= site.view.today
    }


def squares(site: Site) -> dict[date, Square]:
    """What each day held, for the calendar."""
    words: Counter[date] = Counter()
    for day in site.view.days:
        if day.entry.date:
            words[day.entry.date] += day.entry.words
    made: Counter[date] = Counter(d for r in site.view.runs if (d := _day(r)))
    return {d: Square(words[d], d in words, made[d]) for d in {*words, *made}}


def _day(run: Run) -> date | None:
    started = parse_time(run.start)
    return started.date() if started else None


def others(owed: list[TDItem], shown: list[TDItem], today: date) -> tuple[str, str]:
    """'Eight more open debts', and the rest of that sentence."""
    rest = [d for d in owed if d not in shown and d.state != "snoozed"]
    asleep = [d for d in owed if d.state == "snoozed"]
    head = capital(count(len(rest), "more open debt")) if rest else ""
    youngest = min((d.age(today) for d in rest), default=0)
    age = f"{count(youngest, 'day')} old" if youngest else "taken on today"
    tail = f", the youngest {age}." if rest else ""
    if asleep:
        first = min((d.until for d in asleep if d.until), default=None)
        until = f", the first until {short_day(first, today)}" if first and len(asleep) > 1 else ""
        until = f" until {short_day(first, today)}" if first and len(asleep) == 1 else until
        tail += (
            f" {capital(number(len(asleep)))} {plural(len(asleep), 'is', 'are')} snoozed{until}."
        )
    return head, tail.strip() if not head else tail


def _lately(paid: list[TDItem]) -> list[TDItem]:
    return sorted(paid, key=lambda d: (d.closed or date.min, d.id), reverse=True)[:PAID]


def _paid(site: Site, debt: TDItem) -> dict[str, object]:
    day = short_day(debt.closed, site.view.today) if debt.closed else ""
    return {"debt": debt, "page": f"debts/{debt.id}.html", "day": day, "proof": proof(site, debt)}


def _first(site: Site) -> date:
    born = [d.born for d in site.view.debts if d.born]
    return min([*born, *_written(site), site.view.today - timedelta(days=13)])


def _flow(site: Site) -> object:
    debts = [d for d in site.view.debts if d.born]
    closed: dict[str, list[date]] = defaultdict(list)
    for d in debts:
        if not d.owed and d.closed:
            closed[d.state].append(d.closed)
    born = [d.born for d in debts if d.born]
    return flow(born, closed["paid"], closed["dropped"], _first(site), site.view.today)


def _weeks(site: Site) -> str:
    weeks = round(((site.view.today - _first(site)).days + 1) / 7)
    return capital(count(max(weeks, 1), "week"))


def forecasts(site: Site) -> dict[str, object]:
    """The last runs that had an expectation, and how often it was right."""
    found = [f for r in site.view.runs if (f := forecast(r)) and f.judged][:FORECASTS]
    return {
        "rows": [_forecast(site, f) for f in found], "axis": forecast_axis(380),
        "reading": reading(found), "gloss": capital(count(len(found), "forecast")),
    }  # fmt: skip


def _forecast(site: Site, f: Forecast) -> dict[str, object]:
    day = _day(f.run)
    bars = forecast_bar(f.ratio, 380, kind="wide"), forecast_bar(f.ratio, 320, kind="narrow")
    return {
        "said": f.run.expect, "out": f.out, "page": run_page(f.run.id), "bar": bars[0] + bars[1],
        "day": short_day(day, site.view.today) if day else "",
    }  # fmt: skip


def _ideas(site: Site) -> list[dict[str, object]]:
    waiting = [(day, i) for day, i in site.view.items("idea") if i.done is not True]
    return [
        {"text": i.text, "page": f"{day.page}#l{i.span.line}",
         "day": short_day(i.date, site.view.today) if i.date else ""}
        for day, i in waiting[:IDEAS]
    ]  # fmt: skip


def built(site: Site) -> str:
    view = site.view
    at = f", at {view.git}" if view.git else ""
    return (
        f"Built {full_day(view.today)} from {count(len(view.days), 'entry', 'entries')}, "
        f"{count(len(view.runs), 'run')} and the ledger{at}."
    )
