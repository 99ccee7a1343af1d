"""Curves of a metric over steps: the focal run in ink, others in colour, each named at its end."""

from __future__ import annotations

import math
from collections.abc import Sequence

from markupsafe import Markup

from journal.site.charts.frame import (
    HEIGHTS,
    LEFT,
    TOP,
    Frame,
    Point,
    Series,
    Threshold,
    frame_of,
    whole,
)  # fmt: skip
from journal.site.charts.svg import (
    WIDTHS,
    Figure,
    Label,
    canvas,
    cross,
    dot,
    line,
    path,
    place,
    text,
    text_width,
)  # fmt: skip
from journal.site.words import capital, figure, shorten

COLOURS = ("blue", "ochre", "green", "plum")


def loss(series: Sequence[Series], name: str, check: Threshold | None = None) -> Figure:
    """The chart of one metric. With nothing to draw the axes stay, empty."""
    drawn = [s for s in series if s.finite]
    told = _summary(drawn, name)
    svgs = (_draw(drawn, name, check, told, w) for w in WIDTHS)
    return Figure(Markup("").join(svgs), told, _head(drawn, name), _rows(drawn), empty=not drawn)


def _summary(series: Sequence[Series], name: str) -> str:
    if not series:
        return ""
    broken = [f"{s.name} ({s.failure})" for s in series if s.failure]
    sound = [s for s in series if not s.failure]
    if len(series) == 1:
        one = series[0]
        ends = f"{figure(_short(one.finite[0][1]))} to {figure(_short(one.finite[-1][1]))}"
        tail = one.failure or f"{figure(whole(one.finite[-1][0]))} steps"
        return f"{capital(name)} from {ends}; {tail}."
    least = min(sound, key=lambda s: s.finite[-1][1], default=None)
    told = (
        f"Lowest at the end: {least.name}, {figure(_short(least.finite[-1][1]))}. " if least else ""
    )
    return told + (f"Failed: {'; '.join(broken)}." if broken else "")


def _short(value: float) -> float:
    """At three figures, for a sentence."""
    return float(f"{value:.3g}")


def _head(series: Sequence[Series], name: str) -> tuple[str, ...]:
    return ("step", *(s.name for s in series)) if len(series) > 1 else ("step", name)


def _rows(series: Sequence[Series], most: int = 12) -> tuple[tuple[str, ...], ...]:
    """A few steps, evenly apart on a log scale, with what each series had there."""
    by_step = [dict(s.points) for s in series]
    steps = sorted({step for points in by_step for step in points})
    if len(steps) > most:
        wanted = {round((len(steps) - 1) ** (i / (most - 1))) for i in range(1, most)}
        steps = [steps[0], *(steps[i] for i in sorted(wanted))]
    return tuple(
        (figure(whole(s)), *(figure(float(p[s])) if s in p else "" for p in by_step)) for s in steps
    )


def _draw(
    series: Sequence[Series], name: str, check: Threshold | None, told: str, width: int
) -> Markup:
    frame = frame_of(series, check, width)
    parts = _axes(frame, name)
    shown = check is not None and frame.y.low <= check.value <= frame.y.high
    parts += _threshold(check, frame) if check and shown else []
    kinds = _kinds(series)
    for i, one in sorted(enumerate(series), key=lambda pair: pair[1].focal):
        parts += _curve(one, kinds[i], frame)
    parts += place(_labels(series, kinds, frame), TOP, frame.y.start)
    title = f"{capital(name)} over steps"
    return canvas(width, HEIGHTS[width], parts, title=title, desc=told, kind=WIDTHS[width])


def _kinds(series: Sequence[Series]) -> list[str]:
    """ink for the focal run, a colour for four more, grey and unnamed beyond that."""
    colours = iter(COLOURS)
    return ["ink" if s.focal else next(colours, "grey") for s in series]


def _axes(frame: Frame, name: str) -> list[Markup]:
    x, y = frame.x, frame.y
    base = y.start
    parts = [line(LEFT, y(v), x.end, y(v), "grid") for v, _ in frame.y_ticks[1:]]
    parts += [text(LEFT - 7, y(v) + 4, words, "axis", "end") for v, words in frame.y_ticks]
    parts += [text(0, 12, name, "axis"), line(LEFT, base, x.end, base, "base")]
    for step, words in frame.x_ticks:
        parts.append(line(x(step), base, x(step), base + 5, "base"))
        if x.end - x(step) > 50 or x(step) - LEFT < 1:
            parts.append(text(x(step), base + 20, words, "axis", "middle"))
    return [*parts, text(x.end, base + 20, "step", "axis", "end")]


