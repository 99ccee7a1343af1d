"""`journal push` with real repositories: what arrives, what stops it, what stays as it was."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from journal import publish, workspace
from journal.publish import Pushed, Step

NOW = datetime(2025, 7, 14, 21, 3, 11, tzinfo=UTC)
DAY = date(2025, 7, 14)
ENTRY = "entries/2025/2025-07-14.md"
TEXT = """\
# 14 July 2025

## results

- a cubic fits the sine

## technical debt

- find out why the quintic blows up
"""


@pytest.fixture(autouse=True)
def git_of_nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of the machine's own git takes part."""
    home = tmp_path / "home"
    home.mkdir()
    for name in [n for n in os.environ if n.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name, value in {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "Learner",
        "GIT_AUTHOR_EMAIL": "learner@example.org",
        "GIT_COMMITTER_NAME": "Learner",
        "GIT_COMMITTER_EMAIL": "learner@example.org",
    }.items():
        monkeypatch.setenv(name, value)


def git(root: Path, *args: str, check: bool = True) -> str:
    p = subprocess.run(["git", *args], cwd=root, capture_output=True, text=True, check=check)
    return p.stdout.strip()


def build(root: Path, out: Path) -> None:
    """A site of one page: the names of the entries."""
    out.mkdir(parents=True)
    names = "\n".join(sorted(p.name for p in root.rglob("*.md")))
    (out / "index.html").write_text(names)


@dataclass
class Log:
    """A clone with a workspace in it."""

    root: Path
    told: list[Step] = field(default_factory=list)

    def write(self, path: str, text: str) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text)

    def read(self, path: str) -> str:
        return (self.root / path).read_text()

    def push(self, dry: bool = False, builder: Callable[[Path, Path], object] = build) -> Pushed:
        return publish.push(
            workspace.load(self.root), now=NOW, today=DAY, build_site=builder, dry_run=dry,
            tell=self.told.append,
        )  # fmt: skip

    def git(self, *args: str, check: bool = True) -> str:
        return git(self.root, *args, check=check)

    def files(self) -> dict[str, bytes]:
        """Every file of the folder that isn't git's or ours."""
        paths = (p for p in self.root.rglob("*") if p.is_file())
        names = {p.relative_to(self.root).as_posix(): p for p in paths}
        return {
            n: p.read_bytes() for n, p in names.items() if not n.startswith((".git/", ".journal/"))
        }


@pytest.fixture
def there(tmp_path: Path) -> Path:
    """A bare repository, as a host has it."""
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "there.git")
    return tmp_path / "there.git"


def clone(there: Path, name: str) -> Log:
    root = there.parent / name
    git(there.parent, "clone", "--quiet", str(there), name)
    git(root, "symbolic-ref", "HEAD", "refs/heads/main")
    if not (root / "journal.toml").exists():
        (root / "journal.toml").write_text("")
        (root / ".gitignore").write_text(".journal/\n")
    git(root, "reset", "--quiet", check=False)
    return Log(root)


@pytest.fixture
def log(there: Path) -> Log:
    made = clone(there, "log")
    made.write(ENTRY, TEXT)
    return made


def two(log: Log, there: Path) -> tuple[Log, Log]:
    """Two clones that have both pushed and are level."""
    assert log.push().ok
    return log, clone(there, "other")


def steps(pushed: Pushed) -> list[str]:
    return [f"{s.name} {s.state}" for s in pushed.steps]


def test_the_first_push_from_an_unborn_branch(log: Log, there: Path) -> None:
    done = log.push()
    assert done.ok, done.steps
    assert [(s.name, s.text) for s in done.steps if s.name != "commit"] == [
        ("secrets", "nothing found in 3 files"),
        ("fetch", "origin has no notes yet"),
        ("site", "1 page, 1 changed"),
        ("push", "main, gh-pages"),
    ]
    assert git(there, "show", "-s", "--format=%B", "main").startswith(
        "2025-07-14: 1 result, 1 parked"
    )
    assert git(there, "show", f"main:{ENTRY}") == TEXT.strip()
    assert git(there, "show", "gh-pages:index.html") == "2025-07-14.md\nSTATUS.md"
    assert log.git("status", "--porcelain") == ""
    assert log.git("rev-parse", "HEAD") == git(there, "rev-parse", "main") == done.commit
    assert log.git("rev-parse", "--abbrev-ref", "main@{u}") == "origin/main"
    assert ENTRY in done.visible and "STATUS.md" not in done.visible


