"""Secrets in the workspace's files: what was found taken out, or noted as a false alarm."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from journal import secrets
from journal.model.entry import JournalError, Problem, Span
from journal.store import files
from journal.workspace import Workspace

TEXT = (".md", ".py", ".ipynb", ".toml", ".jsonl", ".json", ".log", ".txt", ".diff", ".patch")


def scan(ws: Workspace) -> Iterator[Problem]:
    """Every secret in the workspace's own text, those noted as false alarms left out."""
    allowed = secrets.allowed(_allow_file(ws))
    folders = (ws.entries, ws.notes, ws.experiments, ws.runs)
    paths = {p for folder in folders for p in folder.rglob("*") if p.suffix in TEXT and p.is_file()}
    for path in sorted(paths):
        data, problems = files.read(path, ws.rel(path))
        yield from () if problems else secrets.scan(files.text_of(data), ws.rel(path), allowed)


def allow(ws: Workspace, given: str) -> int:
    """Note what was found on FILE:LINE as no secret: its hash, never its text; how many."""
    path, line, text = _place(ws, given)
    known = secrets.allowed(_allow_file(ws))
    found = [f for f in secrets.find(text) if f.line == line]
    new = [f for f in found if secrets.fingerprint(f.value) not in known]
    if not found:
        raise JournalError("nothing that looks like a secret begins there", path=path, line=line)
    rows = "".join(secrets.allow_line(f.value, f"{f.kind}, {path}") for f in new)
    target = ws.root / secrets.ALLOW_FILE
    files.write(target, (_allow_file(ws) + rows).encode())
    return len(new)


def redact(ws: Workspace, given: str) -> str:
    """Replace the secrets that begin on FILE:LINE; every other byte stays."""
    path, line, text = _place(ws, given)
    data = text.encode()
    new = secrets.redact(text, line).encode()
    if new == data:
        raise JournalError("nothing that looks like a secret begins there", path=path, line=line)
    files.splice(ws, ws.root / path, Span(1, 0, len(data)), data, new)
    return f"{path}:{line}"


def _allow_file(ws: Workspace) -> str:
    path = ws.root / secrets.ALLOW_FILE
    text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    return text if not text or text.endswith("\n") else text + "\n"


def _place(ws: Workspace, given: str) -> tuple[str, int, str]:
    """FILE:LINE as a path, a line and the file's text."""
    name, _, number = given.rpartition(":")
    path = ws.root / name
    if not number.isdigit() or not path.is_file() or not _inside(path, ws.root):
        raise JournalError(f"{given} names no line of a file here", hint="FILE:LINE", exit=2)
    data, problems = files.read(path, name)
    if problems or files.text_of(data).encode() != data:
        raise JournalError("the file is no UTF-8 text", path=name)
    return name, int(number), files.text_of(data)


def _inside(path: Path, root: Path) -> bool:
    return path.resolve().is_relative_to(root.resolve())
