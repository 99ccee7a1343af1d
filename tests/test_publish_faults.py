"""Pushing under fire: two clones that write over each other, and `kill -9` at any moment."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from journal import publish, workspace
from journal.publish import Pushed

NOW = datetime(2025, 7, 14, 21, 3, 11, tzinfo=UTC)
DAY = date(2025, 7, 14)
SECTIONS = ("## tasks", "## results", "## technical debt")
ROUNDS, MOMENTS = 50, 200
CHILD = """
import sys
from pathlib import Path
from test_publish_faults import push
print("ready", flush=True)
sys.stdin.readline()
push(Path(sys.argv[1]))
"""


@pytest.fixture(autouse=True)
def git_of_nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [n for n in os.environ if n.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Learner")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "learner@example.org")


def build(root: Path, out: Path) -> None:
    out.mkdir(parents=True)
    (out / "index.html").write_text("\n".join(sorted(p.name for p in root.rglob("*.md"))))


def push(root: Path) -> Pushed:
    return publish.push(workspace.load(root), now=NOW, today=DAY, build_site=build)


def git(root: Path, *args: str) -> str:
    p = subprocess.run(["git", *args], cwd=root, capture_output=True, text=True, check=True)
    return p.stdout.strip()


def pair(tmp_path: Path) -> tuple[Path, Path]:
    """Two clones of one repository, level with each other."""
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "there.git")
    git(tmp_path, "clone", "--quiet", "there.git", "one")
    one = tmp_path / "one"
    git(one, "symbolic-ref", "HEAD", "refs/heads/main")
    (one / "journal.toml").write_text("")
    (one / ".gitignore").write_text(".journal/\n")
    assert push(one).ok
    git(tmp_path, "clone", "--quiet", "there.git", "two")
    return one, tmp_path / "two"


def write(root: Path, text: str, dice: random.Random) -> None:
    """Put one line somewhere: into a section of one of three days, or at the ledger's end."""
    if dice.random() < 0.3:
        with (root / "ledger.jsonl").open("a") as f:
            f.write(f'{{"id": "{text}"}}\n')
        return
    path = root / f"entries/2025/2025-07-{dice.randint(14, 16)}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = path.read_text().splitlines() if path.exists() else [f"# {path.stem}"]
    section = dice.choice(SECTIONS)
    if section not in lines:
        lines += ["", section, ""]
    at = lines.index(section) + 1
    while at < len(lines) and not lines[at].startswith("#"):
        at += 1
    while at > 0 and not lines[at - 1].strip():
        at -= 1
    lines.insert(at, f"- {text}")
    path.write_text("\n".join(lines) + "\n")


def written(root: Path) -> Counter[str]:
    paths = [*root.glob("entries/**/*.md"), *root.glob("ledger.jsonl")]
    return Counter(x for p in paths for x in p.read_text().splitlines() if "line-" in x)


@pytest.mark.slow
def test_two_clones_that_write_and_push_at_random_lose_and_double_nothing(tmp_path: Path) -> None:
    dice = random.Random(14)
    clones = pair(tmp_path)
    for n in range(ROUNDS):
        here = dice.choice(clones)
        for k in range(dice.randint(1, 3)):
            write(here, f"line-{n}-{k}", dice)
        if dice.random() < 0.6:
            done = push(here)
            assert done.ok, done.steps
    for here in (*clones, *clones):
        assert push(here).ok
    one, two = (written(c) for c in clones)
    assert one == two and set(one.values()) == {1}
    rounds = {x.split("line-")[1].split("-")[0] for x in one}
    assert rounds == {str(n) for n in range(ROUNDS)}


def killed(root: Path, after: float) -> None:
    """A push of its own process, killed so long after it began."""
    with subprocess.Popen(
        [sys.executable, "-c", CHILD, str(root)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(("tests", "."))},
        cwd=Path(__file__).parent.parent,
    ) as child:  # fmt: skip
        assert child.stdout and child.stdin
        child.stdout.readline()
        child.stdin.write(b"\n")
        child.stdin.flush()
        time.sleep(after)
        child.kill()


@pytest.mark.faults
def test_a_push_killed_at_any_moment_loses_nothing_and_the_next_completes(tmp_path: Path) -> None:
    dice = random.Random(15)
    one, two = pair(tmp_path)
    for n in range(MOMENTS):
        write(one, f"line-{n}-mine", dice)
        if n % 3 == 0:
            write(two, f"line-{n}-theirs", dice)
            assert push(two).ok
        (one / "unsaved.txt").write_text(f"{n}")
        before = written(one)
        killed(one, dice.uniform(0, 0.9))
        assert not before - written(one), f"moment {n}"
        assert (one / "unsaved.txt").read_text() == f"{n}"
        git(one, "status", "--porcelain")
        done = push(one)
        assert done.ok, (n, done.steps)
        assert not before - written(one), f"after moment {n}"
    assert push(two).ok and push(one).ok
    assert written(one) == written(two) and set(written(one).values()) == {1}
    git(one, "fsck", "--strict")
