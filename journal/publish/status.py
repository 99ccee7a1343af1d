"""STATUS.md: open debt as a table that GitHub shows. Dates, not ages: idle days change nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from journal.model.run import Run
from journal.model.td import TDItem
from journal.snapshot import Snapshot

FILE = "STATUS.md"
MARK = "<!-- written by journal push; what you change here is overwritten -->"
ROWS, PAID = 50, 10


def status_md(snapshot: Snapshot) -> str:
    """What is owed, what was paid lately and the streak, without what isn't to be published."""
    from journal.site.view import View

    view = View(snapshot)
    owed = [d for d in view.debts if d.owed]
    paid = sorted((d for d in view.debts if d.state == "paid"), key=_closed, reverse=True)
    runs = {d.id: view.runs_of.get(d.id, ()) for d in owed}
    days = [d.entry.date for d in view.days if d.entry.date]
    lines = [
        MARK,
        "",
        "# What is owed",
        "",
        _headline(owed, paid, days),
    ]
    if owed:
        lines += ["", *_table(owed[:ROWS], runs)]
    if len(owed) > ROWS:
        lines += ["", f"… and {len(owed) - ROWS} more"]
    if paid:
        lines += ["", "## Paid lately", "", *(_paid(d) for d in paid[:PAID])]
    return "\n".join(lines) + "\n"


def is_ours(text: str) -> bool:
    """Whether a STATUS.md is one that a push wrote."""
    return text.startswith(MARK)


def _headline(owed: list[TDItem], paid: list[TDItem], days: Iterable[date]) -> str:
    oldest = min((d.born for d in owed if d.born), default=None)
    parts = [f"**{len(owed)} open**, {len(paid)} paid."]
    if oldest:
        parts.append(f"The oldest is from {oldest.isoformat()}.")
    length, last = streak(days)
    if last:
        word = "day" if length == 1 else "days"
        parts.append(f"{length} {word} in a row up to {last.isoformat()}.")
    return " ".join(parts)


def streak(days: Iterable[date]) -> tuple[int, date | None]:
    """How many days in a row have an entry up to the last one, and that day."""
    known = set(days)
    if not known:
        return 0, None
    last = max(known)
    length = next(n for n in range(len(known) + 1) if last - timedelta(days=n) not in known)
    return length, last


def _table(owed: list[TDItem], runs: dict[str, tuple[Run, ...]]) -> list[str]:
    head = ["| debt | id | since | back | last run |", "| --- | --- | --- | ---: | --- |"]
    return head + [
        f"| {_cell(d)} | `{d.id}` | {_day(d.born)} | {d.back or ''} | {_last(runs[d.id])} |"
        for d in owed
    ]


def _cell(debt: TDItem) -> str:
    """The text, linked to where it was taken on."""
    text = _plain(debt.text) or debt.id
    if not debt.mentions:
        return text
    path = debt.mentions[0].path.replace(" ", "%20").replace("(", "%28").replace(")", "%29")
    return f"[{text}]({path}#L{debt.mentions[0].line})"


def _plain(text: str) -> str:
    """Text that GitHub shows as it is: no table, markup or mention comes of it."""
    for sign in "\\`*_[]<>|~#@$":
        text = text.replace(sign, f"\\{sign}" if sign != "@" else "@\u200b")
    return " ".join(text.split())


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _last(runs: tuple[Run, ...]) -> str:
    if not runs:
        return ""
    run = runs[-1]
    if run.status != "finished":
        return f"{run.failure or run.status}, {run.start[:10]}"
    held = run.verdict.held if run.verdict else None
    word = {True: "held", False: "did not hold", None: "finished"}[held]
    return f"{word}, {run.start[:10]}"


def _paid(debt: TDItem) -> str:
    by = f", by {debt.evidence.kind}" if debt.evidence else ""
    return f"- {_day(debt.closed)} {_plain(debt.text)} (`{debt.id}`{by})".replace("-  ", "- ")


def _closed(debt: TDItem) -> tuple[date, str]:
    return debt.closed or date.min, debt.id
