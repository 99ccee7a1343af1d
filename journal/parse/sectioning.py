"""The stack of headings, labels and bullets that says what kind of section a line stands in."""

from __future__ import annotations

from dataclasses import dataclass, field

from journal.model.entry import KINDS, Section, Span
from journal.parse.units import Unit

DAY = 0
GROUP = 9  # level of a bullet that only names a group


@dataclass(slots=True)
class Frame:
    """An open section. `base`: how many bullets enclose its own; `depth`: of its bullet."""

    level: int
    kind: str
    depth: int = 0
    base: int = 0
    siblings: bool = False  # a heading in a bullet without children covers the bullets after it
    listed: bool = False
    waiting: list[Unit] = field(default_factory=list)  # paragraphs, until a list is seen or not
    empty: bool = True
    known: bool = False

    def ends_at(self, level: int, depth: int) -> bool:
        """Whether a section of this level, in a bullet of this depth, ends it."""
        return self.depth >= depth if depth else bool(self.depth) or self.level >= level

    @property
    def is_kind(self) -> bool:
        return self.kind in KINDS


@dataclass(slots=True)
class Open:
    """A section of a day that still runs."""

    title: str
    level: int
    kind: str
    head: Span
    listed: bool = False

    def close(self, end: int, line: int) -> Section:
        kind = "none" if self.kind == "tracker" else self.kind
        start = min(self.head.end, end)
        return Section(self.title, self.level, kind, self.head, Span(line, start, end), self.listed)
