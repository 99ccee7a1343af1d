"""Dates as people write them, in names, paths, headings and lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Literal, NamedTuple

from journal.parse.lazy import lazy
from journal.parse.months import MONTHS

Order = Literal["dmy", "mdy"]
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_ORDINAL = r"(?:st|nd|rd|th|er|re|e|º|ª|°|\.|-?го|-?е)?"
_OF = r"(?:\s+(?:of|de|del|da|do))?"
_SEP = r"[\s_,.\-/']*"
_LEFT = r"(?<![\w.,:/-])"
_RIGHT = r"(?![\w:/-]|[.,]\d)"
_YEAR = r"(?P<y>\d{4,5})"

_FORMS = [
    r"(?<!\d)(?P<y>\d{4})\s*[年년]\s*(?P<m>\d{1,2})\s*[月월]\s*(?P<d>\d{1,2})\s*[日号號일]?",
    r"(?<![\d.,:/])(?<!\d-)(?P<y>\d{4})(?P<s>[-_/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?=T\d|Z|(?![\d:/]|[-.,]\d))",
    rf"(?<![\d.,:/])(?<!\d-)(?P<a>\d{{1,2}})(?P<s>[-_/.])(?P<b>\d{{1,2}})(?P=s){_YEAR}(?![^\W_]|[:/]|-\d)",
    rf"{_LEFT}(?P<a>\d{{1,2}})(?P<s>[-_/.])(?P<b>\d{{1,2}})(?P=s)(?P<y>\d{{2}}){_RIGHT}",
    rf"(?<![^\W_])(?P<d>\d{{1,2}}){_ORDINAL}{_OF}{_SEP}(?P<n>{_MONTH})(?![^\W_])\.?(?:{_OF}{_SEP}{_YEAR})?(?!\d)",
    rf"(?<![^\W_])(?P<n>{_MONTH})(?![^\W_])\.?{_SEP}(?P<d>\d{{1,2}})(?!\d){_ORDINAL}(?!:\d|\d)(?:{_OF}{_SEP}{_YEAR}(?!\d))?",
    r"(?<!\d)(?P<m>\d{1,2})\s*[月월]\s*(?P<d>\d{1,2})\s*(?:[日号號]|일)",
    r"(?<![\d.,:/])(?<!\d-)(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>[0-3]\d)(?![^\W_])",
]
_ANY = [lazy(form, re.I) for form in _FORMS]
_SHORT = lazy(
    r"(?<![\w.,:/-])(?P<a>\d{1,2}|xx)(?P<s>[/.])(?P<b>\d{1,2})(?P<t>\.?)(?![\w:/%-]|[.,]\d)", re.I
)
_NUMERIC = lazy(r"(?<![\d/._-])(\d{1,2})[-_/](\d{1,2})(?:[-_/]\d{2,4})?(?![\d/_-])")
_SUFFIX = lazy(r"\.(?:md|markdown|mdown|mkd|txt)$", re.I)
_USUAL = lazy(r"((?:19|20)\d\d)[-_](\d\d)[-_](\d\d)")
_YEAR_FIRST = lazy(r"(?:19|20)\d\d(?!\d)")
_VOTER = lazy(r"\s*#|\W*\d{1,2}[-_/]\d{1,2}\b")
_CENTURY = 2000


class Found(NamedTuple):
    """A date in a text, [start, end) in characters. `numeric` are A and B where order is unsure;
    `written` is a year that can't be right."""

    year: int | None
    month: int
    day: int
    start: int
    end: int
    numeric: tuple[int, int] | None = None
    written: str = ""

    def on(self, year: int | None = None) -> date | None:
        try:
            return date(self.year or year or 0, self.month, self.day)
        except ValueError:
            return None


