"""What a push says and carries: its steps as values, and the state that they hand on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from journal.model.entry import Problem
from journal.repo.door import Git
from journal.repo.remote import Target
from journal.repo.work import Blob, Where
from journal.workspace import Workspace

SHOWN = 5
Builder = Callable[[Path, Path], object]


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the checklist. `detail` are lines below it, `hint` what to do next."""

    name: str
    state: Literal["done", "skipped", "stopped"]
    text: str = ""
    detail: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push did. `visible` are the paths that nobody but the user could see before."""

    steps: tuple[Step, ...] = ()
    commit: str = ""
    message: str = ""
    visible: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        return not any(s.state == "stopped" for s in self.steps)


@dataclass(frozen=True, slots=True)
class State:
    """How far a push has come. Commits are full hashes; empty where there is none."""

    ws: Workspace
    now: datetime
    today: date
    git: Git
    place: Where
    folder: Path
    build: Builder
    prose: bool | None = None
    dry: bool = False
    allowed: frozenset[str] = frozenset()
    seen: frozenset[str] = frozenset()  # blobs that were scanned
    index: Git | None = None
    changed: tuple[str, ...] = ()
    new: tuple[tuple[str, Blob], ...] = ()
    left: tuple[str, ...] = ()
    message: str = ""
    head: str = ""
    made: bool = False
    goal: Target | None = None
    theirs: str = ""
    pages: str = ""
    merged: str = ""
    tree: Git | None = None
    site: str = ""
    current: bool = False  # the site and STATUS.md were made from this very tree today
    again: bool = False
    visible: tuple[str, ...] = ()

    @property
    def tracking(self) -> str:
        """The commit of the remote's branch when it was last seen."""
        if not self.goal:
            return ""
        ref = f"refs/remotes/{self.goal.remote}/{self.goal.branch}"
        return self.git.text("rev-parse", "--verify", "--quiet", ref)

    def inside(self, path: str) -> str:
        """A path of the repository as the workspace writes it."""
        return path.removeprefix(self.place.prefix)


Result = tuple[State, Step | None]


def done(name: str, text: str, *detail: str, hint: str = "") -> Step:
    return Step(name, "done", text, detail, hint)


def skipped(name: str, text: str, *detail: str, hint: str = "") -> Step:
    return Step(name, "skipped", text, detail, hint)


def stopped(name: str, text: str, *detail: str, hint: str = "") -> Step:
    return Step(name, "stopped", text, detail, hint)


def pointed(problem: Problem) -> tuple[str, ...]:
    """A problem as lines: its place, the text, a caret under it and what it is."""
    at = f"{problem.path}:{problem.line}" if problem.line else problem.path
    if not problem.source:
        return (f"{at}: {problem.text}",)
    caret = " " * problem.column + "^ " + problem.text
    return f"{at}:{problem.column + 1}", f"│ {problem.source}", f"│ {caret}"


def count(n: int, word: str, many: str = "") -> str:
    return f"{n} {word if n == 1 else many or word + 's'}"
