"""Two sides of one text, both kept: section by section, nothing dropped, nothing doubled. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])(?:\s|$)")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:\s|$)")
_LABEL = re.compile(r"(?:\*\*|__)?[^\s>|#*_-].{0,60}?(?::|:?(?:\*\*|__):?)$")
_FRONT = re.compile(r"---\n(?:.*\n)*?---(?:\n|$)")


@dataclass(frozen=True, slots=True)
class Edit:
    """base[start:end] becomes these tokens."""

    start: int
    end: int
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chunk:
    """What belongs together: an item with its wrapped lines, a paragraph, a heading, a fence."""

    blanks: int
    text: str


@dataclass(slots=True)
class Part:
    """A heading and what was added under it; the key is its path of headings."""

    key: tuple[str, ...]
    chunks: list[Chunk] = field(default_factory=list)


def merge(base: str, ours: str, theirs: str) -> str | None:
    """Both sides' changes in one text; None where both changed the same lines."""
    crlf = "\r\n" in ours
    base, ours, theirs = (t.replace("\r\n", "\n") for t in (base, ours, theirs))
    if not base and _front(ours) != _front(theirs) and _front(ours) and _front(theirs):
        return None
    before = _tokens(base)
    tokens = _merged(before, _edits(before, _tokens(ours)), _edits(before, _tokens(theirs)))
    if tokens is None:
        return None
    text = "\n".join(tokens) + ("\n" if tokens else "")
    return text.replace("\n", "\r\n") if crlf else text


def union(base: str, ours: str, theirs: str) -> str:
    """Every line of either side once; gone is what either side took away. For the ledger."""
    mine, yours = _lines(ours), _lines(theirs)
    gone = set(_lines(base)) - (set(mine) & set(yours))
    kept = dict.fromkeys(line for line in (*mine, *yours) if line and line not in gone)
    return "".join(f"{line}\n" for line in kept)


def marker(text: str) -> int | None:
    """The line where a conflict that git left in the text begins."""
    opened, split = 0, False
    for n, line in enumerate(text.splitlines(), 1):
        if line.startswith("<<<<<<< "):
            opened, split = n, False
        elif line == "=======":
            split = bool(opened)
        elif line.startswith(">>>>>>> ") and split:
            return opened
    return None


def added(base: str, new: str) -> int:
    """How many lines with something on them the new text has more."""
    return len(list((Counter(_lines(new)) - Counter([*_lines(base), ""])).elements()))


def _front(text: str) -> str:
    return m[0] if (m := _FRONT.match(text)) else ""


