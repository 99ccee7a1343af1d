"""Keys, tokens and passwords in a text: found by a small table of patterns, never shown whole."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from journal.model.entry import Problem
from journal.secrets.kinds import KINDS, Kind

ALLOW_FILE = "secrets.allow"
REDACTED = "[redacted]"
HINT = "revoke it, then: journal secrets redact {at}, or if it is none: journal secrets allow {at}"
SHOWN = 110


@dataclass(frozen=True, slots=True)
class Found:
    """A secret and where it lies: 1-based line, 0-based column, offsets in the text."""

    kind: str
    value: str
    line: int
    column: int
    start: int
    end: int


def scan(text: str, path: str, allowed: frozenset[str] = frozenset()) -> tuple[Problem, ...]:
    """A problem for each secret that `allowed` (see the function of that name) doesn't list."""
    found = find(text)
    told = [f for f in found if fingerprint(f.value) not in allowed]
    return tuple(_problem(text, path, f, found) for f in told)


def find(text: str) -> tuple[Found, ...]:
    """Every secret in order, each once: where two kinds overlap, the one higher in the table."""
    spans = _unique(_spans(text))
    if not spans:
        return ()
    starts = [0, *(m.end() for m in re.finditer("\n", text))]
    return tuple(_found(text, starts, *s) for s in sorted(spans, key=lambda s: s[1]))


def fingerprint(value: str) -> str:
    """What the allow-list holds in place of the text."""
    return hashlib.blake2b(value.encode(errors="replace"), digest_size=16).hexdigest()


def allow_line(value: str, comment: str = "") -> str:
    """A line for secrets.allow."""
    return f"{fingerprint(value)}  # {comment}\n" if comment else f"{fingerprint(value)}\n"


def allowed(text: str) -> frozenset[str]:
    """The hashes that secrets.allow lists; what follows a # is comment."""
    lines = (line.split("#")[0].strip() for line in text.splitlines())
    return frozenset(line for line in lines if line)


def redact(text: str, line: int) -> str:
    """The text with the secrets that begin on this line replaced."""
    for f in reversed([f for f in find(text) if f.line == line]):
        text = text[: f.start] + REDACTED + text[f.end :]
    return text


def masked(value: str) -> str:
    """Enough to know it by, too little to use it: 9f3a••••e1."""
    first = value.split("\n")[0]
    head, tail = (4, 2) if len(value) >= 20 else (2, 0)
    hidden = "•" * max(1, min(len(first) - head - tail, 34))
    return first[:head] + hidden + (first[len(first) - tail :] if tail else "")


def _spans(text: str) -> Iterator[tuple[str, int, int]]:
    lower = _lower(text)
    for kind in KINDS:
        group = 1 if kind.pattern.groups else 0
        for literal in kind.literals:
            for m in _matches(kind, literal, text, lower):
                if kind.check(m[group]):
                    yield kind.name, *m.span(group)


def _matches(kind: Kind, literal: str, text: str, lower: str) -> Iterator[re.Match[str]]:
    """Looking for the literal first is what makes this quick: most of them never occur."""
    at = lower.find(literal)
    while at >= 0:
        tries = (kind.pattern.match(text, i) for i in range(max(0, at - kind.back), at + 1))
        if m := next(filter(None, tries), None):
            yield m
        at = lower.find(literal, at + 1)


def _lower(text: str) -> str:
    """Lower case with every letter at its place; İ would become two."""
    lower = text.lower()
    return lower if len(lower) == len(text) else re.sub("[A-Z]+", lambda m: m[0].lower(), text)


def _unique(spans: Iterator[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    kept: list[tuple[str, int, int]] = []
    for name, start, end in spans:
        if all(end <= s or start >= e for _, s, e in kept):
            kept.append((name, start, end))
    return kept


def _found(text: str, starts: list[int], kind: str, start: int, end: int) -> Found:
    line = bisect_right(starts, start)
    return Found(kind, text[start:end], line, start - starts[line - 1], start, end)


def _problem(text: str, path: str, f: Found, found: tuple[Found, ...]) -> Problem:
    """The excerpt hides every secret of the line, this one or another."""
    source, column, at = "", f.column, f.start - f.column
    for other in (o for o in found if o.line == f.line):
        source += text[at : other.start]
        column = len(source) if other == f else column
        source, at = source + masked(other.value), other.end
    if "\n" not in f.value:
        source += text[at:].partition("\n")[0].rstrip("\r")
    source, column = _window(source, column)
    hint = HINT.format(at=f"{path}:{f.line}")
    return Problem(f.kind, path, f.line, source, column, hint, "secret")


def _window(line: str, column: int) -> tuple[str, int]:
    """A line too long for a screen is cut around the column."""
    if len(line) <= SHOWN:
        return line, column
    start = max(0, min(column - 20, len(line) - SHOWN))
    cut = line[start : start + SHOWN]
    return ("…" + cut, column - start + 1) if start else (cut, column)
