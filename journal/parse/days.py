"""Which lines begin a day, and which day it is."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from journal.model.entry import KINDS
from journal.parse import dates
from journal.parse.blocks import HEAD, ITEM, MORE, TEXT, Line
from journal.parse.dates import Found, Order
from journal.parse.fillers import WEEKDAYS
from journal.parse.grammar import Grammar
from journal.parse.lazy import lazy
from journal.parse.sections import kind_of
from journal.parse.source import Source

_GENERIC_WORDS = """
day log codelog devlog journal date entry daily diary note notes round datum tag tagebuch
journée jour fecha día dia diario data diário päivä päivämäärä дата день дневник запись
лог 日期 日付 日記 日记 날짜 일기 日报 日報 standup stand up the on st nd rd th am pm h uhr klo kl
"""
_GENERIC = WEEKDAYS | frozenset(_GENERIC_WORDS.split())
_NOT_A_DAY = lazy(
    r"\b(?:week|weekly|sprint|month|updated?|modified|created|due|deadline|until|till|before"
    r"|after|since|by|from|version|copyright"
    r"|woche|semana|semaine|неделя|до|к|с|bis|seit|hasta|jusqu)\b|周报|週報|第.{1,3}[周週]",
    re.I,
)
_NUMBERED = lazy(
    r"(?:r\d+\s*d\s*\d+|(?:day|día|dia|jour|tag|päivä|день|第)\s*#?\s*\d+|\d+日目|\d+일차)\b", re.I
)
_TIME = lazy(r"\b\d{1,2}[:.h]\d\d\b|\b\d{1,2}\s?(?:am|pm|h)\b", re.I)
_WORD = lazy(r"[^\W\d_]+")
_DIGIT_NEAR = lazy(r"\D{0,40}\d")
_HEADING_TAIL = 3
_LINE = 200


class Mark(NamedTuple):
    """A day begins at `line`; `text` is where prose begins on the line of the date."""

    line: int  # index of it
    at: int  # index of the line that states the date
    found: Found | None
    title: str
    text: int = -1
    day: date | None = None


def marks(lines: list[Line], order: Order, grammar: Grammar, *, dated: bool) -> list[Mark]:
    """Where days begin. In a file that its name dates, only headings are looked at."""
    found = [m for i, line in enumerate(lines) if (m := _mark(i, lines, order, grammar, dated))]
    if not found and not dated:
        found = [m for i, line in enumerate(lines) if (m := _numbered(i, line))]
    return found


def _mark(i: int, lines: list[Line], order: Order, grammar: Grammar, dated: bool) -> Mark | None:
    line = lines[i]
    if line.kind == HEAD:
        return _heading(i, line, order, grammar) if _DIGIT_NEAR.match(line.plain) else None
    if (
        dated
        or line.table
        or line.kind not in (TEXT, MORE, ITEM)
        or not _DIGIT_NEAR.match(line.plain)
    ):
        return None
    return _stated(i, lines, order)


def _heading(i: int, line: Line, order: Order, grammar: Grammar) -> Mark | None:
    plain = line.plain[:_LINE]
    found = dates.find(plain, order, short=True)
    if not found or _NOT_A_DAY.search(plain[: found.start]):
        return None
    before, after = _words(plain[: found.start]), _words(plain[found.end :])
    if len(before) > 2 or (before and kind_of(plain[: found.start], grammar) in KINDS):
        return None
    if dates.find(plain[found.end :], order, short=bool(found.year is None)):
        return None  # a span of days
    if found.year is None and len(before) + len(after) > _HEADING_TAIL:
        return None
    if found.year is None and not found.written and _is_number(plain, found):
        return None
    return Mark(i, i, found, plain.strip())


def _is_number(plain: str, found: Found) -> bool:
    """1.2 of a chapter, 24/7, 1/2: numbers that only look like a day."""
    text = plain[found.start : found.end]
    if "." in text and not re.search(r"[月월日]|[^\W\d]", text):
        return not (text.endswith(".") or re.search(r"[周星期曜日]", plain))
    return text in ("24/7", "1/2", "1/3", "1/4", "2/3", "3/4") and found.end < len(plain.rstrip())


def _stated(i: int, lines: list[Line], order: Order) -> Mark | None:
    """A line that is a date, or begins with one in bold, or a bullet that begins with one."""
    line = lines[i]
    found = dates.find(line.plain[:80], order, short=True)
    if not found or _words(line.plain[: found.start]):
        return None
    if _NOT_A_DAY.search(line.plain[: found.start]):
        return None
    rest = line.plain[found.end :]
    if not _words(_TIME.sub(" ", rest)) and not re.search(r"\d", _TIME.sub(" ", rest)):
        return _whole(i, lines, found)
    bold = line.bold and line.bold[0][0] <= found.start and found.end <= line.bold[0][1]
    listed = line.kind == ITEM and found.year and re.match(r"\s*(?:[:：—–]|-\s|\()", rest)
    if (not bold and not listed) or line.mark:
        return None
    text = max(found.end, line.bold[0][1] if bold else 0)
    # the pattern always matches, if only nothing
    text += len(re.match(r"[\s:：,.;—–-]*", line.plain[text:])[0])  # type: ignore[index]
    return Mark(i, i, found, line.plain[: found.end].strip(), text)


def _whole(i: int, lines: list[Line], found: Found) -> Mark | None:
    """A whole line that is a date: it dates the heading right above it, too."""
    above = lines[i - 1] if i else None
    if (
        "." in lines[i].plain[found.start : found.end]
        and found.year is None
        and lines[i].kind == ITEM
    ):
        return None
    if above and above.kind == HEAD and lines[i].kind == TEXT:
        return Mark(i - 1, i, found, above.plain.strip(), len(lines[i].plain))
    return Mark(i, i, found, lines[i].plain.strip(), len(lines[i].plain))


def _numbered(i: int, line: Line) -> Mark | None:
    """Day 12, R1D12: a day whose date nobody wrote down."""
    if line.kind != HEAD or not _NUMBERED.match(line.plain.strip().lstrip("#📅 ")):
        return None
    return Mark(i, i, None, line.plain.strip())


def _words(text: str) -> list[str]:
    return [w for w in _WORD.findall(text.casefold()) if w not in _GENERIC]


def resolve(found: list[Mark], source: Source, lines: list[Line], year: int | None) -> list[Mark]:
    """The same marks with their days; a missing year is that of the day before, or of the next."""
    resolved: list[Mark] = []
    near = next((m.found.year for m in found if m.found and m.found.year), year)
    last: date | None = None
    for mark in found:
        day = _day(mark.found, near, last) if mark.found else None
        if day:
            near, last = day.year, day
        _report(mark, source, lines[mark.at].line)
        resolved.append(mark._replace(day=day))
    _report_yearless([m for m in resolved if _yearless(m)], source, lines)
    return resolved


def _yearless(mark: Mark) -> bool:
    found = mark.found
    return bool(found and not found.written and found.day and mark.day is None)


def _report_yearless(marks: list[Mark], source: Source, lines: list[Line]) -> None:
    """Told once: one written year mends them all."""
    if marks:
        more = len(marks) - 1
        others = f"; {more} more below {'have' if more > 1 else 'has'} none" if more else ""
        hint = "write the year once, in the file's name or in a heading"
        text = f"this date has no year{others}"
        source.report(text, lines[marks[0].at].line, "date-year", hint=hint, error=False)


def _day(found: Found, near: int | None, last: date | None) -> date | None:
    return found.on(_rolled(found, near, last)) if found.year or near else None


def _rolled(found: Found, near: int | None, last: date | None) -> int | None:
    """The year after, where January follows December in a log that runs on."""
    if last and near and last.month == 12 and found.month == 1:
        return near + 1
    return near - 1 if last and near and last.month == 1 and found.month == 12 else near


def _report(mark: Mark, source: Source, line: int) -> None:
    if mark.found and mark.found.written:
        source.report(f"{mark.found.written} is no year", line, "date-year", error=False)
    elif mark.found and not mark.found.day:
        source.report("this date has no day", line, "date-unknown", error=False)
