"""Lines to days with sections, items and prose: one walk from top to bottom."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from journal.model.entry import Item, Section, Span
from journal.parse import days, labels
from journal.parse.blocks import GAP, HEAD, ITEM, MORE, Line
from journal.parse.fields import box
from journal.parse.grammar import Grammar
from journal.parse.items import Maker, is_property
from journal.parse.lazy import lazy
from journal.parse.sectioning import DAY, GROUP, Frame, Open
from journal.parse.sections import kind_of
from journal.parse.source import Source
from journal.parse.units import Unit

_SHORT = 40
_WORD = lazy(r"\w+")
_KANA = "\u3040"
_CJK = lazy("[\u3040-\u30ff\u3400-\u9fff]")


@dataclass(slots=True)
class Day:
    """A day while it is being read; bytes from `start` to `end`."""

    date: date | None
    title: str
    start: int
    end: int = 0
    sections: list[Section] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    sentences: list[tuple[int, str]] = field(default_factory=list)
    words: int = 0
    stated: bool = False  # it begins with a date of its own


class Walk:
    """State of the walk: open sections innermost last, enclosing bullets, the unit being joined."""

    def __init__(self, source: Source, grammar: Grammar, maker: Maker, first: Day) -> None:
        self.source, self.grammar, self.maker = source, grammar, maker
        self.days = [first]
        self.frames = [Frame(-1, "")]
        self.bullets: list[tuple[int, int]] = []  # (depth, line) of the bullets around
        self.unit: Unit | None = None
        self.section: Open | None = None
        self.around = 1 << 30  # how many open sections enclose the days

    @property
    def day(self) -> Day:
        return self.days[-1]

    def run(
        self, lines: list[Line], marks: dict[int, days.Mark], texts: dict[int, int]
    ) -> list[Day]:
        """`marks`: index of a line to the day that begins there; `texts`: to where prose begins."""
        for i, line in enumerate(lines):
            following = lines[i + 1] if i + 1 < len(lines) else None
            if i in marks:
                self.begin_day(line, marks[i])
            self.day.words += _words(line.plain)
            if i in texts:
                self.close_unit(line)
                self.unit = _unit_at(line, texts[i])
                self.enclose(line)
            elif line.kind == MORE and self.unit is not None and not self.breaks(line):
                self.unit.lines.append(line)
            else:
                self.take(line, following)
        self.close_unit(None)
        self.pop(-1)
        self.end_day(len(self.source.data))
        return self.days

    def take(self, line: Line, following: Line | None) -> None:
        """A line that begins something: a heading, a label, a bullet, a paragraph."""
        self.close_unit(line)
        if line.kind == GAP:
            return
        self.enclose(line)
        if line.kind == HEAD:
            kind = kind_of(line.plain, self.grammar)
            self.open_section(line, line.plain.strip(), line.level, kind, following)
            return
        marked = line.mark or box(line.plain)[0]
        label = None if marked or line.table else labels.of(line, following, self.grammar)
        if label and self.opens(label, line, following):
            self.open_section(line, label.title, label.level, label.kind, following)
            if not label.rest:
                return
            self.unit = Unit([line], label.rest)
            return
        self.unit = Unit([line])

    def opens(self, label: labels.Label, line: Line, following: Line | None) -> bool:
        """A bullet is a label only over bullets of its own."""
        if line.kind != ITEM:
            return True
        return _nests(line, following) and not label.rest

    def breaks(self, line: Line) -> bool:
        """Whether a further line of a paragraph begins something new all the same."""
        plain = line.plain
        if box(plain)[0] or labels.of(line, None, self.grammar):
            return True
        assert self.unit is not None
        last = self.unit.lines[-1]
        lazy = self.unit.first.kind == ITEM and line.col <= self.unit.first.col
        return lazy and len(last.plain) < _SHORT and plain[:1].isupper() and not is_property(plain)

    def enclose(self, line: Line) -> None:
        """Leaves the bullets, and the sections inside bullets, that the line stands beside."""
        depth = line.depth if line.kind in (ITEM, HEAD) else line.depth + 1
        if line.kind == MORE:
            depth = 0
        while self.bullets and self.bullets[-1][0] >= max(depth, 1):
            self.bullets.pop()
        while len(self.frames) > 1 and self.left(self.frames[-1], depth, line):
            self.pop_one()

    def left(self, frame: Frame, depth: int, line: Line) -> bool:
        if not frame.depth:
            return False
        if frame.siblings and line.kind == ITEM:
            return depth < frame.depth
        return depth <= frame.depth

    def open_section(
        self, line: Line, title: str, level: int, kind: str, following: Line | None
    ) -> None:
        depth = line.depth if line.kind == ITEM or (line.kind == HEAD and line.depth) else 0
        if depth:
            level = GROUP if not kind and line.kind == ITEM else max(level, 1)
        top = self.frames[-1]
        group = not kind and top.known and top.empty and level == top.level and level > 6
        level += group  # a label right under a label names a group in it
        self.pop(level, depth)
        parent = self.frames[-1]
        parent.empty = False
        frame = Frame(level, kind or parent.kind, depth, len(self.bullets), known=bool(kind))
        if depth:
            self.bullets.append((line.depth, line.line))
            frame.base = len(self.bullets)
            frame.siblings = not _nests(line, following)
            frame.base -= frame.siblings
        self.frames.append(frame)
        if level != GROUP:
            self.begin_section(line, title, level, frame.kind)

    def begin_section(self, line: Line, title: str, level: int, kind: str) -> None:
        self.end_section(line.start)
        self.section = Open(title, level, kind, Span(line.line, line.start, self.end_of(line)))

    def end_of(self, line: Line) -> int:
        """The end of a heading with its newline; of a setext heading, with its underline."""
        starts = self.source.starts
        row = self.source.line_of(max(line.start, line.end - 1))
        return starts[row] if row < len(starts) else len(self.source.data)

    def end_section(self, at: int) -> None:
        if self.section:
            line = self.section.head.line + 1
            self.day.sections.append(self.section.close(at, line))
            self.section = None

    def pop(self, level: int, depth: int = 0) -> None:
        """Closes the sections that one of this level, in a bullet of this depth, ends."""
        while len(self.frames) > 1 and self.frames[-1].ends_at(level, depth):
            self.pop_one()

    def pop_one(self) -> None:
        frame = self.frames.pop()
        for unit in frame.waiting:
            as_items = frame.is_kind and (frame.kind == "result" or not frame.listed)
            self.maker.paragraph(unit, self.day, frame.kind if as_items else "")

    def begin_day(self, line: Line, mark: days.Mark) -> None:
        """Leaves all sections of the day before; those that enclose the days stay open."""
        self.close_unit(line)
        while len(self.frames) > max(1, self.around):
            self.pop_one()
        heading = line.kind == HEAD and not line.depth
        self.pop(line.level if heading else labels.BOLD)
        self.around = len(self.frames)
        self.bullets = self.bullets if line.depth else []
        self.end_day(line.start)
        self.days.append(Day(mark.day, mark.title, line.start, stated=True))
        if not heading:
            self.frames.append(Frame(DAY, self.frames[-1].kind))

    def end_day(self, at: int) -> None:
        for unit in self.frames[0].waiting:
            self.maker.paragraph(unit, self.day, "")
        self.frames[0].waiting = []
        self.end_section(at)
        self.day.end = at

    def close_unit(self, following: Line | None) -> None:
        """Hands the joined lines on: a bullet becomes an item or detail, a paragraph waits."""
        unit, self.unit = self.unit, None
        if unit is None:
            return
        frame = self.frames[-1]
        frame.empty = False
        first = unit.first
        if first.kind == ITEM and not unit.skip:
            frame.listed = True
            if self.section:
                self.section.listed = True
            top = len(self.bullets) == frame.base
            parent = self.bullets[-1][1] if self.bullets and not top else None
            self.maker.bullet(unit, self.day, frame.kind, top, parent)
            self.bullets.append((first.depth, first.line))
        elif box(first.plain)[0]:
            frame.listed = True
            self.maker.bullet(unit, self.day, frame.kind, True, None)
        elif frame.is_kind and not (
            first.table or first.quoted or (first.depth and first.kind != MORE)
        ):
            frame.waiting.append(unit)
        else:
            self.maker.paragraph(unit, self.day, "")


def _unit_at(line: Line, text: int) -> Unit | None:
    return Unit([line], text) if text < len(line.plain) else None


def _nests(line: Line, following: Line | None) -> bool:
    return following is not None and following.depth > line.depth


def _words(plain: str) -> int:
    """Words by blanks, and each character of a script that writes without them."""
    if plain.isascii() or max(plain) < _KANA:
        return len(plain.split())
    return len(_CJK.findall(plain)) + len(_WORD.findall(_CJK.sub(" ", plain)))
