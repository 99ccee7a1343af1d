"""Charts as SVG from data alone: text at true size, colours by class, each with its numbers."""

from journal.site.charts.calendar import Square, calendar
from journal.site.charts.flow import flow
from journal.site.charts.forecast import forecast_axis, forecast_bar
from journal.site.charts.frame import Series, Threshold
from journal.site.charts.life import life_line, mark, mark_axis
from journal.site.charts.loss import loss
from journal.site.charts.spark import sparkline
from journal.site.charts.svg import Figure, glyph

__all__ = [
    "Figure", "Series", "Square", "Threshold", "calendar", "flow", "forecast_axis", "forecast_bar",
    "glyph", "life_line", "loss", "mark", "mark_axis", "sparkline",
]  # fmt: skip
