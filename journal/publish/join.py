"""Two histories made one in a scratch worktree: what both sides changed is merged by what it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from journal.model.entry import JournalError
from journal.publish import merge
from journal.publish.select import TEXT
from journal.publish.status import FILE as STATUS
from journal.publish.status import is_ours
from journal.publish.steps import State, count
from journal.repo import work
from journal.repo.door import Git
from journal.store import files


@dataclass(frozen=True, slots=True)
class Joined:
    """The merge commit, what was kept of both sides, and the paths that nobody but the user can."""

    commit: str = ""
    kept: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()


def join(state: State, tree: Git) -> Joined:
    """Merge what came into the scratch worktree, which is at the user's commit."""
    reply = tree(
        "merge", "--no-commit", "--no-ff", "--quiet", "--allow-unrelated-histories",
        "-X", "no-renames", state.theirs,
    )  # fmt: skip
    unmerged = set(tree("diff", "--name-only", "--diff-filter=U", "-z").names)
    if not reply.ok and not unmerged:
        raise JournalError(f"git merge failed: {' '.join(reply.why[-1:])}")
    base = tree.text("merge-base", state.head, state.theirs)
    both = _both_changed(state, base)
    made = {p: _resolved(state, base, p) for p in both}
    solved = {p: text for p, text in made.items() if text is not None}
    failed = sorted(unmerged - set(solved))
    if failed:
        return Joined(conflicts=tuple(failed))
    for path, data in solved.items():
        files.write(tree.root / path, data)
    kept = tuple(_told(state, base, p, data) for p, data in solved.items() if p != _status(state))
    return Joined(_commit(state, tree, sorted(solved)), kept)


def _both_changed(state: State, base: str) -> list[str]:
    """Paths that differ from the base on both sides, and between the sides."""
    ours = set(work.names(state.git, base, state.head))
    theirs = set(work.names(state.git, base, state.theirs))
    differ = set(work.names(state.git, state.head, state.theirs))
    return sorted(ours & theirs & differ)


def _status(state: State) -> str:
    return state.place.prefix + STATUS


def _is_text(state: State, path: str) -> bool:
    """Whether merging it is ours: entries and notes are."""
    folder = (state.ws.root / state.inside(path)).parent
    roots = (state.ws.entries, state.ws.notes)
    return path.endswith(TEXT) and any(folder.is_relative_to(r) for r in roots)


def _resolved(state: State, base: str, path: str) -> bytes | None:
    """Both sides of a file as one; None where git's own answer stands, or none is to be had."""
    old, ours, theirs = (
        work.blob(state.git, commit, path) for commit in (base, state.head, state.theirs)
    )
    if path == _status(state) and is_ours((ours or b"").decode(errors="replace")):
        return ours
    if ours is None or theirs is None:
        return None
    texts = [(t or b"").decode(errors="surrogateescape") for t in (old, ours, theirs)]
    if path == state.place.prefix + "ledger.jsonl":
        return merge.union(*texts).encode(errors="surrogateescape")
    text = merge.merge(*texts) if _is_text(state, path) else None
    return None if text is None else text.encode(errors="surrogateescape")


def _told(state: State, base: str, path: str, data: bytes) -> str:
    old = (work.blob(state.git, base, path) or b"").decode(errors="replace")
    lines = count(merge.added(old, data.decode(errors="replace")), "line")
    return f"both wrote {state.inside(path)}; kept all {lines}"


def _commit(state: State, tree: Git, solved: Sequence[str]) -> str:
    literal = b"".join(p.encode(errors="surrogateescape") + b"\0" for p in solved)
    tree("update-index", "--add", "--remove", "-z", "--stdin", stdin=literal)
    goal = state.goal
    name = f"{goal.remote}/{goal.branch}" if goal else state.theirs[:9]
    reply = tree("commit", "--quiet", "--no-verify", "-m", f"Merge {name}: both sides kept")
    if not reply.ok:
        raise JournalError(f"the merge can't be committed: {' '.join(reply.why[-1:])}")
    return tree.text("rev-parse", "HEAD")
