"""A run's curve in a table row: no axis, a dot where it ended, a cross where it broke."""

from __future__ import annotations

import math
from collections.abc import Sequence

from markupsafe import Markup

from journal.site.charts.scales import Scale
from journal.site.charts.svg import canvas, cross, dot, path
from journal.site.words import figure

WIDTH, HEIGHT, MOST = 132, 24, 44


def sparkline(points: Sequence[tuple[float, float]], *, failed: bool, name: str = "loss") -> Markup:
    """On a log scale where every value is above 0; nothing where there are no two points."""
    finite = [(s, v) for s, v in points if math.isfinite(v)]
    if len(finite) < 2:
        return Markup("")
    shown = thin(finite, MOST)
    values = [v for _, v in shown]
    log = min(values) > 0
    y = Scale(min(values), max(values), HEIGHT - 4, 4, log)
    x = Scale(shown[0][0], shown[-1][0], 2, WIDTH - 6)
    drawn = [(x(s), y(v)) for s, v in shown]
    end = cross(*drawn[-1], 6, "ink") if failed else dot(*drawn[-1], 2.2, "fill-ink")
    told = f"{name}: {figure(float(finite[0][1]))} to {figure(float(finite[-1][1]))}"
    return canvas(WIDTH, HEIGHT, [path(drawn, "spark"), end], title=told)


def thin(points: Sequence[tuple[float, float]], most: int) -> list[tuple[float, float]]:
    """At most about `most` points, evenly by place; first and last are kept."""
    if len(points) <= most:
        return list(points)
    step = (len(points) - 1) / (most - 1)
    return [points[round(i * step)] for i in range(most)]
