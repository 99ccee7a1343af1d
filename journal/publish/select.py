"""Which of the changed files are the workspace's own text, and which wait or stay private."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from journal.parse import parse
from journal.publish.status import FILE as STATUS
from journal.repo.state import is_code
from journal.secrets import ALLOW_FILE
from journal.store import files
from journal.workspace import CONFIG, Workspace

ROOT_FILES = {CONFIG, "ledger.jsonl", ".gitignore", ".gitattributes", ALLOW_FILE}
TEXT = (".md", ".markdown")
_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)|!?\[\[([^\]|#\n]+)|\bsrc=[\"']([^\"']+)")


@dataclass(frozen=True, slots=True)
class Mine:
    """Paths from the workspace's root: to be committed, and left out with the reason."""

    paths: tuple[str, ...]
    left: tuple[str, ...] = ()


def own(ws: Workspace, changed: Iterable[str]) -> Mine:
    """Entries, notes, experiments, finished runs, ledger, settings, templates; what they link."""
    paths, left, others = [], [], []
    for path in changed:
        why = _why_not(ws, path)
        if why is None:
            paths.append(path)
        elif why:
            left.append(f"{path}: {why}")
        else:
            others.append(path)
    linked = _linked(ws) if others else set()
    paths += [p for p in others if p in linked or PurePosixPath(p).name in linked]
    return Mine(tuple(sorted(paths)), tuple(_runs_once(left)))


def _why_not(ws: Workspace, path: str) -> str | None:
    """None for the workspace's own; a reason for what waits; "" for what is none of it."""
    s, parts = ws.settings, PurePosixPath(path).parts
    if parts[0] == ".journal" or path == STATUS:
        return ""
    if path in ROOT_FILES or path.startswith(".github/workflows/journal"):
        return None
    if _under(path, s.runs):
        return _run_waits(ws, path)
    if path.endswith(TEXT) and (_under(path, s.entries) or _under(path, s.notes)):
        return "private" if is_private(ws, path) else None
    if _under(path, s.templates):
        return None
    code = is_code(path) or path.endswith((*TEXT, ".txt"))
    return None if _under(path, s.experiments) and code else ""


def _under(path: str, folder: str) -> bool:
    inside = PurePosixPath(path)
    return folder in ("", ".") or inside.is_relative_to(PurePosixPath(folder))


def is_private(ws: Workspace, path: str) -> bool:
    """Whether its front matter keeps the file itself out of git."""
    full = ws.root / path
    if not full.is_file():
        return False
    data = files.read(full, path)[0]
    if b"private" not in data:
        return False
    document = parse(data, path, ws.grammar)
    return document.front.get("private") is True or any(e.private for e in document.entries)


def _run_waits(ws: Workspace, path: str) -> str | None:
    """A run is committed whole, once it is over."""
    full = ws.root / path
    if any(p.startswith(".") or p.endswith(".tmp") for p in full.relative_to(ws.root).parts[1:]):
        return ""
    if not full.exists():
        return None
    folder = next((p for p in full.parents if (p / "run.json").is_file()), None)
    if folder is None:
        return None if any(full.parent.glob("*/run.json")) else "no run.json beside it"
    return "still running" if _running(folder / "run.json") else None


def _running(path: Path) -> bool:
    try:
        run = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(run, dict) and run.get("status") == "running"


def _runs_once(left: Sequence[str]) -> dict[str, None]:
    """One line for a folder whose files all wait."""
    folders = (
        f"{PurePosixPath(path).parent}/: {why}" if why == "still running" else f"{path}: {why}"
        for path, _, why in (line.rpartition(": ") for line in left)
    )
    return dict.fromkeys(folders)


def _linked(ws: Workspace) -> set[str]:
    """What published texts link: paths from the root, and names that wiki links give alone."""
    found: set[str] = set()
    for folder in {ws.entries, ws.notes}:
        for file in files.markdown_files(folder) if folder.is_dir() else ():
            rel = ws.rel(file)
            if not is_private(ws, rel):
                text = files.text_of(files.read(file, rel)[0])
                found |= _targets(text, PurePosixPath(rel).parent)
    return found


def _targets(text: str, folder: PurePosixPath) -> set[str]:
    found = set()
    for m in _LINK.finditer(text):
        link = unquote(next(g for g in m.groups() if g)).partition("#")[0].strip()
        if link and "://" not in link and not link.startswith("/"):
            found |= {_plain(folder / link), _plain(PurePosixPath(link))}
    return found


def _plain(path: PurePosixPath) -> str:
    """Without "." and "..": a link that leads out of the workspace names nothing in it."""
    parts: list[str] = []
    for part in path.parts:
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)
