"""What an edited text was before: one with the same numbers, names and negations, mended."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from journal.twins.alike import Pair
from journal.twins.words import fold

SURE, UNSURE = 85.0, 60.0
_MARGIN = 5.0  # how far the best must stand before the next
_WORDS_A_CHANGE = 5  # one word may come or go for so many that stay

_WORD = re.compile(r"[^\W\d_]+")
_NAME = re.compile(r"[^\W\d_]*[a-zа-я][^\W\d_]*[A-ZА-Я][^\W\d_]*")
_EXACT = re.compile(
    r"https?://\S+|(?<!\w)-?\w*\d[\w.,:/+-]*\w|(?<!\w)-?\d|\w+(?:[._]\w+)+|\w+\(\)|[=<>≤≥+^]+"
    r"|\b[ivx]{2,}\b"
)
# the tail of isn't, in either apostrophe or none
_NEGATION = re.compile(
    r"\b(?:is|are|was|do|does|did|wo|ca|can|should|would|could|has|have)n['’]?t\b"
)
_TELLING = """
not no never none nothing without except unless cannot neither nor non only
one two three four five six seven eight nine ten first second third fourth fifth half twice
не нет ни никогда нельзя без кроме только
один одна одно два две три четыре пять шесть семь восемь девять десять первый первая первое первой
первого второй вторая второе второго третий третья третье третьей третьего
"""
_SMALL = """
a an the of to in on at for is are was be it its this that these those there here and so then i my
we our you your do does did really just also please about how what why
и в во на с со о об у к по это эта этот эти я мы же ли бы то так вот там как что почему зачем
"""
TELLING, SMALL = frozenset(_TELLING.split()), frozenset(_SMALL.split())


@dataclass(frozen=True, slots=True)
class Rematched:
    """`sure`: old id → new id, each at most once. `unsure`: pairs (old, new) to ask about."""

    sure: Mapping[str, str] = field(default_factory=dict)
    unsure: tuple[Pair, ...] = ()


@dataclass(frozen=True, slots=True)
class _Text:
    """A text as it is compared: case-folded, its words, and what an edit never changes in it."""

    plain: str
    words: tuple[str, ...]
    names: frozenset[str]  # wordsWithHumps, case-folded
    exact: tuple[str, ...]


def rematch(lost: Mapping[str, str], new: Mapping[str, str]) -> Rematched:
    """Match ids that have no mention any more (id → text as it was) to new ones."""
    olds = {i: _read(text) for i, text in lost.items()}
    news = {i: _read(text) for i, text in new.items()}
    pairs = sorted(_scored(olds, news), key=lambda p: (-p.score, p.a, p.b))
    sure = {
        p.a: p.b
        for p in pairs
        if p.score >= SURE and _alone(p, pairs) and _mended(olds[p.a], news[p.b])
    }
    taken = {*sure, *sure.values()}
    return Rematched(sure, tuple(p for p in pairs if p.a not in taken and p.b not in taken))


def _read(text: str) -> _Text:
    plain = fold(text)
    words = tuple(_WORD.findall(plain))
    exact = (*_EXACT.findall(plain), *_NEGATION.findall(plain), *(w for w in words if w in TELLING))
    names = frozenset(fold(n) for n in _NAME.findall(text))
    return _Text(plain, words, names, tuple(sorted(exact)))


def _scored(olds: Mapping[str, _Text], news: Mapping[str, _Text]) -> Iterator[Pair]:
    from rapidfuzz import fuzz

    for a, old in olds.items():
        for b, new in news.items():
            if old.exact == new.exact:
                score = fuzz.ratio(old.plain, new.plain)
                score = max(score, fuzz.token_sort_ratio(old.plain, new.plain) - _MARGIN)
                if score >= UNSURE:
                    yield Pair(a, b, round(score, 2))


def _same_names(old: _Text, new: _Text) -> bool:
    names = old.names | new.names
    return names.intersection(old.words) == names.intersection(new.words)


def _alone(pair: Pair, pairs: Iterable[Pair]) -> bool:
    """No other pair of either end comes near."""
    return not any(
        p is not pair and (p.a == pair.a or p.b == pair.b) and p.score > pair.score - _MARGIN
        for p in pairs
    )


def _mended(old: _Text, new: _Text) -> bool:
    """Typos, small words, or one word in many tell the two apart; the rest stands in its order."""
    if not _same_names(old, new):
        return False
    before = [w for w in old.words if w not in SMALL]
    after = [w for w in new.words if w not in SMALL]
    come = [w for w in after if w not in before]
    before = [_respelled(w, come) if w not in after else w for w in before]
    gone = [w for w in before if w not in after]
    come = [w for w in after if w not in before]
    kept = [w for w in before if w in after]
    if kept != [w for w in after if w in before] or (gone and come):
        return False
    return len(gone) + len(come) <= len(kept) // _WORDS_A_CHANGE


def _respelled(word: str, come: Iterable[str]) -> str:
    return next((c for c in come if _is_typo(word, c)), word)


def _is_typo(a: str, b: str) -> bool:
    """A slip of the finger in the body of a long word; its head and short words must agree."""
    from rapidfuzz.distance import OSA

    if min(len(a), len(b)) < 5 or a[:2] != b[:2]:
        return False
    return OSA.distance(a, b) <= (2 if max(len(a), len(b)) >= 9 else 1)
