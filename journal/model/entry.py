"""What a log says: items with their spans, sections, days, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Kind = Literal["task", "result", "td", "idea"]
KINDS: tuple[Kind, ...] = ("task", "result", "td", "idea")
Found = Literal["section", "marker", "checkbox"]


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a file: 1-based line of its first byte, and byte offsets [start, end)."""

    line: int
    start: int
    end: int

    def of(self, data: bytes) -> bytes:
        return data[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in the user's files: one sentence, and where.

    `source` is the whole line of text; `column` (0-based, in characters) is where the caret goes.
    """

    text: str
    path: str = ""
    line: int | None = None
    source: str = ""
    column: int = 0
    hint: str = ""
    code: str = ""
    error: bool = True


class JournalError(Exception):
    """Ends a command: a clear sentence, maybe a place, a hint. `exit` is 1, or 2 for misuse."""

    def __init__(
        self, text: str, *, hint: str = "", path: str = "", line: int | None = None, exit: int = 1
    ) -> None:
        super().__init__(text)
        self.text, self.hint, self.path, self.line, self.exit = text, hint, path, line, exit


@dataclass(frozen=True, slots=True)
class Item:
    """A task, result, TD mention or idea, as read.

    `text` is plain (markup, markers, fields, tags and ids taken out); `span` slices the file's
    bytes to the source it came from. `id` is given to TD items alone: the pin, else the hash of
    the normalised text. `done` is set by an explicit mark only. `sentence` is the whole paragraph
    or bullet around an inline marker, plain.
    """

    kind: Kind
    text: str
    span: Span
    date: date | None = None
    done: bool | None = None
    found: Found = "section"
    id: str = ""
    pinned: bool = False
    mark: str = ""  # the character in [ ], or a Logseq keyword
    parent: int | None = None  # line of the item it is nested under
    links: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    pays: tuple[str, ...] = ()  # ids that "pays td-…" or "closes td-…" names
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what it holds. `body` runs to the next heading of the day."""

    title: str
    level: int
    kind: str  # a Kind, "none", or "" where no alias knows the heading
    head: Span
    body: Span
    listed: bool = False  # it holds list items of its own


@dataclass(frozen=True, slots=True)
class Entry:
    """One day of log; `span` is its part of the file, `sentences` its prose as (line, text)."""

    path: str
    date: date | None
    span: Span
    title: str = ""
    sections: tuple[Section, ...] = ()
    items: tuple[Item, ...] = ()
    sentences: tuple[tuple[int, str], ...] = ()
    words: int = 0
    publish: bool = True
    private: bool = False
    pays: tuple[tuple[int, str], ...] = ()  # (line, id) that prose says is paid
    refs: tuple[tuple[int, str], ...] = ()  # (line, id) of every whole id named anywhere


@dataclass(frozen=True, slots=True)
class Document:
    """One file, read: its front matter, its days and its problems."""

    path: str
    entries: tuple[Entry, ...] = ()
    front: Mapping[str, object] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
