"""What a debt survives: each story is a log, what was done, the log after, and what is read."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

import pytest

from journal import debts, snapshot
from journal.debts import Pen
from journal.model.td import TDItem
from journal.parse import normal
from journal.parse.normal import td_id
from journal.snapshot import Snapshot
from journal.store import ledger
from journal.workspace import Workspace

TODAY = date(2025, 8, 1)
NUMBERS = count()


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    (tmp_path / "journal.toml").touch()
    return Workspace(tmp_path)


def log(ws: Workspace, day: str, *lines: str) -> None:
    path = ws.entries / f"{day}.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text("## technical debt\n" + "\n".join(lines) + "\n")


def seen(ws: Workspace) -> Snapshot:
    return snapshot.load(ws, TODAY)


def pen(ws: Workspace) -> Pen:
    """What writes on 20 July."""
    shot = snapshot.load(ws, date(2025, 7, 20))
    return Pen(shot, datetime(2025, 7, 20, tzinfo=UTC), lambda: f"e{next(NUMBERS)}")


def pay(ws: Workspace, text: str) -> None:
    writer = pen(ws)
    debts.pay(writer, writer.snapshot.find(td_id(text)), {"reason": "done"})


def states(ws: Workspace) -> dict[str, str]:
    return {td.text: td.state for td in seen(ws).debts.values() if not td.orphan}


def the(ws: Workspace, text: str) -> TDItem:
    return next(td for td in seen(ws).debts.values() if td.text == text)


def test_a_mended_typo_keeps_the_state_and_the_id(ws: Workspace) -> None:
    log(ws, "2025-07-14", "- benchmrak the GPU against the CPU properly")
    pay(ws, "benchmrak the GPU against the CPU properly")
    log(ws, "2025-07-14", "- benchmark the GPU against the CPU properly")
    assert states(ws) == {"benchmark the GPU against the CPU properly": "paid"}
    td = the(ws, "benchmark the GPU against the CPU properly")
    assert td.id == td_id("benchmrak the GPU against the CPU properly")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("read chapter 3 of the book", "read chapter 4 of the book"),
        ("understand nn.Linear and its bias", "understand nn.Conv2d and its bias"),
        ("why does it converge with Adam", "why does it not converge with Adam"),
    ],
)
def test_a_neighbour_never_inherits_a_state(ws: Workspace, before: str, after: str) -> None:
    log(ws, "2025-07-14", f"- {before}")
    pay(ws, before)
    log(ws, "2025-07-14", f"- {after}")
    assert states(ws) == {after: "open"}
    lost = seen(ws).debts[td_id(before)]
    assert (lost.state, lost.orphan, lost.text) == ("paid", True, before)


def test_the_next_command_that_writes_records_the_edit(ws: Workspace) -> None:
    log(ws, "2025-07-14", "- benchmrak the GPU against the CPU properly")
    writer = pen(ws)
    debts.write(
        writer, writer.snapshot.find(td_id("benchmrak the GPU against the CPU properly")), "doing"
    )
    log(ws, "2025-07-14", "- benchmark the GPU against the CPU properly")
    writer = pen(ws)
    (td,) = writer.snapshot.debts.values()
    debts.write(writer, td, "noted", note="soon")
    assert [e.event for e in seen(ws).events] == ["doing", "aliased", "noted"]
    assert seen(ws).aliases == ()
    log(ws, "2025-07-14", "- time it")
    assert seen(ws).debts[td.id].orphan


def test_a_pin_survives_any_rewording(ws: Workspace) -> None:
    log(ws, "2025-07-14", "- benchmark the GPU", "- draw the graph")
    shot = seen(ws)
    where = debts.pin(shot, shot.find(td_id("benchmark the GPU")))
    assert where == "entries/2025-07-14.md:2"
    text = (ws.entries / "2025-07-14.md").read_text()
    assert text == (
        f"## technical debt\n- benchmark the GPU ^{td_id('benchmark the GPU')}\n- draw the graph\n"
    )
    pay(ws, "benchmark the GPU")
    (ws.entries / "2025-07-14.md").write_text(
        text.replace("benchmark the GPU", "совсем другие слова")
    )
    assert states(ws) == {"совсем другие слова": "paid", "draw the graph": "open"}


def test_said_again_later_it_is_open_again(ws: Workspace) -> None:
    log(ws, "2025-07-14", "- benchmark the GPU")
    pay(ws, "benchmark the GPU")
    log(ws, "2025-07-25", "- **Benchmark** the GPU.")
    td = the(ws, "benchmark the GPU")
    assert (td.state, td.reopened, td.back) == ("open", 1, 1)


def test_a_result_line_pays_by_the_beginning_of_an_id(ws: Workspace) -> None:
    log(ws, "2025-07-14", "- benchmark the GPU")
    short = td_id("benchmark the GPU")[:7]
    log(ws, "2025-07-20", "", "## results", f"- pays {short}: it is 3 times as fast")
    td = the(ws, "benchmark the GPU")
    assert td.state == "paid"
    assert td.evidence and td.evidence.ref == "it is 3 times as fast"


def test_merged_debts_are_one_until_they_are_split(ws: Workspace) -> None:
    log(ws, "2025-07-14", "- benchmark the GPU")
    log(ws, "2025-07-15", "- измерить GPU как следует")
    writer = pen(ws)
    a, b = (
        writer.snapshot.find(td_id(t)) for t in ("измерить GPU как следует", "benchmark the GPU")
    )
    debts.merge(writer, a, b)
    pay(ws, "измерить GPU как следует")
    assert states(ws) == {"benchmark the GPU": "paid"}
    writer = pen(ws)
    debts.split(writer, writer.snapshot.find(b.id), a.id)
    assert states(ws) == {"benchmark the GPU": "paid", "измерить GPU как следует": "open"}


def test_refused_twins_are_not_proposed_again(ws: Workspace) -> None:
    log(ws, "2025-07-14", "- benchmark CPU against GPU training time")
    log(ws, "2025-07-15", "- сравнить время обучения на CPU и GPU, нужен бенчмарк")
    writer = pen(ws)
    (pair,) = writer.snapshot.twins
    debts.refuse(writer, pair)
    assert seen(ws).twins == ()


@pytest.mark.parametrize(
    "line",
    [
        "TD(λ) is not TD(0), and the TD error drives both.",
        "the TD target moves with the weights, td-target networks hold it still.",
        "le TD de jeudi est annulé, on fait le TD 3 vendredi.",
    ],
)
def test_what_only_looks_like_a_marker_stays_prose(ws: Workspace, line: str) -> None:
    log(ws, "2025-07-14", "", "## stream of consciousness", line)
    assert states(ws) == {}


def test_an_id_of_an_earlier_recipe_is_still_the_same_debt(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = {0: lambda text: "as it was normalised once: " + text}
    monkeypatch.setattr(normal, "RECIPES", {**normal.RECIPES, **earlier})
    (old,) = normal.former_ids("benchmark the GPU")
    log(ws, "2025-07-14", "- benchmark the GPU")
    writer = pen(ws)
    said = writer.event(old, "paid", "benchmark the GPU", "entries/2025-07-14.md", reason="done")
    ledger.append(ws, [said])
    td = the(ws, "benchmark the GPU")
    assert (td.id, td.state) == (old, "paid")


def test_a_line_reworded_twice_is_still_the_same_debt(ws: Workspace) -> None:
    for text in ("benchmrak the GPU against the CPU", "benchmark the GPU against the CPU"):
        log(ws, "2025-07-14", f"- {text}")
        writer = pen(ws)
        debts.write(writer, next(iter(writer.snapshot.debts.values())), "doing")
    log(ws, "2025-07-14", "- benchmark the GPU agianst the CPU")
    assert states(ws) == {"benchmark the GPU agianst the CPU": "doing"}
