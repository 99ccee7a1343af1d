"""Days as people type them: 2025-07-14, today, yesterday, mon, -2, 2w."""

from __future__ import annotations

import re
from datetime import date, timedelta

from journal.model.entry import JournalError

WORDS = {"": 0, "today": 0, "сегодня": 0, "yesterday": -1, "вчера": -1, "tomorrow": 1, "завтра": 1}
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
UNITS = {"d": 1, "w": 7, "m": 30, "y": 365}


def day(text: str, today: date) -> date:
    """A day named from today; a weekday is the last one before or on today."""
    text = text.strip().casefold()
    if text in WORDS:
        return today + timedelta(days=WORDS[text])
    if text[:3] in WEEKDAYS and text.isalpha():
        return today - timedelta(days=(today.weekday() - WEEKDAYS.index(text[:3])) % 7)
    if re.fullmatch(r"[+-]\d{1,4}", text):
        return today + timedelta(days=int(text))
    return _iso(text)


def day_after(text: str, today: date) -> date:
    """A day to come: a date, or a stretch of time from today."""
    if m := re.fullmatch(r"(\d{1,3})([dwmy])", text.strip().casefold()):
        return today + timedelta(days=int(m[1]) * UNITS[m[2]])
    when = day(text, today)
    if when <= today:
        raise JournalError(f"{when} is not after today", hint="2w, 10d or a later date", exit=2)
    return when


def _iso(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise JournalError(
            f"{text} is no day", hint="2025-07-14, today, yesterday, mon, -2", exit=2
        ) from None
