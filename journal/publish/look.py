"""What is about to be pushed, looked through: secrets, conflict markers, files too large."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from journal import secrets
from journal.model.entry import Problem
from journal.publish import merge
from journal.publish.steps import State
from journal.repo import work
from journal.repo.work import Blob

LARGEST = 100_000_000
MARKED = (".md", ".markdown", ".jsonl", ".toml")


def look(state: State, blobs: Iterable[Blob]) -> tuple[State, int, tuple[Problem, ...]]:
    """The state with these blobs seen, how many of them were new to it, and what is wrong."""
    fresh = {b.sha: b for b in blobs if b.sha not in state.seen}
    sized = work.sized(state.git, list(fresh.values()))
    large = [_large(state, b) for b in sized if b.size > LARGEST]
    small = [b for b in sized if b.size <= LARGEST]
    found = [p for b, data in work.contents(state.git, small) for p in _in(state, b, data)]
    return replace(state, seen=state.seen | set(fresh)), len(sized), (*large, *found)


def _in(state: State, blob: Blob, data: bytes) -> tuple[Problem, ...]:
    if b"\0" in data[:8000]:
        return ()
    text, path = data.decode(errors="replace"), state.inside(blob.path)
    problems = secrets.scan(text, path, state.allowed)
    line = merge.marker(text) if path.endswith(MARKED) else None
    if line is None:
        return problems
    source = text.splitlines()[line - 1]
    hint = "keep what you want of both sides, and take the three marker lines out"
    return (*problems, Problem("a conflict is left here", path, line, source, 0, hint, "conflict"))


def _large(state: State, blob: Blob) -> Problem:
    text = f"{blob.size // 1_000_000} MB is more than GitHub takes in one file (100 MB)"
    hint = "leave it out with .gitignore, or keep it with git lfs"
    return Problem(text, state.inside(blob.path), hint=hint, code="large")