def _lines(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n") if text else []


def _tokens(text: str) -> list[str]:
    """Lines, but a fenced block is one token: its inside is never mixed with another's."""
    lines, tokens, i = _lines(text), [], 0
    while i < len(lines):
        end = _fence_end(lines, i)
        tokens.append("\n".join(lines[i:end]))
        i = end
    return tokens


def _fence_end(lines: Sequence[str], i: int) -> int:
    m = _FENCE.match(lines[i])
    if not m:
        return i + 1
    close = re.compile(rf" {{0,3}}{re.escape(m[1][0])}{{{len(m[1])},}}\s*$")
    return next((n + 1 for n in range(i + 1, len(lines)) if close.match(lines[n])), i + 1)


def _edits(base: list[str], new: list[str]) -> dict[int, list[Edit]]:
    """What a side did, by where it begins; at one place, insertions come before replacements."""
    edits: dict[int, list[Edit]] = {}
    for tag, i, j, a, b in SequenceMatcher(None, base, new, autojunk=False).get_opcodes():
        if tag != "equal":
            edits.setdefault(i, []).append(Edit(i, j, tuple(new[a:b])))
    return edits


def _merged(
    base: list[str], ours: dict[int, list[Edit]], theirs: dict[int, list[Edit]]
) -> list[str] | None:
    out: list[str] = []
    at = 0
    while at <= len(base):
        mine, yours = _pure(ours, at), _pure(theirs, at)
        out += _both(mine, yours, _fresh(out))
        a, b = _change(ours, at), _change(theirs, at)
        change = _agreed(a, b) if a and b else a or b
        if (a or b) and (change is None or _inside(theirs if a else ours, change)):
            return None
        out += change.tokens if change else base[at : at + 1]
        at = change.end if change else at + 1
    return out


def _pure(edits: dict[int, list[Edit]], at: int) -> list[str]:
    return [t for e in edits.get(at, ()) if e.start == e.end for t in e.tokens]


def _change(edits: dict[int, list[Edit]], at: int) -> Edit | None:
    return next((e for e in edits.get(at, ()) if e.end > e.start), None)


def _agreed(a: Edit, b: Edit) -> Edit | None:
    """One change for two of the same lines: equal as far as it replaces, then what each added."""
    n = a.end - a.start
    if a.end != b.end or a.tokens[:n] != b.tokens[:n]:
        return None
    if a.tokens == b.tokens:
        return a
    if len(a.tokens) < n or len(b.tokens) < n:
        return None
    return Edit(
        a.start,
        a.end,
        (*a.tokens[:n], *_both(list(a.tokens[n:]), list(b.tokens[n:]), _fresh(a.tokens[:n]))),
    )


def _inside(edits: dict[int, list[Edit]], change: Edit) -> bool:
    return any(i in edits for i in range(change.start + 1, change.end))


def _fresh(above: Sequence[str]) -> bool:
    """Whether a line put here begins a block, rather than going on with the one above."""
    return not above or not above[-1].strip() or bool(_level(above[-1]))


def _both(mine: list[str], yours: list[str], fresh: bool) -> list[str]:
    """What both added at one place: under the same heading together, other headings in order."""
    if not mine or not yours or mine == yours:
        return mine or yours
    parts = _parts(mine)
    last = 0
    for part in _parts(yours):
        same = next((n for n, p in enumerate(parts) if p.key == part.key), None)
        if same is None:
            last += 1
            parts.insert(last, part)
        else:
            last = same
            parts[same].chunks = _joined(parts[same].chunks, part.chunks)
    tail = max(_blank_tail(mine), _blank_tail(yours))
    return [*_written(parts, fresh), *[""] * tail]


def _joined(mine: list[Chunk], yours: list[Chunk]) -> list[Chunk]:
    """Chunks that both have stand once; an item that both have gets what either hung under it."""
    out, free = list(mine), list(range(len(mine)))
    for chunk in yours:
        same = next((n for n in free if out[n].text == chunk.text), None)
        if same is None:
            same = next((n for n in free if _same_item(out[n].text, chunk.text)), None)
        if same is None:
            out.append(chunk)
        else:
            free.remove(same)
            out[same] = Chunk(out[same].blanks, _under(out[same].text, chunk.text))
    return out


def _same_item(a: str, b: str) -> bool:
    return bool(_ITEM.match(a)) and a.split("\n")[0] == b.split("\n")[0]


def _under(mine: str, yours: str) -> str:
    lines, left = mine.split("\n"), Counter(mine.split("\n"))
    left.subtract(new := yours.split("\n"))
    extra = [line for line in new if left[line] < 0 and line.strip()]
    return "\n".join([*lines, *dict.fromkeys(extra)])


def _written(parts: list[Part], fresh: bool) -> Iterator[str]:
    before = ""
    for chunk in (c for p in parts for c in p.chunks):
        yield from [""] * _gap(before, chunk, fresh)
        yield from chunk.text.split("\n")
        before = chunk.text


def _gap(before: str, chunk: Chunk, fresh: bool) -> int:
    """Blank lines before a chunk: items stay a list, paragraphs that began afresh stay apart."""
    if not before or _level(chunk.text):
        return chunk.blanks
    if _ITEM.match(chunk.text):
        return 0 if _ITEM.match(before) else chunk.blanks
    return max(chunk.blanks, int(fresh and not _level(before)))


def _blank_tail(tokens: list[str]) -> int:
    return next((n for n, t in enumerate(reversed(tokens)) if t.strip()), len(tokens))


def _parts(tokens: list[str]) -> list[Part]:
    """The first part has no heading: it goes on with what stood there before."""
    parts, path = [Part(())], [""]
    for chunk in _chunks(tokens):
        if level := _level(chunk.text):
            path = [*path[:level], *[""] * (level - len(path)), chunk.text.strip().casefold()]
            parts.append(Part(tuple(path)))
        parts[-1].chunks.append(chunk)
    return parts


def _level(text: str) -> int:
    """1 to 6 for a heading, 7 for a label such as "**TD**:", 0 for anything else."""
    if m := _HEADING.match(text):
        return len(m[1])
    return 7 if "\n" not in text and _LABEL.match(text) else 0


def _chunks(tokens: list[str]) -> list[Chunk]:
    chunks: list[Chunk] = []
    blanks = 0
    for token in tokens:
        if not token.strip():
            blanks += 1
        elif chunks and _goes_on(chunks[-1].text, token, blanks):
            whole = chunks[-1].text + "\n" * (blanks + 1) + token
            chunks[-1] = Chunk(chunks[-1].blanks, whole)
            blanks = 0
        else:
            chunks.append(Chunk(blanks, token))
            blanks = 0
    return chunks


def _goes_on(chunk: str, token: str, blanks: int) -> bool:
    """An indented line belongs to what stands above; so does a line of the same paragraph."""
    if token[:1] in " \t" and not _HEADING.match(token) and not _HEADING.match(chunk):
        return True
    starts = _ITEM.match(token) or _HEADING.match(token) or _FENCE.match(token)
    return not blanks and not starts and not _level(chunk) and not _FENCE.match(chunk)
