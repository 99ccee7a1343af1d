"""A line chart as SVG text: `record.figure("loss", plot.lines({"by hand": points}, "Loss"))`."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

Points = Sequence[tuple[float, float]]
WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 640, 320, 64, 32, 160, 36
COLOURS = ("#17191b", "#0e3c81", "#925a10", "#07815f", "#a83bca")  # told apart by dashes as well
PALE = 'fill="#4f5357"'
DASHES = ("", "4 2", "7 3", "7 3 2 3", "2 3")


def lines(series: Mapping[str, Points], title: str, x: str = "step", log_x: bool = False) -> str:
    """Every series as a line, named at its end; y is logarithmic; what isn't finite is left out."""
    kept = {name: _finite(points, log_x) for name, points in series.items()}
    kept = {name: points for name, points in kept.items() if points}
    every = [p for points in kept.values() for p in points] or [(1.0, 1.0)]
    along = _scale([p[0] for p in every], LEFT, WIDTH - RIGHT, log_x)
    up = _scale([p[1] for p in every], HEIGHT - BOTTOM, TOP, True)
    marks = [*_grid(every, up), _names(every, along, x)]
    drawn = [_line(i, points, along, up) for i, points in enumerate(kept.values())]
    ends = {name: (along(p[-1][0]) + 6, up(p[-1][1]) + 4) for name, p in kept.items()}
    places = _apart(ends)
    drawn += [_text(*places[n], n, f'fill="{COLOURS[i % 5]}"') for i, n in enumerate(kept)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        f' font-family="system-ui, sans-serif" font-size="12"><title>{escape(title)}</title>'
        f'<rect fill="#fdfdfc" width="{WIDTH}" height="{HEIGHT}"/>'
        f"{_text(LEFT, 18, title)}{''.join(marks)}{''.join(drawn)}</svg>\n"
    )


def _finite(points: Points, log_x: bool) -> list[tuple[float, float]]:
    good = [(a, b) for a, b in points if math.isfinite(b) and b > 0 and (a > 0 or not log_x)]
    stride = max(1, len(good) // 400)
    return good[::stride] + good[-1:] if stride > 1 else good


def _scale(values: Sequence[float], start: float, end: float, log: bool):
    low, high = (math.log10(v) if log else v for v in (min(values), max(values)))
    span = high - low or 1.0
    return lambda v: start + (end - start) * ((math.log10(v) if log else v) - low) / span


def _grid(every: Points, up) -> list[str]:
    low, high = (math.log10(f(p[1] for p in every)) for f in (min, max))
    first, last = math.ceil(low - 1e-9), math.floor(high + 1e-9)
    rows = []
    for power in range(first, last + 1, max(1, (last - first) // 5)):
        y = up(10.0**power)
        rows.append(f'<path stroke="#e2e3e2" d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}"/>')
        rows.append(_text(LEFT - 8, y + 4, f"1e{power}", f'text-anchor="end" {PALE}'))
    return rows


def _names(every: Points, along, x: str) -> str:
    low, high = (f(p[0] for p in every) for f in (min, max))
    floor = HEIGHT - BOTTOM
    base = f'<path stroke="#878b8f" d="M{LEFT} {floor}H{WIDTH - RIGHT}"/>'
    first = _text(along(low), floor + 16, f"{low:g}")
    last = _text(along(high), floor + 16, f"{high:g}", f'text-anchor="end" {PALE}')
    return base + first + last + _text((LEFT + WIDTH - RIGHT) / 2, floor + 16, x)


def _line(i: int, points: Points, along, up) -> str:
    path = " ".join(f"{along(a):.1f},{up(b):.1f}" for a, b in points)
    dash = f' stroke-dasharray="{DASHES[i % 5]}"' if i % 5 else ""
    pen = f'fill="none" stroke-width="1.75" stroke="{COLOURS[i % 5]}"{dash}'
    return f'<polyline {pen} points="{path}"/>'


def _apart(ends: Mapping[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """Where the labels go: at their line's end, or as far above it as others leave no room."""
    placed: dict[str, tuple[float, float]] = {}
    for name, (x, y) in sorted(ends.items(), key=lambda end: -end[1][1]):
        while any(abs(x - a) < 80 and abs(y - b) < 14 for a, b in placed.values()):
            y -= 1
        placed[name] = (x, y)
    return placed


def _text(x: float, y: float, text: str, more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" {more or PALE}>{escape(text)}</text>'
