"""fold: what the log and the ledger say together. The stories stand in cases/fold.txt."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.model.entry import Entry, Item, Span
from journal.model.fold import fold
from journal.model.td import EVENTS, Event, TDItem
from journal.parse.normal import td_id

CASES = (Path(__file__).parent / "cases" / "fold.txt").read_text().split("\n---\n")
TEXT = "benchmark the GPU"
ID = td_id(TEXT)
TODAY = date(2025, 8, 1)


def stories() -> list[tuple[str, str]]:
    """(input, expected) of each case; the sentence above it is for the reader."""
    parts = [re.split(r"\n=\n", c, maxsplit=1) for c in CASES[1:]]
    return [(p[0], p[1].split("\n\n")[0].strip()) for p in parts]


def entry(day: str, items: tuple[Item, ...] = (), pays: str = "") -> Entry:
    result = (Item("result", "it is 3x", Span(9, 90, 99), pays=(pays,)),) if pays else ()
    return Entry(f"e/{day}.md", date.fromisoformat(day), Span(1, 0, 99), items=items + result)


def debt(day: str, line: int, mark: str, text: str = TEXT) -> Item:
    done = {"x": True, " ": False}.get(mark)
    return Item(
        "td",
        text,
        Span(line, line, line + 9),
        date.fromisoformat(day),
        done,
        id=td_id(text),
        mark=mark.strip(),
    )


def read(story: str) -> tuple[list[Event], list[Entry]]:
    events, entries = [], []
    for n, line in enumerate(story.strip().splitlines(), 1):
        day, what, rest = (line + "  ").split(" ", 2)
        if what == "log":
            entries.append(entry(day, (debt(day, n, rest[1]),)))
        elif what == "pays":
            entries.append(entry(day, pays=ID))
        else:
            events.append(event(len(events) + 1, day, what, rest.strip()))
    return events, entries


def event(n: int, day: str, what: str, rest: str) -> Event:
    key, _, value = rest.partition("=")
    data = {key: [value] if key == "marks" else value} if key else {}
    text = str(data.pop("text", TEXT))
    return Event(f"e{n}", f"{day}T12:00:00.{n:06}Z", ID, what, text, data=data)


def told(td: TDItem) -> str:
    parts = [td.state]
    parts += [f"born {td.born}"] if td.born else []
    parts += [f"back {td.back}"]
    parts += [f"reopened {td.reopened}"] if td.reopened else []
    parts += [f"closed {td.closed}"] if td.closed else []
    parts += [f"by {td.evidence.kind} {td.evidence.ref}"] if td.evidence and td.evidence.ref else []
    parts += ["orphan"] if td.orphan else []
    return ", ".join(parts)


@pytest.mark.parametrize(("story", "expected"), stories())
def test_story(story: str, expected: str) -> None:
    debts = fold(*read(story), TODAY)
    assert told(debts[ID]) == expected


A, B, C = (td_id(t) for t in ("first wording", "second wording", "third wording"))


def worded() -> list[Entry]:
    return [
        entry("2025-07-14", (debt("2025-07-14", 1, " ", "first wording"),)),
        entry("2025-07-15", (debt("2025-07-15", 1, " ", "second wording"),)),
        entry("2025-07-16", (debt("2025-07-16", 1, " ", "third wording"),)),
    ]


def merge(n: int, a: str, b: str, kind: str = "merged") -> Event:
    return Event(f"m{n}", f"2025-07-20T00:00:0{n}.000000Z", a, kind, data={"to": b})


def test_merged_debts_are_one_and_the_oldest_speaks() -> None:
    debts = fold([merge(1, C, B), merge(2, B, A)], worded(), TODAY)
    assert list(debts) == [A]
    assert set(debts[A].ids) == {A, B, C}
    assert debts[A].back == 2


def test_crossed_merges_are_harmless() -> None:
    assert fold([merge(1, A, B), merge(2, B, A)], worded()[:2], TODAY).keys() == {A}


def test_a_split_takes_an_id_out_again() -> None:
    debts = fold([merge(1, C, B), merge(2, B, A), merge(3, B, "", "split")], worded(), TODAY)
    assert B in debts
    assert debts[B].ids == (B,)


def test_a_payment_of_a_merged_id_pays_the_set() -> None:
    paid = Event("p", "2025-07-21T00:00:00.000000Z", B, "paid", data={"reason": "yes"})
    assert fold([merge(1, B, A), paid], worded()[:2], TODAY)[A].state == "paid"


events = st.builds(
    Event,
    id=st.uuids().map(str),
    at=st.dates(date(2025, 7, 1), date(2025, 8, 1)).map(lambda d: f"{d}T00:00:00.000000Z"),
    td=st.sampled_from([A, B, C]),
    event=st.sampled_from(sorted(EVENTS)),
    data=st.fixed_dictionaries({"to": st.sampled_from([A, B, C]), "until": st.just("2025-09-01")}),
)


@given(st.lists(events, max_size=12).flatmap(lambda e: st.tuples(st.just(e), st.permutations(e))))
def test_fold_is_free_of_order(pair: tuple[list[Event], list[Event]]) -> None:
    assert fold(pair[0], worded(), TODAY) == fold([*pair[1], *pair[1]], worded()[::-1], TODAY)
