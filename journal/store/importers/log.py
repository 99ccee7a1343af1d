"""A markdown log of one day, byte for byte, as that day's entry."""

from __future__ import annotations

from datetime import date

from journal.parse import parse
from journal.store.importers.days import Brought, Days, Source


def import_log(source: Source) -> Brought:
    """Never over another text."""
    data = source.data("log")
    day = source.day or _day(source, data)
    days = Days(source.ws)
    fresh = days.whole(day, data)
    return days.brought("log", 0 if fresh else 1)


def _day(source: Source, data: bytes) -> date:
    """The one day that the file's name, front matter or heading says."""
    document = parse(data, source.path.as_posix(), source.ws.grammar)
    days = {e.date for e in document.entries if e.date}
    if len(days) == 1:
        return days.pop()
    if not days:
        raise source.error("the log doesn't say which day it is", hint="--date 2025-07-14")
    raise source.error(
        f"the log holds {len(days)} days, {min(days)} to {max(days)}",
        hint=f"put it into {source.ws.settings.entries}/ as it is: every day in it is read there",
    )
