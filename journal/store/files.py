"""Reading and writing the user's text: whole files decoded with care, edits by span and seen bytes."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from journal.model.entry import JournalError, Problem, Span
from journal.workspace import Workspace

BOM = b"\xef\xbb\xbf"


def read(path: Path, rel: str) -> tuple[bytes, tuple[Problem, ...]]:
    """The bytes, and what is wrong with them: unreadable, not UTF-8, NUL bytes.

    What isn't UTF-8 text is reported and read as nothing, except stray bytes in otherwise good
    text, which the parser sees replaced one for one.
    """
    try:
        data = path.read_bytes()
    except OSError as e:
        return b"", (_problem(rel, f"can't be read: {(e.strerror or str(e)).lower()}", "unreadable"),)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return b"", (_problem(rel, "is UTF-16, not UTF-8", "encoding", "save it as UTF-8"),)
    if b"\0" in data:
        return b"", (_problem(rel, "holds NUL bytes; it is no text", "binary"),)
    try:
        data.decode()
    except UnicodeDecodeError as e:
        line = data.count(b"\n", 0, e.start) + 1
        bad = _problem(rel, f"is not UTF-8: byte 0x{data[e.start]:02x}", "encoding", "save it as UTF-8", line)
        return data, (bad,)
    return data, ()


def text_of(data: bytes) -> str:
    """Text with the same byte offsets as `data`: each bad byte becomes one ASCII '?'."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        loose = data.decode(errors="surrogateescape")
        return "".join("?" if "\udc80" <= c <= "\udcff" else c for c in loose)


def _problem(path: str, text: str, code: str, hint: str = "", line: int | None = None) -> Problem:
    return Problem(text, path, line, hint=hint, code=code)


def markdown_files(folder: Path) -> Iterator[Path]:
    """Every .md file below, by path; hidden folders are left out, and so is what links out of it."""
    inside = folder.resolve()
    for base, dirs, names in os.walk(folder):
        dirs[:] = sorted(d for d in dirs if not d.startswith("."))
        for name in sorted(names):
            path = Path(base, name)
            if name.endswith((".md", ".markdown")) and not name.startswith("."):
                if path.is_symlink() and not path.resolve().is_relative_to(inside):
                    continue
                yield path


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
