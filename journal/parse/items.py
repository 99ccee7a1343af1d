"""Bullets and paragraphs to items, and what is none to prose."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from journal.model.entry import KINDS, Found, Item, Kind, Span
from journal.parse import markers, references, sentences
from journal.parse.fields import Tidy, box, keyword, tidy
from journal.parse.grammar import Grammar
from journal.parse.lazy import lazy
from journal.parse.normal import ID, td_id
from journal.parse.units import Unit

_PROPERTY = lazy(r"\s*[^\W\d][\w /.-]{0,40}::(?:\s|$)")
_DRAWER = lazy(r"\s*(?::[A-Z-]+:|CLOCK:|(?:SCHEDULED|DEADLINE|CLOSED):\s*[<\[])")
_STAMP = lazy(r"(SCHEDULED|DEADLINE):\s*<(\d{4}-\d\d-\d\d)")
_PIN = lazy(rf"\^{ID.pattern}")
_BEHIND = lazy(rf"\s*(✅)?\ufe0f?\s*(?:\^({ID.pattern}))?")
_SAYS = lazy(r"[^\W_]")
_NAMES = {"SCHEDULED": "scheduled", "DEADLINE": "due"}


class Day(Protocol):
    """What a day collects."""

    date: date | None
    items: list[Item]
    sentences: list[tuple[int, str]]


def is_property(plain: str) -> bool:
    """Logseq's `key:: value` and org drawers: about a bullet, no words of it."""
    return bool(_PROPERTY.match(plain) or _DRAWER.match(plain))


class Maker:
    """Makes items of units, for their day. `named`: whether the file names ids at all."""

    def __init__(self, grammar: Grammar, *, named: bool) -> None:
        self.grammar, self.named = grammar, named

    def bullet(self, unit: Unit, day: Day, kind: str, top: bool, parent: int | None) -> None:
        """A list item. `top`: it stands directly in its section."""
        fields = _take_properties(unit)
        text = unit.text()
        mark, at = (unit.first.mark, 0) if unit.first.mark else box(text)
        priority = ""
        if not mark:
            mark, priority, at = keyword(text)
        if is_property(text) and not mark:
            return
        wanted = _kind(kind, mark, top, unit)
        if not wanted:
            self.prose(unit, text, day)
            return
        found: Found = "checkbox" if mark else "section"
        read = tidy(text[at:], mark)
        if priority:
            fields.append(("priority", priority))
        self.add(unit, text, at, read, day, wanted, found, parent, tuple(fields))

    def paragraph(self, unit: Unit, day: Day, kind: str) -> None:
        """A paragraph of a section with a kind is an item, unless it only leads to something."""
        text = unit.text()
        if not kind or not _says_something(text, unit):
            self.prose(unit, text, day)
            return
        self.add(unit, text, 0, tidy(text), day, kind, "section", None, ())

    def add(  # noqa: PLR0913 - one place where all that was read meets
        self, unit: Unit, text: str, at: int, read: Tidy, day: Day, kind: str, found: Found,
        parent: int | None, fields: tuple[tuple[str, str], ...],
    ) -> None:  # fmt: skip
        """The item, under the kind that a marker in it says, and further items marked inside it."""
        words = read.text
        for mark in self.marks(unit, text):
            if not mark.whole or (kind in ("td", "idea") and mark.kind == "task"):
                if not mark.whole and mark.kind != kind:
                    self.marked(unit, text, mark, day)
                elif mark.whole:
                    words = tidy(mark.text).text
                continue
            kind, words = mark.kind, tidy(mark.text[_box_in(mark.text) :]).text
            found = "marker" if found == "section" else found
        if not any(c.isalnum() for c in words) or _is_empty_label(words):
            return
        done = False if read.done is None and unit.struck() else read.done
        item = self.item(kind, words, unit.whole(), day, found, read._replace(done=done), text)
        item = _with(item, parent, unit.links(), (*fields, *read.fields))
        day.items.append(item)

    def prose(self, unit: Unit, text: str, day: Day) -> None:
        """Marked sentences become items, the others are kept for what they may touch."""
        parts = sentences.split(text)
        marks = self.marks(unit, text, parts)
        for mark in marks:
            self.marked(unit, text, mark, day)
        taken = iter(marks)
        marked = next(taken, None)
        for start, end in parts:
            while marked and marked.end <= start:
                marked = next(taken, None)
            if (not marked or end <= marked.start) and _SAYS.search(text, start, end):
                day.sentences.append((unit.line_of(start), text[start:end]))

    def marks(
        self, unit: Unit, text: str, parts: list[tuple[int, int]] | None = None
    ) -> list[markers.Mark]:
        if not markers.possible(text, self.grammar):
            return []
        if "^" in text:
            text, parts = _PIN.sub(lambda m: " " * len(m[0]), text), None
        bold, code = unit.shifted("bold"), unit.shifted("code")
        return markers.find(text, bold, code, self.grammar, parts or sentences.split(text))

    def marked(self, unit: Unit, text: str, mark: markers.Mark, day: Day) -> None:
        """The item of a marked sentence, with the tick and the id that may stand right behind."""
        read = tidy(mark.text)
        behind = _BEHIND.match(text, mark.end)
        if behind and behind[1]:
            read = read._replace(done=True)
        if behind and behind[2]:
            read = read._replace(pin=behind[2])
        if any(c.isalnum() for c in read.text):
            span = unit.span(mark.start, mark.end)
            day.items.append(self.item(mark.kind, read.text, span, day, "marker", read, text))

    def item(
        self, kind: str, words: str, span: Span, day: Day, found: Found, read: Tidy, sentence: str
    ) -> Item:
        assert kind in KINDS
        known: Kind = kind
        return Item(
            known, words, span, day.date, read.done, found,
            (read.pin or td_id(words)) if known == "td" else "", bool(read.pin), read.mark, None,
            (), read.tags, read.fields, references.pays(sentence) if self.named else (),
            " ".join(sentence.split()) if found == "marker" else "",
        )  # fmt: skip


