"""What a debt or a run looks like in a list: the same row on every page that lists it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from journal.model.run import Run
from journal.model.td import Mention, TDItem
from journal.site.charts import mark, sparkline
from journal.site.links import debt_page, run_page, script_page
from journal.site.outcome import Verdict, came_out, name_of, params_line, verdict
from journal.site.shared import Site
from journal.site.words import (
    duration,
    figure,
    lang,
    parse_time,
    plural,
    short_day,
    shorten,
    times,
)  # fmt: skip

LANGUAGES = {"ru": "Russian", "ja": "Japanese", "ko": "Korean", "zh": "Chinese", "": "English"}
WIDE, NARROW = 266, 150
MARKED = re.compile(r"[\s—–-]*(?<!\w)(?:TD|ТД)[\s.:]*$")


@dataclass(frozen=True, slots=True)
class DebtRow:
    debt: TDItem
    page: str
    sentence: str
    day: str
    day_page: str
    script: str
    script_page: str
    meta: str
    back: int
    days: int
    marks: Markup
    until: str = ""


@dataclass(frozen=True, slots=True)
class RunRow:
    run: Run
    page: str
    verdict: Verdict
    name: str
    params: str
    spark: Markup
    came_out: str
    took: str
    day: str
    iso: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What a debt was settled by: a word in bold, the rest, and where it leads."""

    article: str
    word: str
    rest: str = ""
    page: str = ""


def life_days(debt: TDItem) -> list[date]:
    """The day it was taken on and each later day it came back."""
    days = {m.date for m in (*debt.mentions, *debt.touches) if m.date}
    born = debt.born or min(days, default=None)
    return sorted({*days, born}) if born else sorted(days)


def domain(rows: Sequence[TDItem], today: date) -> tuple[date, date]:
    """The axis that all rows of a list share."""
    born = [d for debt in rows for d in life_days(debt)[:1]]
    return min([*born, date.fromordinal(today.toordinal() - 7)]), today


def debt_row(site: Site, debt: TDItem, axis: tuple[date, date]) -> DebtRow:
    view, today = site.view, site.view.today
    first = debt.mentions[0] if debt.mentions else None
    day = view.day_at(first.path, first.line) if first else None
    script = debt.scripts[0].path if debt.scripts else ""
    return DebtRow(
        debt, debt_page(debt.id), sentence(site, debt),
        short_day(debt.born, today) if debt.born else "", day.page if day else "",
        script.rpartition("/")[2], script_page(script) if script in view.scripts else "",
        _meta(site, debt), debt.back, debt.age(today), _marks(debt, axis),
        short_day(debt.until, today) if debt.state == "snoozed" and debt.until else "",
    )  # fmt: skip


def _marks(debt: TDItem, axis: tuple[date, date]) -> Markup:
    days = life_days(debt)
    if not days:
        return Markup("")
    end = debt.closed or axis[1]
    shown = ((WIDE, "wide"), (NARROW, "narrow"))
    paid = not debt.owed
    return Markup("").join(mark(days, axis, end, paid=paid, width=w, kind=k) for w, k in shown)


def sentence(site: Site, debt: TDItem) -> str:
    """The words around the debt, where they say more than its title and may be shown."""
    if not site.view.prose or not debt.mentions:
        return ""
    around = " ".join(MARKED.sub("", debt.mentions[0].sentence).split())
    bare = around.strip(" .—–-").casefold()
    if bare in ("", debt.text.strip(" .—–-").casefold()):
        return ""
    own = len(debt.mentions[0].text)
    at = around.find(debt.mentions[0].text)
    return _before(around[: at + own], max(180, own + 90)) if at > 0 else _before(around, 180)


def _before(words: str, limit: int) -> str:
    """The last sentences of a paragraph that fit, the one that matters at the end."""
    if len(words) <= limit:
        return words
    starts = [m.end() for m in re.finditer(r"[.!?…:;]\s+", words) if len(words) - m.end() <= limit]
    whole = [at for at in starts if len(words) - at > limit - 90]
    return f"…{words[whole[0] :] if whole else words[-limit:].partition(' ')[2]}"


def _meta(site: Site, debt: TDItem) -> str:
    tries = site.view.runs_of.get(debt.id, ())
    told = _tries(tries, bool(debt.scripts)) or ("" if debt.scripts else "no script yet")
    return "; ".join(p for p in (told, _twin(debt), _probable(site, debt)) if p)


def _probable(site: Site, debt: TDItem) -> str:
    """'≈ twin in Russian', or how many probable twins the row stands for."""
    others = site.view.folded.get(debt.id, ())[1:]
    if not others:
        return ""
    named = {LANGUAGES[lang(d.text)] for d in others} - {LANGUAGES[lang(debt.text)]}
    return f"≈ twin in {' and '.join(sorted(named))}" if named else f"≈ {len(others) + 1}"


