"""git through its one door: the state of the code of a run, and calls that can't hang."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from journal.repo import CodeState, Git, code_state, mask, remote, work
from journal.repo.door import Reply

NOT_CODE = ("entries", "notes", "ledger.jsonl", "runs", "STATUS.md")


@pytest.fixture(autouse=True)
def git_of_nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [n for n in os.environ if n.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name, value in {"HOME": str(tmp_path), "GIT_CONFIG_NOSYSTEM": "1"}.items():
        monkeypatch.setenv(name, value)
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Learner")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "learner@example.org")


def git(root: Path, *args: str) -> str:
    p = subprocess.run(["git", *args], cwd=root, capture_output=True, text=True, check=True)
    return p.stdout.strip()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with one committed script and one entry."""
    made = tmp_path / "log"
    made.mkdir()
    git(made, "init", "--quiet", "--initial-branch=main")
    for path, text in {
        "experiments/fit.py": "lr = 1e-6\n",
        "entries/day.md": "- a\n",
        "notes/n.md": "n\n",
        "ledger.jsonl": "{}\n",
        "runs/r/output.log": "x\n",
        ".gitignore": "ignored.py\n",
    }.items():
        (made / path).parent.mkdir(parents=True, exist_ok=True)
        (made / path).write_text(text)
    git(made, "add", ".")
    git(made, "commit", "--quiet", "-m", "first")
    return made


def test_code_that_is_as_committed(root: Path) -> None:
    head = git(root, "rev-parse", "HEAD")
    assert code_state(root, NOT_CODE) == CodeState(head, "main", dirty=False, patch=b"")


def test_text_is_no_code(root: Path) -> None:
    for path in ("entries/day.md", "notes/n.md", "ledger.jsonl", "runs/r/output.log"):
        (root / path).write_text("changed\n")
    (root / "entries/new.py").write_text("x\n")
    (root / "STATUS.md").write_text("x\n")
    assert not code_state(root, NOT_CODE).dirty


def test_the_patch_holds_changes_staged_ones_and_new_scripts_and_applies(root: Path) -> None:
    (root / "experiments/fit.py").write_text("lr = 1e-4\n")
    (root / "experiments/staged.py").write_text("staged = 1\n")
    git(root, "add", "experiments/staged.py")
    (root / "experiments/наклон.py").write_text("new = 1\n")
    (root / "ignored.py").write_text("hidden = 1\n")
    (root / "data.csv").write_text("1,2\n")
    (root / "model.py").write_bytes(b"x" * 2_000_000)
    index = (root / ".git/index").read_bytes()
    state = code_state(root, NOT_CODE)
    assert state.dirty and (root / ".git/index").read_bytes() == index
    text = state.patch.decode()
    assert [
        w for w in ("-lr = 1e-6", "+lr = 1e-4", "+staged = 1", "+new = 1") if w not in text
    ] == []
    assert "hidden" not in text and "data.csv" not in text and "xxxx" not in text
    (root.parent / "p.diff").write_bytes(state.patch)
    git(root.parent, "clone", "--quiet", "log", "again")
    git(root.parent / "again", "apply", "../p.diff")
    assert (root.parent / "again/experiments/fit.py").read_text() == "lr = 1e-4\n"
    assert (root.parent / "again/experiments/наклон.py").read_text() == "new = 1\n"


def test_a_change_of_the_same_length_in_the_same_second_is_seen(root: Path) -> None:
    git(root, "config", "core.trustctime", "false")
    script = root / "experiments/fit.py"
    os.utime(script, (1000, 1000))
    git(root, "update-index", "--refresh")
    script.write_text("lr = 1e-7\n")
    for path in (script, root / ".git/index"):
        os.utime(path, (1000, 1000))
    assert b"+lr = 1e-7" in code_state(root, NOT_CODE).patch


def test_settings_of_the_user_do_not_bend_the_patch(root: Path) -> None:
    for setting in ("diff.noprefix=true", "color.ui=always", "diff.external=false"):
        git(root, "config", *setting.split("="))
    (root / "experiments/fit.py").write_text("lr = 1\n")
    assert (
        b"--- a/experiments/fit.py\n+++ b/experiments/fit.py\n" in code_state(root, NOT_CODE).patch
    )


def test_an_unborn_branch_a_detached_head_and_no_repository(root: Path, tmp_path: Path) -> None:
    git(root, "checkout", "--quiet", "--detach")
    assert code_state(root, NOT_CODE).branch == ""
    assert code_state(tmp_path / "nowhere", NOT_CODE) == CodeState()
    (tmp_path / "plain").mkdir()
    assert code_state(tmp_path / "plain", NOT_CODE) == CodeState()
    (tmp_path / "unborn").mkdir()
    git(tmp_path / "unborn", "init", "--quiet", "--initial-branch=main")
    (tmp_path / "unborn/a.py").write_text("a = 1\n")
    state = code_state(tmp_path / "unborn", NOT_CODE)
    assert (state.commit, state.branch, state.dirty) == ("", "main", True)
    assert b"+a = 1" in state.patch


