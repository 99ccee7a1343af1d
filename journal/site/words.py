"""How the site says things: numbers in words, dates, sizes, and verbs for what became of a run."""

from __future__ import annotations

import math
import re
from datetime import date, datetime

SMALL = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ORDINALS = (
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
    "tenth",
)  # fmt: skip
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SCRIPTS = (
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
)
SUPER = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def number(n: int) -> str:
    """Numbers below a hundred in words, others with thousands commas."""
    if 0 <= n < len(SMALL):
        return SMALL[n]
    if 20 <= n < 100:
        return TENS[n // 10 - 2] + (f"-{SMALL[n % 10]}" if n % 10 else "")
    return f"{n:,}"


def ordinal(n: int) -> str:
    if 0 <= n < len(ORDINALS):
        return ORDINALS[n]
    ending = "th" if 10 <= n % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"


def plural(n: int, one: str, many: str = "") -> str:
    return one if n == 1 else many or f"{one}s"


def count(n: int, one: str, many: str = "") -> str:
    """'three runs', 'one run', 'no runs'."""
    return f"{number(n)} {plural(n, one, many)}"


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def short_day(day: date, today: date) -> str:
    """'14 Jul', with the year where it isn't this one."""
    year = f" {day.year}" if abs((today - day).days) > 330 else ""
    return f"{day.day} {MONTHS[day.month - 1][:3]}{year}"


def long_day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def full_day(day: date) -> str:
    return f"{DAYS[day.weekday()]} {long_day(day)}"


def parse_time(text: str) -> datetime | None:
    """An RFC 3339 time or a bare ISO date; None where it is neither."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def moment(text: str, today: date) -> str:
    """'14 Jul 21:58'; only the day where that is all that is known."""
    when = parse_time(text)
    if when is None:
        return text
    clock = f" {when:%H:%M}" if len(text) > 10 else ""
    return short_day(when.date(), today) + clock


def since(day: date, today: date) -> str:
    """'today', 'yesterday', 'on Thursday', 'on 4 August'."""
    gap = (today - day).days
    if gap in (0, 1):
        return ("today", "yesterday")[gap]
    if 1 < gap < 7:
        return f"on {DAYS[day.weekday()]}"
    year = f" {day.year}" if gap > 330 else ""
    return f"on {day.day} {MONTHS[day.month - 1]}{year}"


def duration(seconds: float | None) -> str:
    """'3.1 s', '48 s', '1 m 12 s', '2 h 5 m'."""
    if seconds is None:
        return ""
    if seconds < 10:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} m {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} m"


def size(count: int) -> str:
    """'18 kB', '64 MB', '16 GB'."""
    for unit, scale in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if count >= scale:
            value = count / scale
            return f"{value:.1f} {unit}" if value < 10 and unit != "kB" else f"{value:,.0f} {unit}"
    return f"{count} B"


def figure(value: object) -> str:
    """A number as it is read: five figures, thousands commas, a real minus, 3.4 × 10⁷."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}".replace("-", "−")
    if not isinstance(value, float):
        return "" if value is None else str(value)
    if not math.isfinite(value):
        return str(value).replace("-", "−")
    return _decimal(value).replace("-", "−")


def _decimal(value: float) -> str:
    if value == 0:
        return "0"
    power = math.floor(math.log10(abs(value)))
    if -4 <= power < 6:
        if value == int(value):
            return f"{value:,.0f}"
        return f"{value:,.{max(0, 4 - power)}f}".rstrip("0").rstrip(".")
    return f"{value / 10**power if power > -300 else value * 10**-power:.2g} × {decade(power)}"


def decade(power: int) -> str:
    return "10" + str(power).translate(SUPER)


def value_text(value: object) -> str:
    """A parameter as it is typed: 1e-06 is 1e-6, 2000.0 is 2000."""
    if isinstance(value, float):
        small = f"{value:.6e}" if 0 < abs(value) < 1e-3 else f"{value:g}"
        tidy = re.sub(r"\.?0*e", "e", small)
        return re.sub(r"e([+-])0*(\d)", lambda m: f"e{m[1].strip('+')}{m[2]}", tidy)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def lang(text: str) -> str:
    """The language that the script of most letters tells; empty where it is Latin."""
    if text.isascii():
        return ""
    letters = sum(c.isalpha() for c in text)
    for code, pattern in SCRIPTS:
        if letters and len(pattern.findall(text)) * (3 if code != "ja" else 8) > letters:
            return code
    return ""


def shorten(text: str, limit: int) -> str:
    """Cut at a word's end, with an ellipsis."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    head = text[:limit]
    return (head.rsplit(" ", 1)[0] if " " in head[limit // 2 :] else head).rstrip(" ,;:.–—-") + "…"


def times(n: int) -> str:
    """'once', 'twice', 'three times'."""
    return {1: "once", 2: "twice"}.get(n, f"{number(n)} times")