def test_a_day_is_one_commit_with_its_status(log: Log, there: Path) -> None:
    assert log.push().ok
    assert git(there, "rev-list", "--count", "main") == "1"
    assert "find out why the quintic blows up" in git(there, "show", "main:STATUS.md")
    assert log.read("STATUS.md") == git(there, "show", "main:STATUS.md") + "\n"


def test_a_push_with_nothing_to_do_does_nothing(log: Log, there: Path) -> None:
    assert log.push().ok
    before = git(there, "for-each-ref"), log.git("rev-parse", "HEAD")
    again = log.push()
    assert steps(again) == [
        "secrets done", "commit skipped", "fetch done", "site skipped", "push skipped",
    ]  # fmt: skip
    assert (git(there, "for-each-ref"), log.git("rev-parse", "HEAD")) == before


def test_without_a_remote_the_work_is_committed(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "alone")
    log = Log(tmp_path / "alone")
    log.write("journal.toml", "")
    log.write(ENTRY, TEXT)
    done = log.push()
    assert done.ok and done.steps[-1].hint.startswith("git remote add origin")
    assert log.git("show", "--name-only", "--format=", "HEAD") == f"{ENTRY}\njournal.toml"


def test_without_a_repository_it_says_so(tmp_path: Path) -> None:
    log = Log(tmp_path)
    log.write("journal.toml", "")
    done = log.push()
    assert not done.ok and "git init" in done.steps[-1].hint


def test_what_was_staged_by_hand_stays_staged_and_unpushed(log: Log, there: Path) -> None:
    log.write("src/model.py", "one\n")
    log.git("add", "src/model.py")
    log.write("src/model.py", "one\ntwo\n")
    log.write("data.csv", "1,2\n")
    assert log.push().ok
    assert log.git("status", "--porcelain").splitlines() == ["AM src/model.py", "?? data.csv"]
    assert "src/model.py" not in git(there, "ls-tree", "-r", "--name-only", "main")


def test_what_an_entry_links_goes_along(log: Log, there: Path) -> None:
    log.write("pictures/fit.svg", "<svg/>")
    log.write("pictures/other.svg", "<svg/>")
    log.write("tools/plot.py", "print(1)\n")
    log.write(ENTRY, TEXT + "\n![fit](../../pictures/fit.svg) by [this](../../tools/plot.py)\n")
    assert log.push().ok
    names = git(there, "ls-tree", "-r", "--name-only", "main").splitlines()
    assert {"pictures/fit.svg", "tools/plot.py"} <= set(names)
    assert "pictures/other.svg" not in names


def test_a_running_run_and_a_private_entry_are_left_out(log: Log, there: Path) -> None:
    for name, status in (
        ("20250714-1-a-k3f9q2mx", "finished"),
        ("20250714-2-b-k3f9q2mz", "running"),
    ):
        log.write(f"runs/{name}/run.json", json.dumps({"v": 1, "id": name, "status": status}))
        log.write(f"runs/{name}/output.log", "x\n")
    log.write("entries/2025/2025-07-13.md", "---\nprivate: true\n---\n# 13 July 2025\n\nmine\n")
    done = log.push(builder=lambda root, out: build(root, out))
    assert done.ok, done.steps
    names = git(there, "ls-tree", "-r", "--name-only", "main")
    assert "20250714-1-a-k3f9q2mx/output.log" in names
    assert "20250714-2" not in names and "2025-07-13" not in names
    assert any("still running" in line for s in done.steps for line in s.detail)
    assert "Run: 20250714-1-a-k3f9q2mx" in done.message


def test_a_secret_stops_before_anything_is_committed(log: Log, there: Path) -> None:
    key = "gh" + "p_" + "A1b2C3d4E5f6" * 3
    log.write("runs/20250714-1-a-k3f9q2mx/run.json", '{"status": "finished"}')
    log.write("runs/20250714-1-a-k3f9q2mx/output.log", f"start\npush with {key}\n")
    before = log.files()
    done = log.push()
    assert steps(done) == ["secrets stopped"]
    assert done.steps[0].detail[0] == "runs/20250714-1-a-k3f9q2mx/output.log:2:11"
    assert "journal secrets allow runs/20250714-1-a-k3f9q2mx/output.log:2" in done.steps[0].hint
    assert key not in str(done)
    assert log.git("rev-parse", "--verify", "HEAD", check=False) in ("", "HEAD")
    assert log.files() == before and git(there, "for-each-ref") == ""


