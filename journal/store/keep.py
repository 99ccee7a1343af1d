"""The size limit of a run folder: what is over it is kept whole on this machine and cut for git."""

from __future__ import annotations

import os
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from journal.model.run import Artifact
from journal.store import output, series
from journal.workspace import Workspace

ARTIFACTS = "artifacts"
OWN = ("run.json", output.FILE, output.SIDE, series.FILE, "record.jsonl", "patch.diff")


def whole(ws: Workspace, run_id: str) -> Path:
    """Where this machine keeps the whole of what is cut in the run folder; git ignores it."""
    return ws.state / "whole" / run_id


def fit(ws: Workspace, folder: Path) -> tuple[Artifact, ...]:
    """The folder's artifacts, and its own files that are too large; both cut to the limit."""
    limit = ws.settings.run.max_file
    found = []
    for path in sorted(_files(folder)):
        rel = path.relative_to(folder).as_posix()
        size, over = path.stat().st_size, path.stat().st_size > limit
        if rel in OWN and (not over or rel == "run.json"):
            continue
        made = Artifact(name=_name(rel), file=rel, size=size, blake2=digest(path))
        if over:
            _put_aside(ws, folder, rel, limit)
            made = made.model_copy(update={"kept": "local"})
        found.append(made)
    return tuple(found)


def digest(path: Path) -> str:
    h = blake2b(digest_size=16)
    with path.open("rb") as f:
        while block := f.read(1 << 20):
            h.update(block)
    return h.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    """Plain files below the folder; links are left out, since they may lead anywhere."""
    for base, _, names in os.walk(folder):
        for name in names:
            path = Path(base, name)
            if path.is_file() and not path.is_symlink() and not name.endswith(".tmp"):
                yield path


def _name(rel: str) -> str:
    return rel.removeprefix(f"{ARTIFACTS}/")


def _put_aside(ws: Workspace, folder: Path, rel: str, limit: int) -> None:
    target = whole(ws, folder.name) / rel
    target.parent.mkdir(parents=True, exist_ok=True)
    (folder / rel).replace(target)
    if rel == output.FILE:
        side = folder / output.SIDE
        if side.exists():
            side.replace(target.with_name(output.SIDE))
        output.cut(target, folder / rel, limit, f"the whole is {ws.rel(target)}")
    elif rel == series.FILE:
        series.cut(target, folder / rel, limit)
