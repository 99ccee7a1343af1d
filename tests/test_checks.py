"""Checks: facts in, problems out; the transcript cases/cli/check.txt shows how each is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from journal.checks import Facts, check, local
from journal.model.entry import Problem
from journal.model.fold import fold
from journal.model.td import Event
from journal.parse import Grammar, parse

CASE = Path(__file__).parent / "cases" / "cli" / "check.txt"
TODAY = datetime(2025, 7, 20, 21, tzinfo=UTC)


def facts(logs: dict[str, str], notes: dict[str, str] | None = None, **more: object) -> Facts:
    """A workspace of texts, in memory."""
    texts = {**logs, **(notes or {})}
    read = {path: parse(text.encode(), path) for path, text in texts.items()}
    days = [e for path in logs for e in read[path].entries]
    made: dict[str, object] = {
        "documents": [read[p] for p in logs],
        "notes": [read[p] for p in notes or {}],
        "debts": fold(more.get("events", ()), days, TODAY.date()),  # type: ignore[arg-type]
        "exists": lambda path: path in texts,
        "lines": lambda path: texts.get(path, "").split("\n"),
        "told": [p for d in read.values() for p in d.problems],
        "sections": Grammar.default().sections,
    }
    return Facts(**{**made, **more})  # type: ignore[arg-type]


def shown(problems: Sequence[Problem]) -> list[str]:
    """path:line: code, and what stands at the caret."""
    return [f"{p.path}:{p.line}: {p.code} {p.source[p.column :][:12]}".strip() for p in problems]


def test_a_log_in_order_has_no_problem() -> None:
    text = "## technical debt\n- why? see [it](b.md)\n### maths\n- y\n"
    assert check(facts({"2025-07-14.md": text, "b.md": ""})) == ()


def test_notes_need_no_date_and_their_links_are_looked_at() -> None:
    note = "# 05/06 of something\n\n- [x](gone.md)\n"
    assert shown(check(facts({}, {"notes/a.md": note}))) == ["notes/a.md:3: dangling-link gone.md)"]


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("see [it](gone.md#part) there", "gone.md#part"),
        ("see [it](<gone away.md>)", "<gone away.m"),
        ("![a plot](plots/a%20b.svg)", "plots/a%20b."),
        ('[it](gone.md "its title")', 'gone.md "its'),
        ("[it]: gone.md", "gone.md"),
        ("[it](../up/gone.md)", "../up/gone.m"),
        ("- [a](there.md) [b](gone.md)", "gone.md)"),
        ("`[it](gone.md)`", ""),
        ("~~~\n[it](gone.md)\n~~~", ""),
        ("[it](there.md) [it](my%20there.md) [it](#head)", ""),
        ("[it](https://example.org/gone.md) <mailto:a@b.c> [m](mailto:a@b.c)", ""),
        ("[it](/abs.md) [it](../../../out.md) [folder](gone)", ""),
        ("$f(x)$ is a[0](b) and f[x](1)", ""),
    ],
)
def test_links_that_lead_nowhere(line: str, place: str) -> None:
    found = check(facts({"logs/2025-07-14.md": line, "logs/there.md": "", "logs/my there.md": ""}))
    dangling = [p for p in found if p.code == "dangling-link"]
    assert [p.source[p.column :][:12] for p in dangling] == ([place] if place else [])


@pytest.mark.parametrize(
    ("link", "path", "target"),
    [
        ("../x.py", "entries/2025/a.md", "entries/x.py"),
        ("x.py?raw#L3", "entries/a.md", "entries/x.py"),
        ("./x.py", "a.md", "x.py"),
        ("C:/x.py", "a.md", ""),
        ("../x.py", "a.md", ""),
    ],
)
def test_what_a_link_means(link: str, path: str, target: str) -> None:
    assert local(link, path) == target


def test_ids_that_no_debt_has() -> None:
    log = (
        "## technical debt\n- why? ^td-k3f9q2mx\n\nSee td-k3f9q2mx and td-00000000, a td-target.\n"
    )
    script = '# /// script\n# td = ["td-k3f9q2mx", "td-11111111"]\n'
    made = facts({"2025-07-14.md": log, "x.py": script}, scripts={"x.py": ["td-11111111"]})
    assert [s for s in shown(check(made)) if "dangling-id" in s] == [
        "2025-07-14.md:4: dangling-id td-00000000,",
        'x.py:2: dangling-id td-11111111"',
    ]


def test_a_pin_on_two_texts_is_an_error_and_on_one_text_twice_is_none() -> None:
    twice = "## technical debt\n- why? ^td-k3f9q2mx\n"
    assert check(facts({"2025-07-14.md": twice, "2025-07-15.md": twice})) == ()
    other = check(facts({"2025-07-14.md": twice, "2025-07-15.md": twice.replace("why", "how")}))
    assert shown(other) == ["2025-07-15.md:2: duplicate-pin td-k3f9q2mx"] and other[0].error


@pytest.mark.parametrize(
    ("title", "hint"),
    [
        ("Resluts", '[sections] result = ["Resluts"] in journal.toml makes it one, as results is'),
        ("загадки", '[sections] td = ["загадки"] in journal.toml makes it one'),
        ('the "odd" one', '[sections] td = ["the \\"odd\\" one"] in journal.toml makes it one'),
    ],
)
def test_a_section_that_no_alias_knows_comes_with_the_line_that_teaches_it(
    title: str, hint: str
) -> None:
    log = f"# 14 July 2025\n\n## {title}\n- something\n"
    (problem,) = check(facts({"2025-07-14.md": log, "2025-07-15.md": log.replace("14", "15")}))
    assert (problem.code, problem.line, problem.error) == ("unknown-section", 3, False)
    assert problem.source[problem.column :] == title and problem.hint == hint


@pytest.mark.parametrize("title", ["15 July", "technical debt", "2025-07-14", "[[2025-07-14]]"])
def test_days_and_known_sections_are_no_unknown_ones(title: str) -> None:
    found = check(facts({"2025-07-14.md": f"# {title}\n- something\n"}))
    assert [p for p in found if p.code == "unknown-section"] == []


def event(name: str, **more: object) -> Event:
    at = (TODAY - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return Event(**{"id": name, "at": at, "td": "td-22222222", "event": "doing",
                    "text": "hum", "entry": "e.md", **more})  # type: ignore[arg-type]  # fmt: skip


def test_an_orphan_is_told_once_with_its_last_text() -> None:
    made = facts({"ledger.jsonl": '{"td": "td-22222222"}\n'}, events=[event("a")])
    (problem,) = [p for p in check(made) if p.code == "orphan"]
    assert (problem.path, problem.line, problem.source) == ("ledger.jsonl", 1, "")
    assert "“hum”" in problem.text and not problem.error


@pytest.mark.parametrize("later", [event("z9", event="sung"), event("z9", v=2)])
def test_an_event_of_a_later_version_is_told_with_its_line(later: Event) -> None:
    made = facts({"ledger.jsonl": '{"id": "a"}\n{"id": "z9"}\n'}, events=[later])
    found = [p for p in check(made) if p.path == "ledger.jsonl" and p.code != "date-missing"]
    assert [(p.code, p.line) for p in found] == [("later-event", 2)]


def test_each_problem_of_reading_points_at_its_place() -> None:
    logs = {
        "2025-07-14.md": "# 15 July 2025\n\n```python\nnever closed\n",
        "a.md": "# 05/06/2025\n- x\n",
        "b.md": "---\ntitle: t\ndate: someday\n---\n- x\n",
        "c.md": "# 14 March 10020\n- x\n",
        "d.md": "no day at all\n",
    }
    assert shown(check(facts(logs))) == [
        "2025-07-14.md:1: date-conflict 15 July 2025",
        "2025-07-14.md:3: fence ```python",
        "a.md:1: date-ambiguous 05/06/2025",
        "b.md:3: date-unknown date: someda",
        "c.md:1: date-year 14 March 100",
        "d.md:None: date-missing",
    ]


def test_the_transcript_shows_every_kind() -> None:
    text = CASE.read_text()
    for words in (
        "pins another", "leads to", "no section is called", "no debt is called", "never closed",
        "the heading says", "no date in", "day/month or", "is no date", "is no year",
        "has no year", "may be what", "names td-", "of a later version", "is torn", "not UTF-8",
        "NUL bytes", "UTF-16", "a folder", "leads out", "no file",
    ):  # fmt: skip
        assert words in text, words
