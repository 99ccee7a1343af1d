"""A curve in braille dots: eight to a character, in whatever width the terminal has."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
Points = Sequence[tuple[float, float]]


def plot(points: Points, width: int, height: int = 8) -> list[str]:
    """Lines of text: the curve beside its range, then the steps; × where a value isn't finite.

    The values stand on a log scale where all of them are positive and span a factor of 100.
    """
    finite = [(x, y) for x, y in points if math.isfinite(y)]
    if not finite:
        return ["no finite value"] if points else ["no points"]
    low, high = min(y for _, y in finite), max(y for _, y in finite)
    log = low > 0 and high / low >= 100
    labels = [f"{high:.4g}", *[""] * (height - 2), f"{low:.4g}"]
    margin = max(map(len, labels))
    columns = max(10, width - margin - 2)
    canvas = _drawn(points, _unit(low, high, log), columns, height)
    rows = [f"{label:>{margin}} {row}" for label, row in zip(labels, canvas, strict=True)]
    first, last = f"{points[0][0]:g}", f"{points[-1][0]:g}"
    axis = first + last.rjust(max(len(last) + 1, columns - len(first)))
    return [*(row.rstrip() for row in rows), " " * (margin + 1) + axis + (" log" if log else "")]


def _unit(low: float, high: float, log: bool) -> Callable[[float], float]:
    """Where between the least and the greatest a value stands, from 0 to 1."""
    if log:
        first, rise = math.log(low), math.log(high) - math.log(low)
        return lambda y: (math.log(y) - first) / rise
    half = max(abs(low), abs(high), 1e-300)  # their span may be more than a float can hold
    span = (high / half - low / half) or 1
    return lambda y: (y / half - low / half) / span


def _drawn(points: Points, unit: Callable[[float], float], columns: int, height: int) -> list[str]:
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    across = (columns * 2 - 1) / (right - left or 1)
    placed = [((x - left) * across, unit(y) if math.isfinite(y) else None) for x, y in points]
    cells = [[0x2800] * columns for _ in range(height)]
    for x, up in _joined(placed):
        row = round((1 - up) * (height * 4 - 1))
        cells[row // 4][round(x) // 2] |= DOTS[row % 4][round(x) % 2]
    lines = ["".join(map(chr, row)).replace("\u2800", " ") for row in cells]
    bad = {round(x) // 2 for x, up in placed if up is None}
    return ["".join("×" if i in bad else c for i, c in enumerate(lines[0])), *lines[1:]]


def _joined(placed: Sequence[tuple[float, float | None]]) -> Iterator[tuple[float, float]]:
    """The points, and a straight line of dots between two that follow each other."""
    for (x, up), (to, then) in pairwise([*placed, placed[-1]]):
        if up is None:
            continue
        steps = max(1, abs(int(to - x))) if then is not None else 1
        rise = (then if then is not None else up) - up
        yield from ((x + (to - x) * n / steps, up + rise * n / steps) for n in range(steps))
