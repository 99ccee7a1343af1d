"""Which kind of section a heading or a label line opens."""

from __future__ import annotations

import re
from functools import lru_cache

from journal.parse import fillers
from journal.parse.grammar import Grammar
from journal.parse.lazy import lazy
from journal.parse.words import key

_PARTS = lazy(r"\s*(?:[/&+|,]|\band\b|\bund\b|\by\b|\be\b|\bet\b|\bи\b|\bja\b|[与和與、])\s*", re.I)
_HEAD = lazy(r"\s*(?:[:：,(（—–|~\[]|\s-\s|-\s|\s-)")
_CJK = lazy("[぀-ヿ㐀-鿿가-힯]")
_LONGEST = 80
_REACH = 6


@lru_cache(maxsize=8192)
def kind_of(title: str, grammar: Grammar) -> str:
    """A kind, `none`, `tracker`, or an empty string where no alias knows the heading."""
    if len(title) > _LONGEST:
        return ""
    name = key(title)
    return (
        _known(name, grammar)
        or _known(key(_HEAD.split(title.strip(), maxsplit=1)[0]), grammar)
        or _of_parts(title, grammar)
    )


def _known(name: str, grammar: Grammar) -> str:
    """The name as it stands, without words of time, or before a preposition."""
    if not name:
        return ""
    found = grammar.sections.get(name)
    if found:
        return found
    if _CJK.search(name):
        return _known_cjk(name, grammar)
    words = name.split()
    core = [w for w in words if w not in fillers.TIME and not w.isdigit()]
    while core and core[0] in fillers.LEADING:
        core = core[1:]
    found = grammar.sections.get(" ".join(core)) if core else ""
    return found or _before_preposition(words, grammar)


def _before_preposition(words: list[str], grammar: Grammar) -> str:
    """What stands before the last preposition that leaves a known heading."""
    for i in range(min(len(words) - 1, _REACH), 0, -1):
        if words[i] in fillers.PREPOSITIONS:
            start = words[:i]
            while start and start[0] in fillers.LEADING:
                start = start[1:]
            if found := grammar.sections.get(" ".join(start), ""):
                return found
    return ""


def _known_cjk(name: str, grammar: Grammar) -> str:
    """今日の課題一覧 is 課題: words of time before it, and for a list after it, don't matter."""
    core = name
    for prefix in fillers.CJK_BEFORE:
        core = core.removeprefix(prefix).strip()
    for suffix in fillers.CJK_AFTER:
        core = core.removesuffix(suffix).strip()
    return grammar.sections.get(core, "")


def _of_parts(title: str, grammar: Grammar) -> str:
    """What all parts of "challenges & struggles" have in common."""
    parts = [p for p in _PARTS.split(title) if key(p)]
    kinds = {_known(key(p), grammar) for p in parts} if 1 < len(parts) < 5 else set()
    return kinds.pop() if len(kinds) == 1 else ""
