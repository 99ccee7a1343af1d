"""What a push does to a repository, one git call or two at a time; the user's index is spared."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from journal.model.entry import JournalError
from journal.repo.door import NO_HOOKS, Git, Reply

BUSY = {
    "MERGE_HEAD": "a merge",
    "rebase-merge": "a rebase",
    "rebase-apply": "a rebase",
    "CHERRY_PICK_HEAD": "a cherry-pick",
    "REVERT_HEAD": "a revert",
    "BISECT_LOG": "a bisect",
}
BATCH = 32_000_000
SETTLED = 3.0
NONE = "0" * 40
BACKUPS = "refs/journal/backup/"


@dataclass(frozen=True, slots=True)
class Where:
    """The repository around a workspace. `prefix` is the workspace in it: "" or "log/"."""

    top: Path
    prefix: str
    folder: Path  # the .git of this worktree
    common: Path
    commit: str
    branch: str
    busy: str
    shallow: bool


@dataclass(frozen=True, slots=True)
class Blob:
    sha: str
    path: str
    size: int = 0


def where(root: Path) -> Where | None:
    """None where there is no repository with files around the folder."""
    git = Git(root)
    reply = git(
        "rev-parse", "--show-toplevel", "--absolute-git-dir", "--git-common-dir",
        "--is-shallow-repository", "--show-prefix",
    )  # fmt: skip
    if not reply.ok:
        return None
    lines = reply.out.decode(errors="surrogateescape").split("\n")
    top, folder = Path(lines[0]), Path(lines[1])
    busy = next((text for name, text in BUSY.items() if (folder / name).exists()), "")
    commit = git.text("rev-parse", "--verify", "--quiet", "HEAD")
    branch = git.text("symbolic-ref", "--short", "--quiet", "HEAD")
    common = (root / lines[2]).resolve()
    return Where(top, lines[4], folder, common, commit, branch, busy, lines[3] == "true")


def empty_tree(git: Git) -> str:
    return git.text("hash-object", "-w", "-t", "tree", os.devnull)


def changed(git: Git, prefix: str) -> list[str]:
    """Every path below the prefix that differs from HEAD, in the index or on disk."""
    reply = git(
        "status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames",
        "--ignore-submodules=all", "--", prefix or ".",
    )  # fmt: skip
    _must(reply, "git status")
    return [name[3:] for name in reply.names if not name.endswith("/")]


def stage(git: Git, place: Where, index: Path, paths: Sequence[str]) -> tuple[Git, Reply]:
    """HEAD and these paths as they are on disk, in an index of their own."""
    real = place.folder / "index"
    if real.exists():
        shutil.copy2(real, index)  # its time is what tells git whom not to trust
    git = git.with_index(index)
    # -m keeps what the copied index knows of unchanged files; conflicts in it need --reset.
    how = ["-m", place.commit] if place.commit else ["--empty"]
    if not (reply := git("read-tree", *how)).ok:
        reply = git("read-tree", "--reset", place.commit or empty_tree(git))
    if reply.ok:
        reply = git("update-index", "--add", "--remove", "-z", "--stdin", stdin=_fed(paths))
    return git, reply


def staged(git: Git, commit: str) -> list[tuple[str, Blob]]:
    """What an index holds beyond a commit: A, M, D or T, and the blob."""
    base = commit or empty_tree(git)
    reply = git("diff-index", "--cached", "--raw", "-z", "--no-renames", "--abbrev=40", base)
    names = reply.names
    heads = [n.split() for n in names[::2]]
    return [(h[4], Blob(h[3], p)) for h, p in zip(heads, names[1::2], strict=True)]


def commit(git: Git, message: str) -> Reply:
    """Commit an index as the user would: hooks run, and signing as it is set up."""
    return git("commit", "--quiet", "--cleanup=whitespace", "-F", "-", stdin=message.encode())


def sync(git: Git, paths: Sequence[str]) -> Reply:
    """Let the user's index hold these paths as HEAD has them."""
    if not paths:
        return Reply(0)
    literal = Git(git.root, git.env, ("--literal-pathspecs", *git.config), git.limit)
    return literal(
        "reset", "--quiet", "--pathspec-from-file=-", "--pathspec-file-nul", stdin=_fed(paths)
    )


def objects(git: Git, *revisions: str) -> list[Blob]:
    """The blobs that these revisions reach, with a path of each."""
    reply = git("rev-list", "--objects", *revisions)
    _must(reply, "git rev-list")
    named = reply.out.decode(errors="surrogateescape")
    paths = dict(line.partition(" ")[::2] for line in named.splitlines())
    sizes = _sizes(git, list(paths))
    return [Blob(sha, path, sizes[sha]) for sha, path in paths.items() if sha in sizes]


def _sizes(git: Git, shas: Sequence[str]) -> dict[str, int]:
    fed = "".join(f"{sha}\n" for sha in shas).encode()
    lines = git("cat-file", "--batch-check", stdin=fed).out.decode().splitlines()
    found = (line.split() for line in lines)
    return {f[0]: int(f[2]) for f in found if len(f) == 3 and f[1] == "blob"}


def sized(git: Git, blobs: Sequence[Blob]) -> list[Blob]:
    """The same blobs with their sizes; what is no blob (a submodule, a deletion) is left out."""
    sizes = _sizes(git, [b.sha for b in blobs])
    return [Blob(b.sha, b.path, sizes[b.sha]) for b in blobs if b.sha in sizes]


def contents(git: Git, blobs: Iterable[Blob]) -> Iterator[tuple[Blob, bytes]]:
    """The bytes of each blob, some megabytes at a time."""
    for batch in _batches(blobs):
        out = git("cat-file", "--batch", stdin="".join(f"{b.sha}\n" for b in batch).encode()).out
        at = 0
        for blob in batch:
            at = out.index(b"\n", at) + 1
            yield blob, out[at : at + blob.size]
            at += blob.size + 1


