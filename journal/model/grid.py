"""The runs of a sweep: every combination of the values that its parameters take."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from journal.model.entry import JournalError

MOST = 10_000
_RANGE = re.compile(r"(-?\d+(?:\.\d+)?)\.\.(-?\d+(?:\.\d+)?)(?::(\d+(?:\.\d+)?))?")


def expand(sweeps: Sequence[str], seeds: int = 0) -> tuple[dict[str, str], ...]:
    """The grid of "degree=1..15", "lr=0.1,0.01", "x=0..1:0.25", and seeds 0 to `seeds` - 1."""
    axes: dict[str, tuple[str, ...]] = {}
    for sweep in sweeps:
        name, values = _axis(sweep)
        if name in axes:
            raise JournalError(f"{name} is swept twice", exit=2)
        axes[name] = values
    if seeds and "seed" in axes:
        raise JournalError("seed is swept twice", exit=2)
    if seeds:
        axes["seed"] = tuple(str(n) for n in range(seeds))
    return combinations(axes)


def combinations(axes: Mapping[str, Sequence[str]]) -> tuple[dict[str, str], ...]:
    """In the order given, the last axis fastest."""
    total = 1
    for values in axes.values():
        total *= len(values)
    if total > MOST:
        raise JournalError(f"a grid of {total:,} runs is more than {MOST:,}", exit=2)
    return tuple(dict(zip(axes, point, strict=True)) for point in itertools.product(*axes.values()))


def _axis(sweep: str) -> tuple[str, tuple[str, ...]]:
    name, sign, text = (part.strip() for part in sweep.partition("="))
    if not (name and sign):
        raise JournalError(f"{sweep!r} sweeps nothing", hint="write it like degree=1..15", exit=2)
    values = tuple(v for part in text.split(",") for v in _values(part.strip()))
    if not values:
        raise JournalError(f"the grid is empty: {name} has no value", exit=2)
    return name, tuple(dict.fromkeys(values))


def _values(part: str) -> tuple[str, ...]:
    """The numbers of a range, both ends included; anything else is one value."""
    found = _RANGE.fullmatch(part)
    if not found:
        return (part,) if part else ()
    low, high, step = Decimal(found[1]), Decimal(found[2]), Decimal(found[3] or 1)
    if not step or (high - low) / step > MOST:
        raise JournalError(f"{part} is more than {MOST:,} values", exit=2)
    count = int((high - low) / step) + 1 if low <= high else 0
    return tuple(f"{(low + n * step).normalize():f}" for n in range(count))