def test_a_secret_in_a_commit_made_by_hand_is_not_pushed(log: Log, there: Path) -> None:
    assert log.push().ok
    log.write("src/key.py", 'token = "gl' + 'pat-Ab1Cd2Ef3Gh4Ij5Kl6Mn"\n')
    log.git("add", "src/key.py")
    log.git("commit", "--quiet", "-m", "oops")
    log.git("rm", "--quiet", "src/key.py")
    log.git("commit", "--quiet", "-m", "gone")
    done = log.push()
    assert not done.ok and done.steps[-1].name == "secrets"
    assert "git rebase" in done.steps[-1].hint
    assert git(there, "log", "--format=%s", "main").count("oops") == 0


def test_an_allowed_false_alarm_does_not_stop(log: Log) -> None:
    from journal import secrets

    key = "gh" + "p_" + "A1b2C3d4E5f6" * 3
    log.write(ENTRY, TEXT + f"\nthe lecture shows {key}\n")
    assert not log.push().ok
    log.write(secrets.ALLOW_FILE, secrets.allow_line(key, "from the lecture"))
    assert log.push().ok


def test_a_conflict_marker_stops(log: Log) -> None:
    log.write(ENTRY, TEXT + "\n" + "<" * 7 + " HEAD\na\n" + "=" * 7 + "\nb\n" + ">" * 7 + " x\n")
    done = log.push()
    assert steps(done) == ["secrets stopped"] and "a conflict is left here" in str(done)


def test_a_remote_that_is_ahead_comes_into_the_folder(log: Log, there: Path) -> None:
    one, other = two(log, there)
    other.write("entries/2025/2025-07-15.md", "# 15 July 2025\n\n## results\n\n- more\n")
    assert other.push().ok
    done = one.push()
    assert done.ok, done.steps
    assert one.read("entries/2025/2025-07-15.md").endswith("- more\n")
    assert one.git("status", "--porcelain") == ""
    assert one.git("rev-parse", "HEAD") == git(there, "rev-parse", "main")


def test_both_added_to_the_same_entry(log: Log, there: Path) -> None:
    one, other = two(log, there)
    one.write(ENTRY, TEXT.replace("sine\n", "sine\n- mine\n"))
    other.write(ENTRY, TEXT.replace("sine\n", "sine\n- theirs\n") + "- read about Legendre\n")
    assert other.push().ok
    done = one.push()
    assert done.ok, done.steps
    assert f"both wrote {ENTRY}; kept all 3 lines" in str(done)
    merged = TEXT.replace("sine\n", "sine\n- mine\n- theirs\n") + "- read about Legendre\n"
    assert one.read(ENTRY) == merged
    assert other.push().ok and other.read(ENTRY) == merged
    assert one.files() == other.files()


def test_both_made_todays_entry_and_both_wrote_the_ledger(log: Log, there: Path) -> None:
    one, other = two(log, there)
    path = "entries/2025/2025-07-16.md"
    for who, clone_ in (("mine", one), ("theirs", other)):
        clone_.write(path, f"# 16 July 2025\n\n## results\n\n- {who}\n")
        clone_.write("ledger.jsonl", json.dumps({"id": who, "td": "td-k3f9q2mx"}) + "\n")
    assert other.push().ok
    done = one.push()
    assert done.ok, done.steps
    assert one.read(path) == "# 16 July 2025\n\n## results\n\n- mine\n- theirs\n"
    ids = [json.loads(line)["id"] for line in one.read("ledger.jsonl").splitlines()]
    assert ids == ["mine", "theirs"]


