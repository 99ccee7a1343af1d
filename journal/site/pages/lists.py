"""Results, ideas and tasks: every item of a kind, under the day it was written."""

from __future__ import annotations

from itertools import groupby

from journal.model.entry import Item, Kind
from journal.site.shared import Made, Site
from journal.site.view import Day
from journal.site.words import capital, count, full_day, number

EMPTY = {
    "result": "No result yet. journal add result TEXT writes the first into today’s entry.",
    "idea": "No idea waits. journal add idea TEXT keeps one.",
    "task": "No task yet. journal add task TEXT puts one on today’s list.",
}


def results(site: Site, _: None) -> Made:
    n = sum(1 for _ in site.view.items("result"))
    return _page(
        site,
        "result",
        "Results",
        f"{capital(count(n, 'result'))}.",
        "What the days came to, newest first.",
    )


def ideas(site: Site, _: None) -> Made:
    found = [i for _, i in site.view.items("idea")]
    waiting = sum(i.done is not True for i in found)
    tail = f", {number(waiting)} waiting" if waiting != len(found) else ""
    return _page(
        site, "idea", "Ideas", f"{capital(count(len(found), 'idea'))}{tail}.", "Not owed to anyone."
    )


def tasks(site: Site, _: None) -> Made:
    found = [i for _, i in site.view.items("task")]
    done = sum(i.done is True for i in found)
    head = f"{capital(count(len(found), 'task'))}, {number(done) if done else 'none'} done."
    return _page(site, "task", "Tasks", head, "What was set out to be done, day by day.")


def _page(site: Site, kind: Kind, title: str, finding: str, lead: str) -> Made:
    groups = [
        (_name(day), day.page, [_row(day, item) for _, item in found])
        for day, found in groupby(site.view.items(kind), key=lambda pair: pair[0])
    ]
    data = {"finding": finding, "lead": lead, "groups": groups, "kind": kind, "empty": EMPTY[kind]}
    return Made("", title, data)


def _name(day: Day) -> str:
    return full_day(day.entry.date) if day.entry.date else day.entry.title or day.entry.path


def _row(day: Day, item: Item) -> dict[str, object]:
    return {"item": item, "page": f"{day.page}#l{item.span.line}"}
