"""Edits of a log as one span and the bytes to put there; every other byte stays as it is."""

from __future__ import annotations

import re
from dataclasses import replace

from journal.model.entry import KINDS, Document, Entry, Item, Section, Span
from journal.parse import dates, titles
from journal.parse.grammar import Grammar
from journal.parse.sections import kind_of

Edit = tuple[Span, bytes]

_BULLET = re.compile(rb"^([ \t]*)([-*+]|\d{1,9}[.)])([ \t]+)(\[.\][ \t]+)?", re.M)
_BOX = re.compile(rb"(?:[-*+]|\d{1,9}[.)])?[ \t]*(?:~~)?\[(.)\]")
_KEYWORD = re.compile(
    rb"((?:[-*+]|\d{1,9}[.)])[ \t]+)(TODO|DOING|NOW|LATER|WAITING|WAIT|DONE|CANCELL?ED)\b"
)
_BREAK = re.compile(rb"\r\n?|\n")
_RULE = re.compile(rb"(?:\r\n?|\n)[ \t]*(?:[-*_][ \t]*){3,}$")
_UNDERLINE = re.compile(rb"\n[-=]+$")
_JOINS = re.compile(
    rb"[ \t]*(?:\r\n?|\n)[ \t]*(?:(?![-*+#>\s]|\d+[.)])\S|[-=]+[ \t]*(?:[\r\n]|\Z))"
)  # text right below
_LEAD = re.compile(rb"(?:[-*+]|\d{1,9}[.)])[ \t]+")
_WORDS = {"x": b"DONE", " ": b"TODO", "/": b"DOING", "-": b"CANCELED", ">": b"LATER"}
_TICKED = " ✅".encode()


def insert_item(
    data: bytes, document: Document, entry: Entry, kind: str, line_text: str, grammar: Grammar
) -> Edit:
    """Puts one line at the end of the day's section of this kind, made where there is none.

    Anything that is no kind of item ("log") goes into the prose, as a paragraph.
    """
    kind = kind if kind in KINDS else "none"
    entry = _headless(entry)
    document = replace(document, entries=tuple(map(_headless, document.entries)))
    newline, text = _newline(data), line_text.encode()
    section = _section(entry, kind, grammar)
    if section is None:
        return _new_section(data, document, entry, kind, text, newline, grammar)
    at = _end_of_text(data, section)
    if kind == "none" or _is_prose(section, entry):
        gap, lead = newline * 2, b""
    else:
        gap = newline * (2 if _is_apart(data, section) else 1)
        lead = _lead(data, section, kind)
    below = newline if _JOINS.match(data, at) else b""
    return Span(_row(data, at), at, at), gap + lead + text + below


def _headless(entry: Entry) -> Entry:
    """The entry without the heading that names its day, which no new section may come above."""
    first = entry.sections[:1]
    named = first and first[0].kind in ("", "none") and dates.find(first[0].title, "dmy")
    return replace(entry, sections=entry.sections[1:]) if named else entry


def tick(data: bytes, item: Item, mark: str) -> Edit:
    """Sets the item's mark: the character in its box, its Logseq keyword, or a new box or ✅."""
    source, start = item.span.of(data), item.span.start
    box = _BOX.match(source)
    if box:
        return _at(item, start + box.start(1), start + box.end(1)), mark.encode()
    word = _KEYWORD.match(source)
    if word:
        return _at(item, start + word.start(2), start + word.end(2)), _WORDS.get(mark, b"TODO")
    if item.found == "marker" and not _LEAD.match(source):
        after = data.startswith(_TICKED, item.span.end)
        wanted = _TICKED if mark == "x" else b""
        return _at(item, item.span.end, item.span.end + len(_TICKED) * after), wanted
    lead = _LEAD.match(source)
    at = start + (lead.end() if lead else 0)
    return _at(item, at, at), f"[{mark}] ".encode()


def pin(data: bytes, item: Item) -> Edit:
    """Writes ` ^td-…` behind the item, so that its id outlives any rewording."""
    end = item.span.end
    while end > item.span.start and data[end - 1] in b" \t\r\n\\":
        end -= 1
    return _at(item, end, end), b"" if item.pinned else f" ^{item.id}".encode()


def apply(data: bytes, edit: Edit) -> bytes:
    """The bytes of the file after an edit."""
    span, instead = edit
    return data[: span.start] + instead + data[span.end :]


def _at(item: Item, start: int, end: int) -> Span:
    return Span(item.span.line, start, end)


