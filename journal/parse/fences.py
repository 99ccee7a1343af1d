"""Fences that nobody closed: they are reported, and the days that they swallow are read."""

from __future__ import annotations

import re
from typing import NamedTuple

from journal.parse import dates
from journal.parse.grammar import Grammar
from journal.parse.lazy import lazy
from journal.parse.sections import kind_of
from journal.parse.source import Source

_FENCE = lazy(r"^([ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)(`{3,}|~{3,})([^\r\n]*)", re.M)
_TITLE = lazy(
    r"^(?:[ ]{0,3}#{1,6}[ \t]+([^\r\n]+)"
    r"|(?:\*\*)?((?:日期|date|fecha|datum|data|дата|날짜|日付)\s?[:：][^\r\n]{4,30}"
    r"|[^\W\d][^\r\n]{1,40}[:：])(?:\*\*)?[ \t]*$)",
    re.M | re.I,
)
_EARLY = 20
_REACH = 500  # fences that a closing one is looked for in
_DATED = lazy(
    r"^(?:日期|date|fecha|datum|data|дата|날짜|日付)?[ \t]*[:：]?[ \t]*"
    r"([^\r\n]{0,40}\d[^\r\n]{0,30})$",
    re.M | re.I,
)
_COMMENT = lazy("%%.*?%%", re.S)
_WORD = lazy(r"[^\W\d_]{4,}")


class _Fence(NamedTuple):
    start: int
    end: int
    char: str
    size: int
    info: str


def mend(text: str, source: Source, grammar: Grammar) -> str:
    """The text with runaway fences, and Obsidian's %% comments %%, blanked."""
    if "%%" in text:
        text = _COMMENT.sub(lambda m: blanked(m[0]) if m[0].strip("%").strip() else m[0], text)
    if "```" not in text and "~~~" not in text:
        return text
    fences = [_fence(m) for m in _FENCE.finditer(text)]
    lines = _Lines(source, text)
    at, i = 0, 0
    pieces: list[str] = []
    while i < len(fences):
        opened = fences[i]
        if "`" in opened.info and opened.char == "`":
            i += 1
            continue
        closing = next(
            (j for j in range(i + 1, min(len(fences), i + _REACH)) if _closes(fences[j], opened)),
            None,
        )
        resumed = _resumes(text, fences, i, closing, grammar)
        if closing is None:
            source.report("this fence is never closed", lines.of(opened.start), "fence")
        elif resumed is not None:
            source.report("this fence swallows a day: it is not closed before the next heading",
                          lines.of(opened.start), "fence")  # fmt: skip
        if resumed is None:
            i = len(fences) if closing is None else closing + 1
            continue
        pieces += [text[at : opened.start], blanked(text[opened.start : resumed])]
        at = resumed
        i = next((j for j in range(i + 1, len(fences)) if fences[j].start >= resumed), len(fences))
    return "".join([*pieces, text[at:]]) if at else text


def _fence(m: re.Match[str]) -> _Fence:
    return _Fence(m.start(), m.end(), m[2][0], len(m[2]), m[3].strip())


def _closes(fence: _Fence, opened: _Fence) -> bool:
    return fence.char == opened.char and fence.size >= opened.size and not fence.info


class _Lines:
    """Lines of characters that are asked for in order."""

    def __init__(self, source: Source, text: str) -> None:
        self.source, self.text, self.char, self.byte = source, text, 0, 0

    def of(self, char: int) -> int:
        self.byte += len(self.text[self.char : char].encode())
        self.char = char
        return self.source.line_of(self.byte)


def _resumes(
    text: str, fences: list[_Fence], i: int, closing: int | None, grammar: Grammar
) -> int | None:
    """Where the log goes on inside a fence that was never meant to reach so far."""
    opened = fences[i]
    if closing is None:
        return _first(text, opened.end, len(text), grammar, labels=True)
    if any(f.info for f in fences[i + 1 : closing]):
        return _first(text, opened.end, fences[closing].start, grammar, labels=False)
    return None if opened.info else _first_day(text, opened.end, fences[closing].start, grammar)


def _first(text: str, start: int, end: int, grammar: Grammar, *, labels: bool) -> int | None:
    """The first heading, or label line, that names a day or a section."""
    for m in _TITLE.finditer(text, start, end):
        title = (m[1] or m[2]).strip()
        if m[2] and not labels:
            continue
        found = dates.find(title, short=bool(m[2]))
        if (found and found.start < _EARLY) or kind_of(title.rstrip(":： "), grammar):
            return m.start()
    return None


def _first_day(text: str, start: int, end: int, grammar: Grammar) -> int | None:
    """A dated line, with a section that an alias knows after it: more than a listing's output."""
    for m in _DATED.finditer(text, start, end):
        found = dates.find(m[1])
        before = text[m.start() - 2 : m.start()]
        if not found or not found.year or len(_WORD.findall(m[1])) > 1 or before.strip():
            continue
        for line in text[m.end() : min(end, m.end() + 400)].split("\n")[1:8]:
            name = line.strip().lstrip("# ").rstrip(":： ")
            if line.strip() != name and kind_of(name, grammar):
                return m.start()
    return None


def blanked(text: str) -> str:
    """As many bytes of blanks, newlines kept."""
    return "".join(c if c in "\r\n" else " " * len(c.encode()) for c in text)
