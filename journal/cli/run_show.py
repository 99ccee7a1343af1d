"""Runs in a terminal: live output over a progress line, and what came of it."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping

from journal.cli import say
from journal.model.run import Progress, Run, Scalar, Verdict
from journal.workspace import Workspace

EVERY = 10.0  # seconds between progress lines where no terminal rewrites them
BARS = "▁▂▃▄▅▆▇"
KEPT = 24


class Screen:
    """Output as it comes; on a terminal one line beneath it that rewrites itself."""

    def __init__(self, quiet: bool) -> None:
        self.quiet, self.live = quiet, sys.stderr.isatty()
        self._shown = ""
        self._last = time.monotonic()
        self._series: list[float] = []

    def echo(self, stream: str, data: bytes) -> None:
        if self.quiet:
            return
        self._wipe()
        target = sys.stderr if stream == "err" else sys.stdout
        text = data.decode(errors="replace")
        target.write("\n".join(say.inert(line) for line in text.split("\n")))
        target.flush()

    def tell(self, p: Progress) -> None:
        value = next(iter(p.metrics.values()), None)
        if value is not None:
            self._series = [*self._series, value][-KEPT:]
        line = progress(p, self._series)
        if self.live:
            self._wipe()
            self._shown = say.cut(line, say.width() - 1)
            sys.stderr.write(self._shown)
            sys.stderr.flush()
        elif time.monotonic() - self._last >= EVERY:
            self._last = time.monotonic()
            say.talk(line)

    def _wipe(self) -> None:
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            self._shown = ""

    def close(self) -> None:
        self._wipe()
        sys.stderr.flush()


def progress(p: Progress, series: list[float]) -> str:
    """step 5  loss 0.03721 ▇▂▁▁▁   1,200/s   0.4 s   212 MB"""
    parts = [f"step {p.step:,.0f}"] if p.step is not None else []
    parts += [f"{name} {value:.4g}" for name, value in list(p.metrics.items())[:3]]
    parts += [spark(series)] if len(series) > 1 else []
    parts += [f"{p.rate:,.0f}/s"] if p.rate >= 1 else []
    return "   ".join([*parts, seconds(p.elapsed), size(p.memory)])


def spark(values: list[float]) -> str:
    """The course of a metric, on a log scale where all of it is positive."""
    import math

    finite = [v for v in values if math.isfinite(v)]
    if not finite:
        return "×"
    scaled = [math.log(v) for v in finite] if min(finite) > 0 else finite
    low, high = min(scaled), max(scaled)
    steps = len(BARS) - 1
    return "".join(BARS[round((v - low) / (high - low or 1) * steps)] for v in scaled)


def seconds(s: float) -> str:
    if s < 60:
        return f"{s:.1f} s"
    return (
        f"{int(s // 60)} m {int(s % 60)} s"
        if s < 3600
        else f"{int(s // 3600)} h {int(s % 3600 // 60)} m"
    )


def size(n: int) -> str:
    return f"{n / 1e6:,.0f} MB" if n >= 1e6 else f"{n / 1e3:,.0f} kB"


def told(ws: Workspace, done: Run) -> None:
    """What came of it, in a sentence; then where it is recorded."""
    from journal.store import runs

    say.talk()
    say.talk(sentence(done))
    if done.expect:
        say.talk(f"You expected “{done.expect}”" + _direction(done) + ".")
    kept = say.plural(len(done.artifacts), "artifact")
    total = sum(a.size for a in done.artifacts)
    memory = f", {size(done.peak_memory)} at peak" if done.peak_memory else ""
    took = f"{seconds(done.duration or 0)}{memory}"
    say.talk(f"recorded  {ws.rel(runs.folder(ws, done))}   {kept}, {size(total)}; {took}")
    if done.hint:
        say.hint(done.hint)


def sentence(done: Run) -> str:
    if done.status != "finished":
        reason = f": {done.reason}" if done.reason else ""
        word = {"timeout": "Timed out", "killed": "Stopped", "lost": "Lost"}.get(
            done.status, "Blew up"
        )
        judged = f" {verdict(done.verdict)}" if done.verdict else ""
        return f"{word}{reason}.{judged}"
    return verdict(done.verdict) if done.verdict else "Finished; it has no check."


def verdict(v: Verdict) -> str:
    if v.held is None:
        return f"The check can't be judged: {v.why}."
    parts = " and ".join(f"{source} ({value})" for source, value, _ in v.parts)
    return f"{'Held' if v.held else 'Did not hold'}: {parts or v.check}."


def _direction(done: Run) -> str:
    if done.outcome is None or done.outcome.verdict is None or done.outcome.verdict.held is None:
        return ""
    way = done.outcome.direction
    return ", and so it was" if done.outcome.verdict.held else f"; it came out {way or 'otherwise'}"


def pairs(values: Mapping[str, object]) -> str:
    """degree=5 lr=0.1"""
    return " ".join(f"{k}={v}" for k, v in values.items())


def number(value: Scalar) -> str:
    """A value to ten digits; – where there is none."""
    return f"{value:.10g}" if isinstance(value, float) else "–" if value is None else str(value)
