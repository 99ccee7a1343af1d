"""Lines of text for the index's full-text search and back: what is found, and where in it.

The tokeniser gets a script without spaces between words a character at a time, so that any part
of it can be found.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from journal.model.entry import Document, Entry

# Thai, Lao, Burmese, Khmer, Kana, Han, Hangul
_UNSPACED = re.compile(
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\uff66-\uff9d\U00020000-\U0003ffff])"
)
SPACE = "\u200b"  # separates characters for the tokeniser and takes no room when shown
OPEN, SHUT = "\ufdd0", "\ufdd1"  # around a match; noncharacters, which no text may hold
_MATCH = re.compile(f"({OPEN}[^{SHUT}]*{SHUT})")


@dataclass(frozen=True, slots=True)
class Hit:
    """A line that a search found; `kind` is empty for prose. `marks` are the matches in `text`."""

    path: str
    line: int
    kind: str
    text: str
    day: str
    marks: tuple[tuple[int, int], ...] = ()


def rows(document: Document) -> Iterator[tuple[str, str, str, int, str]]:
    """(text, kind, path, line, day) of every line that can be found."""
    for entry in document.entries:
        day = entry.date.isoformat() if entry.date else ""
        for kind, line, text in _said(entry):
            yield spaced(text), kind, entry.path, line, day


def _said(entry: Entry) -> Iterator[tuple[str, int, str]]:
    """Items, prose, and the headings that name no kind of section."""
    yield from ((i.kind, i.span.line, i.text) for i in entry.items)
    yield from (("", line, text) for line, text in entry.sentences)
    yield from (("", s.head.line, s.title) for s in entry.sections if not s.kind)


def hit(path: str, line: int, kind: str, body: str, day: str) -> Hit:
    """A row that was found, its matches taken out of their marks."""
    marks, text = [], ""
    for piece in _MATCH.split(body.replace(SPACE, "")):
        plain = piece.strip(OPEN + SHUT)
        if piece != plain:
            marks.append((len(text), len(text) + len(plain)))
        text += plain
    return Hit(path, line, kind, text, day, tuple(marks))


def spaced(text: str) -> str:
    if text.isascii():
        return text
    return _UNSPACED.sub(rf"\1{SPACE}", unicodedata.normalize("NFC", text))
