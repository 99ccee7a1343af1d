"""metrics.jsonl: the points of a run, read as series and thinned without losing what matters."""

from __future__ import annotations

import json
import math
from array import array
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from journal.model.run import number

FILE = "metrics.jsonl"
BACK = 500  # rows kept to look for the last finite value


@dataclass(slots=True)
class Series:
    """One metric, growing as its rows are read: 24 bytes a point."""

    rows: array[int] = field(default_factory=lambda: array("q"))
    steps: array[float] = field(default_factory=lambda: array("d"))
    values: array[float] = field(default_factory=lambda: array("d"))

    def add(self, row: int, step: float, value: float) -> None:
        self.rows.append(row)
        self.steps.append(step)
        self.values.append(value)


@dataclass(frozen=True, slots=True)
class Bad:
    """The first point that is no finite number, and the last finite value before it."""

    name: str
    step: float
    value: float
    last: float | None


def points(line: bytes) -> tuple[float, dict[str, float]] | None:
    """Step and metrics of a row; None where it is torn or no row."""
    try:
        row = json.loads(line)
        step = float(number(row.pop("step")))  # type: ignore[arg-type] # float() judges it
        row.pop("t", None)
        return step, {name: float(number(value)) for name, value in row.items()}  # type: ignore[arg-type]
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
        return None


def lines(path: Path) -> Iterator[bytes]:
    """Whole rows; what a killed script left half written is left out."""
    try:
        with path.open("rb") as f:
            yield from (line for line in f if line.endswith(b"\n"))
    except OSError:
        return


def read(path: Path) -> dict[str, Series]:
    found: dict[str, Series] = {}
    for row, line in enumerate(lines(path)):
        step, metrics = points(line) or (0.0, {})
        for name, value in metrics.items():
            found.setdefault(name, Series()).add(row, step, value)
    return found


def first_bad(path: Path) -> Bad | None:
    """Found without reading every row as JSON, since most runs have none."""
    before: deque[bytes] = deque(maxlen=BACK)
    for line in lines(path):
        if b'"NaN"' in line or b'Infinity"' in line:
            step, metrics = points(line) or (0.0, {})
            for name, value in metrics.items():
                if not math.isfinite(value):
                    return Bad(name, step, value, _last_finite(name, before))
        before.append(line)
    return None


def _last_finite(name: str, before: Sequence[bytes]) -> float | None:
    for line in reversed(before):
        _, metrics = points(line) or (0.0, {})
        if math.isfinite(metrics.get(name, math.nan)):
            return metrics[name]
    return None


def thin(values: Sequence[float], most: int) -> list[int]:
    """Which points to keep, in order: first, last, least, greatest, first not finite, then the
    least and greatest of equal stretches."""
    count = len(values)
    if count <= most:
        return list(range(count))
    kept = {0, count - 1}
    kept |= {next((i for i, v in enumerate(values) if not math.isfinite(v)), 0)}
    kept |= set(_ends(values, range(count)))
    stretches = max(0, (most - len(kept)) // 2)
    for n in range(stretches):
        kept |= set(_ends(values, range(n * count // stretches, (n + 1) * count // stretches)))
    return sorted(kept)


def _ends(values: Sequence[float], where: range) -> tuple[int, ...]:
    finite = [i for i in where if math.isfinite(values[i])]
    if not finite:
        return ()
    return min(finite, key=values.__getitem__), max(finite, key=values.__getitem__)


def cut(path: Path, target: Path, size: int) -> None:
    """Write the rows that show every series best within about `size` bytes."""
    found = read(path)
    rows = max((s.rows[-1] + 1 for s in found.values()), default=1)
    each = max(1, path.stat().st_size // rows)
    most = max(4, int(size * 0.9) // each // max(1, len(found)))
    kept = {s.rows[i] for s in found.values() for i in thin(s.values, most)}
    target.write_bytes(b"".join(line for row, line in enumerate(lines(path)) if row in kept))
