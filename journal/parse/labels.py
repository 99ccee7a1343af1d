"""Label lines: headings without a heading mark, in bold or before a colon."""

from __future__ import annotations

from typing import NamedTuple

from journal.parse.blocks import ITEM, Line
from journal.parse.grammar import Grammar
from journal.parse.lazy import lazy
from journal.parse.sections import kind_of

BOLD, PLAIN = 7, 8  # levels under those of headings
_WORDS, _CHARS = 7, 60
_LINE = 200
_HASHES = lazy(r"(#{1,6})([^\s#].*?)[#\s]*$")


class Label(NamedTuple):
    """A title, its level, the kind its alias says, and where text that follows it begins."""

    title: str
    level: int
    kind: str
    rest: int = 0


def of(line: Line, following: Line | None, grammar: Grammar) -> Label | None:
    """The label that a line of text or a bullet is, if it is one."""
    plain = line.plain
    if len(plain) > _LINE and not line.bold:
        return None
    if line.bold and line.bold[0][0] == 0:
        return _bold(line, following, grammar)
    if plain.rstrip()[-1:] in (":", "：") and plain.strip():
        return _plain(plain, grammar)
    if plain[:1] == "#":
        return _hashed(plain, grammar)
    if following is not None and following.kind == ITEM and line.kind != ITEM:
        return _bare(plain, grammar)
    return None


def _bold(line: Line, following: Line | None, grammar: Grammar) -> Label | None:
    end = line.bold[0][1]
    title, after = line.plain[:end].strip(), line.plain[end:].lstrip()
    coloned = title.endswith((":", "：")) or after.startswith((":", "："))
    rest = after.lstrip(":： ")
    title = title.rstrip(":： ")
    kind = kind_of(title, grammar)
    if len(title) > _CHARS or not title or grammar.bare.get(title.casefold()):
        return None
    if coloned and (kind or not rest):
        return Label(title, BOLD, kind, len(line.plain) - len(rest) if rest else 0)
    if not rest and (kind or (following is not None and following.kind == ITEM)):
        return Label(title, BOLD, kind)
    return None


def _plain(plain: str, grammar: Grammar) -> Label | None:
    title = plain.strip().rstrip(":： ")
    kind = kind_of(title, grammar)
    if not title or len(title) > _CHARS or (len(title.split()) > _WORDS and not kind):
        return None
    return Label(title, PLAIN, kind)


def _hashed(plain: str, grammar: Grammar) -> Label | None:
    """A heading whose author forgot the space: `##Todo`, `#todo`."""
    m = _HASHES.match(plain.strip())
    if not m:
        return None
    kind = kind_of(m[2], grammar)
    if kind or len(m[1]) > 1:
        return Label(m[2], len(m[1]) if len(m[1]) > 1 else PLAIN, kind)
    return None


def _bare(plain: str, grammar: Grammar) -> Label | None:
    """A line that is nothing but the name of a section, right over a list."""
    name = plain.strip()
    if len(name) > 30 or name.endswith((".", "!", "?", ",", ";")):
        return None
    kind = kind_of(name, grammar)
    return Label(name, PLAIN, kind) if kind else None
