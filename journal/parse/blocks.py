"""Lines of a log: one for each line of prose, bullet and heading, plain and with its place."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

HEAD, ITEM, TEXT, MORE, GAP = "head", "item", "text", "more", "gap"
Spans = tuple[tuple[int, int], ...]
_LONG_TITLE = 60
_TAG_WORDS = """
a abbr b big blockquote br center cite code dd del details div dl dt em figcaption figure font h1 h2
h3 h4 h5 h6 hr i iframe img input ins kbd label li mark ol p pre q s samp small span strike strong
sub summary sup table tbody td th thead tr tt u ul var video
"""
HTML = frozenset(_TAG_WORDS.split())


class Line(NamedTuple):
    """`kind`: head, item (first line of a bullet), text (first of a paragraph), more (a further
    line of either), gap (something that is no text stands between). `start`, `end`: bytes, the
    bullet included. `depth`: of lists around it. `level`: of a heading. `mark`: what stands in [ ].
    """

    kind: str
    plain: str
    start: int
    end: int
    line: int
    col: int
    depth: int
    level: int = 0
    mark: str = ""
    table: bool = False
    quoted: bool = False
    bold: Spans = ()  # in characters of `plain`, like all below
    code: Spans = ()
    struck: Spans = ()
    linked: Spans = ()
    links: tuple[str, ...] = ()
    pieces: Spans = ()  # (character, byte) where a verbatim piece of the source begins

    def byte(self, char: int) -> int:
        """Where in the file a character of the plain text stands."""
        at = bisect_right(self.pieces, (char, 1 << 62)) - 1
        begin, offset = self.pieces[at] if at >= 0 else (0, self.start)
        return min(self.end, offset + len(self.plain[begin:char].encode()))


def setext(titles: list[Line], source: bytes) -> list[Line]:
    """A heading by its underline, or the paragraph over a rule that its author meant."""
    title = titles[-1]
    rule = source.endswith(b"-")
    if rule and (len(titles) > 1 or _is_prose(title)):
        return [*map(_as_text, range(len(titles)), titles), title._replace(kind=GAP)]
    return [*map(_as_text, range(len(titles) - 1), titles), title._replace(kind=HEAD)]


def _as_text(index: int, line: Line) -> Line:
    return line._replace(kind=MORE if index else TEXT, level=0)


def _is_prose(line: Line) -> bool:
    plain = line.plain.rstrip()
    ended = plain.endswith((".", "!", "?", ",", ";", "。"))
    return ended or len(plain) > _LONG_TITLE or plain[:1] == "["
