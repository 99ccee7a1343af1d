"""The debts: the list of all, and each one's story from its sentence to what settled it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from journal.model.entry import Problem
from journal.model.run import Run
from journal.model.td import Mention, TDItem
from journal.site.charts import life_line, mark_axis
from journal.site.days import Rendered, mark_of, place
from journal.site.links import debt_page, run_page, script_page
from journal.site.outcome import came_out, label, name_of, varying, verdict
from journal.site.pages.status import finding, lead
from journal.site.rows import (
    LANGUAGES,
    WIDE,
    debt_row,
    domain,
    life_days,
    open_words,
    proof,
    settled_words,
    twins,
)  # fmt: skip
from journal.site.shared import Made, Site
from journal.site.tries import chart, check
from journal.site.view import Day
from journal.site.words import (
    capital,
    count,
    duration,
    full_day,
    lang,
    long_day,
    moment,
    plural,
    short_day,
    since,
)  # fmt: skip

NEXT = re.compile(rb"\n[ \t]*#{1,6}[ \t]*$")  # the next heading's own signs
CONTEXT = re.compile(rb"\n[ \t]*\r?\n")


def debts(site: Site, _: None) -> Made:
    """Everything owed, dearest first, then what was settled, newest first."""
    found, today = site.view.debts, site.view.today
    owed = [d for d in found if d.owed]
    settled = sorted((d for d in found if not d.owed), key=lambda d: (d.closed or date.min, d.id))
    axis, listed = domain(owed, today), site.view.unfolded(owed)
    paid = sum(d.state == "paid" for d in found)
    groups = (
        ("Open", "Dearest first", [d for d in listed if d.state != "snoozed"]),
        (
            "Snoozed",
            "Not counted among what costs most",
            [d for d in listed if d.state == "snoozed"],
        ),
    )
    data = {
        "finding": finding(len(owed), paid), "lead": lead(site, owed),
        "axis": mark_axis(axis, WIDE),
        "groups": [(t, g, [debt_row(site, d, axis) for d in ds]) for t, g, ds in groups if ds],
        "paid": [_settled(site, d) for d in reversed(settled) if d.state == "paid"],
        "dropped": [_settled(site, d) for d in reversed(settled) if d.state == "dropped"],
    }  # fmt: skip
    return Made("", "Debts", data)


def _settled(site: Site, debt: TDItem) -> dict[str, object]:
    day = short_day(debt.closed, site.view.today) if debt.closed else ""
    return {"debt": debt, "page": debt_page(debt.id), "day": day, "proof": proof(site, debt)}


def debt(site: Site, item: TDItem) -> Made:
    page, today = debt_page(item.id), site.view.today
    tries = site.view.runs_of.get(item.id, ())
    origin = _origin(site, item, page)
    told = _explanation(site, item, page)
    data = {
        "debt": item, "lead": _lead(site, item, tries), "figures": _figures(item, tries, today),
        "origin": origin, "twins": [*(_twin(site, m) for m in twins(item)), *_probable(site, item)],
        "life": _life(item, today), "returns": _returns(site, item),
        "tries": [_try(r, tries) for r in tries], "chart": chart(site, item, tries),
        "scripts": [_script(site, s.path, dict(s.params)) for s in item.scripts],
        "check": check(tries), "explanation": told, "history": _history(site, item),
        "needs": _others(site, item.needs), "unlocks": _unlocks(site, item),
        "short": site.view.short[item.id],
    }  # fmt: skip
    lost: tuple[Problem, ...] = ()
    files: tuple[str, ...] = ()
    for part in (origin.rendered if origin else None, told):
        lost, files = (
            (*lost, *(part.problems if part else ())),
            (*files, *(part.files if part else ())),
        )
    return Made(item.id, item.text, data, lost, files)


def _lead(site: Site, item: TDItem, tries: Sequence[Run]) -> str:
    if item.owed:
        return f"{open_words(item, site.view.today)}."
    days = item.age(site.view.today)
    spent = [f"{count(days, 'day')}"] if days else []
    spent += [count(len(tries), "try", "tries")] if tries else []
    by = settled_words(site, item).partition(" by ")[2]
    when = f" {since(item.closed, site.view.today)}" if item.closed else ""
    after = f", after {' and '.join(spent)}" if spent else ""
    return f"{capital(item.state)}{when}{f' by {by}' if by else ''}{after}."


def _figures(item: TDItem, tries: Sequence[Run], today: date) -> list[list[tuple[str, str]]]:
    held = sum(verdict(r).kind == "held" for r in tries)
    said = len(item.mentions)
    rows = [[(str(said), plural(said, "mention"))]]
    if item.touches:
        rows.append(
            [
                (
                    str(len(item.touches)),
                    plural(len(item.touches), "line that touches it", "lines that touch it"),
                )
            ]
        )
    if tries:
        rows.append([(str(len(tries)), f"{plural(len(tries), 'run')}, {held} held")])
    if others := twins(item):
        named = sorted({LANGUAGES[lang(m.text)] for m in others})
        rows.append(
            [(str(len(others)), f"{plural(len(others), 'twin')}, in {' and '.join(named)}")]
        )
    rows.append([(str(item.age(today)), f"{plural(item.age(today), 'day')} owed")])
    return rows


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a debt was taken on, with the words around it."""

    day: str
    page: str
    line: int
    rendered: Rendered | None
    text: str


