"""Raw bytes to text of the same byte length, so that every offset means the file's own bytes."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate

from journal.model.entry import Problem
from journal.parse.lazy import lazy

_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_STRAY = lazy("[\udc80-\udcff]")
_HEAD = 8192


@dataclass(slots=True)
class Source:
    """A file's bytes, its text with one `?` for each byte that is no UTF-8, and its line starts."""

    data: bytes
    text: str
    path: str
    starts: list[int]
    problems: list[Problem] = field(default_factory=list)

    def line_of(self, offset: int) -> int:
        return bisect_right(self.starts, offset)

    def line(self, number: int) -> str:
        """The text of a line, numbered from 1, without its newline."""
        end = self.starts[number] if number < len(self.starts) else len(self.data)
        return self.data[self.starts[number - 1] : end].decode("utf-8", "replace").rstrip("\r\n")

    def report(
        self, text: str, line: int | None, code: str, *, hint: str = "", error: bool = True
    ) -> None:
        source = self.line(line)[:200] if line else ""
        self.problems.append(
            Problem(text, self.path, line, source, hint=hint, code=code, error=error)
        )


def read(data: bytes, path: str) -> Source:
    """The text of `data`; what can't be text at all comes back empty, with a problem."""
    wrong = _unreadable(data)
    if wrong:
        return Source(data, "", path, [0], [Problem(wrong, path, code="encoding")])
    starts = list(accumulate(map(len, data.splitlines(keepends=True)), initial=0))
    try:
        return Source(data, _without_bom(data.decode()), path, starts)
    except UnicodeDecodeError as e:
        escaped = data.decode("utf-8", "surrogateescape")
        source = Source(data, _without_bom(_STRAY.sub("?", escaped)), path, starts)
        source.report("this is not UTF-8", source.line_of(e.start), "encoding", error=False)
        return source


def _without_bom(text: str) -> str:
    return "   " + text[1:] if text.startswith("\ufeff") else text


def _unreadable(data: bytes) -> str:
    head = data[:_HEAD]
    if head.startswith(_UTF16):
        return "this file is UTF-16; save it as UTF-8"
    if head.count(0) > max(8, len(head) // 50):
        return "this file is not text"
    return ""