def _with(
    item: Item, parent: int | None, links: tuple[str, ...], fields: tuple[tuple[str, str], ...]
) -> Item:
    if parent is None and not links and fields == item.fields:
        return item
    return Item(
        item.kind, item.text, item.span, item.date, item.done, item.found, item.id, item.pinned,
        item.mark, parent, links, item.tags, fields, item.pays, item.sentence,
    )  # fmt: skip


def _kind(kind: str, mark: str, top: bool, unit: Unit) -> str:
    """The kind of item that a bullet is, or an empty string."""
    if mark:
        if kind == "tracker":
            return ""
        unfinished = kind == "result" and mark not in ("x", "DONE")
        return kind if kind in KINDS and not unfinished else "task"
    if kind not in KINDS or not top:
        return ""
    return "" if unit.first.table else kind


def _take_properties(unit: Unit) -> list[tuple[str, str]]:
    """Lines under a bullet that describe it leave its text."""
    fields: list[tuple[str, str]] = []
    if len(unit.lines) == 1:
        return fields
    kept = [unit.lines[0]]
    for line in unit.lines[1:]:
        if not is_property(line.plain):
            kept.append(line)
        elif "::" in line.plain:
            name, _, value = line.plain.partition("::")
            fields.append((name.strip(), value.strip()))
        elif m := _STAMP.match(line.plain.strip()):
            fields.append((_NAMES[m[1]], m[2]))
    unit.lines = kept
    return fields


def _says_something(text: str, unit: Unit) -> bool:
    bare = text.strip()
    if bare.endswith((":", "：")) or not any(c.isalnum() for c in bare):
        return False
    if bare[0] in "(（" and bare[-1] in ")）":
        return False
    return not unit.only_links() and not is_property(text)


def _is_empty_label(words: str) -> bool:
    """What a template leaves behind: a label and nothing after it."""
    return words.endswith((":", "：")) and len(words.split()) < 4


def _box_in(text: str) -> int:
    return box(text)[1]