def _batches(blobs: Iterable[Blob]) -> Iterator[list[Blob]]:
    batch: list[Blob] = []
    for blob in blobs:
        if batch and sum(b.size for b in batch) + blob.size > BATCH:
            yield batch
            batch = []
        batch.append(blob)
    if batch:
        yield batch


def blob(git: Git, tree: str, path: str) -> bytes | None:
    """A file as a commit has it."""
    reply = git("cat-file", "blob", f"{tree}:{path}") if tree else Reply(1)
    return reply.out if reply.ok else None


def names(git: Git, old: str, new: str, *how: str) -> list[str]:
    """The paths that differ between two commits or trees."""
    base = old or empty_tree(git)
    return git("diff-tree", "-r", "-z", "--name-only", "--no-renames", *how, base, new).names


def has(git: Git, sha: str) -> bool:
    return git("cat-file", "-e", f"{sha}^{{commit}}").ok


def is_ancestor(git: Git, old: str, new: str) -> bool:
    return git("merge-base", "--is-ancestor", old, new).ok


def scratch(git: Git, place: Where, folder: Path, commit: str) -> tuple[Git, Reply]:
    """A worktree of its own, at a commit, without the user's hooks."""
    drop(git, folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    env = {**git.env, "GIT_LFS_SKIP_SMUDGE": "1"}
    config = (*git.config, *NO_HOOKS)
    bare = Git(place.top, env, config, git.limit)
    reply = bare("worktree", "add", "--quiet", "--detach", "--force", str(folder), commit)
    return Git(folder, env, config, git.limit), reply


def drop(git: Git, folder: Path) -> None:
    """Take a scratch worktree away, whatever state a killed push left it in."""
    if folder.exists():
        git("worktree", "remove", "--force", "--force", str(folder))
        shutil.rmtree(folder, ignore_errors=True)
        git("worktree", "prune")


def tree_of(git: Git, index: Path, folder: Path) -> str:
    """A folder as a tree in the repository; no worktree or index of the user's takes part."""
    over = Git(folder, {**git.env, "GIT_INDEX_FILE": str(index), "GIT_WORK_TREE": str(folder),
                        "GIT_DIR": git.text("rev-parse", "--absolute-git-dir")})  # fmt: skip
    _must(over("read-tree", "--empty"), "git read-tree")
    _must(over("-c", "core.autocrlf=false", "add", "--all", "--force", "."), "git add")
    return over.text("write-tree")


def commit_tree(git: Git, tree: str, message: str, parents: Sequence[str]) -> str:
    given = [arg for p in parents for arg in ("-p", p)]
    reply = git("commit-tree", tree, *given, stdin=message.encode())
    _must(reply, "git commit-tree")
    return reply.text


def advance(git: Git, old: str, new: str) -> Reply:
    """Bring index, files and HEAD from one commit to the other; nothing moves where one can't."""
    if git.text("rev-parse", "--verify", "--quiet", "HEAD") != old:
        return Reply(1, err="HEAD moved meanwhile")
    git("update-index", "-q", "--refresh")
    # The files first: killed in between, they hold more than HEAD does, and nothing is lost.
    reply = git("read-tree", "-m", "-u", old or empty_tree(git), new)
    if reply.ok:
        reply = git("update-ref", "-m", "journal push", "HEAD", new, old or NONE)
    return reply


def clear_locks(place: Where) -> list[str]:
    """Take away locks that a killed git left; raises while another git may hold one."""
    names = ["index.lock", "HEAD.lock"]
    shared = ["packed-refs.lock", "config.lock", "shallow.lock", f"refs/heads/{place.branch}.lock"]
    paths = [place.folder / n for n in names] + [place.common / n for n in shared]
    there = [p for p in paths if p.exists()]
    deadline = time.monotonic() + SETTLED
    while there and time.monotonic() < deadline and not all(_old(p) for p in there):
        time.sleep(0.1)
        there = [p for p in paths if p.exists()]
    if there and _git_at_work(place):
        raise JournalError(
            f"another git is at work here: it holds {there[0].name}",
            hint="journal push again, once it is done",
        )
    for path in there:
        path.unlink(missing_ok=True)
    return [p.name for p in there]


def settle(place: Where, most: float = 10.0) -> None:
    """Wait for what a killed push left at work: its git goes on alone, and may still commit."""
    deadline = time.monotonic() + most
    while _git_at_work(place) and time.monotonic() < deadline:
        time.sleep(0.05)


def _old(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > SETTLED
    except FileNotFoundError:
        return True


def _git_at_work(place: Where) -> bool:
    import psutil

    for process in psutil.process_iter(["name", "cwd"]):
        cwd = process.info["cwd"]
        if (process.info["name"] or "").startswith("git") and cwd:
            here = Path(cwd)
            if any(here.is_relative_to(p) for p in (place.top, place.folder, place.common)):
                return True
    return False


def _fed(paths: Iterable[str]) -> bytes:
    return b"".join(os.fsencode(p) + b"\0" for p in paths)


def _must(reply: Reply, what: str) -> None:
    if not reply.ok:
        why = reply.why[-1] if reply.why else f"exit {reply.code}"
        raise JournalError(f"{what} failed: {why}")


def backup(git: Git, name: str, oldest: str, commit: str) -> None:
    """Keep what HEAD was as refs/journal/backup/NAME; names before `oldest` are let go."""
    kept = git.text("for-each-ref", "--format=%(refname)", BACKUPS).split()
    for ref in kept:
        if ref.removeprefix(BACKUPS) < oldest:
            git("update-ref", "-d", ref)
    git("update-ref", f"{BACKUPS}{name}", commit)
