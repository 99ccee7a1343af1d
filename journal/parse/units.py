"""A paragraph or bullet whose wrapped lines are joined, and the way back to the file's bytes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from journal.model.entry import Span
from journal.parse.blocks import Line, Spans


@dataclass(slots=True)
class Unit:
    """Lines that make one text. `skip`: characters of the first line that are no part of it."""

    lines: list[Line]
    skip: int = 0
    offsets: list[int] = field(default_factory=list)  # where each line begins in the text

    @property
    def first(self) -> Line:
        return self.lines[0]

    def text(self) -> str:
        """The plain text; also works out where its lines begin."""
        first = self.lines[0].plain[self.skip :]
        if len(self.lines) == 1:
            self.offsets = [0]
            return first
        parts, at = [], 0
        for line in self.lines:
            part = first if line is self.lines[0] else line.plain
            self.offsets.append(at)
            parts.append(part)
            at += len(part) + 1
        return " ".join(parts)

    def _place(self, char: int) -> tuple[Line, int]:
        i = max(0, bisect_right(self.offsets, char) - 1)
        return self.lines[i], char - self.offsets[i] + (0 if i else self.skip)

    def line_of(self, char: int) -> int:
        return self._place(char)[0].line if len(self.lines) > 1 else self.lines[0].line

    def span(self, start: int, end: int) -> Span:
        """The bytes between two characters of the text, markup at the edges included."""
        first, a = self._place(start)
        last, b = self._place(max(start, end - 1))
        begin = first.start if a == 0 and not self.skip else first.byte(a)
        stop = last.end if b + 1 >= len(last.plain.rstrip()) else _past_markup(last, b + 1)
        return Span(first.line, min(begin, stop), stop)

    def whole(self) -> Span:
        first = self.lines[0]
        begin = first.byte(self.skip) if self.skip else first.start
        return Span(first.line, begin, max(line.end for line in self.lines))

    def shifted(self, name: str) -> Spans:
        """`bold` or `code` of all lines, in characters of the text."""
        if len(self.lines) == 1 and not self.skip:
            found: Spans = getattr(self.lines[0], name)
            return found
        spans: list[tuple[int, int]] = []
        for i, line in enumerate(self.lines):
            shift = self.offsets[i] - (0 if i else self.skip)
            spans += [(s + shift, e + shift) for s, e in getattr(line, name) if s + shift >= 0]
        return tuple(spans)

    def links(self) -> tuple[str, ...]:
        return tuple(link for line in self.lines for link in line.links if link)

    def struck(self) -> bool:
        """Whether all of it is struck out."""
        return any(line.struck for line in self.lines) and all(
            sum(e - s for s, e in line.struck) >= len(line.plain.strip()) for line in self.lines
        )

    def only_links(self) -> bool:
        """Whether nothing stands in it but links and what divides them."""
        if not any(line.linked for line in self.lines):
            return False
        for line in self.lines:
            bare = list(line.plain)
            for s, e in line.linked:
                bare[s:e] = [" "] * (min(e, len(bare)) - s)
            if any(c.isalnum() for c in bare):
                return False
        return True


def _past_markup(line: Line, char: int) -> int:
    """The byte after a character; closing markup up to the next piece counts."""
    i = bisect_left(line.pieces, (char, 0))
    if i < len(line.pieces) and line.pieces[i][0] == char:
        return line.pieces[i][1]
    return line.byte(char)