def test_a_folder_in_a_larger_repository_speaks_of_itself(root: Path) -> None:
    (root / "log/entries").mkdir(parents=True)
    (root / "log/entries/day.md").write_text("- a\n")
    (root / "experiments/fit.py").write_text("lr = 2\n")
    assert not code_state(root / "log", NOT_CODE).dirty
    (root / "log/fit.py").write_text("lr = 2\n")
    assert code_state(root / "log", NOT_CODE).dirty


def test_a_hook_that_calls_us_lends_us_no_repository(
    root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    assert code_state(root, NOT_CODE).branch == "main"


def test_a_call_ends_at_its_time_limit_with_all_its_children(root: Path) -> None:
    git(root, "config", "alias.wait", "!echo $$ > pid; sleep 60; true")
    reply = Git(root, limit=0.5)("wait")
    assert reply.late and not reply.ok and "no answer" in reply.err
    with pytest.raises(ProcessLookupError):
        os.kill(int((root / "pid").read_text()), 0)


def test_nothing_can_ask_on_the_terminal(root: Path) -> None:
    git(root, "config", "alias.ask", "!cat; (read line < /dev/tty) 2>/dev/null || echo no terminal")
    assert Git(root)("ask").text == "no terminal"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://me:pass@host/x.git", "https://me:••••@host/x.git"),
        ("https://aVeryLongTokenOfSomeKind123@host/x", "https://••••@host/x"),
        ("ssh://git@host/x", "ssh://git@host/x"),
        ("git@host:me/x.git", "git@host:me/x.git"),
        ("https://:pass@host", "https://:••••@host"),
        ("fatal: 'https://a:b@h/x' no", "fatal: 'https://a:••••@h/x' no"),
    ],
)
def test_passwords_are_masked(url: str, shown: str) -> None:
    assert mask(url) == shown
    assert Reply(1, err=url).why == [shown]


def test_moving_the_folder_on_keeps_what_was_not_saved(root: Path) -> None:
    old = git(root, "rev-parse", "HEAD")
    (root / "entries/day.md").write_text("- a\n- b\n")
    git(root, "commit", "--quiet", "-am", "second")
    new = git(root, "rev-parse", "HEAD")
    git(root, "reset", "--quiet", "--hard", old)
    (root / "entries/day.md").write_text("- typed\n")
    (root / "experiments/fit.py").write_text("lr = 3\n")
    assert not work.advance(Git(root), old, new).ok
    assert (root / "entries/day.md").read_text() == "- typed\n"
    assert git(root, "rev-parse", "HEAD") == old
    (root / "entries/day.md").write_text("- a\n")
    assert work.advance(Git(root), old, new).ok
    assert (root / "entries/day.md").read_text() == "- a\n- b\n"
    assert git(root, "status", "--porcelain") == "M experiments/fit.py"
    assert not work.advance(Git(root), old, new).ok


def test_a_lock_that_a_living_git_holds_is_left(root: Path) -> None:
    from journal.model.entry import JournalError

    lock = root / ".git/index.lock"
    lock.write_text("")
    os.utime(lock, (1, 1))
    place = work.where(root)
    assert place is not None
    with subprocess.Popen(["git", "cat-file", "--batch"], cwd=root, stdin=subprocess.PIPE) as alive:
        with pytest.raises(JournalError, match="another git is at work"):
            work.clear_locks(place)
        assert lock.exists()
        alive.communicate(b"")
    assert work.clear_locks(place) == ["index.lock"] and not lock.exists()


def test_backups_are_kept_thirty_days(root: Path) -> None:
    head = git(root, "rev-parse", "HEAD")
    work.backup(Git(root), "20250601-000000", "20250501-000000", head)
    work.backup(Git(root), "20250714-000000", "20250614-000000", head)
    refs = git(root, "for-each-ref", "--format=%(refname)", "refs/journal")
    assert refs == "refs/journal/backup/20250714-000000"


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        ("fatal: Authentication failed for 'https://h/x'", "it does not let you in"),
        ("fatal: unable to access 'https://h/x': Could not resolve host: h", "it can't be reached"),
        ("! [remote rejected] main -> main (pre-receive hook declined)", "a hook there refused it"),
        ("fatal: repository 'https://h/x' not found", "there is no repository"),
    ],
)
def test_a_refusal_is_told_in_words(said: str, meaning: str) -> None:
    assert remote.refusal(Reply(1, err=said))[0] == meaning
