"""Entries and notes: the lists of them, and a page each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from journal.model.entry import Entry
from journal.model.td import TDItem
from journal.site.charts import calendar
from journal.site.days import body, sections
from journal.site.markdown import render
from journal.site.pages.status import squares
from journal.site.shared import Made, Site
from journal.site.view import Day, Note
from journal.site.words import MONTHS, capital, count, full_day, long_day, plural, short_day
from journal.store.files import text_of

DATED = re.compile(
    rf"[\d\W_]+|\b(?:{'|'.join(m[:3] for m in MONTHS)})\w*\b"
    r"|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|\b(?:st|nd|rd|th)\b",
    re.I,
)


def entries(site: Site, _: None) -> Made:
    """Days by month, newest first, over a year's calendar."""
    days, today = site.view.days, site.view.today
    months = [
        (name, [_row(site, d) for d in found])
        for name, found in groupby(reversed(days), key=_month)
    ]
    held = squares(site)
    picture = calendar(held, today, 53, small=True, kind="w928")
    picture += calendar(held, today, 42, small=True, kind="w640")
    picture += calendar(held, today, 13, kind="w320")
    words = sum(d.entry.words for d in days)
    lead = f"{words:,} words since {_name(days[0])}." if days else ""
    data = {
        "finding": f"{capital(count(len(days), 'day'))} written.", "lead": lead, "months": months,
        "calendar": picture, "notes": len(site.view.notes),
    }  # fmt: skip
    return Made("", "Entries", data)


def _month(day: Day) -> str:
    when = day.entry.date
    return f"{MONTHS[when.month - 1]} {when.year}" if when else "Without a date"


def _name(day: Day) -> str:
    return long_day(day.entry.date) if day.entry.date else day.entry.title or day.entry.path


def _row(site: Site, day: Day) -> dict[str, object]:
    entry = day.entry
    kinds = ("result", "td", "idea")
    first = next((i.text for k in kinds for i in entry.items if i.kind == k), "")
    return {
        "page": day.page, "name": short_day(entry.date, entry.date) if entry.date else _name(day),
        "first": first, "words": entry.words, "tally": _tally(site, entry),
    }  # fmt: skip


def _tally(site: Site, entry: Entry) -> list[tuple[str, str, bool]]:
    """(number, words, owed): tasks, results, debts, ideas."""
    held = {k: [i for i in entry.items if i.kind == k] for k in ("task", "result", "td", "idea")}
    done = sum(i.done is True for i in held["task"])
    rows = []
    if held["task"]:
        rows.append(
            (str(len(held["task"])), f"{plural(len(held['task']), 'task')}, {done} done", False)
        )
    if held["result"]:
        rows.append((str(len(held["result"])), plural(len(held["result"]), "result"), False))
    debts = {d.id: d for i in held["td"] if (d := site.view.debt_of.get(i.id))}
    if debts:
        rows.append(_debts(entry, list(debts.values())))
    if held["idea"]:
        rows.append((str(len(held["idea"])), plural(len(held["idea"]), "idea"), False))
    return rows


def _debts(entry: Entry, debts: Sequence[TDItem]) -> tuple[str, str, bool]:
    owed = sum(d.owed for d in debts)
    verb = "taken on" if any(d.born == entry.date for d in debts) else "came back"
    rest = f", {owed} still open" if owed else ", none open now"
    return str(len(debts)), f"{plural(len(debts), 'debt')} {verb}{rest}", bool(owed)


def entry(site: Site, numbered: tuple[int, Day]) -> Made:
    n, day = numbered
    days, one = site.view.days, day.entry
    shown = body(site, one, day.page)
    figures = [(f"{one.words:,}", plural(one.words, "word"), False)] if one.words else []
    title = full_day(one.date) if one.date else one.title or one.path
    data = {
        "finding": title, "lead": told(one), "parts": shown.parts, "path": one.path,
        "figures": [*figures, *_tally(site, one)], "before": _beside(days, n - 1),
        "after": _beside(days, n + 1), "prose": site.view.prose,
    }  # fmt: skip
    return Made(day.slug, title, data, shown.problems, shown.files)


def told(entry: Entry) -> str:
    """What the day's own heading says besides the date."""
    rest = DATED.sub(" ", entry.title) if entry.date else ""
    return entry.title if len(re.sub(r"\W", "", rest)) >= 3 else ""


def _beside(days: tuple[Day, ...], n: int) -> dict[str, str] | None:
    if not 0 <= n < len(days):
        return None
    when = days[n].entry.date
    name = f"{when.day} {MONTHS[when.month - 1]}" if when else _name(days[n])
    return {"page": days[n].page, "name": name}


def notes(site: Site, _: None) -> Made:
    found = sorted(site.view.notes, key=lambda n: n.title.casefold())
    rows = [{"page": n.page, "title": n.title, "path": n.document.path} for n in found]
    data = {"finding": f"{capital(count(len(found), 'note'))}.", "rows": rows}
    return Made("", "Notes", data)


def note(site: Site, one: Note) -> Made:
    """A note is published whole: it is no stream of consciousness."""
    path = one.document.path
    text = text_of(site.text(path))
    made = render(text, path, one.page, site.links)
    parts = sections(site, made.blocks, one.title)
    back = [
        d
        for d in site.view.days
        if any(_leads(site, d, link, one) for i in d.entry.items for link in i.links)
    ]
    data = {
        "finding": one.title,
        "parts": parts,
        "path": path,
        "linked": [(_name(d), d.page) for d in back],
    }
    return Made(one.slug, one.title, data, made.problems, made.files)


def _leads(site: Site, day: Day, link: str, one: Note) -> bool:
    target = site.links.resolve(link, day.entry.path)
    return (target.page or site.links.wiki(link, day.entry.path).page) == one.page
