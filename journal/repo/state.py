"""What state the code of a run was in: its commit, and what was changed since."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from journal.repo.door import Git

SUFFIXES = (
    ".py .pyi .ipynb .pyx .sh .toml .cfg .ini .yaml .yml .json .r .rmd .jl .m .c .cc .cpp .cu .cuh "
    ".h .hpp .rs .go .java .js .ts .sql .lua .scala .hs .ml .v .sv .mk .cmake .nix"
)
CODE = frozenset(SUFFIXES.split())
NAMES = frozenset({"Makefile", "Dockerfile", "requirements.txt", "CMakeLists.txt", "justfile"})
LARGEST = 1_000_000
LIMIT = 20


@dataclass(frozen=True, slots=True)
class CodeState:
    """Empty where there is no repository; `branch` is empty where HEAD is detached."""

    commit: str = ""
    branch: str = ""
    dirty: bool = False
    patch: bytes = b""


def code_state(root: Path, not_code: Sequence[str]) -> CodeState:
    """The state of all code in the workspace; `not_code` are paths of its text, from the root."""
    git = Git(root, config=("--literal-pathspecs",), limit=LIMIT)
    where = git("rev-parse", "--is-inside-work-tree", "--git-path", "index")
    if not where.ok or not where.text.startswith("true"):
        return CodeState()
    commit = git.text("rev-parse", "--verify", "--quiet", "HEAD")
    branch = git.text("symbolic-ref", "--short", "--quiet", "HEAD")
    patch = _patch(git, root / where.text.splitlines()[1], commit, not_code)
    return CodeState(commit, branch, bool(patch), patch)


def is_code(path: str) -> bool:
    """Whether the name is one of a script, a notebook or its settings."""
    name = Path(path)
    return name.suffix.lower() in CODE or name.name in NAMES


def _patch(git: Git, index: Path, commit: str, not_code: Sequence[str]) -> bytes:
    """Marked as to be added in a copy of the index, new scripts show in the diff."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "index")
        if index.exists():
            shutil.copy2(index, copy)  # its time is what tells git whom not to trust
        git = git.with_index(copy)
        new = git("ls-files", "--others", "--exclude-standard", "-z").names
        scripts = [n for n in _apart(new, not_code) if is_code(n) and _small(git.root / n)]
        feed = b"\0".join(map(os.fsencode, scripts))
        if scripts:
            git("add", "-N", "--pathspec-from-file=-", "--pathspec-file-nul", stdin=feed)
        return _diff(git, commit or _empty_tree(git), not_code)


def _diff(git: Git, base: str, not_code: Sequence[str]) -> bytes:
    git = Git(git.root, git.env, limit=git.limit)
    without = [f":(exclude,literal){p.rstrip('/')}" for p in not_code]
    plain = ["--no-color", "--no-ext-diff", "--no-textconv", "--src-prefix=a/", "--dst-prefix=b/"]
    reply = git("diff", "--binary", "--ignore-submodules", *plain, base, "--", ".", *without)
    return reply.out if reply.ok else b""


def _empty_tree(git: Git) -> str:
    return git.text("hash-object", "-t", "tree", os.devnull)


def _apart(paths: Iterable[str], not_code: Sequence[str]) -> list[str]:
    folders = tuple(f"{p.rstrip('/')}/" for p in not_code)
    return [p for p in paths if p not in not_code and not p.startswith(folders)]


def _small(path: Path) -> bool:
    return path.is_file() and path.stat().st_size <= LARGEST
