"""Reading and writing the user's text: whole files, and edits by span and seen bytes."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from journal.model.entry import JournalError, Problem, Span
from journal.workspace import Workspace

MARKDOWN = (".md", ".markdown")


def read(path: Path, rel: str) -> tuple[bytes, tuple[Problem, ...]]:
    """The bytes, and why they are no text (unreadable, UTF-16, NUL bytes): then there are none.

    Stray bytes in otherwise good text are the parser's to report.
    """
    try:
        data = path.read_bytes()
    except OSError as e:
        return b"", (_problem(rel, unread(e), "unreadable"),)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return b"", (_problem(rel, "is UTF-16, not UTF-8", "encoding", "save it as UTF-8"),)
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        return b"", (_problem(rel, "holds NUL bytes; it is no text", "binary", line=line),)
    return data, ()


def text_of(data: bytes) -> str:
    """Text with the same byte offsets as `data`: each bad byte becomes one ASCII '?'."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        loose = data.decode(errors="surrogateescape")
        return "".join("?" if "\udc80" <= c <= "\udcff" else c for c in loose)


def lines(path: Path) -> list[str]:
    """The lines of a text, without their ends; none where it can't be read."""
    data, problems = read(path, "") if path.is_file() else (b"", ())
    return [] if problems else [text_of(line) for line in data.splitlines()]


def is_there(path: Path) -> bool:
    """False, too, for a name that no file can have."""
    return os.path.exists(path)  # noqa: PTH110 # Path.exists raises on one too long


def _problem(path: str, text: str, code: str, hint: str = "", line: int | None = None) -> Problem:
    return Problem(text, path, line, hint=hint, code=code)


@dataclass(frozen=True, slots=True)
class Found:
    """A file that a walk came by. `why` says in words why it can't be read; then `info` is none."""

    path: str
    info: os.stat_result | None = None
    why: str = ""


def scan(
    folder: Path, without: Collection[Path] = (), inside: Path | None = None
) -> Iterator[Found]:
    """Every markdown file below, folder by folder; hidden ones are left out.

    A link that leads out of `inside`, a folder named like a log and a pipe are told, not read.
    """
    skip = {os.fspath(path) for path in without}
    within = (inside or folder).resolve()
    waiting = [os.fspath(folder)]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as listing:
                entries = sorted((e for e in listing if e.name[0] != "."), key=lambda e: e.name)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as e:
            yield Found(here, why=unread(e))
            continue
        entries = [e for e in entries if e.path not in skip]
        yield from (_found(e, within) for e in entries if _is_markdown(e))
        waiting += [e.path for e in reversed(entries) if e.is_dir(follow_symlinks=False)]


@dataclass(frozen=True, slots=True)
class Seen:
    """A file that can be read, with what stat says of it; `changed` is the later of its times."""

    path: Path
    rel: str
    stamp: str
    changed: int  # ns


def look(
    ws: Workspace, folder: Path, without: Collection[Path] = ()
) -> tuple[list[Seen], list[Problem]]:
    """The markdown files below a folder as they are now, and what can't be read."""
    seen, problems = [], []
    root = os.path.join(ws.root, "")  # noqa: PTH118 # a Path drops the slash at the end
    for found in scan(folder, without, ws.root):
        rel = found.path.removeprefix(root).replace(os.sep, "/")
        if found.info is None:
            name = rel.encode(errors="replace").decode()
            problems.append(_problem(name, found.why, "unreadable"))
            continue
        s = found.info
        stamp = f"{s.st_size}.{s.st_mtime_ns}.{s.st_ctime_ns}.{s.st_ino}"
        seen.append(Seen(Path(found.path), rel, stamp, max(s.st_mtime_ns, s.st_ctime_ns)))
    return seen, problems


def walk(folder: Path, without: Collection[Path] = ()) -> Iterator[tuple[Path, str]]:
    """Every markdown file below, and why it can't be read."""
    return ((Path(found.path), found.why) for found in scan(folder, without))


def markdown_files(folder: Path) -> Iterator[Path]:
    """Every markdown file below that can be read."""
    return (path for path, why in walk(folder) if not why)


def _is_markdown(entry: os.DirEntry[str]) -> bool:
    """Named like a log, or a link to a folder that holds some: it would be missed unsaid."""
    if entry.name.lower().endswith(MARKDOWN):
        return True
    try:
        linked = entry.is_symlink() and entry.is_dir()
        return linked and any(p.suffix.lower() in MARKDOWN for p in Path(entry.path).iterdir())
    except OSError:
        return False


def _found(entry: os.DirEntry[str], within: Path) -> Found:
    try:
        why = _unfit(entry, within)
        return Found(entry.path, why=why) if why else Found(entry.path, entry.stat())
    except OSError as e:
        return Found(entry.path, why=unread(e))


def _unfit(entry: os.DirEntry[str], within: Path) -> str:
    if not _is_text(entry.name):
        return "has a name that is not UTF-8; it isn't read"
    real = Path(os.path.realpath(entry.path))  # a ring of links makes Path.resolve raise
    if entry.is_symlink() and not real.is_relative_to(within):
        return "is a link that leads out of the workspace; it isn't read"
    if entry.is_dir():
        return "is a folder, not a log" if not entry.is_symlink() else "is a link to a folder"
    if entry.is_file():
        return ""
    return "is a link to nothing" if entry.is_symlink() else "is no file that can be read"


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def unread(e: OSError) -> str:
    return f"can't be read: {(e.strerror or str(e)).lower()}"


def write(path: Path, data: bytes) -> None:
    """Write aside, flush to disk, rename: a reader sees the old bytes or the new, never half."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    except OSError as e:
        raise _unwritable(path, e) from None
    try:
        with os.fdopen(handle, "wb") as f:
            f.write(data)
            f.flush()
            os.fsync(f.fileno())
        Path(aside).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        Path(aside).replace(path)
    except OSError as e:
        Path(aside).unlink(missing_ok=True)
        raise _unwritable(path, e) from None


def create(path: Path, data: bytes) -> bool:
    """Write a file that isn't there; False, and nothing touched, where it is."""
    if path.exists():
        return False
    write(path, data)
    return True


def splice(ws: Workspace, path: Path, span: Span, seen: bytes, new: bytes) -> None:
    """Replace one span of a file whose bytes must still be `seen`; every other byte stays."""
    if path.read_bytes() != seen:
        raise JournalError(
            "the file changed while this was being done; nothing was written",
            path=ws.rel(path),
            hint="save it in your editor and try again",
        )
    write(path, seen[: span.start] + new + seen[span.end :])


def _unwritable(path: Path, e: OSError) -> JournalError:
    return JournalError(f"{path} can't be written: {(e.strerror or str(e)).lower()}")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