def _origin(site: Site, item: TDItem, page: str) -> Origin | None:
    if not item.mentions:
        return None
    first = item.mentions[0]
    day = site.view.day_at(first.path, first.line)
    name = _day_name(day, first)
    shown = _around(site, item, first, page) if site.view.prose and day else None
    return Origin(name, f"{day.page}#l{first.line}" if day else "", first.line, shown, first.text)


def _day_name(day: Day | None, mention: Mention) -> str:
    if mention.date:
        return full_day(mention.date)
    return day.entry.title if day else mention.path


def _around(site: Site, item: TDItem, mention: Mention, page: str) -> Rendered:
    """The paragraph that the sentence stands in, or the bullet alone."""
    data = site.text(mention.path)
    start, end = mention.start, mention.end
    if mention.found == "marker":
        before = [m.end() for m in CONTEXT.finditer(data, 0, start)]
        after = CONTEXT.search(data, end)
        start, end = (before[-1] if before else 0), (after.start() if after else len(data))
    mark = replace(mark_of(site, item, mention.start, mention.end, mention.line, True), short="")
    return place(
        site, data[start:end], mention.path, page, [mark], start, data.count(b"\n", 0, start)
    )


def _twin(site: Site, mention: Mention) -> dict[str, object]:
    day = site.view.day_at(mention.path, mention.line)
    return {
        "text": mention.text, "name": LANGUAGES[lang(mention.text)],
        "page": f"{day.page}#l{mention.line}" if day else "",
        "where": f"{long_day(mention.date)}, line {mention.line}" if mention.date else mention.path,
        "probable": False,
    }  # fmt: skip


def _probable(site: Site, item: TDItem) -> list[dict[str, object]]:
    """Debts that may be this one in other words."""
    short = site.view.short
    return [
        {"text": d.text, "name": LANGUAGES[lang(d.text)], "page": debt_page(d.id), "where":
         f"journal td merge {short[item.id]} {short[d.id]}", "probable": True}
        for d in site.view.twins_of(item)
    ]  # fmt: skip


def _life(item: TDItem, today: date) -> Markup:
    days = life_days(item)
    if not days:
        return Markup("")
    end = item.closed if not item.owed and item.closed else today
    words = f"{item.state} {short_day(end, today)}" if not item.owed else "today"
    return life_line(days, end, end_words=words, paid=not item.owed)


def _returns(site: Site, item: TDItem) -> list[dict[str, object]]:
    """Later mentions and touches, in order of time; a day that has both shows the mentions."""
    said = {m.date for m in item.mentions}
    touches = [m for m in item.touches if m.date not in said]
    later = [(m, False) for m in item.mentions[1:]] + [(m, True) for m in touches]
    later.sort(key=lambda pair: (pair[0].date or date.min, pair[0].path, pair[0].start))
    return [r for m, touch in later if (r := _return(site, m, touch))]


def _return(site: Site, m: Mention, touch: bool) -> dict[str, object] | None:
    day = site.view.day_at(m.path, m.line)
    if not day:
        return None
    text = m.text if site.view.prose or not touch else "in the log of that day"
    when = short_day(m.date, site.view.today) if m.date else ""
    return {"text": text, "day": when, "page": f"{day.page}#l{m.line}", "touch": touch}


def _try(run: Run, tries: Sequence[Run]) -> dict[str, object]:
    own = label(run, varying(tries)) if len(tries) > 1 else name_of(run)
    return {
        "verdict": verdict(run), "label": own,
        "page": run_page(run.id), "expect": run.expect, "out": capital(came_out(run)),
        "took": duration(run.duration),
    }  # fmt: skip


def _script(site: Site, path: str, params: dict[str, str]) -> dict[str, object]:
    page = script_page(path) if path in site.view.scripts else ""
    return {"path": path, "page": page, "params": " ".join(f"{k}={v}" for k, v in params.items())}


def _explanation(site: Site, item: TDItem, page: str) -> Rendered | None:
    """The last section headed with the debt's id, where the log's prose is shown."""
    found = site.view.explained.get(item.id) if site.view.prose else None
    if not found:
        return None
    day, section = found
    data = site.text(day.entry.path)
    body = NEXT.sub(b"", data[section.body.start : section.body.end])
    shown = place(site, body, day.entry.path, page, [], 0, section.body.line - 1)
    when = day.entry.date
    return replace(shown, note=f"Explained {short_day(when, site.view.today)}" if when else "")


def _history(site: Site, item: TDItem) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for change in item.history:
        if change.what == "touched":
            continue
        target = site.links.named(change.detail) if change.detail else None
        rows.append({
            "at": moment(change.at, site.view.today), "what": change.what, "detail": change.detail,
            "page": target.page if target else "",
        })  # fmt: skip
    return rows


def _others(site: Site, ids: Sequence[str]) -> list[TDItem]:
    return [d for i in ids if (d := site.view.debt_of.get(i))]


def _unlocks(site: Site, item: TDItem) -> list[TDItem]:
    return list(site.view.waiting.get(item.id, ()))
