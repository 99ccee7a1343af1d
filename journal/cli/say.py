"""How it speaks: data to stdout, talk to stderr, one accent, columns that fit the terminal."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, Any, Literal, TextIO

from journal.model.entry import JournalError, Problem

ACCENT, BOLD, DIM, RESET = "\x1b[38;5;161m", "\x1b[1m", "\x1b[2m", "\x1b[0m"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def inert(text: str) -> str:
    """Text with terminal escapes and direction overrides made visible instead of obeyed."""
    return _CONTROL.sub(lambda m: f"\\x{ord(m[0]):02x}", text)


def colour(stream: IO[str]) -> bool:
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return bool(os.environ.get("FORCE_COLOR")) or stream.isatty()


def paint(text: str, style: str, stream: IO[str] | None = None) -> str:
    return f"{style}{text}{RESET}" if text and colour(stream or sys.stdout) else text


def out(text: str = "") -> None:
    """Data."""
    _write(sys.stdout, text)


def talk(text: str = "") -> None:
    """Everything that isn't data; what went to stdout before is seen before."""
    sys.stdout.flush()
    _write(sys.stderr, text)


def _write(stream: TextIO, text: str) -> None:
    try:
        stream.write(text + "\n")
    except UnicodeEncodeError:
        plain = text.encode(stream.encoding or "ascii", "replace").decode(
            stream.encoding or "ascii"
        )
        stream.write(plain + "\n")


def hint(text: str) -> None:
    talk(paint("hint: ", BOLD, sys.stderr) + text)


def document(kind: str, rows: object) -> None:
    """One versioned JSON document."""
    out(json.dumps({"version": 1, kind: rows}, ensure_ascii=False, indent=1, default=str))


def error(e: JournalError) -> None:
    where = f"{e.path}:{e.line}: " if e.line else f"{e.path}: " if e.path else ""
    talk(paint("error: ", BOLD, sys.stderr) + inert(where + e.text))
    if e.hint:
        hint(inert(e.hint))


def usage(message: str, context: Any) -> None:
    """A command line that can't be understood; `context` is where typer stood, if anywhere."""
    talk(paint("error: ", BOLD, sys.stderr) + inert(message[:1].lower() + message[1:]))
    hint(f"{context.command_path if context else 'journal'} --help")


def problem(p: Problem) -> None:
    """path:line: the sentence, then the source line with a caret under the place."""
    where = p.path + (f":{p.line}" if p.line else "")
    out(inert(f"{where}: {p.text}" if where else p.text))
    if p.source:
        shown = inert(p.source)[: width() - 8]
        out(f"   │ {shown}")
        caret = " " * cells(p.source[: p.column]) + "^"
        out(f"   │ {caret}" + (f" hint: {p.hint}" if p.hint else ""))
    elif p.hint:
        out(f"   hint: {p.hint}")


def width() -> int:
    """Columns of the terminal; 120 where there is none."""
    return max(30, shutil.get_terminal_size((120, 24)).columns)


def cells(text: str) -> int:
    """Columns a text takes: wide characters two, combining ones none."""
    return sum(
        0 if unicodedata.combining(c) or c in "\u200b\u200d\ufe0f"
        else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )  # fmt: skip


def cut(text: str, most: int) -> str:
    """The text in at most so many columns, with … where something was left out."""
    text = " ".join(inert(text).split())
    if cells(text) <= most:
        return text
    kept = ""
    for c in text:
        if cells(kept + c) > most - 1:
            break
        kept += c
    return kept.rstrip() + "…"


def pad(text: str, size: int, align: str = "left") -> str:
    gap = " " * max(0, size - cells(text))
    return gap + text if align == "right" else text + gap


@dataclass(frozen=True, slots=True)
class Column:
    """`wide` takes what the others leave; `least` columns stay when it is cut."""

    head: str
    align: Literal["left", "right"] = "left"
    wide: bool = False


def table(columns: Sequence[Column], rows: Sequence[Sequence[str]], owed: Sequence[bool]) -> None:
    """Lined-up rows under their heads; rows that are owed carry the accent."""
    sizes = _sizes(columns, rows)
    out("  " + _line([c.head for c in columns], columns, sizes).rstrip())
    for row, red in zip(rows, owed, strict=True):
        bar = paint("▏", ACCENT) if red else " "
        out(f"{bar} {_line(row, columns, sizes).rstrip()}")


def _sizes(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> list[int]:
    sizes = [
        max([cells(c.head), *(cells(" ".join(r[i].split())) for r in rows)])
        for i, c in enumerate(columns)
    ]
    fixed = sum(s for s, c in zip(sizes, columns, strict=True) if not c.wide)
    room = width() - 2 - fixed - 2 * (len(columns) - 1)
    wide = [i for i, c in enumerate(columns) if c.wide]
    for i in wide:
        sizes[i] = min(sizes[i], max(12, room // len(wide)))
    return sizes


def _line(row: Sequence[str], columns: Sequence[Column], sizes: Sequence[int]) -> str:
    return "  ".join(
        pad(cut(text, size), size, c.align)
        for text, c, size in zip(row, columns, sizes, strict=True)
    )


def plural(n: int, one: str, many: str = "") -> str:
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def days(n: int) -> str:
    """Ages in days until 99, then months."""
    return str(n) if n <= 99 else f"{n // 30} mo"


def ask(question: str, default: bool = True) -> bool:
    """Yes or no; where there is no terminal to answer at, no."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    given = answer(f"{question} [{'Y/n' if default else 'y/N'}]")
    return default if not given else given in ("y", "yes", "д", "да")


def answer(question: str) -> str:
    """What is typed at a terminal, in lower case; nothing at the end of input."""
    sys.stderr.write(f"{question} ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold()
