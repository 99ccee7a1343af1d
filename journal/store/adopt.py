"""Making a workspace: a fresh one, or a folder of logs adopted as it is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from journal.model.entry import Document
from journal.store import entries, files
from journal.workspace import CONFIG, Settings, Workspace

IGNORED = ".journal/\n"
UNION = "ledger.jsonl merge=union text eol=lf\n"
FOLDERS = ("entries", "journals", "journal", "daily", "Daily", "diary", "logs", "log", "notes", ".")
START = """\
# Settings of this journal; every one has a default, an empty file is valid.
# docs/configuration.md lists them all.
title = "{title}"
{entries}"""


@dataclass(frozen=True, slots=True)
class Found:
    """The conventions of a folder: where its logs are and what is in them."""

    folder: str = "entries"
    files: int = 0
    days: int = 0
    items: tuple[tuple[str, int], ...] = ()
    undated: int = 0


def look(root: Path) -> Found:
    """The folder of logs that holds most days; nothing is written."""
    found = (_found(root, name) for name in FOLDERS if (root / name).is_dir())
    best = max(found, key=lambda f: f.days, default=Found())
    return best if best.days else Found()


def _found(root: Path, name: str) -> Found:
    ws = Workspace(root, replace(Settings(), entries=name))
    return summary(name, tuple(entries.read(ws, p) for p in files.markdown_files(ws.entries)))


def summary(name: str, documents: tuple[Document, ...]) -> Found:
    days = {e.date for d in documents for e in d.entries if e.date}
    kinds = Counter(i.kind for d in documents for e in d.entries for i in e.items)
    undated = sum(all(e.date is None for e in d.entries) for d in documents)
    return Found(name, len(documents), len(days), tuple(sorted(kinds.items())), undated)


def make(root: Path, title: str, found: Found) -> list[str]:
    """Write what a workspace needs and isn't there; returns the paths made or completed."""
    line = "" if found.folder == "entries" else f'entries = "{found.folder}"\n'
    made = []
    if files.create(root / CONFIG, START.format(title=title, entries=line).encode()):
        made.append(CONFIG)
    for name, text in ((".gitignore", IGNORED), (".gitattributes", UNION)):
        if _ensure(root / name, text):
            made.append(name)
    for name in (found.folder, "experiments"):
        if not (root / name).is_dir():
            (root / name).mkdir(parents=True)
            made.append(name + "/")
    return made


def _ensure(path: Path, text: str) -> bool:
    """Add a line to a file unless it stands there."""
    old = path.read_bytes() if path.exists() else b""
    if text.strip().encode() in old.split(b"\n"):
        return False
    gap = b"\n" if old and not old.endswith(b"\n") else b""
    files.write(path, old + gap + text.encode())
    return True
