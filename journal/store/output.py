"""output.log: what a run printed, both streams in one file, line by line as they came.

Beside it, `stderr.lines` names the lines that came from standard error: one range a line, as
"12-15"; a last "21-" runs to the end. A line longer than PIECE is broken where the other stream
cuts in, so that no line has to fit in memory.
"""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal

Stream = Literal["stdout", "stderr"]
Ranges = list[tuple[int, int]]
FILE, SIDE = "output.log", "stderr.lines"
PIECE = 65_536
WIDEST = 4_000  # characters of a line that are shown
BLOCK = 1 << 20
NO_END = 1 << 60


@dataclass(frozen=True, slots=True)
class Line:
    stream: Stream
    text: str


class Writer:
    """Takes both streams in pieces; `broken` says why the disk refused, and no more is kept."""

    def __init__(self, folder: Path) -> None:
        self._log = (folder / FILE).open("wb", buffering=0)
        self._side = (folder / SIDE).open("wb", buffering=0)
        self._held: dict[Stream, bytes] = {"stdout": b"", "stderr": b""}
        self._lines = 0
        self._within: Stream | None = None  # whose line is not ended yet
        self._marked = False
        self.broken = ""

    def feed(self, stream: Stream, data: bytes) -> None:
        whole, newline, rest = (self._held[stream] + data).rpartition(b"\n")
        if len(rest) > PIECE:
            whole, newline, rest = whole + newline + rest, b"", b""
        self._held[stream] = rest
        if whole or newline:
            self._try(stream, whole + newline)

    def close(self) -> None:
        for stream, rest in self._held.items():
            if rest:
                self._try(stream, rest + b"\n")
        if self._within:
            self._try(self._within, b"\n")
        self._try("stdout", b"")
        for f in (self._log, self._side):
            f.close()

    def _try(self, stream: Stream, data: bytes) -> None:
        if self.broken:
            return
        try:
            self._write(stream, data)
        except OSError as e:
            self.broken = (e.strerror or str(e)).lower()

    def _write(self, stream: Stream, data: bytes) -> None:
        if self._within and self._within != stream:
            _all(self._log, b"\n")
            self._lines += 1
        self._mark(stream)
        _all(self._log, data)
        self._lines += data.count(b"\n")
        self._within = stream if data and not data.endswith(b"\n") else None

    def _mark(self, stream: Stream) -> None:
        if stream == "stderr" and not self._marked:
            _all(self._side, b"%d-" % (self._lines + 1))
        elif stream == "stdout" and self._marked:
            _all(self._side, b"%d\n" % self._lines)
        self._marked = stream == "stderr"


def _all(f: IO[bytes], data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[f.write(view) :]


def ranges(folder: Path) -> Ranges:
    """The lines of standard error, first and last, in order."""
    try:
        text = (folder / SIDE).read_text()
    except (OSError, ValueError):
        return []
    pairs = (row.partition("-") for row in text.split())
    return [(int(a), int(b) if b.isdigit() else NO_END) for a, _, b in pairs if a.isdigit()]


def read(folder: Path, lines: int | None = None) -> tuple[Line, ...]:
    """The last `lines` lines, or all; a line that redraws itself by \\r shows as it ended."""
    path = folder / FILE
    if not path.is_file():
        return ()
    with path.open("rb") as f:
        start = 0 if lines is None else _tail_start(f, lines)
        first = _count(f, start) + 1
        f.seek(start)
        texts = f.read().split(b"\n")
    if texts and not texts[-1]:
        texts.pop()
    marked = ranges(folder)
    found = [Line(_stream(marked, first + n), _shown(t)) for n, t in enumerate(texts)]
    return tuple(found if lines is None else found[-lines:] if lines else ())


def _tail_start(f: IO[bytes], lines: int) -> int:
    """Where the last lines begin, looking back a block at a time."""
    at = f.seek(0, os.SEEK_END)
    need = lines + 1
    while at > 0:
        size = min(BLOCK, at)
        at -= size
        f.seek(at)
        block = f.read(size)
        found = block.count(b"\n")
        if found >= need:
            return at + _nth_last(block, need) + 1
        need -= found
    return 0


def _nth_last(block: bytes, n: int) -> int:
    at = len(block)
    for _ in range(n):
        at = block.rindex(b"\n", 0, at)
    return at


def _count(f: IO[bytes], end: int) -> int:
    f.seek(0)
    total = 0
    while end > 0 and (block := f.read(min(BLOCK, end))):
        total += block.count(b"\n")
        end -= len(block)
    return total


def _stream(marked: Ranges, line: int) -> Stream:
    at = bisect_right(marked, (line, NO_END)) - 1
    return "stderr" if at >= 0 and marked[at][0] <= line <= marked[at][1] else "stdout"


def _shown(line: bytes) -> str:
    text = line.rstrip(b"\r").rpartition(b"\r")[2]
    if len(text) <= WIDEST:
        return text.decode(errors="replace")
    start = text[:WIDEST].decode(errors="replace")
    return f"{start} … ({len(text):,} bytes)"


def cut(path: Path, target: Path, size: int, notice: str) -> None:
    """Write the log's beginning and end within `size` bytes, and which lines are stderr's."""
    total = path.stat().st_size
    with path.open("rb") as f:
        head = _to_line_end(f.read(size // 4))
        tail_at = max(len(head), total - (size - size // 4))
        tail_at = tail_at + _next_line(f, tail_at)
        before = _count(f, tail_at)
        f.seek(tail_at)
        tail = f.read()
    left_out = f"… {tail_at - len(head):,} bytes left out; {notice} …\n".encode()
    marked = _moved(ranges(path.parent), head.count(b"\n"), before)
    target.write_bytes(head + left_out + tail)
    target.with_name(SIDE).write_text(_rows(marked))


def _to_line_end(head: bytes) -> bytes:
    return head[: head.rfind(b"\n") + 1] or head + b"\n"


def _next_line(f: IO[bytes], at: int) -> int:
    f.seek(at)
    return f.read(PIECE).find(b"\n") + 1


def _moved(marked: Iterable[tuple[int, int]], head: int, before: int) -> Ranges:
    """Ranges of the cut log: `head` lines, one notice, then what followed the first `before`."""
    shift = head + 1 - before
    kept = [(a, min(b, head)) for a, b in marked if a <= head]
    kept += [(max(a, before + 1) + shift, min(b + shift, NO_END)) for a, b in marked if b > before]
    return kept


def _rows(marked: Sequence[tuple[int, int]]) -> str:
    return "".join(f"{a}-\n" if b >= NO_END // 2 else f"{a}-{b}\n" for a, b in marked)
