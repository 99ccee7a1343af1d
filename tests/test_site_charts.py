"""Charts from data alone: scales, what stays in the frame, what is said of them."""

from __future__ import annotations

import math
import re
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from journal.site.charts import (
    Series,
    Square,
    Threshold,
    calendar,
    flow,
    forecast_bar,
    life_line,
    loss,
    sparkline,
)  # fmt: skip
from journal.site.charts.scales import decades, linear_ticks, round_ticks
from journal.site.charts.svg import Label, nudge, place
from journal.site.words import (
    duration,
    figure,
    lang,
    number,
    ordinal,
    shorten,
    since,
    size,
    value_text,
)  # fmt: skip

DAY = date(2026, 4, 22)


@pytest.mark.parametrize(
    ("low", "high", "wanted"),
    [(1e-2, 1e10, [-2, 1, 4, 7, 10]), (1, 1e40, [0, 10, 20, 30, 40]), (3, 900, [0, 1, 2, 3])],
)
def test_decades_are_few_and_even(low: float, high: float, wanted: list[int]) -> None:
    assert decades(low, high) == wanted


@pytest.mark.parametrize("high", [1, 3, 7, 25, 140, 9_999])
def test_ticks_reach_over_the_highest_and_are_few(high: float) -> None:
    ticks = round_ticks(high)
    assert ticks[0] == 0 and ticks[-1] >= high and 2 <= len(ticks) <= 7


def test_linear_ticks_span_negative_values() -> None:
    assert linear_ticks(-3, 4, 4) == [-4, -2, 0, 2, 4]


def test_labels_are_pushed_apart_and_stay_inside() -> None:
    placed = nudge([100, 101, 102, 298], 16, 0, 300)
    assert sorted(placed) == placed and placed[-1] <= 300
    assert all(b - a >= 16 for a, b in pairwise(placed))


def test_labels_move_only_where_they_would_overlap() -> None:
    labels = [Label(10, 100, "near"), Label(20, 102, "near too"), Label(300, 101, "far off")]
    heights = [float(y) for y in re.findall(r' y="([\d.]+)"', "".join(place(labels, 0, 300)))]
    assert heights[0] == 100 and abs(heights[1] - heights[0]) >= 16 and heights[2] == 101


def texts(svg: str) -> list[str]:
    return [re.sub(r"<[^>]+>", "", t) for t in re.findall(r"<text[^>]*>(.*?)</text>", svg)]


def widest(figure_svgs: str) -> str:
    return figure_svgs[figure_svgs.rindex("<svg") :]


def falling(factor: float = 1.0) -> tuple[tuple[float, float], ...]:
    return tuple((s, factor * (2.4 + 900 * math.exp(-s / 9))) for s in range(1, 2001))


def test_a_run_that_blows_up_beside_others_leaves_the_page_at_the_top() -> None:
    broken = Series(
        "raw", tuple((s, 40 * 10.0 ** (4 * s)) for s in range(9)), failure="overflow at step 9"
    )
    made = loss([broken, Series("scaled", falling(), focal=True)], "loss")
    said = texts(widest(made.svgs))
    assert "raw: off the page here, overflow at step 9" in said
    assert "scaled" in said and "10⁶" in said and "10³³" not in said
    assert made.summary == "Lowest at the end: scaled, 2.4. Failed: raw (overflow at step 9)."


def test_the_same_run_alone_is_shown_whole() -> None:
    points = (*((s, 40 * 10.0 ** (4 * s)) for s in range(1, 9)), (9, math.inf))
    made = loss([Series("loss", points, focal=True, failure="overflow at step 9")], "loss")
    assert "10³⁰" in texts(widest(made.svgs)) and "overflow at step 9" in texts(widest(made.svgs))
    assert made.rows[-1] == ("9", "inf")


def test_a_threshold_is_drawn_where_the_values_are_near() -> None:
    made = loss(
        [Series("a", falling(), True)], "loss", Threshold(2.5, "the check: loss 2.5 or less")
    )
    assert "the check: loss 2.5 or less" in texts(widest(made.svgs)) and "check-line" in made.svgs
    far = loss([Series("a", falling(), True)], "loss", Threshold(1e-30))
    assert "check-line" not in far.svgs


@pytest.mark.parametrize(
    "points",
    [(), ((0, 1.0),), ((0, 5.0), (1, 5.0)), ((0, -3.0), (9, 4.0)), ((0, math.nan), (1, math.nan))],
)
def test_little_or_odd_data_makes_no_trouble(points: tuple[tuple[float, float], ...]) -> None:
    made = loss([Series("a", points, True)], "accuracy")
    for svg in re.findall(r"<svg.*?</svg>", made.svgs, re.S):
        ElementTree.fromstring(svg)
        assert "nan" not in svg.lower() and "inf" not in svg
    sparkline(points, failed=False)


def test_every_drawing_is_well_formed_and_has_no_colour_of_its_own() -> None:
    days = [DAY - timedelta(days=n) for n in (60, 40, 12)]
    drawn = [
        loss([Series(f"run {n} & <b>", falling(n), n == 1) for n in range(1, 8)], "loss").svgs,
        flow(days, days[1:2], [], days[0], DAY).svgs,
        life_line(days, DAY, end_words="today", paid=False),
        calendar({DAY: Square(700, True, 2)}, DAY, 10),
        forecast_bar(0.1, 380) + forecast_bar(None, 380) + forecast_bar(1e9, 380),
        sparkline(falling(), failed=True),
    ]
    for svg in re.findall(r"<svg.*?</svg>", "".join(drawn), re.S):
        root = ElementTree.fromstring(svg)
        assert root[0].tag == "title" and root[0].text
        assert not re.search(r'(fill|stroke|style|color)="|#[0-9a-f]{3,6}\b', svg)


def test_flow_counts_by_the_week() -> None:
    start = DAY - timedelta(days=20)
    made = flow([start, start, DAY], [DAY - timedelta(days=9)], [DAY], start, DAY)
    assert made.summary == "Three debts taken on since 2 Apr, two settled, one open."
    assert [row[1:] for row in made.rows] == [
        ("2", "0", "0", "2"),
        ("2", "1", "0", "1"),
        ("3", "1", "1", "1"),
    ]


@pytest.mark.parametrize(
    ("got", "wanted"),
    [
        (number(14), "fourteen"), (number(23), "twenty-three"), (number(1200), "1,200"),
        (ordinal(7), "seventh"), (ordinal(21), "21st"), (ordinal(112), "112th"),
        (figure(1.00041), "1.0004"), (figure(3.4), "3.4"), (figure(-1.5), "−1.5"),
        (figure(3.4e7), "3.4 × 10⁷"), (figure(2000), "2,000"), (figure(float("inf")), "inf"),
        (value_text(1e-6), "1e-6"), (value_text(2.25e-4), "2.25e-4"), (value_text(0.01), "0.01"),
        (duration(3.14), "3.1 s"), (duration(72), "1 m 12 s"), (duration(7500), "2 h 5 m"),
        (size(18_400), "18 kB"), (size(64_000_000), "64 MB"), (size(206), "206 B"),
        (lang("почему вызов nn.Sequential"), "ru"), (lang("call-graph"), ""),
        (lang("今日はテスト"), "ja"),
        (since(DAY - timedelta(days=2), DAY), "on Monday"), (since(DAY, DAY), "today"),
        (since(date(2026, 3, 4), DAY), "on 4 March"), (shorten("one two three", 9), "one two…"),
    ],
)  # fmt: skip
def test_words(got: str, wanted: str) -> None:
    assert got == wanted
