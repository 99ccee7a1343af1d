"""Outcome over expectation, a row each, on one logarithmic axis."""

from __future__ import annotations

import math

from markupsafe import Markup

from journal.site.charts.svg import canvas, cross, dot, line, text
from journal.site.words import figure

SPAN = 2.35  # decades on either side


def _at(power: float, width: int) -> float:
    return width / 2 + power / SPAN * (width / 2 - 10)


def forecast_axis(width: int) -> Markup:
    labels = ((-2, "÷ 100"), (-1, "÷ 10"), (0, "as expected"), (1, "× 10"), (2, "× 100"))
    parts = [text(_at(p, width), 13, w, "axis" if p else "ink-text", "middle") for p, w in labels]
    return canvas(width, 18, parts, title="Outcome divided by expectation")


def forecast_bar(ratio: float | None, width: int, *, kind: str = "") -> Markup:
    """`ratio` is outcome ÷ expectation; None or beyond the scale leaves it with a cross."""
    height, middle = 26, 13
    parts = [line(_at(p, width), 0, _at(p, width), height, "grid") for p in (-2, -1, 1, 2)]
    parts.append(line(width / 2, 0, width / 2, height, "base"))
    power = math.log10(ratio) if ratio and math.isfinite(ratio) and ratio > 0 else SPAN + 1
    if abs(power) > SPAN:
        edge = _at(math.copysign(SPAN, power), width)
        inner = edge - math.copysign(9, power)
        parts += [line(width / 2, middle, inner, middle, "bar off"), cross(edge, middle, 8, "ink")]
        title = "off the scale"
    else:
        parts += [line(width / 2, middle, _at(power, width), middle, "bar")]
        parts.append(dot(_at(power, width), middle, 4.5, "fill-ink"))
        title = f"{figure(float(ratio or 0))} of what was expected"
    return canvas(width, height, parts, title=title, kind=kind)
