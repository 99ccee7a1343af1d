"""Lines of the log that trip over a debt again, though in other words."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from journal.twins.words import Lexicon, Terms, is_generic, is_half, lexicon

Line = tuple[date, str, int, str]  # day, path, line, text
Touches = Mapping[str, tuple[Line, ...]]

_TELLING = 0.02  # a concept on more lines than this share of them tells nothing …
_FEW = 12  # … unless those are but a few lines
_PART = 0.25  # of what a debt is about, weighed, a line must speak


def touches(debts: Mapping[str, str], lines: Sequence[Line], terms: Terms | None = None) -> Touches:
    """For each debt (id → text) the lines that share two or more of its telling concepts."""
    if not debts or not lines:
        return {}
    reader = lexicon(terms)
    wanted = {td: _subject(text, reader) for td, text in debts.items()}
    concepts = frozenset(k for keys in wanted.values() for k in keys)
    spoken = list(_spoken(lines, concepts, reader))
    df = Counter(k for _, keys in spoken for k in keys)
    weights = _weights(concepts, df, len(lines))
    found: dict[str, list[Line]] = defaultdict(list)
    index = _Index(wanted, weights)
    for i, keys in spoken:
        for td in index.touched(keys):
            found[td].append(lines[i])
    return {td: tuple(hits) for td, hits in found.items()}


def _subject(text: str, reader: Lexicon) -> frozenset[str]:
    return frozenset(k for k in reader.read(text) if not is_generic(k))


def _spoken(
    lines: Sequence[Line], concepts: frozenset[str], reader: Lexicon
) -> Iterator[tuple[int, list[str]]]:
    """The lines that speak of any of the concepts, and of which."""
    for i, line in enumerate(lines):
        keys = [k for k in reader.read(line[3]) if k in concepts]
        if keys:
            yield i, keys


def _weights(concepts: frozenset[str], df: Counter[str], total: int) -> dict[str, float]:
    """How telling each concept is; those that half the log speaks of are left out."""
    limit = max(_FEW, _TELLING * total)
    share = {k: 0.5 if is_half(k) else 1.0 for k in concepts}
    return {
        k: share[k] * math.log((total + _FEW) / (df[k] + 1)) for k in concepts if df[k] <= limit
    }


class _Index:
    """From a concept to the debts that are about it."""

    def __init__(self, wanted: Mapping[str, frozenset[str]], weights: Mapping[str, float]) -> None:
        self.weights = weights
        self.debts: dict[str, list[str]] = defaultdict(list)
        self.enough: dict[str, float] = {}
        for td, keys in wanted.items():
            # sorted: the order of a set differs between two runs, and with it the last digit
            telling = sorted(k for k in keys if k in weights)
            self.enough[td] = _PART * sum(weights[k] for k in telling)
            for key in telling:
                self.debts[key].append(td)

    def touched(self, keys: Sequence[str]) -> list[str]:
        signs: dict[str, float] = defaultdict(float)
        gains: dict[str, float] = defaultdict(float)
        for key in keys:
            for td in self.debts.get(key, ()):
                signs[td] += 0.5 if is_half(key) else 1.0
                gains[td] += self.weights[key]
        return [td for td, n in signs.items() if n >= 2 and gains[td] >= self.enough[td]]