def test_a_real_conflict_stops_with_both_versions_and_its_hint_works(log: Log, there: Path) -> None:
    one, other = two(log, there)
    one.write(ENTRY, TEXT.replace("a cubic", "a septic"))
    other.write(ENTRY, TEXT.replace("a cubic", "a nonic"))
    assert other.push().ok
    before = one.files()
    done = one.push()
    assert not done.ok and done.steps[-1].name == "merge"
    assert one.files() == before and one.git("status", "--porcelain") == ""
    theirs = git(there, "rev-parse", "main")
    command = done.steps[-1].hint.split(",")[0].split()
    assert command[:2] == ["git", "merge"] and theirs.startswith(command[2])
    one.git(*command[1:], check=False)
    assert one.push().steps[-1].text.startswith("a merge is not finished")
    one.write(ENTRY, TEXT.replace("a cubic", "a septic and a nonic"))
    one.git("checkout", "--quiet", "--theirs", "STATUS.md", check=False)
    one.git("commit", "--quiet", "-a", "-m", "both")
    assert one.push().ok
    assert "a septic and a nonic" in git(there, "show", f"main:{ENTRY}")


def test_a_host_made_with_a_readme_is_joined(log: Log, there: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", str(there), "seed")
    (tmp_path / "seed" / "README.md").write_text("# hello\n")
    git(tmp_path / "seed", "add", ".")
    git(tmp_path / "seed", "commit", "--quiet", "-m", "first")
    git(tmp_path / "seed", "push", "--quiet", "origin", "HEAD:main")
    done = log.push()
    assert done.ok, done.steps
    assert log.read("README.md") == "# hello\n" and log.read(ENTRY) == TEXT


def test_a_detached_head_pushes_to_the_branch(log: Log, there: Path) -> None:
    assert log.push().ok
    log.git("checkout", "--quiet", "--detach")
    log.write(ENTRY, TEXT + "- and why not\n")
    assert log.push().ok
    assert "and why not" in git(there, "show", f"main:{ENTRY}")
    assert log.git("symbolic-ref", "--quiet", "HEAD", check=False) == ""
    assert log.git("status", "--porcelain") == ""


def test_a_hook_that_fails_stops_with_its_words(log: Log, there: Path) -> None:
    hook = log.root / ".git/hooks/pre-commit"
    hook.write_text("#!/bin/sh\necho 'line 3 is too long' >&2\nexit 1\n")
    hook.chmod(0o755)
    before, index = log.files(), log.git("status", "--porcelain")
    done = log.push()
    assert steps(done)[-1] == "commit stopped" and "line 3 is too long" in done.steps[-1].detail
    assert log.files() == before and log.git("status", "--porcelain") == index


def test_a_hook_that_hangs_is_ended(log: Log) -> None:
    log.write("journal.toml", "[push]\ntimeout = 1\n")
    hook = log.root / ".git/hooks/pre-commit"
    hook.write_text("#!/bin/sh\nsleep 60\n")
    hook.chmod(0o755)
    done = log.push()
    assert steps(done)[-1] == "commit stopped" and "waits for something" in done.steps[-1].hint
    hook.unlink()
    assert log.push().ok


def test_a_push_that_the_host_refuses(log: Log, there: Path) -> None:
    assert log.push().ok
    hook = there / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\necho 'not today' >&2\nexit 1\n")
    hook.chmod(0o755)
    log.write(ENTRY, TEXT + "- more\n")
    before = log.files()
    done = log.push()
    assert steps(done)[-1] == "push stopped" and "not today" in str(done.steps[-1].detail)
    assert log.files() == before
    hook.unlink()
    assert log.push().ok and "- more" in git(there, "show", f"main:{ENTRY}")


def test_a_remote_that_moves_while_we_push_is_fetched_again(log: Log, there: Path) -> None:
    one, other = two(log, there)
    other.write("entries/2025/2025-07-15.md", "# 15 July 2025\n\n- quick\n")
    pushed: list[bool] = []

    def slow(root: Path, out: Path) -> None:
        if not pushed:
            pushed.append(other.push().ok)
        build(root, out)

    one.write(ENTRY, TEXT + "- more\n")
    done = one.push(builder=slow)
    assert done.ok and pushed == [True], done.steps
    assert "push skipped" in steps(done)
    assert one.read("entries/2025/2025-07-15.md") and "- more" in git(
        there, "show", f"main:{ENTRY}"
    )


def test_a_file_changed_while_we_push_is_never_written_over(log: Log, there: Path) -> None:
    one, other = two(log, there)
    other.write(ENTRY, TEXT + "- theirs\n")
    assert other.push().ok

    def typing(root: Path, out: Path) -> None:
        one.write(ENTRY, TEXT + "- typed meanwhile\n")
        build(root, out)

    done = one.push(builder=typing)
    assert done.ok and steps(done)[-1] == "folder skipped"
    assert one.read(ENTRY) == TEXT + "- typed meanwhile\n"
    assert one.push().ok
    assert one.read(ENTRY) == TEXT + "- typed meanwhile\n- theirs\n"


def test_a_left_over_lock_is_taken_away(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = log.root / ".git/index.lock"
    lock.write_text("")
    os.utime(lock, (1, 1))
    assert log.push().ok and not lock.exists()


def test_what_a_killed_push_left_is_cleared(log: Log, there: Path) -> None:
    assert log.push().ok
    log.git("worktree", "add", "--quiet", "--detach", ".journal/push/tree")
    log.write(ENTRY, TEXT + "- more\n")
    assert log.push().ok
    assert len(log.git("worktree", "list").splitlines()) == 1
    assert not (log.root / ".journal/push").exists()


def test_a_dry_run_changes_nothing_and_shows_what_would_be(log: Log, there: Path) -> None:
    done = log.push(dry=True)
    assert done.ok and done.message.startswith("2025-07-14: 1 result, 1 parked")
    assert ENTRY in done.visible and ENTRY in done.files
    assert log.git("rev-parse", "--verify", "--quiet", "HEAD", check=False) == ""
    assert git(there, "for-each-ref") == "" and not (log.root / "STATUS.md").exists()


def test_a_custom_domain_and_the_sites_history_are_kept(log: Log, there: Path) -> None:
    assert log.push().ok
    first = git(there, "rev-parse", "gh-pages")
    git(there.parent, "clone", "--quiet", "--branch", "gh-pages", str(there), "pages")
    (there.parent / "pages/CNAME").write_text("log.example.org\n")
    git(there.parent / "pages", "add", ".")
    git(there.parent / "pages", "commit", "--quiet", "-m", "domain")
    git(there.parent / "pages", "push", "--quiet")
    log.write("entries/2025/2025-07-15.md", "# 15 July 2025\n\n- x\n")
    assert log.push().ok
    assert git(there, "show", "gh-pages:CNAME") == "log.example.org"
    assert first in git(there, "rev-list", "gh-pages")
    assert log.git("branch", "--list", "gh-pages") == ""


def test_a_status_that_is_the_users_own_is_left_alone(log: Log, there: Path) -> None:
    log.write("STATUS.md", "# mine\n")
    log.git("add", "STATUS.md")
    log.git("commit", "--quiet", "-m", "my own")
    assert log.push().ok
    assert git(there, "show", "main:STATUS.md") == "# mine"


def test_a_password_in_the_remotes_address_is_never_shown(log: Log) -> None:
    log.write("journal.toml", "[push]\ntimeout = 5\n")
    log.git("remote", "set-url", "origin", "http://learner:Hunter2horse@127.0.0.1:9/x.git")
    done = log.push()
    assert steps(done)[-1] == "fetch stopped"
    assert "Hunter2horse" not in str(done) and "learner:••••@127.0.0.1" in str(done)


def test_a_remote_that_hangs_is_left_after_the_time_limit(log: Log) -> None:
    import socket

    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        log.write("journal.toml", "[push]\ntimeout = 1\n")
        url = f"git://127.0.0.1:{silent.getsockname()[1]}/x.git"
        log.git("remote", "set-url", "origin", url)
        done = log.push()
    assert steps(done)[-1] == "fetch stopped" and "did not answer in time" in done.steps[-1].text


@pytest.mark.parametrize("setting", ['remote = "--upload-pack=x"', 'branch = "-f"'])
def test_a_name_like_an_option_is_refused(log: Log, setting: str) -> None:
    log.write("journal.toml", f"[push]\n{setting}\n")
    assert steps(log.push())[-1] == "fetch stopped"


def test_a_workspace_below_the_top_pushes_only_itself(there: Path) -> None:
    top = clone(there, "whole")
    log = Log(top.root / "log")
    log.write("journal.toml", "")
    log.write(ENTRY, TEXT)
    top.write("code.py", "x\n")
    assert log.push().ok
    names = git(there, "ls-tree", "-r", "--name-only", "main").splitlines()
    assert names == ["log/STATUS.md", f"log/{ENTRY}", "log/journal.toml"]


def test_a_merge_in_progress_is_not_disturbed(log: Log) -> None:
    assert log.push().ok
    (log.root / ".git/MERGE_HEAD").write_text(log.git("rev-parse", "HEAD") + "\n")
    assert log.push().steps[-1].text == "a merge is not finished here"


def test_a_worktree_and_a_shallow_clone_push_too(log: Log, there: Path) -> None:
    assert log.push().ok
    log.git("worktree", "add", "--quiet", "-b", "second", "../second")
    second = Log(log.root.parent / "second")
    second.write("entries/2025/2025-07-15.md", "# 15 July 2025\n\n- x\n")
    assert second.push().ok and "2025-07-15" in git(there, "ls-tree", "-r", "--name-only", "second")
    git(there.parent, "clone", "--quiet", "--depth=1", f"file://{there}", "shallow")
    shallow = Log(there.parent / "shallow")
    shallow.write(ENTRY, TEXT + "- from the shallow one\n")
    log.write(ENTRY, TEXT + "- from the deep one\n")
    assert log.push().ok and shallow.push().ok
    assert git(there, "show", f"main:{ENTRY}").endswith(
        "- from the shallow one\n- from the deep one"
    )


def test_the_real_site_and_status_show_what_is_published_and_nothing_else(
    log: Log, there: Path
) -> None:
    hidden = (
        "---\npublish: false\n---\n# 12 July 2025\n\n## technical debt\n\n- an unspoken doubt\n"
    )
    log.write("entries/2025/2025-07-12.md", hidden)
    log.write("entries/2025/2025-07-13.md", hidden.replace("publish: false", "private: true"))
    done = publish.push(workspace.load(log.root), now=NOW, today=DAY, prose=False)
    assert done.ok, done.steps
    assert "unspoken" not in git(there, "grep", "-r", "unspoken", "gh-pages", check=False)
    status = git(there, "show", "main:STATUS.md")
    assert "# What is owed" in status and "unspoken" not in status
    assert "| [find out why the quintic blows up](entries/2025/2025-07-14.md#L9) |" in status
    assert "quintic blows up" in git(there, "show", "gh-pages:index.html")
    assert "· there</title>" in git(there, "show", "gh-pages:debts.html")
    names = git(there, "ls-tree", "-r", "--name-only", "gh-pages").splitlines()
    assert ".nojekyll" in names and ".journal-site.json" not in names
    assert "2025-07-13" not in git(there, "ls-tree", "-r", "--name-only", "main")


def test_the_message_counts_what_the_day_was_and_names_ids_not_words(log: Log) -> None:
    assert log.push().ok
    ticked = TEXT.replace("- find out", "- [x] find out")
    log.write(ENTRY, ticked.replace("sine\n", "sine\n- two\n- three\n") + "- a new doubt\n")
    event = {"v": 1, "id": "e1", "at": "2025-07-14T20:00:00.000000Z", "event": "paid"}
    log.write("ledger.jsonl", json.dumps({**event, "td": "td-k3f9q2mx"}) + "\n")
    done = log.push()
    assert done.message.startswith("2025-07-14: 2 results, 2 debts paid, 1 parked\n\nTD: td-")
    assert "TD: td-k3f9q2mx" in done.message and "doubt" not in done.message


def test_a_log_brought_in_whole_is_counted_in_files(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    from journal.publish import message

    monkeypatch.setattr(message, "MANY", 0)
    assert log.push().message == "2025-07-14: 3 files\n"


def test_a_file_over_the_hosts_limit_stops(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    from journal.publish import look

    monkeypatch.setattr(look, "LARGEST", 1000)
    log.write(ENTRY, TEXT + "words and words\n" * 100)
    done = log.push()
    assert steps(done) == ["secrets stopped"] and "more than GitHub takes" in str(done)


def test_an_edit_of_the_same_length_in_the_same_second_is_pushed(log: Log, there: Path) -> None:
    log.git("config", "core.trustctime", "false")
    os.utime(log.root / ENTRY, (1000, 1000))
    assert log.push().ok
    log.write(ENTRY, TEXT.replace("a cubic", "a nonic"))
    for path in (ENTRY, ".git/index"):
        os.utime(log.root / path, (1000, 1000))
    assert log.push().ok
    assert "a nonic" in git(there, "show", f"main:{ENTRY}")
