"""Code as it was at a run: its commit and its patch, in a scratch worktree or as a tree."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from journal.model.entry import JournalError
from journal.repo import work
from journal.repo.door import Git, Reply


@dataclass(frozen=True, slots=True)
class State:
    """A commit and what was changed since, as `git diff` tells it."""

    commit: str
    patch: bytes = b""


def _place(root: Path, states: Sequence[State]) -> work.Where:
    place = work.where(root)
    if place is None:
        raise JournalError("the workspace is in no git repository", hint="git init")
    git = Git(place.top)
    for state in states:
        if not git("cat-file", "-e", f"{state.commit}^{{commit}}").ok:
            raise JournalError(
                f"the repository doesn't have the commit {state.commit[:10]}",
                hint="git fetch brings it, if another machine pushed it",
            )
    return place


@contextmanager
def checked_out(root: Path, folder: Path, state: State) -> Iterator[Path]:
    """The workspace as it was, in a worktree that is gone afterwards."""
    place = _place(root, [state])
    git = Git(place.top)
    try:
        there, reply = work.scratch(git, place, folder, state.commit)
        _must(reply, f"{state.commit[:10]} can't be checked out")
        if state.patch:
            _must(_apply(there, state.patch), "its patch.diff doesn't apply")
        yield folder / place.prefix
    finally:
        work.drop(git, folder)


def difference(root: Path, a: State, b: State, not_code: Sequence[str]) -> str:
    """The code of the one against that of the other, as a diff; `not_code` are paths of text."""
    place = _place(root, [a, b])
    git = Git(place.top)
    left, right = (_tree(git, state) for state in (a, b))
    within = place.prefix or "."
    without = [f":(exclude,literal){place.prefix}{p.rstrip('/')}" for p in not_code]
    reply = git("diff", "--no-color", "--no-ext-diff", left, right, "--", within, *without)
    _must(reply, "the two can't be compared")
    return reply.out.decode(errors="replace")


def _tree(git: Git, state: State) -> str:
    with tempfile.TemporaryDirectory() as folder:
        over = git.with_index(Path(folder, "index"))
        _must(over("read-tree", state.commit), f"{state.commit[:10]} can't be read")
        if state.patch:
            _must(_apply(over, state.patch, "--cached"), "a patch.diff doesn't apply")
        return over.text("write-tree")


def _apply(git: Git, patch: bytes, *how: str) -> Reply:
    return git("apply", "--whitespace=nowarn", *how, "-", stdin=patch)


def _must(reply: Reply, said: str) -> None:
    if not reply.ok:
        raise JournalError(f"{said}: {next(iter(reply.why), 'git said no')}")
