"""STATUS.md and the site, both made from the merged tree, never from the user's folder."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from journal import __version__, workspace
from journal.model.entry import JournalError
from journal.publish.status import FILE, is_ours, status_md
from journal.publish.steps import SHOWN, Builder, Result, State, count, done, skipped, stopped
from journal.repo import work
from journal.store import files
from journal.workspace import Workspace

RECORD = "pushed"
KEPT = ("CNAME",)
WORKFLOWS = ("journal.yml", "journal-pages.yml", "pages.yml")


def builder(ws: Workspace, prose: bool | None, now: datetime, today: date) -> Builder:
    """Builds the site of a tree with the settings that the tree holds."""

    def build(root: Path, out: Path) -> object:
        from journal.site.build import build
        from journal.snapshot import load

        return build(load(_at(ws, root), today), out, now=now, prose=prose)

    return build


def _at(ws: Workspace, root: Path) -> Workspace:
    """The workspace as the tree has it. Never looked for above: that is the user's own folder."""
    config = root / workspace.CONFIG
    settings = workspace.read_settings(config) if config.is_file() else ws.settings
    return Workspace(root, replace(settings, title=settings.title or ws.title))


def root_of(state: State) -> Path:
    """The workspace in the scratch worktree."""
    if state.tree is None:
        raise JournalError("there is no merged tree to build from")
    return state.tree.root / state.place.prefix


def write_status(state: State) -> bool:
    """Write STATUS.md into the scratch worktree; False where it stays as it is, or isn't ours."""
    from journal.snapshot import load

    root = root_of(state)
    path = root / FILE
    old = path.read_bytes() if path.is_file() else b""
    if old and not is_ours(old.decode(errors="replace")):
        return False
    new = status_md(load(_at(state.ws, root), state.today)).encode()
    if new != old:
        files.write(path, new)
    return new != old


def commit_site(state: State) -> tuple[str, str]:
    """Build, and make a commit on the site's branch of it: its hash and "41 pages, 6 changed"."""
    out = state.folder / "site"
    shutil.rmtree(out, ignore_errors=True)
    state.build(root_of(state), out)
    files.write(out / ".nojekyll", b"")
    for own in out.glob(".journal*"):
        own.unlink()
    for name in KEPT:
        if (data := work.blob(state.git, state.pages, name)) and not (out / name).exists():
            files.write(out / name, data)
    tree = work.tree_of(state.git, state.folder / "site.index", out)
    differ = work.names(state.git, state.pages, tree)
    pages = sum(1 for _ in out.rglob("*.html"))
    changed = sum(1 for name in differ if name.endswith(".html"))
    told = f"{count(pages, 'page')}, {changed} changed"
    if not differ:
        return state.pages, told
    parents = [state.pages] if state.pages else []
    note = f"Site of {state.today.isoformat()}\n\nNotes: {state.merged}\n"
    return work.commit_tree(state.git, tree, note, parents), told


def remember(state: State) -> None:
    """What the site was last made from, so that a push with nothing to do builds nothing."""
    files.write(state.ws.state / RECORD, _mark(state, state.site or state.pages).encode())


def is_current(state: State) -> bool:
    path = state.ws.state / RECORD
    seen = path.read_text(errors="replace") if path.is_file() else ""
    return bool(seen) and seen == _mark(state, state.pages)


def _mark(state: State, pages: str) -> str:
    tree = state.git.text("rev-parse", f"{state.merged}^{{tree}}")
    facts: Mapping[str, object] = {
        "tree": tree,
        "day": state.today.isoformat(),
        "site": pages if state.ws.settings.push.site else "",
        "prose": state.prose,
        "version": __version__,
    }
    return "".join(f"{k} {v}\n" for k, v in facts.items())


def site(state: State) -> Result:
    """STATUS.md into the tree that is pushed, and the pages into a commit of their own."""
    if state.goal is None:
        return state, None
    if state.current:
        return state, skipped("site", "nothing changed since it was built")
    if state.tree is None:
        folder = state.folder / "tree"
        tree, reply = work.scratch(state.git, state.place, folder, state.merged)
        if not reply.ok:
            return state, stopped("site", "the scratch worktree can't be made", *reply.why[-SHOWN:])
        state = replace(state, tree=tree)
    if write_status(state):
        state = _with_status(state)
    if not state.ws.settings.push.site or _has_workflow(state):
        return state, skipped("site", "STATUS.md only; the site is not built here")
    commit, told = commit_site(state)
    return replace(state, site=commit), done("site", told)


def _has_workflow(state: State) -> bool:
    folder = state.place.top / ".github" / "workflows"
    return any(
        b"journal" in (folder / name).read_bytes()
        for name in WORKFLOWS
        if (folder / name).is_file()
    )


def _with_status(state: State) -> State:
    """Commit STATUS.md: into the commit that this push made, if it made one, else on its own."""
    tree = state.tree
    if tree is None:
        return state
    tree("add", "--force", "--", state.place.prefix + FILE)
    ours = state.merged != state.theirs and (state.made or state.merged != state.head)
    how = ["--amend", "--no-edit"] if ours else ["-m", FILE]
    reply = tree("commit", "--quiet", "--no-verify", *how)
    return replace(state, merged=tree.text("rev-parse", "HEAD")) if reply.ok else state