def find(text: str, order: Order = "dmy", *, short: bool = False) -> Found | None:
    """The first date of `text`; with `short`, also one without a year, like 25/02."""
    best: Found | None = None
    for pattern in _ANY:
        m = pattern.search(text)
        if m and (best is None or m.start() < best.start):
            best = _read(m, order) or best
    if best is None and short and (m := _SHORT.search(text)):
        return _read(m, order)
    return best


def _read(m: re.Match[str], order: Order) -> Found | None:
    parts = m.groupdict()
    year, written = _year(parts.get("y"))
    if parts.get("n"):
        return _checked(
            Found(year, MONTHS[parts["n"].lower()], int(parts["d"]), *m.span(), None, written)
        )
    if parts.get("m"):
        return _checked(Found(year, int(parts["m"]), int(parts["d"]), *m.span(), None, written))
    if not parts["a"].isdigit():
        return Found(year, int(parts["b"]), 0, *m.span()) if 0 < int(parts["b"]) < 13 else None
    a, b = int(parts["a"]), int(parts["b"])
    dotted = parts["s"] == "."
    day, month = (b, a) if b > 12 or (a <= 12 and order == "mdy" and not dotted) else (a, b)
    unsure = (a, b) if a <= 12 and b <= 12 and a != b and not dotted else None
    return _checked(Found(year, month, day, *m.span(), unsure, written))


def _year(text: str | None) -> tuple[int | None, str]:
    if not text:
        return None, ""
    if len(text) == 2:
        return _CENTURY + int(text), ""
    year = int(text)
    return (year, "") if 1900 <= year <= 2199 else (None, text)


def _checked(found: Found) -> Found | None:
    leap = found._replace(year=found.year or 2000)
    return found if leap.on() else None


def of_path(path: str, order: Order = "dmy") -> Found | None:
    """The date that a file's name says, or its folders: 2024/01/09.md, 2024/2024-01/09.md."""
    parts = _SUFFIX.sub("", path.replace("\\", "/")).split("/")
    if m := _USUAL.fullmatch(parts[-1]):
        return _checked(Found(int(m[1]), int(m[2]), int(m[3]), *m.span()))
    name = parts[-1].replace("_", "-") if re.search(r"\d_\d", parts[-1]) else parts[-1]
    found = find(name, order)
    return found if found and found.year else _of_folders(parts)


def _of_folders(parts: list[str]) -> Found | None:
    """The last year among the folders, and the month and day that follow it."""
    for i in range(len(parts) - 2, max(-1, len(parts) - 4), -1):
        year = _YEAR_FIRST.match(parts[i])
        if year:
            numbers = _numbers("/".join([parts[i][4:], *parts[i + 1 :]]), int(year[0]))
            if len(numbers) == 2:
                return _checked(Found(int(year[0]), numbers[0], numbers[1], 0, 0))
    return None


def _numbers(text: str, year: int) -> list[int]:
    """Month and day; a folder may say the year or the month again before it comes to the next."""
    found: list[int] = []
    for word in re.findall(r"\d+|[^\W\d_]+", text):
        number = int(word) if word.isdigit() else MONTHS.get(word.lower(), 0)
        again = number == year or (len(found) == 1 and not word.isdigit())
        if number and not again and len(found) < 2:
            found.append(number)
    return found


def day_order(texts: Iterable[str]) -> Order:
    """D/M or M/D: every unambiguous date among names, paths, headings and whole texts votes."""
    return "mdy" if sum(day_votes(text) for text in texts) < 0 else "dmy"


def day_votes(text: str) -> int:
    """How many numeric dates can only be D/M, less those that can only be M/D.

    Of a text with several lines, its headings and the lines that a date begins vote.
    """
    if "\n" in text:
        return sum(day_votes(line) for line in text.splitlines() if _VOTER.match(line))
    votes = 0
    for m in _NUMERIC.finditer(text):
        a, b = int(m[1]), int(m[2])
        votes += (12 < a <= 31 and 0 < b <= 12) - (12 < b <= 31 and 0 < a <= 12)
    return votes