def _threshold(check: Threshold, frame: Frame) -> list[Markup]:
    at = frame.y(check.value)
    words = check.words if frame.width > 400 else "the check"
    return [
        line(LEFT, at, frame.x.end, at, "check-line"),
        text(LEFT + 5, at - 7, words, "owed-text halo"),
    ]


def _curve(one: Series, kind: str, frame: Frame) -> list[Markup]:
    points = [(frame.x(s), frame.y(v)) for s, v in _in_frame(one, frame)]
    if not points:
        return []
    drawn = [path(points, f"curve {kind}")] if len(points) > 1 else []
    end = cross(*points[-1], 8, kind) if one.failure else dot(*points[-1], 2.5, f"end {kind}")
    return [*drawn, end]


def _in_frame(one: Series, frame: Frame) -> list[Point]:
    """The points that can be drawn; where the curve leaves the frame it is cut at the edge."""
    kept: list[Point] = []
    for step, value in one.finite:
        if (frame.x.log and step < frame.x.low) or (frame.y.log and value <= 0):
            continue
        if value > frame.y.high:
            kept += [_cut(kept[-1], (step, value), frame)] if kept else []
            break
        kept.append((step, max(value, frame.y.low)))
    return _by_pixel(kept, frame)


def _cut(a: Point, b: Point, frame: Frame) -> Point:
    """Where the line from a to b crosses the top, as drawn."""
    x, y = frame.x, frame.y
    share = (y(a[1]) - TOP) / (y(a[1]) - y(b[1]))
    at = x(a[0]) + share * (x(b[0]) - x(a[0]))
    back = (at - x.start) / (x.end - x.start)
    if x.log:
        return 10 ** (math.log10(x.low) + back * math.log10(x.high / x.low)), y.high
    return x.low + back * (x.high - x.low), y.high


def _by_pixel(points: list[Point], frame: Frame) -> list[Point]:
    """The last point of every other pixel, first and last always."""
    kept: list[Point] = []
    last = -9.0
    for i, point in enumerate(points):
        at = frame.x(point[0])
        if at - last >= 2 or i == len(points) - 1:
            kept.append(point)
            last = at
    return kept


def _labels(series: Sequence[Series], kinds: Sequence[str], frame: Frame) -> list[Label]:
    """Names at the ends of the lines, and why one stopped; a lone sound curve needs none."""
    named = [
        (s, k, points[-1])
        for s, k in zip(series, kinds, strict=True)
        if (points := _in_frame(s, frame))
    ]
    ends = [_end(s, k, at, frame) for s, k, at in named if not s.failure and k != "grey"]
    breaks = [_break(s, k, at, frame) for s, k, at in named if s.failure]
    return [*breaks, *(ends if len(series) > 1 else [])]


def _end(one: Series, kind: str, at: Point, frame: Frame) -> Label:
    words = _fit(one.name, frame.width - frame.x.end - 10)
    style = f"label halo {kind}" + (" bold" if one.focal else "")
    return Label(frame.x(at[0]) + 7, frame.y(at[1]) + 4, words, style)


def _break(one: Series, kind: str, at: Point, frame: Frame) -> Label:
    x, y = frame.x(at[0]), frame.y(at[1])
    gone = "off the page here, " if y <= TOP + 0.5 else ""
    long = f"{one.name}: {gone}{one.failure}" if not one.focal else one.failure
    words = long if frame.width > 400 else shorten(one.failure, 26)
    wide = text_width(words, 12.5)
    left = x + 12 + wide > frame.width - 4 and x - 12 > wide
    style = f"label halo {kind}"
    return Label(x + (-12 if left else 12), y + 4, words, style, "end" if left else "")


def _fit(words: str, room: float) -> str:
    parts = words.split(", ")
    heads = (", ".join(parts[:n]) for n in range(len(parts), 0, -1))
    fitting = next((head for head in heads if text_width(head) <= room), "")
    return fitting or shorten(words, max(6, int(room / 6.8)))
