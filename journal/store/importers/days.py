"""The workspace's days as an import would leave them: planned in memory, then written as one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from journal.model.entry import KINDS, Document, Entry, JournalError
from journal.parse import parse
from journal.parse.edit import apply, insert_item
from journal.store import entries, files
from journal.workspace import Workspace

APART = "notes"  # a heading that ends a list of items, so that text below it joins none
DEEPEST = 6  # level of a heading; those of labels lie below
TASKS = "what I'm doing today"
_HERE = "\x1a"


@dataclass(frozen=True, slots=True)
class Source:
    """What is brought in: a file, the day that was named for what has none, and today."""

    ws: Workspace
    path: Path
    day: date | None
    today: date

    def text(self, what: str) -> str:
        """The file's text with plain newlines; what is no text ends the command with its line."""
        data = self.data(what)
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as e:
            raise self.error(
                f"the {what} is not UTF-8", 1 + data.count(b"\n", 0, e.start)
            ) from None
        return plain(text)

    def data(self, what: str) -> bytes:
        data, problems = files.read(self.path, str(self.path))
        if problems:
            raise self.error(f"the {what} {problems[0].text}", problems[0].line)
        return data

    def error(self, text: str, line: int | None = None, hint: str = "") -> JournalError:
        return JournalError(text, path=str(self.path), line=line, hint=hint)


@dataclass(frozen=True, slots=True)
class Change:
    """A file as it is (None: not there) and as it will be, with how many parts that adds."""

    path: Path
    old: bytes | None
    new: bytes
    parts: int


@dataclass(frozen=True, slots=True)
class Brought:
    """What an import changes; `there` counts the parts that stand in the workspace already."""

    noun: str
    changes: tuple[Change, ...]
    there: int = 0


class Days:
    """The days as they would be; nothing is written."""

    def __init__(self, ws: Workspace) -> None:
        self.ws = ws
        self.known = entries.days(entries.load(ws).logs)
        self.paths: dict[date, list[Path]] = defaultdict(list)
        for e in self.known:
            if e.date:
                self.paths[e.date].append(ws.root / e.path)
        self.old: dict[Path, bytes | None] = {}
        self.new: dict[Path, bytes] = {}
        self.parts: Counter[Path] = Counter()

    def holds(self, day: date, block: str) -> bool:
        """Whether the text stands in an entry of that day, whole lines of it."""
        texts = (self._read(p).decode(errors="replace") for p in self._files(day))
        return any(f"\n{block}\n" in f"\n{plain(text)}\n" for text in texts)

    def append(self, day: date, block: str) -> None:
        """Put a text below the day's, where no list of items takes it in."""
        path = self._files(day)[0]
        data = self._read(path)
        entry = self._entry(path, data, day)
        if not data.strip() or entry is None:
            self._set(path, _below(data, f"{block}\n"), 1)
            return
        heading = _apart(entry)
        end = entry.span.start + len(entry.span.of(data).rstrip())
        added = _bytes(f"\n\n{heading}{block}", data)
        self._set(path, data[:end] + added + (data[end:] or b"\n"), 1)

    def add_tasks(self, day: date, lines: Sequence[str]) -> None:
        """Put checkbox lines into the day's list of tasks, in the bullets that it has."""
        path = self._files(day)[0]
        data = self._read(path)
        entry = self._entry(path, data, day)
        if entry is None or not data.strip():
            heading = entries.headings(self.known).get("task", TASKS)
            listed = "".join(f"- {line}\n" for line in lines)
            self._set(path, _below(data, f"## {heading}\n{listed}"), len(lines))
            return
        document = self._parsed(path, data)
        edit = insert_item(data, document, entry, "task", _HERE, self.ws.grammar)
        self._set(path, apply(data, (edit[0], _listed(edit[1], lines, data))), len(lines))

    def whole(self, day: date, data: bytes) -> bool:
        """Make the bytes the day's entry; False where they are it, an error where others are."""
        path = self._files(day)[0]
        if not path.exists():
            self._read(path)
            self._set(path, data, 1)
            return True
        if self._read(path) == data:
            return False
        raise JournalError(
            f"{day} has an entry already; nothing was written",
            path=self.ws.rel(path),
            hint="bring the lines over by hand, or name another day with --date",
        )

    def brought(self, noun: str, there: int) -> Brought:
        changes = (Change(p, self.old[p], self.new[p], n) for p, n in sorted(self.parts.items()))
        return Brought(noun, tuple(changes), there)

    def _files(self, day: date) -> list[Path]:
        if not self.paths[day]:
            self.paths[day].append(entries.path_for(self.ws, day, self.known))
        return self.paths[day]

    def _read(self, path: Path) -> bytes:
        if path in self.new:
            return self.new[path]
        if path not in self.old:
            self.old[path] = self._now(path)
        return self.old[path] or b""

    def _now(self, path: Path) -> bytes | None:
        if not path.exists():
            return None
        data, problems = files.read(path, self.ws.rel(path))
        if problems:
            raise JournalError(f"the entry {problems[0].text}", path=self.ws.rel(path))
        return data

    def _set(self, path: Path, data: bytes, parts: int) -> None:
        self.new[path] = data
        self.parts[path] += parts

    def _parsed(self, path: Path, data: bytes) -> Document:
        return parse(data, self.ws.rel(path), self.ws.grammar)

    def _entry(self, path: Path, data: bytes, day: date) -> Entry | None:
        return next((e for e in self._parsed(path, data).entries if e.date == day), None)


def write(ws: Workspace, brought: Brought) -> None:
    """Write all of it or none: files that changed meanwhile, or can't be written, end it first."""
    for change in brought.changes:
        now = change.path.read_bytes() if change.path.exists() else None
        if now != change.old:
            raise JournalError("the file changed meanwhile; nothing was written",
                               path=ws.rel(change.path), hint="try again")  # fmt: skip
    done: list[Change] = []
    try:
        for change in brought.changes:
            files.write(change.path, change.new)
            done.append(change)
    except JournalError:
        for change in done:
            _put_back(change)
        raise


def _put_back(change: Change) -> None:
    if change.old is None:
        change.path.unlink(missing_ok=True)
    else:
        files.write(change.path, change.old)


def _apart(entry: Entry) -> str:
    """A heading that ends the day's sections, unless none of them is a list of items."""
    if not any(s.kind in KINDS for s in entry.sections):
        return ""
    levels = [s.level for s in entry.sections if s.kind in KINDS and s.level <= DEEPEST]
    level, last = min(levels, default=2), entry.sections[-1]
    return "" if last.kind == "none" and last.level <= level else f"{'#' * level} {APART}\n\n"


def _listed(new: bytes, lines: Sequence[str], data: bytes) -> bytes:
    """An insertion of one line made one of many, each with the bullet that the first has."""
    before, _, after = new.partition(_HERE.encode())
    start = before.rfind(b"\n") + 1
    lead = before[start:].decode(errors="replace")
    bullet = lead.replace("[ ] ", "")
    listed = "\n".join(f"{bullet}{line}" for line in lines)
    return before[:start] + _bytes(listed, data) + after


def _below(data: bytes, text: str) -> bytes:
    return data.rstrip() + _bytes("\n\n" * bool(data.strip()) + text, data)


def plain(text: str) -> str:
    """The text as it is found again in a file, whatever the file's newlines are."""
    text = text.encode(errors="replace").decode()
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _bytes(text: str, data: bytes) -> bytes:
    """The text with the newlines of the file that it goes into."""
    newline = "\r\n" if b"\r\n" in data else "\n"
    return text.replace("\n", newline).encode(errors="replace")