def _newline(data: bytes) -> bytes:
    return b"\r\n" if b"\r\n" in data else b"\n" if b"\n" in data or b"\r" not in data else b"\r"


def _row(data: bytes, at: int) -> int:
    return 1 + len(_BREAK.findall(data, 0, at))


def _section(entry: Entry, kind: str, grammar: Grammar) -> Section | None:
    """The last section of the kind, rather one whose own heading says so; of prose, the first."""
    same = [s for s in entry.sections if s.kind == kind]
    own = [s for s in same if kind_of(s.title, grammar) == kind] or same
    if not own:
        return None
    return own[0] if kind == "none" else own[-1]


def _above_rules(body: bytes) -> bytes:
    """The text without the rules below it; one right under a paragraph may be an underline."""
    body = body.rstrip()
    while m := _RULE.search(body):
        above = body[: m.start()]
        last = above[max(above.rfind(b"\n"), above.rfind(b"\r")) + 1 :]
        if last.strip() and not _BULLET.match(last):
            return body
        body = above.rstrip()
    return body


def _is_prose(section: Section, entry: Entry) -> bool:
    """Whether its items are paragraphs: a bullet beside them would turn them into plain text."""
    inside = (i for i in entry.items if section.body.start <= i.span.start < section.body.end)
    return not section.listed and any(i.kind == section.kind for i in inside)


def _end_of_text(data: bytes, section: Section) -> int:
    """Behind the last line of the section that says something: blank lines and rules stay below."""
    body = _above_rules(section.body.of(data))
    if body:
        return section.body.start + len(body)
    return section.head.start + len(section.head.of(data).rstrip())


def _lead(data: bytes, section: Section, kind: str) -> bytes:
    """A bullet like the last one of the section, or like the file's, under its heading."""
    bullets = list(_BULLET.finditer(section.body.of(data)))
    if bullets:
        return _style(bullets, kind, follows=True)
    inside = _BULLET.match(data, data.rfind(b"\n", 0, section.head.start) + 1)
    if inside and inside.end() - len(inside[4] or b"") <= section.head.end:
        return inside[1] + b"\t" + inside[2] + inside[3]
    return _style(list(_BULLET.finditer(data)), kind)


def _style(bullets: list[re.Match[bytes]], kind: str, *, follows: bool = False) -> bytes:
    """The bullet, spacing and box of the last item that is not nested."""
    if not bullets:
        return b"- "
    outer = min(len(b[1].expandtabs()) for b in bullets)
    last = [b for b in bullets if len(b[1].expandtabs()) == outer][-1]
    sign = last[2]
    if sign[:-1].isdigit():
        sign = str(int(sign[:-1]) * follows + 1).encode() + sign[-1:]
    box = b"[x] " if kind == "result" else b"[ ] "
    return last[1] + sign + last[3] + (box if last[4] else b"")


def _is_apart(data: bytes, section: Section) -> bool:
    """Whether a blank line belongs before the new item: between loose ones, under an underline."""
    body = section.body.of(data)
    if not body.strip():
        return bool(_UNDERLINE.search(section.head.of(data).rstrip()))
    lines = [line.strip() for line in _BREAK.split(body.strip())]
    items = [i for i, line in enumerate(lines) if _BULLET.match(line)]
    last = max((i for i, line in enumerate(lines) if not line), default=-1) + 1
    if not items or items[-1] < last:
        return True
    return len(items) > 1 and all(not lines[i - 1] for i in items[1:])


def _new_section(
    data: bytes, document: Document, entry: Entry, kind: str, text: bytes, newline: bytes,
    grammar: Grammar,
) -> Edit:  # fmt: skip
    """A heading in the form and language of the others, above the sections that come after it."""
    heading = titles.heading(data, document, entry, kind, grammar).replace(b"\n", newline)
    lead = b"" if kind == "none" else _style(list(_BULLET.finditer(entry.span.of(data))), kind)
    body = heading + newline + lead + text
    later = titles.ORDER[titles.ORDER.index(kind) + 1 :]
    following = next((s for s in entry.sections if s.kind in later), None)
    if following:
        at = following.head.start
        return Span(following.head.line, at, at), body + newline * 2
    day = _above_rules(entry.span.of(data))
    at = entry.span.start + len(day)
    above = newline * 2 if data[:at].strip() else b""
    return Span(_row(data, at), at, at), above + body + (b"" if data.strip() else newline)
