"""Markdown events to lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pyromark

from journal.parse.blocks import GAP, HEAD, HTML, ITEM, MORE, TEXT, Line, setext
from journal.parse.lazy import lazy
from journal.parse.source import Source

OPTIONS = (
    pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_WIKILINKS
    | pyromark.Options.ENABLE_MATH
    | pyromark.Options.ENABLE_TABLES
)
_TABBED = lazy(r"[ \t]*(?:(?:[-*+]|\d+[.)])[ \t]+)?(?:\[(.)\][ \t]+)?(?=\S)")
_BOXED = lazy(r"[ \t]*(?:(?:[-*+]|\d+[.)])[ \t]+)?\[.\][ \t]+\S")
_Handler = Callable[[Any, int, int], None]


def read(source: Source, text: str) -> list[Line]:
    """The lines of `text`, which has the same byte length as the source (parts may be blanked)."""
    reader = _Reader(source)
    handlers, opening, closing = reader.leaves(), reader.opening(), reader.closing()
    handler: _Handler | None
    for event, where in pyromark.events_with_range(text, options=OPTIONS):
        if isinstance(event, str):
            handlers[event](None, where["start"], where["end"])
            continue
        for name, value in event.items():
            if name == "Start" or name == "End":
                kind = value if isinstance(value, str) else next(iter(value))  # type: ignore[call-overload]
                handler = (opening if name == "Start" else closing).get(kind)
            else:
                handler = handlers.get(name)
            if handler:
                handler(value, where["start"], where["end"])
    reader.flush()
    return reader.lines


class _Reader:
    """Folds events into lines; one method an event."""

    def __init__(self, source: Source) -> None:
        self.lines: list[Line] = []
        self.data, self.starts = source.data, source.starts
        self.row = 0  # index of the line that was last looked at
        self.depth = self.level = 0
        self.mute = 0  # inside code, HTML, images, footnotes: nothing is text
        self.quotes = 0
        self.table = self.indented = False
        self.kind, self.mark = TEXT, ""
        self.begin = -1  # of the bullet whose first text is still to come
        self.title = 0
        self._clear()

    def leaves(self) -> dict[str, _Handler]:
        return {"Text": self.text, "Code": self.code, "SoftBreak": self.line_break,
                "HardBreak": self.line_break, "TaskListMarker": self.checkbox, "Rule": self.gap,
                "InlineHtml": self.inline_html, "InlineMath": self.math,
                "DisplayMath": self.display_math}  # fmt: skip

    def opening(self) -> dict[str, _Handler]:
        return {"Item": self.open_item, "Paragraph": self.open_paragraph, "List": self.open_list,
                "Heading": self.open_heading, "Strong": self.open_span, "Emphasis": self.begins,
                "Strikethrough": self.open_span, "Link": self.open_link, "Image": self.mutes,
                "CodeBlock": self.open_code, "HtmlBlock": self.open_mute, "Table": self.open_table,
                "TableRow": self.close_paragraph, "TableHead": self.close_paragraph,
                "TableCell": self.cell, "BlockQuote": self.open_quote}  # fmt: skip

    def closing(self) -> dict[str, _Handler]:
        return {"Item": self.close_item, "Paragraph": self.close_paragraph,
                "List": self.close_list, "Heading": self.close_heading, "Strong": self.close_bold,
                "Emphasis": self.ends, "Strikethrough": self.close_struck, "Link": self.close_link,
                "Image": self.close_mute, "CodeBlock": self.close_mute,
                "HtmlBlock": self.close_mute, "Table": self.close_table,
                "TableRow": self.close_paragraph, "TableHead": self.close_paragraph,
                "BlockQuote": self.close_quote}  # fmt: skip

    def _clear(self) -> None:
        self.parts: list[str] = []
        self.pieces: list[tuple[int, int]] = []
        self.length = 0
        self.first = self.last = -1
        self.bold: list[tuple[int, int]] = []
        self.struck: list[tuple[int, int]] = []
        self.coded: list[tuple[int, int]] = []
        self.linked: list[tuple[int, int]] = []
        self.links: list[str] = []
        self.opened: list[int] = []

    def flush(self) -> None:
        """Ends the line that is being read."""
        if self.first < 0:
            return
        kind, start = (self.kind, self.first) if self.begin < 0 else (ITEM, self.begin)
        row, starts = self.row, self.starts
        while row + 1 < len(starts) and starts[row + 1] <= start:
            row += 1
        self.row = row
        quoted = self.quotes > 0 and b">" in self.data[starts[row] : start]  # or a lazy line
        line = (kind, "".join(self.parts), start, self.last, row + 1, start - starts[row],
                self.depth, self.level, self.mark, self.table, quoted)  # fmt: skip
        if len(self.pieces) == 1 and not (self.bold or self.coded or self.struck or self.linked):
            spans: tuple[object, ...] = ((), (), (), (), (), ((0, self.pieces[0][1]),))
        else:
            spans = (tuple(self.bold), tuple(self.coded), tuple(self.struck), tuple(self.linked),
                     tuple(self.links), tuple(self.pieces))  # fmt: skip
        self.lines.append(Line._make(line + spans))
        self.begin, self.mark = -1, ""
        self._clear()

    def _add(self, text: str, start: int, end: int) -> None:
        if self.first < 0:
            self.first = start
        self.pieces.append((self.length, start))
        self.parts.append(text)
        self.length += len(text)
        if end > self.last:
            self.last = end

    def text(self, text: str, start: int, end: int) -> None:
        if not self.mute:
            self._add(text, start, end)
        elif self.indented:
            self.tabbed(text, start)

    def tabbed(self, text: str, start: int) -> None:
        """A line of indented code that is really a bullet, indented by its author's editor."""
        m = _TABBED.match(text)
        if m and m.end():
            self.flush()
            self.begin, self.mark = start + len(text) - len(text.lstrip()), m[1] or ""
            self._add(
                text[m.end() :].rstrip(), start + m.end(), start + len(text.rstrip().encode())
            )
            self.flush()

    def code(self, text: str, start: int, end: int) -> None:
        if not self.mute:
            self.coded.append((self.length, self.length + len(text)))
            self._add(text, start, end)
            self.pieces[-1] = (self.pieces[-1][0], start + (end - start - len(text.encode())) // 2)

    def math(self, text: str, start: int, end: int) -> None:
        self.code(f"${text}$", start, end)

    def display_math(self, text: str, start: int, end: int) -> None:
        self.code(f"$${' '.join(text.split())}$$", start, end)

    def inline_html(self, text: str, start: int, end: int) -> None:
        name = re.match(r"</?([a-z0-9-]+)", text, re.I)
        tag = name[1].lower() if name else ""
        if tag == "br" and self.first < 0:  # alone on its line it parts paragraphs
            self.kind = TEXT
        elif tag and tag not in HTML:
            self.text(text, start, end)

    def line_break(self, _value: object, start: int, end: int) -> None:
        if self.mute:
            return
        still_open = len(self.opened)
        if self.first >= 0:
            self.bold += [(begin, self.length) for begin in self.opened]
            self.flush()
            self.kind = MORE
        self.opened = [0] * still_open

    def checkbox(self, done: bool, start: int, end: int) -> None:
        self.mark = "x" if done else " "
        self.begins(None, start, end)
        self.last = max(self.last, end)

    def gap(self, _value: object, start: int, end: int) -> None:
        self.flush()
        self.kind = TEXT
        self.lines.append(Line(GAP, "", start, start, 0, 0, self.depth))

    def open_quote(self, _value: object, start: int, end: int) -> None:
        self.gap(None, start, end)
        self.quotes += 1

    def close_quote(self, _value: object, start: int, end: int) -> None:
        self.gap(None, start, end)
        self.quotes -= 1

    def open_list(self, _value: object, start: int, end: int) -> None:
        self.flush()
        self.depth += 1

    def close_list(self, _value: object, start: int, end: int) -> None:
        self.flush()
        self.depth -= 1
        self.kind = TEXT

    def open_item(self, _value: object, start: int, end: int) -> None:
        self.flush()
        while start < end and self.data[start] in b" \t\r\n":  # its range begins at its indent
            start += 1
        self.begin, self.kind = start, ITEM

    def close_item(self, _value: object, start: int, end: int) -> None:
        self.flush()
        self.begin, self.kind, self.mark = -1, TEXT, ""

    def open_paragraph(self, _value: object, start: int, end: int) -> None:
        if self.first < 0:
            self.kind = TEXT

    def close_paragraph(self, _value: object, start: int, end: int) -> None:
        self.flush()
        self.kind = TEXT

    def open_heading(self, value: Any, start: int, end: int) -> None:
        self.flush()
        self.kind, self.level = HEAD, int(value["Heading"]["level"][1])
        self.title = len(self.lines)

    def close_heading(self, _value: object, start: int, end: int) -> None:
        if self.first < 0 and len(self.lines) == self.title:
            self.first, self.last = start, end  # a heading without words still ends the last one
        bullet = self.begin
        self.flush()
        titles = self.lines[self.title :]
        titles[0] = titles[0]._replace(kind=HEAD, start=start if bullet < 0 else bullet)
        if bullet < 0 and not self.data.startswith(b"#", start):
            titles = setext(titles, self.data[start:end].rstrip())
        self.lines[self.title :] = titles
        self.level, self.kind = 0, TEXT

    def begins(self, _value: object, start: int, end: int) -> None:
        if self.first < 0 and not self.mute:
            self.first = start

    def ends(self, _value: object, start: int, end: int) -> None:
        if self.first >= 0 and not self.mute and end > self.last:
            self.last = end

    def open_span(self, _value: object, start: int, end: int) -> None:
        if not self.mute:
            self.begins(None, start, end)
            self.opened.append(self.length)

    def close_bold(self, _value: object, start: int, end: int) -> None:
        if not self.mute and self.opened:
            self.bold.append((self.opened.pop(), self.length))
            self.ends(None, start, end)

    def close_struck(self, _value: object, start: int, end: int) -> None:
        if not self.mute and self.opened:
            self.struck.append((self.opened.pop(), self.length))
            self.ends(None, start, end)

    def open_link(self, value: Any, start: int, end: int) -> None:
        if self.mute:
            return
        self.links.append(value["Link"]["dest_url"])
        self.linked.append((self.length, self.length))
        self.begins(None, start, end)
        self.last = max(self.last, end)

    def close_link(self, _value: object, start: int, end: int) -> None:
        if not self.mute and self.linked:
            self.linked[-1] = (self.linked[-1][0], self.length)

    def cell(self, _value: object, start: int, end: int) -> None:
        if self.first >= 0:
            self._add(" ", start, start)

    def open_mute(self, _value: object, start: int, end: int) -> None:
        self.gap(None, start, end)
        self.mute += 1

    def mutes(self, _value: object, start: int, end: int) -> None:
        self.mute += 1

    def close_mute(self, _value: object, start: int, end: int) -> None:
        self.mute -= 1
        self.indented = False

    def open_code(self, value: Any, start: int, end: int) -> None:
        self.open_mute(value, start, end)
        if value["CodeBlock"] == "Indented":
            block = self.data[start:end].decode("utf-8", "replace").splitlines()
            self.indented = any(_BOXED.match(line) for line in block)

    def open_table(self, _value: object, start: int, end: int) -> None:
        self.gap(None, start, end)
        self.table = True

    def close_table(self, _value: object, start: int, end: int) -> None:
        self.gap(None, start, end)
        self.table = False
