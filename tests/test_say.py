"""How it speaks: widths, cuts and escapes."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.cli import dates, say
from journal.model.entry import JournalError

TODAY = date(2025, 7, 16)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "cells"), [("abc", 3), ("привет", 6), ("日本", 4), ("é", 1), ("e\u0301", 1), ("", 0)]
)
def test_wide_characters_take_two_columns(text: str, cells: int) -> None:
    assert say.cells(text) == cells


@given(st.text(), st.integers(1, 40))
def test_a_cut_text_fits(text: str, most: int) -> None:
    assert say.cells(say.cut(text, most)) <= most


@given(st.text())
def test_nothing_that_steers_a_terminal_gets_through(text: str) -> None:
    shown = say.inert(text)
    assert not any(c in shown for c in "\x1b\x07\x9b\u202e\r")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2025-07-16"), ("yesterday", "2025-07-15"), ("вчера", "2025-07-15"),
        ("mon", "2025-07-14"), ("wednesday", "2025-07-16"), ("thu", "2025-07-10"),
        ("-2", "2025-07-14"), ("+1", "2025-07-17"), ("2024-02-29", "2024-02-29"),
    ],
)  # fmt: skip
def test_days_as_people_type_them(text: str, day: str) -> None:
    assert dates.day(text, TODAY).isoformat() == day


@pytest.mark.parametrize("text", ["someday", "2025-02-30", "-99999", "31.12"])
def test_what_is_no_day_is_said(text: str) -> None:
    with pytest.raises(JournalError, match="is no day"):
        dates.day(text, TODAY)
