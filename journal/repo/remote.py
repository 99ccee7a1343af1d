"""Other repositories: which one a branch goes to, what it has, and what it says to a push."""

from __future__ import annotations

import re
from dataclasses import dataclass

from journal.model.entry import JournalError
from journal.repo.door import Git, Reply
from journal.repo.work import Where

PATIENCE = 5
_DENIED = ("authentication failed", "permission denied", "could not read username", "403", "401")
_STALE = ("non-fast-forward", "fetch first", "stale info", "cannot lock ref", "reference already")


@dataclass(frozen=True, slots=True)
class Target:
    """A remote and the branch of it that holds the notes."""

    remote: str
    branch: str
    url: str


def target(git: Git, place: Where, remote: str, branch: str) -> Target | None:
    """What the settings name, else what the branch follows, else origin; None without a remote."""
    known = git.text("remote").split()
    upstream = git.text("config", f"branch.{place.branch}.remote") if place.branch else ""
    if remote and remote not in known:
        raise JournalError(
            f"no remote is called {remote}",
            hint=f"git remote add {remote} URL, or [push] remote in journal.toml names another"
            if not remote.startswith("-")
            else "[push] remote in journal.toml names one of git remote",
        )
    chosen = remote or (upstream if upstream in known else "")
    chosen = chosen or ("origin" if "origin" in known else next(iter(known), ""))
    if not chosen:
        return None
    return Target(
        chosen, _branch(git, place, chosen, branch), git.text("remote", "get-url", chosen)
    )


def _branch(git: Git, place: Where, remote: str, branch: str) -> str:
    follows = git.text("config", f"branch.{place.branch}.merge") if place.branch else ""
    same = git.text("config", f"branch.{place.branch}.remote") == remote if place.branch else False
    main = git.text("symbolic-ref", "--short", "--quiet", f"refs/remotes/{remote}/HEAD")
    name = branch or (follows.removeprefix("refs/heads/") if same else "") or place.branch
    name = name or main.removeprefix(f"{remote}/") or _only(git)
    if not name or name.startswith("-") or not git("check-ref-format", f"refs/heads/{name}").ok:
        raise JournalError(
            f"no branch can be called “{name}”"
            if name
            else "HEAD is detached, and no branch is set",
            hint='[push] branch = "main" in journal.toml says where the notes go',
        )
    return name


def _only(git: Git) -> str:
    """The one local branch; main or master among several."""
    local = git.text("for-each-ref", "--format=%(refname:short)", "refs/heads").split()
    return next((b for b in ("main", "master") if b in local), local[0] if len(local) == 1 else "")


def heads(git: Git, remote: str, branches: list[str]) -> tuple[dict[str, str], Reply]:
    """The commits that the remote has under these names."""
    reply = git("ls-remote", remote, *(f"refs/heads/{b}" for b in branches))
    pairs = (line.split("\t") for line in reply.text.splitlines() if "\t" in line)
    return {name.removeprefix("refs/heads/"): sha for sha, name in pairs}, reply


def fetch(git: Git, remote: str, branches: list[str], *how: str) -> Reply:
    specs = [f"+refs/heads/{b}:refs/remotes/{remote}/{b}" for b in branches]
    args = ["fetch", "--quiet", "--no-tags", "--no-recurse-submodules", *how, remote, *specs]
    return git(*_slow(git), *args, limit=git.limit * PATIENCE)


def push(git: Git, remote: str, commit: str, branch: str, *, force: bool = False) -> Reply:
    """Send one commit. Force is for the site's branch, which has no history to lose."""
    spec = f"{'+' if force else ''}{commit}:refs/heads/{branch}"
    hooks = ["--no-verify"] if force else []
    args = ["push", "--porcelain", "--no-follow-tags", *hooks, remote, spec]
    return git(*_slow(git), *args, "--recurse-submodules=no", limit=git.limit * PATIENCE)


def _slow(git: Git) -> list[str]:
    return ["-c", "http.lowSpeedLimit=100", "-c", f"http.lowSpeedTime={max(1, int(git.limit))}"]


def was_outrun(reply: Reply) -> bool:
    """Someone pushed in between; fetching and merging once more helps."""
    said = f"{reply.text}\n{reply.err}".lower()
    return any(word in said for word in _STALE) and "[remote rejected]" not in said.replace(
        "[remote rejected] (cannot lock ref", ""
    ).replace("[remote rejected] (failed to update ref", "")


def refusal(reply: Reply) -> tuple[str, str]:
    """What a remote's no means, in one sentence, and what to do."""
    said = f"{reply.text}\n{reply.err}".lower()
    if reply.late:
        return "it did not answer in time", "is the network there? journal push again later"
    if any(word in said for word in _DENIED):
        return "it does not let you in", "gh auth login, or an ssh key; then git fetch must work"
    if "could not resolve host" in said or "unable to access" in said or "connection" in said:
        return "it can't be reached", "is the network there? journal push again later"
    if "hook" in said and "declined" in said:
        return "a hook there refused it", "its words stand above"
    if "pre-push" in said or ("failed to push some refs" in said and "!" not in said):
        return "your pre-push hook refused it", "mend what it names, then journal push"
    if "protected branch" in said:
        return "the branch is protected there", "[push] branch in journal.toml names another"
    if "not found" in said or "does not appear to be a git repository" in said:
        return "there is no repository", "git remote -v shows its address"
    return "it said no", "the lines above are git's; mend it and journal push again"


def tracking(git: Git, place: Where, goal: Target) -> None:
    """Let the branch follow its remote one, where it follows none yet."""
    key = f"branch.{place.branch}"
    if place.branch and not re.search(r"\S", git.text("config", f"{key}.remote")):
        git("config", f"{key}.remote", goal.remote)
        git("config", f"{key}.merge", f"refs/heads/{goal.branch}")
