"""From values to pixels, and the few round values worth a label."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from journal.site.words import MONTHS, decade, figure


@dataclass(frozen=True, slots=True)
class Scale:
    """`low` and `high` in values land on `start` and `end` in pixels."""

    low: float
    high: float
    start: float
    end: float
    log: bool = False

    def __call__(self, value: float) -> float:
        low, high, at = self.low, self.high, value
        if self.log:
            low, high, at = math.log10(low), math.log10(high), math.log10(max(value, 1e-300))
        share = (at - low) / (high - low) if high > low else 0.5
        return self.start + share * (self.end - self.start)


def round_ticks(high: float, wanted: int = 5) -> list[float]:
    """0 and round steps up to the first at or above `high`."""
    step = nice_step(max(high, 1) / wanted, whole=True)
    return [i * step for i in range(math.ceil(max(high, 1) / step) + 1)]


def nice_step(rough: float, whole: bool = False) -> float:
    power = 10 ** math.floor(math.log10(rough)) if rough > 0 else 1
    step = next(m * power for m in (1, 2, 5, 10) if m * power >= rough * 0.999)
    return max(1, step) if whole else step


def linear_ticks(low: float, high: float, wanted: int = 5) -> list[float]:
    """Round values that span low to high."""
    if not high > low:
        return [low]
    step = nice_step((high - low) / wanted)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [i * step for i in range(first, last + 1)]


def decades(low: float, high: float, most: int = 5) -> list[int]:
    """Powers of ten that span low to high, evenly thinned to a few."""
    first, last = math.floor(math.log10(low) + 1e-9), math.ceil(math.log10(high) - 1e-9)
    last = max(last, first + 1)
    rough = (last - first) / most
    step = next(s for s in (1, 2, 3, 4, 5, 10, 20, 25, 50, 100, 200) if s >= rough)
    low_end = first if step < 10 else first // step * step
    return [low_end + i * step for i in range(math.ceil((last - low_end) / step) + 1)]


def power_label(power: int) -> str:
    return figure(10**power) if 0 <= power <= 3 else decade(power)


def short_date(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def month_ticks(
    first: date, last: date, x: Callable[[float], float], gap: float
) -> list[tuple[float, str]]:
    """The first day, then the months that have room; x maps an ordinal to a pixel."""
    ticks = [(x(first.toordinal()), short_date(first))]
    year, month = first.year, first.month
    while True:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        start = date(year, month, 1)
        if start > last:
            return ticks
        at = x(start.toordinal())
        name = MONTHS[month - 1][:3] + (f" {year}" if month == 1 else "")
        if at - ticks[-1][0] >= gap and (len(ticks) > 1 or at - ticks[0][0] >= gap + 8):
            ticks.append((at, name))
