"""The steps on this side: gather the workspace's text, look through it, commit it."""

from __future__ import annotations

from dataclasses import replace

from journal.model.entry import Problem
from journal.publish import message, select
from journal.publish.look import look
from journal.publish.steps import SHOWN, Result, State, Step, count, done, pointed, skipped, stopped
from journal.repo import work
from journal.repo.door import Reply


def gather(state: State) -> Result:
    """Put the workspace's changed files, as they are now, into an index of the push's own."""
    paths = [state.inside(p) for p in work.changed(state.git, state.place.prefix)]
    mine = select.own(state.ws, paths)
    full = [state.place.prefix + p for p in mine.paths]
    index, reply = work.stage(state.git, state.place, state.folder / "index", full)
    if not reply.ok:
        return state, stopped("secrets", "a file can't be read", *reply.why[:SHOWN])
    new = tuple(work.staged(index, state.place.commit))
    return replace(state, index=index, changed=tuple(full), new=new, left=mine.left), None


def scan(state: State) -> Result:
    """Look through what is about to be committed, and what lies in commits not yet pushed."""
    fresh = [b for how, b in state.new if how != "D"]
    state, number, problems = look(state, fresh)
    if problems:
        return state, _found(problems, "nothing was committed")
    state, older, problems = look(state, _unpushed(state))
    if problems:
        hint = "revoke it; a commit that isn't pushed yet holds it: git rebase -i takes it out"
        step = _found(problems, "nothing was pushed")
        return state, replace(step, hint=f"{hint}; {step.hint}")
    what = count(number + older, "file") if number + older else ""
    return state, done("secrets", f"nothing found in {what}" if what else "nothing new to look at")


def _unpushed(state: State) -> list[work.Blob]:
    if not state.place.commit or not state.git.text("remote"):
        return []
    return work.objects(state.git, state.place.commit, "--not", "--remotes")


def _found(problems: tuple[Problem, ...], so: str) -> Step:
    lines = [line for p in problems[:SHOWN] for line in pointed(p)]
    rest = [f"… and {len(problems) - SHOWN} more"] if len(problems) > SHOWN else []
    return stopped(
        "secrets",
        f"{len(problems)} found, stopped here; {so}",
        *lines,
        *rest,
        hint=problems[0].hint,
    )


def commit(state: State) -> Result:
    """Commit what was gathered; on success the user's index follows for those paths alone."""
    index = state.index
    if index is None or not state.new:
        return _nothing(state)
    text = message.message(replace(state, head=state.place.commit))
    state = replace(state, message=text, head=state.place.commit)
    subject = text.splitlines()[0]
    if state.dry:
        new = tuple(state.inside(b.path) for how, b in state.new if how == "A")
        step = skipped("commit", f"would be: {subject}", *_names(state), *state.left)
        return replace(state, visible=new), step
    reply = work.commit(index, text)
    if not reply.ok:
        return state, _uncommitted(reply)
    head = state.git.text("rev-parse", "HEAD")
    work.sync(state.git, state.changed)
    told = done("commit", f"{subject}  {head[:7]}", *state.left)
    return replace(state, head=head, made=True), told


def _nothing(state: State) -> Result:
    """A killed push may have committed without the index following; it follows now."""
    head = state.place.commit
    if not head:
        return state, stopped("commit", "there is nothing to commit yet", hint="journal new")
    if not state.dry:
        work.sync(state.git, state.changed)
    return replace(state, head=head), skipped("commit", "nothing new", *state.left)


def _names(state: State) -> list[str]:
    return [f"{how} {state.inside(blob.path)}" for how, blob in state.new]


def _uncommitted(reply: Reply) -> Step:
    said = reply.err.lower()
    hint = "a hook of yours refused it: mend what it names, then journal push"
    if reply.late:
        hint = "a hook or the signing waits for something; journal push does not wait with it"
    elif "tell me who you are" in said or "empty ident" in said or "auto-detect" in said:
        hint = 'git config --global user.name "…"; git config --global user.email "…"'
    elif "gpg" in said or "sign" in said:
        hint = "signing failed: git commit by hand asks for the passphrase, then journal push"
    return stopped("commit", "git did not commit", *reply.why[-SHOWN:], hint=hint)


def rescan(state: State) -> Result:
    """Look through what came, and what a hook may have added."""
    if state.goal is None or state.merged in ("", state.place.commit):
        return state, None
    known = [f"^{state.place.commit}"] if state.place.commit else []
    state, number, problems = look(state, work.objects(state.git, state.merged, *known))
    if problems:
        step = _found(problems, "your folder is as it was")
        return state, replace(step, detail=(*step.detail, "it came from the remote, or a hook"))
    came = state.theirs and not work.is_ancestor(state.git, state.theirs, state.place.commit)
    told = done("secrets", f"nothing found in {count(number, 'file')} that came")
    return state, told if number and came else None
