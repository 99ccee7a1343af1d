"""The words inside a block: debts underlined, ids and names linked, formulas set."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from itertools import pairwise
from typing import Any

from journal.model.entry import Problem
from journal.site.links import IDS, Links, Target, href
from journal.site.marks import MARKER, TAIL, Mark, Plan
from journal.site.maths import mathml

BLOCK_ID = re.compile(r"\s\^[\w-]+\s*$")


class Inline:
    """Writes the pieces of one text; `problems` and `files` are what it met."""

    def __init__(
        self, data: bytes, source: str, page: str, links: Links, marks: Sequence[Mark],
        plan: Plan, line: int,
    ) -> None:  # fmt: skip
        self.data, self.source, self.page, self.links = data, source, page, links
        self.marks, self.plan, self.before = marks, plan, line
        self.problems: list[Problem] = []
        self.files: list[str] = []
        self.out: list[str] = []
        self.linked: list[str] = []  # the end tags of open links
        self.waiting = ""

    def _target(self, detail: Any, start: int) -> Target:
        wiki = isinstance(detail["link_type"], dict)
        dest = detail["dest_url"]
        if detail["link_type"] == "Email":
            return Target(url=f"mailto:{dest}")
        find = self.links.wiki if wiki else self.links.resolve
        target = find(dest, self.source)
        if target.file:
            self.files.append(target.file)
        if target.why:
            self._lost(f"the link to {dest} {target.why}", start, "link")
        return target

    def _lost(self, text: str, start: int, code: str) -> None:
        begin, end = self.data.rfind(b"\n", 0, start) + 1, self.data.find(b"\n", start)
        source = self.data[begin : end if end >= 0 else None].decode(errors="replace")
        line = self.before + self.data.count(b"\n", 0, start) + 1
        self.problems.append(Problem(text, self.source, line, source, code=code, error=False))

    def _other(self, name: str, value: Any, start: int, end: int) -> None:
        if name in ("InlineMath", "DisplayMath"):
            html = self._math(value, name == "DisplayMath", start)
        elif name == "Code":
            html = self._named(value, f"<code>{escape(value)}</code>")
        elif name == "TaskListMarker":
            html = "<input checked> " if value else "<input> "
        elif name == "FootnoteReference":
            key = re.sub(r"\W", "-", value)
            html = f'<sup class="ref"><a href="#fn-{key}">{escape(value)}</a></sup>'
        else:
            html = value  # raw HTML, which clean() sees with all the rest
        self.out.append(self._marked(html, start, start, end) + self._ids(start))

    def _math(self, latex: str, block: bool, start: int) -> str:
        html, why = mathml(latex, block)
        if why:
            self._lost(why, start, "math")
        return f'<span class="at">{html}</span>' if not block else html

    def _named(self, word: str, html: str) -> str:
        target = None if self.linked else self.links.named(word)
        if not target:
            return html
        return f'<a href="{escape(href(target.page, self.page))}">{html}</a>'

    def _text(self, value: str, start: int, end: int) -> None:
        if (mark := self.plan.markers.get(start)) and not self.linked:
            state = "owed" if mark.owed else "settled"
            address = escape(href(mark.page, self.page))
            self.out.append(f'<a class="marker {state}" href="{address}">{escape(value)}</a>')
            self.out.append(self._id(mark) if mark.short else "")
            return
        value = BLOCK_ID.sub("", value)
        whole = len(value.encode()) == end - start
        self.out += (
            self._pieces(value, start)
            if whole
            else [self._marked(self._words(value), start, start, end)]
        )
        self.out.append(self._ids(start))

    def _pieces(self, value: str, start: int) -> list[str]:
        """The text cut where a mark begins or ends, each part underlined or not."""
        data = value.encode()
        end = start + len(data)
        cuts = {start, end}
        for mark in self.marks:
            cuts |= {c for c in (mark.start, mark.end) if start < c < end}
        edges = sorted(cuts)
        parts = []
        for a, b in pairwise(edges):
            words = data[a - start : b - start].decode(errors="ignore")
            body = words[: self._body(words, a, b)]
            tail = words[len(body) :]
            parts += [self._marked(self._words(body), a, a, b), escape(tail)]
        return parts

    def _body(self, words: str, start: int, end: int) -> int:
        """How much of a marked piece is its sentence: a dash before the marker is not."""
        found = TAIL.search(words)
        inside = next((m for m in self.marks if m.start <= start < m.end), None)
        if not found or not inside:
            return len(words)
        last = end >= inside.end or any(end <= at <= end + 2 for at in self.plan.markers)
        return found.start() if last else len(words)

    def _marked(self, html: str, at: int, start: int, end: int) -> str:
        mark = next((m for m in self.marks if m.underline and m.start <= at < m.end), None)
        if not mark or not re.search(r"\w|<math", html) or MARKER.fullmatch(html):
            return html
        return f'<span class="{"owed" if mark.owed else "settled"}">{html}</span>'

    def _words(self, text: str) -> str:
        """Escaped, with td ids and run ids linked."""
        if self.linked or not IDS.search(text):
            return escape(text, quote=False)
        out, last = [], 0
        for found in IDS.finditer(text):
            out += [
                escape(text[last : found.start()], quote=False),
                self._named(found[0], found[0]),
            ]
            last = found.end()
        return "".join([*out, escape(text[last:], quote=False)])

    def _ids(self, start: int) -> str:
        """The ids that stand after this piece; a link has to end first."""
        found = "".join(self._id(m) for m in self.plan.after.get(start, ()) if m.short)
        if self.linked:
            self.waiting += found
            return ""
        return found

    def _id(self, mark: Mark) -> str:
        state = "owed" if mark.owed else "settled"
        address = escape(href(mark.page, self.page))
        return f'\u00a0<a class="id {state}" href="{address}">{mark.short}</a>'
