"""The words that logs are read by: section headings and markers, built in or the user's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from journal.parse import aliases, marker_words
from journal.parse.words import key

Table = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """`sections`: normalised heading to kind; `labels`, `lists`, `tags`: marker word to kind.

    A label stands before a colon (TODO: …), a bare word is marked by bold or a dash (— **TD**),
    a list is a name that things are put in (… in tech-debt: …).
    """

    sections: Mapping[str, str]
    labels: Mapping[str, str]
    bare: Mapping[str, str]
    lists: Mapping[str, str]
    stems: tuple[str, ...]  # every bare marker has one of these in it
    tails: frozenset[str]  # last words of what stands before a marker's colon

    @staticmethod
    def default() -> Grammar:
        return _built((), ())

    @staticmethod
    def with_words(
        sections: Mapping[str, tuple[str, ...]], markers: Mapping[str, tuple[str, ...]]
    ) -> Grammar:
        """The built-in tables and the user's words: kind to headings, kind to markers."""
        return _built(_frozen(sections), _frozen(markers))


def _frozen(words: Mapping[str, tuple[str, ...]]) -> Table:
    return tuple((kind, tuple(given)) for kind, given in sorted(words.items()))


@lru_cache(maxsize=32)
def _built(sections: Table, markers: Table) -> Grammar:
    known = {key(w): kind for kind, rows in aliases.SECTIONS.items() for w in _words(rows.values())}
    known |= {key(w): kind for kind, given in sections for w in given}
    labels = _marks(marker_words.LABELS, markers)
    bare = _marks(marker_words.BARE, markers)
    lists = _marks(marker_words.LISTS, ())
    tails = frozenset(w.split()[-1] for table in (labels, lists, bare) for w in table)
    return Grammar(known, labels, bare, lists, _shortest(bare), tails)


def _words(texts: Iterable[str]) -> list[str]:
    return [w for text in texts for line in text.split("\n") for w in line.split(" · ") if w]


def _marks(built_in: Mapping[str, str], added: Table) -> dict[str, str]:
    marks = {w.strip().casefold(): k for k, text in built_in.items() for w in _words([text])}
    return marks | {w.strip().casefold(): kind for kind, given in added for w in given}


def _shortest(words: Iterable[str]) -> tuple[str, ...]:
    """The words that no other word of these is part of."""
    known = set(words)
    return tuple(sorted(w for w in known if not any(o != w and o in w for o in known)))
