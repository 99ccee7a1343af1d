"""What a chart of curves spans: its series, its scales, and the ticks that are worth a label."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from journal.site.charts.scales import Scale, decades, linear_ticks, power_label
from journal.site.charts.svg import text_width
from journal.site.words import figure

TOP, BOTTOM, LEFT = 30, 26, 40
HEIGHTS = {320: 300, 640: 320, 928: 330}
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Series:
    """A run's points of one metric. `failure` says in words why it stopped, where it failed."""

    name: str
    points: tuple[Point, ...]
    focal: bool = False
    failure: str = ""

    @property
    def finite(self) -> list[Point]:
        return [(s, v) for s, v in self.points if math.isfinite(v)]


@dataclass(frozen=True, slots=True)
class Threshold:
    value: float
    words: str = "the check"


@dataclass(frozen=True, slots=True)
class Frame:
    """What one drawing shares: scales, ticks with their labels, width."""

    x: Scale
    y: Scale
    x_ticks: tuple[tuple[float, str], ...]
    y_ticks: tuple[tuple[float, str], ...]
    width: int


def frame_of(series: Sequence[Series], check: Threshold | None, width: int) -> Frame:
    right, base = width - _margin(series, width), HEIGHTS[width] - BOTTOM
    values = _values(series, check)
    log_y = bool(values) and min(values) > 0 and max(values) > 20 * min(values)
    y_ticks = _value_ticks(values, log_y)
    y = Scale(y_ticks[0][0], y_ticks[-1][0], base, TOP, log_y)
    steps = [s for one in series for s, _ in one.finite]
    log_x = log_y and len(steps) > 1 and max(steps) > 50 and _early(series)
    low, high = (max(min(steps), 1), max(steps)) if steps else (0, 100)
    x = Scale(low, max(high, low + 1), LEFT, right, log_x)
    return Frame(x, y, tuple(_step_ticks(x, width)), tuple(y_ticks), width)


def _values(series: Sequence[Series], check: Threshold | None) -> list[float]:
    """What the y axis spans: a run that failed beside others that did not may leave the frame."""
    sound = [s for s in series if not s.failure or s.focal] or list(series)
    values = [v for s in sound for _, v in s.finite]
    if not values:
        return []
    top = max(values) * (1e4 if min(values) > 0 else 2)
    fits = [
        v
        for s in series
        if s.failure
        for _, v in s.finite
        if 0 < v <= top and len(sound) < len(series)
    ]
    near = check and (min(values) <= 0 or min(values) / 1e3 < check.value < max(values) * 1e3)
    return [*values, *fits, *([check.value] if check and near else [])]


def _early(series: Sequence[Series]) -> bool:
    """True where a run has most of its way behind it in a twentieth of the steps."""
    last = max(s.finite[-1][0] for s in series)
    for one in series:
        logs = [(s, math.log10(v)) for s, v in one.finite if v > 0]
        way = abs(logs[-1][1] - logs[0][1]) if logs else 0
        head = [v for s, v in logs if s <= last / 20]
        if len(head) > 1 and way > 0.3 and abs(head[-1] - logs[0][1]) > way * 0.6:
            return True
        if one.failure and one.finite[-1][0] <= last / 20:
            return True
    return False


def _value_ticks(values: Sequence[float], log: bool) -> list[tuple[float, str]]:
    if log:
        powers = decades(max(min(values), 1e-300), max(values))
        return [(10.0**p, power_label(p)) for p in powers]
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    if low == high:
        low, high = (0.0, high * 2) if high > 0 else (low - 1, high + 1)
    return [(t, figure(float(t))) for t in linear_ticks(low, high)]


def _step_ticks(x: Scale, width: int) -> list[tuple[float, str]]:
    if x.log:
        powers = range(
            math.ceil(math.log10(x.low) - 1e-9), math.floor(math.log10(x.high) + 1e-9) + 1
        )
        ticks = [(10.0**p, f"{10**p:,}") for p in powers]
    else:
        steps = linear_ticks(x.low, x.high, 3 if width < 400 else 5)
        ticks = [(t, figure(whole(t))) for t in steps if x.low <= t <= x.high]
    return [t for t in ticks if x.end - x(t[0]) > 22 or x.end - x(t[0]) < 1]


def whole(step: float) -> int | float:
    return int(step) if step == int(step) else step


def _margin(series: Sequence[Series], width: int) -> float:
    names = [text_width(s.name, 12.5) + 16 for s in series[:5] if len(series) > 1 and not s.failure]
    limit = {320: 84, 640: 130, 928: 190}[width]
    return min(max([14, *names]), limit)