def _tries(tries: Sequence[Run], scripted: bool) -> str:
    if not tries:
        return "not run" if scripted else ""
    last = verdict(tries[-1])
    word = "last one " if len(tries) > 1 else ""
    figures = f"{len(tries)} {plural(len(tries), 'run')}"
    return f"{figures}; {word}{last.text}"


def _twin(debt: TDItem) -> str:
    own = lang(debt.text)
    others = sorted({LANGUAGES[lang(m.text)] for m in twins(debt) if lang(m.text) != own})
    return f"twin in {' and '.join(others)}" if others else ""


def twins(debt: TDItem) -> list[Mention]:
    """Mentions that say it in other words; one for each wording."""
    seen = {debt.text.casefold()}
    found = []
    for m in debt.mentions:
        if m.text.casefold() not in seen:
            seen.add(m.text.casefold())
            found.append(m)
    return found


def run_row(site: Site, run: Run) -> RunRow:
    v = verdict(run)
    name, points = site.curve(run)
    started = parse_time(run.start)
    params = shorten(params_line(run, site.varying(run.script)), 60)
    return RunRow(
        run, run_page(run.id), v, name_of(run), params,
        sparkline(points, failed=v.kind == "failed", name=name), came_out(run),
        duration(run.duration),
        short_day(started.date(), site.view.today) if started else "", run.start[:10],
    )  # fmt: skip


def proof(site: Site, debt: TDItem) -> Proof | None:
    """By what it was settled, in the words of a list."""
    shown = debt.evidence
    if not shown:
        return None
    if shown.kind == "run":
        return _by_run(site, shown.ref)
    if shown.kind == "explanation":
        return Proof("an ", "explanation", _explained(debt))
    if shown.kind in ("link", "page"):
        host = shown.ref.split("//")[-1].split("/")[0] if "//" in shown.ref else shown.ref
        return Proof(
            "a ", shown.kind, f" to {host}" if host else "", shown.ref if "//" in shown.ref else ""
        )
    if shown.kind == "result" and (place := _place(site, shown.ref)):
        return Proof("a ", "result", f" of {place[0]}", place[1])
    if shown.kind == "mark":
        return Proof("a ", "mark", " in the log")
    return Proof("a ", shown.kind, f": {shorten(shown.ref, 70)}" if shown.ref else "")


def _place(site: Site, ref: str) -> tuple[str, str] | None:
    """'entries/2025-07-14.md:12' as a day and the address of its page."""
    path, _, line = ref.rpartition(":")
    day = site.view.day_at(path, int(line)) if line.isdigit() else None
    if not day or not day.entry.date:
        return None
    return short_day(day.entry.date, site.view.today), day.page


def _explained(debt: TDItem) -> str:
    words = [c.detail for c in debt.history if c.what == "explained" and "word" in c.detail]
    return f", {words[-1]}" if words else ""


def _by_run(site: Site, ref: str) -> Proof:
    run = site.view.run_of.get(ref)
    if not run:
        return Proof("a ", "run", f", {ref}" if ref else "")
    parts = run.verdict.parts if run.verdict else ()
    told = ", ".join(said(p[0], p[1]) for p in parts[:2]) or came_out(run)
    return Proof("a ", "run", f": {told}" if told else "", run_page(run.id))


def said(source: str, left: str) -> str:
    """'ratio <= 1.0001' with 1.0 on the left is 'ratio 1.0 ≤ 1.0001'."""
    for sign, shown in (("<=", "≤"), (">=", "≥"), ("==", "="), ("!=", "≠"), ("<", "<"), (">", ">")):
        name, found, bound = source.partition(sign)
        if found:
            return f"{name.strip()} {number(left)} {shown} {bound.strip()}"
    return f"{source} {number(left)}".strip()


def number(text: str) -> str:
    """A value written out by the check, at four figures."""
    try:
        return figure(int(text)) if text.lstrip("-").isdigit() else figure(float(text))
    except ValueError:
        return text


def open_words(debt: TDItem, today: date) -> str:
    """'Open 69 days, came back 6 times', or what became of it."""
    if debt.state == "snoozed" and debt.until:
        return f"Snoozed until {short_day(debt.until, today)}"
    state = "In hand" if debt.state == "doing" else "Open"
    age = debt.age(today)
    back = f", came back {times(debt.back)}" if debt.back else ""
    return f"{state} {age} {plural(age, 'day')}{back}" if age else f"{state} since today"


def settled_words(site: Site, debt: TDItem) -> str:
    """'9 Sep by a run', after the word Paid or Dropped."""
    day = short_day(debt.closed, site.view.today) if debt.closed else ""
    by = proof(site, debt)
    return f"{day} by {by.article}{by.word}" if by and debt.state == "paid" else day
