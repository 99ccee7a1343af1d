"""`journal push`: the steps in their order, run until the first no."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path, PurePosixPath

from journal import secrets
from journal.model.entry import JournalError
from journal.publish import local, page, there
from journal.publish.steps import Builder, Pushed, Result, State, Step, stopped
from journal.repo import Git, mask, work
from journal.workspace import Workspace

STEPS: tuple[tuple[str, Callable[[State], Result]], ...] = (
    ("secrets", local.gather),
    ("secrets", local.scan),
    ("commit", local.commit),
    ("fetch", there.fetch),
    ("merge", there.merge),
    ("secrets", local.rescan),
    ("site", page.site),
    ("push", there.push),
    ("folder", there.folder),
)
FETCH = 3
ROUNDS = 4
LOCK = 1.0  # a child of a push that was killed holds it for a moment longer
KEEP = timedelta(days=30)
AGAIN = "others push at this moment: journal push again in a minute"


def push(
    ws: Workspace,
    *,
    now: datetime,
    today: date,
    build_site: Builder | None = None,
    dry_run: bool = False,
    prose: bool | None = None,
    tell: Callable[[Step], None] = lambda step: None,
) -> Pushed:
    """Scan, commit, fetch, merge, build and push; each step is told as it ends.

    Nothing is asked and nothing raised: what can't go on is the last step, stopped.
    """
    from filelock import FileLock, Timeout

    try:
        ws.state.mkdir(exist_ok=True)
        with FileLock(ws.state / "push.lock", timeout=LOCK):
            state = _begin(ws, now, today, dry_run)
            build = build_site or page.builder(_named(ws, state.git), prose, now, today)
            return _run(replace(state, build=build, prose=prose), tell)
    except Timeout:
        step = stopped("repository", "another push is at work", hint="wait for it to end")
    except (JournalError, OSError) as e:
        step = _no("repository", e)
    tell(step)
    return Pushed((step,))


def _begin(ws: Workspace, now: datetime, today: date, dry: bool) -> State:
    """The state before the first step; raises where no step can be taken."""
    place = work.where(ws.root)
    folder = ws.state / "push"
    if place and folder.exists():
        work.settle(place)
        place = work.where(ws.root)
    if place is None:
        raise JournalError("this folder is no git repository", hint="git init, then journal push")
    if place.busy:
        raise JournalError(
            f"{place.busy} is not finished here",
            hint="git status says how to end it; then journal push",
        )
    if not dry:
        work.clear_locks(place)
    git = Git(place.top, limit=ws.settings.push.timeout)
    if git("ls-files", "--unmerged", "-z").out:
        raise JournalError(
            "files with conflicts lie in the index", hint="mend them, git add them, journal push"
        )
    if place.commit and not dry:
        oldest = f"{now - KEEP:%Y%m%d-%H%M%S}"
        work.backup(git, f"{now:%Y%m%d-%H%M%S}", oldest, place.commit)
    return State(ws, now, today, git, place, folder, _unset, dry=dry, allowed=_allowed(ws.root))


def _named(ws: Workspace, git: Git) -> Workspace:
    """A folder may be called otherwise on each machine; the repository's name is everyone's."""
    url = git.text("remote", "get-url", ws.settings.push.remote or "origin")
    name = PurePosixPath(url.rpartition(":")[2]).name.removesuffix(".git")
    return replace(ws, settings=replace(ws.settings, title=ws.settings.title or name))


def _unset(root: Path, out: Path) -> object:
    raise JournalError("no site can be built", path=str(root))


def _run(state: State, tell: Callable[[Step], None]) -> Pushed:
    """Every step in turn; one that finds the remote moved sends it back to the fetch."""
    told: list[Step] = []
    at, rounds = 0, 0
    try:
        _clean(state)
        state.folder.mkdir(parents=True)
        while at < len(STEPS):
            state, step = _step(state, *STEPS[at])
            at += 1
            if step and state.again:
                at, rounds = FETCH, rounds + 1
                step = step if rounds < ROUNDS else replace(step, state="stopped", hint=AGAIN)
            if step:
                told.append(step)
                tell(step)
            if step and step.state == "stopped":
                break
    finally:
        _clean(state)
    head = state.merged or state.head
    paths = tuple(state.inside(b.path) for _, b in state.new)
    return Pushed(tuple(told), head, state.message, state.visible, paths)


def _step(state: State, name: str, take: Callable[[State], Result]) -> Result:
    try:
        return take(state)
    except (JournalError, OSError) as e:
        return state, _no(name, e)


def _no(name: str, e: JournalError | OSError) -> Step:
    if isinstance(e, JournalError):
        at = f"{e.path}:{e.line}" if e.line else e.path
        return stopped(name, mask(e.text), *([at] if at else []), hint=e.hint)
    why = (e.strerror or os.strerror(e.errno or 0)).lower()
    return stopped(name, f"{e.filename or 'the disk'}: {why}", hint="journal push again after that")


def _clean(state: State) -> None:
    """Leave no scratch worktree behind, nor one that a killed push left."""
    work.drop(state.git, state.folder / "tree")
    shutil.rmtree(state.folder, ignore_errors=True)


def _allowed(root: Path) -> frozenset[str]:
    """The false alarms that the workspace's list names."""
    path = root / secrets.ALLOW_FILE
    return secrets.allowed(path.read_text(errors="replace")) if path.is_file() else frozenset()
