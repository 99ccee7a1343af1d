"""The steps on the other side: fetch, merge, push, and bring the user's folder up to it."""

from __future__ import annotations

from dataclasses import replace

from journal.publish import join, page
from journal.publish.status import FILE as STATUS
from journal.publish.status import is_ours
from journal.publish.steps import SHOWN, Result, State, Step, count, done, skipped, stopped
from journal.repo import mask, remote, work
from journal.repo.door import Reply
from journal.store import files


def fetch(state: State) -> Result:
    """Ask the remote what it has, and get what isn't here."""
    if state.dry:
        return state, None
    push = state.ws.settings.push
    goal = remote.target(state.git, state.place, push.remote, push.branch)
    if goal is None:
        hint = "git remote add origin URL, then journal push"
        return state, skipped("fetch", "no remote yet; all is committed here", hint=hint)
    site = state.ws.settings.site.branch
    if site == goal.branch:
        return state, stopped(
            "fetch", f"{site} holds the site; the notes need a branch of their own",
            hint='[site] branch or [push] branch in journal.toml, or git switch main',
        )  # fmt: skip
    heads, reply = remote.heads(state.git, goal.remote, [goal.branch, site])
    state = replace(
        state,
        goal=goal,
        theirs=heads.get(goal.branch, ""),
        pages=heads.get(site, ""),
        again=False,
        tree=None,
        site="",
        merged="",
    )
    if not reply.ok:
        return state, refused("fetch", state, reply)
    missing = [b for b, sha in heads.items() if not work.has(state.git, sha)]
    if missing and not (reply := remote.fetch(state.git, goal.remote, missing)).ok:
        return state, refused("fetch", state, reply)
    return state, done("fetch", _ahead(state))


def refused(name: str, state: State, reply: Reply) -> Step:
    """A remote's no, with its own words."""
    text, hint = remote.refusal(reply)
    where = f"{state.goal.remote} ({mask(state.goal.url)})" if state.goal else "the remote"
    kept = "; your work is committed here" if state.made else ""
    return stopped(name, f"{where}: {text}{kept}", *reply.why[-SHOWN:], hint=hint)


def _ahead(state: State) -> str:
    goal = state.goal.remote if state.goal else ""
    if not state.theirs:
        return f"{goal} has no notes yet"
    number = state.git.text("rev-list", "--count", state.theirs, f"^{state.head}")
    return f"{goal} is {number} ahead" if number not in ("", "0") else f"{goal} has nothing new"


def merge(state: State) -> Result:
    """Join both histories in a scratch worktree; the user's folder is not touched."""
    if state.goal is None:
        return state, None
    if not state.theirs or work.is_ancestor(state.git, state.theirs, state.head):
        return _at(replace(state, merged=state.head)), None
    if work.is_ancestor(state.git, state.head, state.theirs):
        return _at(replace(state, merged=state.theirs)), None
    if state.place.shallow and not state.git.text("merge-base", state.head, state.theirs):
        remote.fetch(state.git, state.goal.remote, [state.goal.branch], "--unshallow")
    tree, reply = work.scratch(state.git, state.place, state.folder / "tree", state.head)
    if not reply.ok:
        return state, stopped("merge", "the scratch worktree can't be made", *reply.why[-SHOWN:])
    joined = join.join(state, tree)
    if joined.conflicts:
        return state, _conflict(state, joined.conflicts)
    state = replace(state, merged=joined.commit, tree=tree)
    told = joined.kept or ("both sides kept",)
    return state, done("merge", told[0], *told[1:])


def _at(state: State) -> State:
    """Say whether the site is already that of this tree; a scratch worktree is made when not."""
    return replace(state, current=page.is_current(state))


def _conflict(state: State, paths: tuple[str, ...]) -> Step:
    lines = [f"{state.inside(p)}: changed in the same place here and there" for p in paths]
    kept = f"both versions are kept: yours is in your folder, theirs is {state.theirs[:9]}"
    hint = f"git merge {state.theirs[:9]}, mend the marked lines, git commit -a, then journal push"
    return stopped(
        "merge", f"{count(len(paths), 'file')} to be mended by hand", *lines, kept, hint=hint
    )


def push(state: State) -> Result:
    """The notes first, then the site; the notes are never forced."""
    goal = state.goal
    if goal is None:
        return state, None
    told = []
    if state.merged != state.theirs:
        reply = remote.push(state.git, goal.remote, state.merged, goal.branch)
        if not reply.ok and remote.was_outrun(reply):
            again = replace(state, again=True)
            return again, skipped("push", f"{goal.remote} moved meanwhile; fetching once more")
        if not reply.ok:
            return state, refused("push", state, reply)
        remote.tracking(state.git, state.place, goal)
        told.append(goal.branch)
    state = replace(state, visible=_visible(state))
    branch = state.ws.settings.site.branch
    if state.site and state.site != state.pages:
        reply = remote.push(state.git, goal.remote, state.site, branch, force=True)
        if not reply.ok:
            step = refused("push", state, reply)
            return state, replace(step, text=f"the notes are there, the site is not: {step.text}")
        told.append(branch)
    page.remember(state)
    text = ", ".join(told)
    return state, done("push", text) if told else skipped("push", "all is there already")


def _visible(state: State) -> tuple[str, ...]:
    """What the remote has now and had not before; a run is one line."""
    new = work.names(state.git, state.theirs, state.merged, "--diff-filter=A")
    paths = (state.inside(p) for p in new)
    runs = f"{state.ws.settings.runs}/"
    short = ("/".join(p.split("/")[:-1]) + "/" if p.startswith(runs) else p for p in paths)
    return tuple(dict.fromkeys(p for p in short if p != STATUS))


def folder(state: State) -> Result:
    """Bring the user's folder to what was pushed, unless that would write over unsaved work."""
    if state.goal is None or not state.merged or state.merged == state.head:
        return state, None
    aside = _status_aside(state)
    reply = work.advance(state.git, state.head, state.merged)
    if reply.ok:
        return replace(state, head=state.merged), None
    if aside is not None:
        files.write(state.ws.root / STATUS, aside)
    hint = "commit or stash what git names, then journal push brings the rest into your folder"
    text = "pushed, but your folder waits: a file in it was changed meanwhile"
    return state, skipped("folder", text, *reply.why[-SHOWN:], hint=hint)


def _status_aside(state: State) -> bytes | None:
    """A STATUS.md of ours that differs from HEAD's gives way; its bytes, to put back."""
    path = state.ws.root / STATUS
    now = path.read_bytes() if path.is_file() else None
    old = work.blob(state.git, state.head, state.place.prefix + STATUS)
    if now is None or now == old or not is_ours(now.decode(errors="replace")):
        return None
    if old is None:
        path.unlink()
    else:
        files.write(path, old)
    return now
