"""Debts in a terminal: the list and the page of one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from journal.cli import say
from journal.model.entry import JournalError
from journal.model.td import OWED, TDItem

if TYPE_CHECKING:
    from journal.model.run import Run
    from journal.snapshot import Snapshot

STATES = (*OWED, "paid", "dropped")
SORTS = ("interest", "age", "text")
COLUMNS = (
    say.Column("id"), say.Column("back", "right"), say.Column("days", "right"),
    say.Column("seen", "right"), say.Column("debt", wide=True), say.Column("script"),
    say.Column("last run"),
)  # fmt: skip


def choose(
    snapshot: Snapshot, words: Sequence[str], all_: bool, state: str, script: str, sort: str
) -> list[TDItem]:
    """The debts asked for, in the order asked for."""
    if state and state not in STATES:
        raise JournalError(
            f"no state is called {state}", hint=f"one of {', '.join(STATES)}", exit=2
        )
    if sort not in SORTS:
        raise JournalError(
            f"there is no order called {sort}", hint=f"one of {', '.join(SORTS)}", exit=2
        )
    chosen = [
        td for td in snapshot.debts.values()
        if (td.state == state if state else all_ or (td.owed and td.state != "snoozed"))
        and all(w.casefold() in td.text.casefold() for w in words)
        and (not script or any(script in s.path for s in td.scripts))
    ]  # fmt: skip
    if sort == "age":
        chosen.sort(key=lambda td: -td.age(snapshot.today))
    elif sort == "text":
        chosen.sort(key=lambda td: td.text.casefold())
    return chosen


def listing(snapshot: Snapshot, chosen: Sequence[TDItem], limit: int) -> None:
    say.out(finding(snapshot))
    if not chosen:
        say.hint('park one in a log with “— **TD**”, or: journal add td "what isn\'t understood"')
        return
    say.out()
    chosen = [td for td in chosen if snapshot.folded.get(td.id, (td.id,))]
    shown = chosen[:limit]
    columns, rows = _narrow(COLUMNS, [_row(snapshot, td) for td in shown])
    say.table(columns, rows, [td.owed for td in shown])
    if len(chosen) > limit:
        say.out(f"  … {len(chosen) - limit} more: --limit 0")
    _mention_twins(snapshot, shown)
    if orphans := [td for td in chosen if td.orphan]:
        say.hint(f"{say.plural(len(orphans), 'debt')} no log line names any more: journal check")


def _mention_twins(snapshot: Snapshot, shown: Sequence[TDItem]) -> None:
    folded = next((td for td in shown if len(snapshot.folded.get(td.id, ())) > 1), None)
    if folded:
        others = len(snapshot.folded[folded.id]) - 1
        name = snapshot.short[folded.id]
        say.hint(f"{name} may be one debt with {say.plural(others, 'other')}: journal td twins")


def finding(snapshot: Snapshot) -> str:
    """One sentence: how many are owed, and what came back most."""
    states = [td.state for td in snapshot.debts.values()]
    owed, paid = sum(s in OWED for s in states), states.count("paid")
    text = f"{owed} open, {paid} paid."
    first = next(iter(snapshot.owed), None)
    if first and first.back:
        text += f" “{say.cut(first.text, 48)}” came back {say.plural(first.back, 'time')}."
    return text


def _row(snapshot: Snapshot, td: TDItem) -> tuple[str, ...]:
    return (
        _name(snapshot, td), str(td.back or ""), say.days(td.age(snapshot.today)),
        str(len(td.mentions)), _title(td), script(td), verdict(snapshot, td),
    )  # fmt: skip


def _name(snapshot: Snapshot, td: TDItem) -> str:
    twins = len(snapshot.folded.get(td.id, ()))
    return snapshot.short[td.id] + (f" ≈{twins}" if twins > 1 else "")


def _title(td: TDItem) -> str:
    return td.text if td.state == "open" else f"{td.state}: {td.text}"


def _narrow(
    columns: Sequence[say.Column], rows: list[tuple[str, ...]]
) -> tuple[list[say.Column], list[list[str]]]:
    """Under 96 columns the script goes, under 72 the count of mentions, under 60 the run too."""
    limits = {"script": 96, "seen": 72, "last run": 60}
    drop = {head for head, least in limits.items() if say.width() < least}
    kept = [i for i, c in enumerate(columns) if c.head not in drop]
    return [columns[i] for i in kept], [[r[i] for i in kept] for r in rows]


def script(td: TDItem) -> str:
    names = [s.path.rsplit("/", 1)[-1] for s in td.scripts]
    return names[0] + (f" +{len(names) - 1}" if len(names) > 1 else "") if names else "–"


def verdict(snapshot: Snapshot, td: TDItem) -> str:
    """The last run in a glyph, a word and its age."""
    if not td.scripts:
        return "– no script"
    runs = snapshot.runs_of(td)
    if not runs:
        return "– not run"
    return f"{outcome(runs[0])}, {ago(runs[0].start, snapshot.today)}"


def outcome(run: Run) -> str:
    if run.status == "running":
        return "· running"
    if run.status != "finished":
        return f"× {run.failure or run.status}"
    held = run.verdict.held if run.verdict else None
    return "– no check" if held is None else "● held" if held else "○ did not hold"


def ago(at: str, today: date) -> str:
    days = (today - date.fromisoformat(at[:10])).days if at else 0
    return "today" if days <= 0 else f"{say.days(days)} d" if days <= 99 else say.days(days)


def as_json(snapshot: Snapshot, td: TDItem) -> dict[str, object]:
    runs = snapshot.runs_of(td)
    return {
        "id": td.id, "text": td.text, "state": td.state, "born": td.born, "closed": td.closed,
        "age_days": td.age(snapshot.today), "back": td.back, "mentions": [
            {"path": m.path, "line": m.line, "date": m.date, "text": m.text} for m in td.mentions
        ],
        "touches": [{"path": m.path, "line": m.line, "date": m.date} for m in td.touches],
        "scripts": [{"path": s.path, "params": dict(s.params)} for s in td.scripts],
        "runs": [r.id for r in runs], "last_run": outcome(runs[0]) if runs else None,
        "evidence": {"kind": td.evidence.kind, "ref": td.evidence.ref} if td.evidence else None,
        "until": td.until, "priority": td.priority, "estimate": td.estimate, "needs": td.needs,
        "twins": sorted({i for p in snapshot.likely_twins if td.id in (p.a, p.b)
                         for i in (p.a, p.b)} - {td.id}),
        "notes": td.notes, "orphan": td.orphan,
    }  # fmt: skip


def page(snapshot: Snapshot, td: TDItem, mentions: bool) -> None:
    """The whole chain on one screen, ending with the command that comes next."""
    say.out(say.inert(td.text))
    bar = say.paint("▏", say.ACCENT) if td.owed else " "
    state = state_sentence(snapshot, td)
    gap = " " * max(2, min(say.width(), 80) - say.cells(state) - len(td.id) - 1)
    say.out(f"{bar}{state}{gap}{td.id}")
    for part in (_sentence(td), _life(snapshot, td, mentions), _facts(snapshot, td)):
        if part:
            say.out()
            for line in part:
                say.out("  " + line)


def state_sentence(snapshot: Snapshot, td: TDItem) -> str:
    age = td.age(snapshot.today)
    back = f", came back {say.plural(td.back, 'time')}" if td.back else ""
    again = f", reopened {say.plural(td.reopened, 'time')}" if td.reopened else ""
    if td.state == "paid":
        proof = f" by {td.evidence.kind}" if td.evidence else ""
        return f"Paid{proof} after {say.plural(age, 'day')}{back}{again}."
    if td.state == "snoozed":
        return f"Snoozed until {td.until}{back}{again}."
    word = {"open": "Open", "doing": "Being worked on", "dropped": "Dropped after"}[td.state]
    return f"{word} {say.plural(age, 'day')}{back}{again}."


def _sentence(td: TDItem) -> list[str]:
    if not td.mentions:
        return ["No log line names it any more; this is its last text."]
    m = max(td.mentions, key=lambda m: len(m.sentence))
    where = f"{day(m.date)}, {m.path}:{m.line}"
    text = say.inert(m.sentence or m.text)
    import textwrap

    lines = textwrap.wrap(f"“{text}”", min(say.width(), 80) - 4)
    return [*lines, where.rjust(min(say.width(), 80) - 4)]


def _life(snapshot: Snapshot, td: TDItem, mentions: bool) -> list[str]:
    if mentions:
        rows = sorted((*td.mentions, *td.touches), key=lambda m: (m.date or date.min, m.line))
        return [f"{day(m.date):>9}  {m.path}:{m.line}  {say.cut(m.text, 56)}" for m in rows]
    if not td.back:
        return []
    end = td.closed or snapshot.today
    return [f"{day(td.born)} {line_of(td, end)} {day(end)}   --mentions shows each"]


def line_of(td: TDItem, end: date) -> str:
    """The life line in 30 cells: a bar at birth, a tick for each day it came back."""
    born = td.born or end
    span = max(1, (end - born).days)
    cells = ["─"] * 30
    for m in (*td.mentions, *td.touches):
        if m.date:
            cells[min(29, max(0, (m.date - born).days * 29 // span))] = "┼"
    cells[0] = "┠"
    return "".join(cells) + ("●" if not td.owed else "")


def _facts(snapshot: Snapshot, td: TDItem) -> list[str]:
    rows: list[tuple[str, str]] = []
    for s in td.scripts:
        params = " ".join(f"{k}={v}" for k, v in s.params)
        check = snapshot.headers[s.path].check if s.path in snapshot.headers else ""
        rows.append(
            ("script", f"{s.path} {params}".strip() + (f" · check {check}" if check else ""))
        )
    for run in snapshot.runs_of(td)[:5]:
        said = f", expected “{run.expect}”" if run.expect else ""
        rows.append(("run", f"{run.id} · {outcome(run)}{said}"))
    rows += [("link", link) for link in td.links] + [("note", n) for n in td.notes]
    rows += [
        ("needs", snapshot.named(snapshot.speakers[n])) for n in td.needs if n in snapshot.speakers
    ]
    if td.evidence and td.evidence.ref:
        rows.append((td.evidence.kind, td.evidence.ref))
    rows += [("priority", td.priority)] if td.priority else []
    rows += [("estimate", td.estimate)] if td.estimate else []
    rows.append(("next", next_command(snapshot, td)))
    return _fit(rows)


def _fit(rows: Sequence[tuple[str, str]]) -> list[str]:
    return [f"{k:<9} {say.cut(v, max(20, say.width() - 13))}" for k, v in rows]


def next_command(snapshot: Snapshot, td: TDItem) -> str:
    short = snapshot.short[td.id]
    if not td.owed:
        return f"journal td reopen {short}"
    runs = snapshot.runs_of(td)
    if runs and runs[0].verdict and runs[0].verdict.held:
        return f"journal td pay {short} --run {runs[0].id}"
    return f"journal run {short}" if td.scripts else f"journal td start {short}"


def day(d: date | None) -> str:
    return f"{d.day} {d:%b}" if d else "undated"
