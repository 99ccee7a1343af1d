"""journal td twins: pairs that may be one debt, shown and asked about."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from journal.cli import say

if TYPE_CHECKING:
    from journal.debts import Pen
    from journal.snapshot import Snapshot
    from journal.twins import Pair


def as_json(snapshot: Snapshot, pair: Pair) -> dict[str, object]:
    return {**asdict(pair), "text_a": _text(snapshot, pair.a), "text_b": _text(snapshot, pair.b)}


def _text(snapshot: Snapshot, td: str) -> str:
    return snapshot.speakers[td].text if td in snapshot.speakers else ""


def go_through(pen: Pen, pairs: Sequence[Pair]) -> None:
    """Each pair, and at a terminal the question: yes merges, no is remembered, Enter passes on."""
    if not pairs:
        say.out("No two debts look alike.")
        return
    asking = sys.stdin.isatty() and sys.stderr.isatty()
    for pair in pairs:
        _show(pen.snapshot, pair)
        if asking and not _asked(pen, pair):
            return
    if not asking:
        first = pairs[0]
        say.hint(f"journal td merge {first.a} {first.b}, or answer at a terminal")


def _show(snapshot: Snapshot, pair: Pair) -> None:
    shared = ", ".join(pair.shared)
    say.out(f"≈ {pair.score:.2f}" + (f"   {shared}" if shared else ""))
    for td in (pair.a, pair.b):
        say.out(
            f"  {snapshot.short.get(td, td):<10} {say.cut(_text(snapshot, td), say.width() - 14)}"
        )


def _asked(pen: Pen, pair: Pair) -> bool:
    """Act on the answer; False where the user wants to stop."""
    from journal import debts

    answer = say.answer("One debt? [y/n, Enter to pass, q to stop]")
    if answer in ("y", "yes", "д", "да"):
        debts.merge(pen, pen.snapshot.speakers[pair.a], pen.snapshot.speakers[pair.b])
        say.talk("One debt from now on; journal undo takes it back.")
    elif answer in ("n", "no", "н", "нет"):
        debts.refuse(pen, pair)
    return answer not in ("q", "quit")
