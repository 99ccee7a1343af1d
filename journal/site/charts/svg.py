"""The few shapes that charts are made of, written as escaped text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

WIDTHS = {320: "w320", 640: "w640", 928: "w928"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart in the widths it is shown at, what it says in a sentence, and its numbers."""

    svgs: Markup
    summary: str
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    empty: bool = False


def n(value: float) -> str:
    """A coordinate with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace("-0", "0" if value == 0 else "-0")


def el(tag: str, *children: str, **attributes: object) -> Markup:
    """An element; `class_` is class and `stroke_width` is stroke-width. Children that are no
    Markup are escaped."""
    pairs = "".join(
        f' {k.rstrip("_").replace("_", "-")}="{n(v) if isinstance(v, float) else escape(str(v))}"'
        for k, v in attributes.items()
        if v not in ("", None)
    )
    inside = "".join(c if isinstance(c, Markup) else escape(c, quote=False) for c in children)
    return Markup(f"<{tag}{pairs}>{inside}</{tag}>" if inside else f"<{tag}{pairs}/>")


def canvas(
    width: int, height: float, parts: Iterable[str], *, title: str, desc: str = "", kind: str = ""
) -> Markup:
    """The picture: its title and description come first for those who hear it."""
    told = [el("title", title), *([el("desc", desc)] if desc else [])]
    classes = " ".join(("chart-svg", *([kind] if kind else [])))
    return el(
        "svg", *told, *parts, class_=classes, role="img",
        width=width, height=n(height), viewBox=f"0 0 {width} {n(height)}",
    )  # fmt: skip


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> Markup:
    ends = f'x1="{n(x1)}" y1="{n(y1)}" x2="{n(x2)}" y2="{n(y2)}"'
    return Markup(f'<line {ends} class="{kind}"/>')


def text(x: float, y: float, words: str, kind: str = "", anchor: str = "") -> Markup:
    return el("text", words, x=n(x), y=n(y), class_=kind, text_anchor=anchor)


def dot(x: float, y: float, r: float, kind: str) -> Markup:
    return el("circle", cx=n(x), cy=n(y), r=n(r), class_=kind)


def cross(x: float, y: float, size: float, kind: str) -> Markup:
    h = size / 2
    d = f"M{n(x - h)} {n(y - h)}L{n(x + h)} {n(y + h)}M{n(x - h)} {n(y + h)}L{n(x + h)} {n(y - h)}"
    return el("path", d=d, class_=f"cross {kind}".strip())


def path(points: Sequence[tuple[float, float]], kind: str) -> Markup:
    d = "M" + "L".join(f"{n(x)} {n(y)}" for x, y in points)
    return el("path", d=d, class_=kind)


def text_width(words: str, size: float = 12) -> float:
    """About how wide a sans label is."""
    narrow = sum(c in "iljtf.,:;'| ()-" for c in words)
    return size * (0.58 * (len(words) - narrow) + 0.3 * narrow)


@dataclass(frozen=True, slots=True)
class Label:
    """Words that want to stand at a place, their baseline's start or end."""

    x: float
    y: float
    words: str
    kind: str = ""
    anchor: str = ""

    @property
    def span(self) -> tuple[float, float]:
        wide = text_width(self.words, 12.5)
        return (self.x - wide, self.x) if self.anchor == "end" else (self.x, self.x + wide)


def place(labels: Sequence[Label], top: float, base: float, gap: float = 16) -> list[Markup]:
    """The labels, those that would overlap moved up or down to the nearest free height."""
    placed: list[tuple[float, float, float]] = []
    parts = []
    for one in labels:
        left, right = one.span
        near = [y for a, b, y in placed if a < right + 4 and left < b + 4]
        free = [one.y, *(y + gap for y in near), *(y - gap for y in near)]
        inside = [max(top + 4, min(y, base - 5)) for y in free]
        clear = [y for y in inside if all(abs(y - n) >= gap - 0.01 for n in near)]
        at = min(clear or inside, key=lambda y: abs(y - one.y))
        placed.append((left, right, at))
        parts.append(text(one.x, at, one.words, one.kind, one.anchor))
    return parts


def nudge(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Positions at least `gap` apart, as near as can be to those wanted, within the frame."""
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    placed = [0.0] * len(wanted)
    last = low - gap
    for i in order:
        placed[i] = last = max(wanted[i], last + gap)
    limit = high + gap
    for i in reversed(order):
        placed[i] = limit = min(placed[i], limit - gap)
    return placed


def glyph(kind: str) -> Markup:
    """The 11 px sign before a verdict: held, missed, failed or none."""
    shapes = {
        "held": el("circle", cx="5.5", cy="5.5", r="5", class_="fill-ink"),
        "missed": el("circle", cx="5.5", cy="5.5", r="4", class_="ring"),
        "failed": cross(5.5, 5.5, 7.5, "ink"),
        "none": line(1, 5.5, 10, 5.5, "dash"),
    }
    return el(
        "svg", shapes[kind], class_="glyph", width=11, height=11, viewBox="0 0 11 11",
        aria_hidden="true", focusable="false",
    )  # fmt: skip
