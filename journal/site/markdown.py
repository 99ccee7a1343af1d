"""Markdown to blocks of HTML, with debts marked, names linked, formulas set and losses reported."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any

from journal.model.entry import Problem
from journal.site.clean import clean
from journal.site.code import highlight
from journal.site.inline import Inline
from journal.site.links import Links, href
from journal.site.marks import Event, Mark, plan
from journal.site.words import lang

LEVEL = re.compile(r"H([1-6])")
SIMPLE = {
    "Emphasis": ("<em>", "</em>"),
    "Strong": ("<strong>", "</strong>"),
    "Strikethrough": ("<del>", "</del>"),
    "Superscript": ("<sup>", "</sup>"),
    "Subscript": ("<sub>", "</sub>"),
    "TableRow": ("<tr>", "</tr>"),
    "Item": ("<li>", "</li>\n"),
    "DefinitionList": ("<dl>", "</dl>"),
    "DefinitionListTitle": ("<dt>", "</dt>"),
    "DefinitionListDefinition": ("<dd>", "</dd>"),
    "HtmlBlock": ("", ""),
    "BlockQuote": ("<blockquote>", "</blockquote>"),
}


@dataclass(frozen=True, slots=True)
class Block:
    """A top-level piece of a text. `level` is above 0 for a heading, whose inside is `title`."""

    start: int
    end: int
    html: str
    marks: tuple[Mark, ...] = ()
    level: int = 0
    title: str = ""


@dataclass(frozen=True, slots=True)
class Rendered:
    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...] = ()
    files: tuple[str, ...] = ()

    @property
    def html(self) -> str:
        return "".join(b.html for b in self.blocks)


def render(
    text: str, source: str, page: str, links: Links, marks: Sequence[Mark] = (), line: int = 0,
    places: Sequence[tuple[int, int, int]] = (),
) -> Rendered:  # fmt: skip
    """`source` is the file's path, `page` the address the result is shown at, `line` how many
    lines of the file come before; `places` are what can be led to."""
    events = _events(text)
    writer = Writer(text.encode(), source, page, links, marks, plan(events, marks, places), line)
    for event, at in events:
        writer.take(event, at["start"], at["end"])
    return Rendered(
        tuple(writer.blocks), tuple(writer.problems), tuple(dict.fromkeys(writer.files))
    )


def _events(text: str) -> list[Event]:
    import pyromark

    o = pyromark.Options
    options = (
        o.ENABLE_MATH | o.ENABLE_TASKLISTS | o.ENABLE_TABLES | o.ENABLE_FOOTNOTES
        | o.ENABLE_STRIKETHROUGH | o.ENABLE_WIKILINKS | o.ENABLE_YAML_STYLE_METADATA_BLOCKS
    )  # fmt: skip
    # its stubs take no union of flags
    return list(pyromark.events_with_range(text, options=options))  # type: ignore[arg-type]


class Writer(Inline):
    """Takes the parser's events one by one; `blocks` are what it makes."""

    depth = cell = level = 0
    skip = head = False  # inside front matter, inside a table's head
    code: list[str] | None = None
    alt: list[str] | None = None
    align: tuple[str, ...] = ()

    @cached_property
    def blocks(self) -> list[Block]:
        return []

    def take(self, event: Any, start: int, end: int) -> None:
        if isinstance(event, str):
            self._bare(event)
            return
        name, value = next(iter(event.items()))
        if name == "Start":
            self.depth += 1
            self._start(value, start, end)
        elif name == "End":
            self._end(value)
            self.depth -= 1
            if not self.depth:
                self._close(start, end)
        elif not self.skip:
            self._leaf(name, value, start, end)

    def _bare(self, event: str) -> None:
        self.out.append({"SoftBreak": "\n", "HardBreak": "<br>\n", "Rule": "<hr>"}.get(event, ""))
        if self.alt is not None:
            self.alt.append(" ")
        if not self.depth:
            self._close(0, 0)

    def _close(self, start: int, end: int) -> None:
        inside = tuple(m for m in self.marks if start <= m.start < end)
        html = clean("".join(self.out))
        self.out = []
        if html.strip():
            title = re.sub(r"^<h\d[^>]*>|</h\d>\s*$", "", html) if self.level else ""
            self.blocks.append(Block(start, end, html, inside, self.level, title))
        self.level = 0

    def _start(self, value: Any, start: int, end: int) -> None:
        if isinstance(value, str):
            self._open(value, start, end)
            return
        name, detail = next(iter(value.items()))
        starts: dict[str, Callable[[Any, int], None]] = {
            "Heading": self._heading, "CodeBlock": self._code, "List": self._list,
            "Link": self._link, "Image": self._image, "Table": self._table,
            "FootnoteDefinition": self._footnote, "MetadataBlock": self._front,
        }  # fmt: skip
        if name in starts:
            starts[name](detail, start)
        else:
            self.out.append(SIMPLE.get(name, ("", ""))[0])

    def _open(self, name: str, start: int, end: int) -> None:
        if name == "Paragraph":
            self.out.append(f"<p{self._lang(start, end)}>")
        elif name == "TableHead":
            self.head, self.cell = True, 0
            self.out.append("<thead><tr>")
        elif name == "TableCell":
            self._cell()
        else:
            self.cell = 0
            self.out.append(SIMPLE.get(name, ("", ""))[0])

    def _lang(self, start: int, end: int) -> str:
        piece = self.data[start:end]
        code = "" if piece.isascii() else lang(piece.decode(errors="replace"))
        return f' lang="{code}"' if code else ""

    def _end(self, value: Any) -> None:
        name, detail = (value, None) if isinstance(value, str) else next(iter(value.items()))
        ends: dict[str, Callable[[Any], None]] = {
            "Heading": lambda v: self.out.append(f"</h{self._shown(v)}>\n"),
            "Paragraph": lambda _: self.out.append("</p>\n"),
            "CodeBlock": self._code_end,
            "List": lambda ordered: self.out.append("</ol>\n" if ordered else "</ul>\n"),
            "Link": lambda _: self._link_end(),
            "Image": lambda _: self._image_end(),
            "Table": lambda _: self.out.append("</tbody></table></div>\n"),
            "TableHead": lambda _: self._head_end(),
            "TableCell": lambda _: self.out.append("</th>" if self.head else "</td>"),
            "FootnoteDefinition": lambda _: self.out.append("</div>\n"),
            "MetadataBlock": lambda _: setattr(self, "skip", False),
        }
        if name in ends:
            ends[name](detail)
        else:
            self.out.append(SIMPLE.get(name, ("", ""))[1])

    def _front(self, _: Any, start: int) -> None:
        self.skip = True

    def _heading(self, detail: Any, start: int) -> None:
        level = self._shown(detail["level"])
        if self.depth == 1:
            self.level = int(LEVEL.fullmatch(detail["level"])[1])  # type: ignore[index]
        self.out.append(f"<h{level}>")

    def _shown(self, level: str) -> int:
        """The page has its own h1 and its sections are h2."""
        return max(3, int(level[1:]))

    def _list(self, first: int | None, start: int) -> None:
        number = f' start="{first}"' if first not in (None, 1) else ""
        self.out.append("<ul>\n" if first is None else f"<ol{number}>\n")

    def _table(self, align: tuple[str, ...], start: int) -> None:
        self.align = align
        self.out.append('<div class="scroll" tabindex="0" role="group" aria-label="table"><table>')

    def _head_end(self) -> None:
        self.head = False
        self.out.append("</tr></thead><tbody>")

    def _cell(self) -> None:
        side = self.align[self.cell] if self.cell < len(self.align) else "None"
        self.cell += 1
        kind = f' class="{side.lower()}"' if side in ("Right", "Center") else ""
        self.out.append(f'<th scope="col"{kind}>' if self.head else f"<td{kind}>")

    def _footnote(self, name: str, start: int) -> None:
        key = re.sub(r"\W", "-", name)
        self.out.append(f'<div class="footnote" id="fn-{key}"><sup>{escape(name)}</sup> ')

    def _code(self, kind: Any, start: int) -> None:
        self.code = [kind["Fenced"] if isinstance(kind, dict) else ""]

    def _code_end(self, _: Any) -> None:
        language, *parts = self.code or [""]
        self.code = None
        self.out.append(
            f'<pre tabindex="0"><code>{highlight("".join(parts), language)}</code></pre>\n'
        )

    def _link(self, detail: Any, start: int) -> None:
        target = self._target(detail, start)
        address = href(target.page, self.page) if target.page else target.url
        if not address:
            self.linked.append("</span>" if target.why else "")
            self.out.append('<span class="lost">' if target.why else "")
            return
        self.linked.append("</a>")
        kind = ' class="out"' if target.url else ""
        self.out.append(f'<a href="{escape(address)}"{kind}>')

    def _link_end(self) -> None:
        self.out += [self.linked.pop() if self.linked else "", self.waiting]
        self.waiting = ""

    def _image(self, detail: Any, start: int) -> None:
        target = self._target(detail, start)
        self.alt = []
        if target.url:
            self.linked.append(f'<a class="out" href="{escape(target.url)}">')
        else:
            self.linked.append(
                f'<img loading="lazy" src="{escape(href(target.page, self.page))}"'
                if target.file
                else ""
            )

    def _image_end(self) -> None:
        alt = escape("".join(self.alt or ()))
        self.alt, opened = None, self.linked.pop() if self.linked else ""
        if opened.startswith("<a"):
            self.out.append(f"{opened}{alt or 'image'}</a>")
        elif opened:
            self.out.append(f'{opened} alt="{alt}">')
        else:
            self.out.append(f'<span class="lost">{alt or "image"}</span>')

    def _leaf(self, name: str, value: Any, start: int, end: int) -> None:
        for line in self.plan.anchors.get(start, ()) if self.code is None else ():
            self.out.append(f'<span id="l{line}"></span>')
        if self.code is not None:
            self.code.append(value)
        elif self.alt is not None:
            self.alt.append(str(value))
        elif name == "Text":
            self._text(value, start, end)
        else:
            self._other(name, value, start, end)
