"""Reading and writing the user's text: whole files, and edits by span and seen bytes."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection, Iterator
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
        return b"", (
            _problem(rel, f"can't be read: {(e.strerror or str(e)).lower()}", "unreadable"),
        )
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return b"", (_problem(rel, "is UTF-16, not UTF-8", "encoding", "save it as UTF-8"),)
    if b"\0" in data:
        return b"", (_problem(rel, "holds NUL bytes; it is no text", "binary"),)
    return data, ()


def text_of(data: bytes) -> str:
    """Text with the same byte offsets as `data`: each bad byte becomes one ASCII '?'."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        loose = data.decode(errors="surrogateescape")
        return "".join("?" if "\udc80" <= c <= "\udcff" else c for c in loose)


def _problem(path: str, text: str, code: str, hint: str = "") -> Problem:
    return Problem(text, path, hint=hint, code=code)


def walk(folder: Path, without: Collection[Path] = ()) -> Iterator[tuple[Path, str]]:
    """Every markdown file below, by path, and why it can't be read; hidden ones are left out.

    A link that leads out of the folder, a folder named like a log and a pipe are told, not read.
    """
    inside = folder.resolve()
    for base, dirs, names in os.walk(folder):
        here = Path(base)
        dirs[:] = sorted(d for d in dirs if d[0] != "." and here / d not in without)
        for name in sorted([*names, *(d for d in dirs if d.endswith(MARKDOWN))]):
            path = here / name
            if name.endswith(MARKDOWN) and name[0] != "." and path not in without:
                yield path, _unfit(path, inside)


def markdown_files(folder: Path) -> Iterator[Path]:
    """Every markdown file below that can be read, by path."""
    return (path for path, why in walk(folder) if not why)


def _unfit(path: Path, inside: Path) -> str:
    if path.is_symlink() and not path.resolve().is_relative_to(inside):
        return "is a link that leads out of the folder; it isn't read"
    if path.is_dir():
        return "is a folder, not a log"
    return "" if path.is_file() else "is no file that can be read"


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
