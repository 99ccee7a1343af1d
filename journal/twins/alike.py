"""Pairs of debts that may be one: cosine of their concepts, rare ones weighing most."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import combinations

from journal.twins.glossary import FAMILY
from journal.twins.words import Lexicon, Terms, is_generic, is_half, is_identifier, lexicon

# As if this many more debts stood by: two texts alone must not make every word they share common.
_BACKGROUND = 50
_GENERIC, _HALF, _FIELD = 0.5, 0.5, 1.3  # what a concept counts, next to a word's plain stem
_UNTRANSLATED = 0.4  # a plain stem counts so, where the other text is in another script
_COMMON = 0.2  # a concept of more debts than this share of them finds no pairs
ASKED = 0.15  # below it, nobody is asked
LIKELY = 0.22


@dataclass(frozen=True, slots=True)
class Pair:
    """Two ids, how alike their texts are (0 to 1), and the words that say so."""

    a: str
    b: str
    score: float
    shared: tuple[str, ...] = ()

    @property
    def likely(self) -> bool:
        """Enough to fold the two under one row, until someone says yes or no."""
        return self.score >= LIKELY


Numbers = tuple[frozenset[str], Mapping[str, set[str]]]


@dataclass(frozen=True, slots=True)
class Sense:
    """A text as it is compared: its concepts and their words, weights and lengths."""

    words: Mapping[str, str]
    weights: Mapping[str, float]
    length: float
    length_abroad: float  # beside a text in another script
    known: frozenset[str]  # those of its concepts that the glossary has
    cyrillic: bool
    numbers: Numbers


def propose(
    texts: Mapping[str, str],
    rejected: Collection[frozenset[str]] = (),
    terms: Terms | None = None,
    least: float = ASKED,
) -> tuple[Pair, ...]:
    """Probable twins among debts, best first; `terms` are the user's own glossary."""
    if len(texts) < 2:
        return ()
    senses = _senses(texts, lexicon(terms))
    pairs = []
    for a, b in _candidates(senses):
        if frozenset((a, b)) not in rejected:
            score, shared = _alike(senses[a], senses[b])
            if shared and score >= least:
                pairs.append(Pair(a, b, round(score, 4), shared))
    return tuple(sorted(pairs, key=lambda p: (-p.score, p.a, p.b)))


def _senses(texts: Mapping[str, str], lexicon: Lexicon) -> dict[str, Sense]:
    words = {i: lexicon.read(text) for i, text in texts.items()}
    df = Counter(k for found in words.values() for k in found)
    total = len(texts) + _BACKGROUND
    idf = {k: _share(k, lexicon) * math.log(total / n) for k, n in df.items()}
    return {i: _sense(texts[i], found, idf, lexicon) for i, found in words.items()}


def _share(key: str, lexicon: Lexicon) -> float:
    if is_generic(key):
        return _GENERIC
    return _FIELD if key in lexicon.names else _HALF if is_half(key) else 1.0


def _sense(
    text: str, words: Mapping[str, str], idf: Mapping[str, float], lexicon: Lexicon
) -> Sense:
    abroad = [idf[k] * (1 if k in lexicon.names else _UNTRANSLATED) for k in words]
    return Sense(
        words, {k: idf[k] for k in words}, math.hypot(*(idf[k] for k in words)),
        math.hypot(*abroad), lexicon.names.intersection(words),
        bool(_CYRILLIC.search(text)), _numbers(text),
    )  # fmt: skip


def _candidates(senses: Mapping[str, Sense]) -> list[tuple[str, str]]:
    """Pairs that share a concept which isn't in every other debt."""
    holders: dict[str, list[str]] = defaultdict(list)
    for i, sense in senses.items():
        for key in sense.words:
            holders[key].append(i)
    limit = max(10, _COMMON * len(senses))
    found = {
        p for ids in holders.values() if len(ids) <= limit for p in combinations(sorted(ids), 2)
    }
    return sorted(found)


def _alike(a: Sense, b: Sense) -> tuple[float, tuple[str, ...]]:
    """Cosine, less where few concepts make it, and where none of them is the field's."""
    both = sorted((k for k in a.words if k in b.words), key=lambda k: -a.weights[k])
    signs = _signs(both, a, b)
    if signs < 2 or all(is_generic(k) for k in both) or _contradict(a.numbers, b.numbers):
        return 0.0, ()
    same = a.cyrillic == b.cyrillic
    lengths = a.length * b.length if same else a.length_abroad * b.length_abroad
    cosine = min(1.0, sum(a.weights[k] * b.weights[k] for k in both) / lengths)
    proof = 2 if any(k in a.known for k in both) else 1
    doubt = (1 - cosine) / (proof * (signs - 1))
    return cosine * (1 - doubt), tuple(
        dict.fromkeys(k if k in a.known else a.words[k] for k in both)
    )


def _signs(both: Collection[str], a: Sense, b: Sense) -> float:
    """How many things speak for one debt. Between two scripts an identifier counts twice."""
    seen = sum(_HALF if is_half(k) else 1.0 for k in {FAMILY.get(k, k) for k in both})
    if a.cyrillic == b.cyrillic:
        return seen
    return seen + sum(is_identifier(a.words[k]) and is_identifier(b.words[k]) for k in both)


_CYRILLIC = re.compile(r"[\u0400-\u04ff]{3}")
_NUMBER = re.compile(r"第[一二三四五六七八九十百]+|\d+(?:\.\d+)*|\b[ivx]{2,}\b")
_NUMBERED = re.compile(r"([^\W\d_]{2,})[\s#№=:.-]*(\d+(?:\.\d+)*)(?!\w)")


def _numbers(text: str) -> Numbers:
    """All numbers of a text, and those after each word: chapter 3, week 4."""
    text = unicodedata.normalize("NFKC", text).casefold()
    after: dict[str, set[str]] = defaultdict(set)
    for word, number in _NUMBERED.findall(text):
        after[word].add(number)
    return frozenset(_NUMBER.findall(text)), after


def _contradict(a: Numbers, b: Numbers) -> bool:
    """Chapter 3 is not chapter 4, part IV is not part V."""
    apart = bool(a[0] and b[0]) and a[0].isdisjoint(b[0])
    return apart or any(a[1][w].isdisjoint(b[1][w]) for w in a[1].keys() & b[1].keys())
