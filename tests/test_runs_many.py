"""Several runs at once: which are meant, how they differ, what they export, and made again."""

from __future__ import annotations

import itertools
import json
import math
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent

import pytest

from journal import workspace
from journal.cli.plot import plot
from journal.model.entry import JournalError
from journal.model.run import Environment, Git, Group, Run, RunSpec
from journal.runs import again, export
from journal.runs.child import Watch
from journal.runs.compare import compare
from journal.runs.executors import executor
from journal.runs.launch import launch
from journal.runs.pick import folded, pick
from journal.runs.sweep import Hands, Sweep, newest, run_sweep
from journal.store import runs
from journal.workspace import Workspace

NOW = datetime(2025, 7, 14, 21, 3, 11, tzinfo=UTC)


def made(run_id: str, **more: object) -> Run:
    return Run.model_validate({"id": run_id, "script": "fit.py", "status": "finished", **more})


SWEEP = "20250714-2103-fit-s0000000"
EVERY = (
    made("20250714-2105-fit-c0000000"),
    made("20250714-2104-fit-b0000000", group=SWEEP, start="2"),
    made("20250714-2103-fit-a0000000", group=SWEEP, start="1"),
)


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("20250714-2105", "c"),
        ("b0", "b"),
        (SWEEP, "ab"),
        ("s0", "ab"),
        ("20250714-2103", "ab"),  # a sweep and its first run begin alike
    ],
)
def test_a_sweep_stands_for_its_runs(given: str, meant: str) -> None:
    assert "".join(r.id[-8] for r in pick(EVERY, [given])) == meant


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("20250714", "20250714 could be 20250714-2103-fit-s0000000, 20250714-2105-fit-c0000000"),
        ("zz", "no run or sweep is zz"),
        ("", "no run or sweep is "),
    ],
)
def test_what_is_not_one_thing_is_refused(given: str, said: str) -> None:
    with pytest.raises(JournalError) as e:
        pick(EVERY, [given])
    assert (e.value.text, e.value.exit) == (said, 2)


def test_a_sweep_is_folded_where_its_newest_run_stands() -> None:
    assert ["".join(r.id[-8] for r in fold) for fold in folded(EVERY)] == ["c", "ba"]


def tried(n: int, degree: int, seed: int, loss: float, **more: object) -> Run:
    params = {"degree": degree, "lr": 0.1, "seed": seed}
    summary = {"steps": 7, "loss": loss, "note": "words"}
    return made(f"r-{n}", params=params, summary=summary, check="loss < 1", **more)


def test_a_comparison_spreads_over_seeds_and_names_what_differs() -> None:
    found = compare([tried(1, 5, 0, 4.0), tried(2, 3, 0, 1.0), tried(3, 3, 1, 3.0)])
    assert (found.differing, found.same) == (("degree",), {"lr": 0.1})
    assert found.values == ("loss", "steps"), "what the check asks for comes first"
    rows = [(r.params["degree"], r.values["loss"].mean, r.values["loss"].std) for r in found.rows]
    assert rows == [(3, 2.0, pytest.approx(math.sqrt(2))), (5, 4.0, None)]
    assert found.code == ()


def test_two_versions_of_a_script_are_no_seeds_of_one() -> None:
    one = tried(1, 3, 0, 1.0, script_hash="a" * 32, git=Git(commit="1" * 40))
    other = tried(2, 3, 1, 3.0, script_hash="b" * 32, git=Git(commit="1" * 40, dirty=True))
    found = compare([one, other])
    assert [r.params for r in found.rows] == [{"code": "aaaaaaa"}, {"code": "bbbbbbb"}]
    assert found.code == ("fit.py in 2 versions", "1 of 2 with a patch.diff")


def test_values_that_are_not_finite_are_compared_too() -> None:
    (row,) = compare([tried(1, 3, 0, math.inf), tried(2, 3, 1, 1.0)]).rows
    assert (row.values["loss"].mean, row.values["loss"].std) == (math.inf, None)


def test_packages_that_changed_are_named() -> None:
    one = made("a", env=Environment(python="3.11.2", packages={"torch": "2.1", "numpy": "1.26"}))
    other = made("b", env=Environment(python="3.11.2", packages={"torch": "2.2"}))
    assert compare([one, other]).code == ("numpy 1.26, missing", "torch 2.1, 2.2")


@pytest.mark.parametrize(
    ("then", "now", "tolerance", "differ"),
    [
        ({"a": 1.0}, {"a": 1.0}, 0.0, []),
        ({"a": math.nan}, {"a": math.nan}, 0.0, []),
        ({"a": math.inf}, {"a": math.inf}, 0.0, []),
        ({"a": 1.0}, {"a": 1.01}, 0.0, ["a"]),
        ({"a": 1.0}, {"a": 1.01}, 0.1, []),
        ({"a": 1.0}, {"a": math.inf}, 0.1, ["a"]),
        ({"a": 0.0}, {"a": 1e-9}, 0.1, ["a"]),
        ({"a": True}, {"a": False}, 1.0, ["a"]),
        ({"a": 1}, {}, 1.0, ["a"]),
        ({"a": "x"}, {"a": "y"}, 1.0, ["a"]),
    ],
)
def test_what_agrees(
    then: dict[str, object], now: dict[str, object], tolerance: float, differ: list[str]
) -> None:
    found = again.against(made("a", summary=then), made("b", summary=now), tolerance)
    assert [v.name for v in found.differ] == differ


def test_a_run_that_ends_otherwise_is_not_reproduced() -> None:
    found = again.against(made("a"), made("b", status="failed", failure="oom"))
    assert [(v.name, v.then, v.now) for v in found.differ] == [("outcome", "finished", "oom")]


def test_a_curve_is_drawn_with_its_range() -> None:
    """A straight line on a log scale; what isn't finite is a cross."""
    points = [(i, 10.0**-i) for i in range(4)] + [(4, math.nan)]
    assert plot(points, 24, 4) == [
        "    1 ⠑⠢⢄             ×",
        "         ⠉⠢⢄",
        "            ⠉⠒⠄⣀",
        "0.001           ⠉⠢⢄",
        "      0               4 log",
    ]


@pytest.mark.parametrize(
    ("points", "first"),
    [
        ([], "no points"),
        ([(0, math.nan)], "no finite value"),
        ([(0, 5.0)], "5"),
        ([(0, -1.7e308), (1, 1.7e308)], "1.7e+308"),
        ([(0, 0.0), (0, 0.0)], "0"),
        ([(0, 5e-324), (1, 1e308)], "1e+308"),
    ],
)
def test_a_curve_of_anything_is_drawn(points: list[tuple[float, float]], first: str) -> None:
    lines = plot(points, 40)
    assert first in lines[0]
    assert max(map(len, lines)) <= 44


SCRIPT = """
    import os, sys
    from pathlib import Path
    from journal import record
    p = record.params(n=3, where="")
    for step in range(p.n):
        record.log(step=step, loss=1 / (step + 1))
    drift = Path(p.where).stat().st_size if p.where else 0
    record.summary(loss=1 / p.n + drift, bad=float("nan"))
"""


@pytest.fixture(params=["", "deeper"])
def ws(tmp_path: Path, request: pytest.FixtureRequest) -> Workspace:
    """A workspace that is a repository, or a folder in one."""
    root = tmp_path / "work" / request.param
    (root / "experiments").mkdir(parents=True)
    (root / "journal.toml").write_text("")
    (root / ".gitignore").write_text("runs/\n.journal/\n")
    (root / "experiments" / "fit.py").write_text(dedent(SCRIPT))
    git(tmp_path / "work", "init", "-q")
    commit(root)
    return workspace.load(root)


def git(folder: Path, *args: str) -> str:
    who = {f"GIT_{r}_{k}": "t@e" for r in ("AUTHOR", "COMMITTER") for k in ("NAME", "EMAIL")}
    env = {**os.environ, **who, "GIT_CONFIG_GLOBAL": os.devnull}
    done = subprocess.run(["git", *args], cwd=folder, env=env, capture_output=True, check=True)
    return done.stdout.decode()


def commit(root: Path) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-qm", "work")


def go(ws: Workspace, token: str, **params: str) -> Run:
    spec = RunSpec(Path("experiments/fit.py"), params, python=sys.executable)
    return launch(ws, spec, now=NOW, token=token)


def change(ws: Workspace, old: str, new: str) -> None:
    path = ws.experiments / "fit.py"
    path.write_text(path.read_text().replace(old, new))


def once_more(ws: Workspace, run: Run) -> again.Again:
    return again.reproduce(ws, run, now=NOW, token="zzzzzzzz", watch=Watch())


def test_a_run_is_made_again_from_its_commit_and_patch(ws: Workspace) -> None:
    """The code moved on twice since; the run's own state is what runs, and nothing is left."""
    change(ws, "1 / p.n", "2 / p.n")
    (ws.experiments / "new.py").write_text("WORD = 1\n")
    run = go(ws, "aaaaaaaa", n="4")
    commit(ws.root)
    change(ws, "2 / p.n", "9 / p.n")
    before = sorted(p.name for p in ws.state.iterdir())
    found = once_more(ws, run)
    assert (found.differ, found.same) == ((), ("outcome", "loss", "bad"))
    assert found.made.summary["loss"] == 0.5
    assert sorted(p.name for p in ws.state.iterdir()) == before
    assert len(git(ws.root, "worktree", "list").splitlines()) == 1
    assert [r.id for r in runs.load_all(ws)[0]] == [run.id], "a repetition is not recorded"


def test_what_differs_is_told(ws: Workspace, tmp_path: Path) -> None:
    outside = tmp_path / "data"
    outside.write_text("x")
    run = go(ws, "aaaaaaaa", where=str(outside), n="1")
    outside.write_text("xxx")
    (value,) = once_more(ws, run).differ
    assert (value.name, value.then, value.now, value.off) == ("loss", 2.0, 4.0, 0.5)


def test_a_run_without_a_commit_is_not_made_again(ws: Workspace) -> None:
    run = made("20250714-210311-fit-7f3ak2mx")
    with pytest.raises(JournalError, match="made without a commit; its code isn't kept"):
        once_more(ws, run)
    lost = run.model_copy(update={"git": Git(commit="1" * 40)})
    with pytest.raises(JournalError, match="the repository doesn't have the commit 1111111111"):
        once_more(ws, lost)


def test_the_code_of_two_runs_is_compared_with_their_patches(ws: Workspace) -> None:
    first = go(ws, "aaaaaaaa")
    change(ws, "1 / p.n", "2 / p.n")
    second = go(ws, "bbbbbbbb")
    lines = again.code_diff(ws, first, second).splitlines()
    assert [x for x in lines if x.startswith(("-record", "+record"))] == [
        '-record.summary(loss=1 / p.n + drift, bad=float("nan"))',
        '+record.summary(loss=2 / p.n + drift, bad=float("nan"))',
    ]
    assert again.code_diff(ws, second, second) == ""


def test_exports_hold_every_point_and_what_is_not_finite(ws: Workspace) -> None:
    run = go(ws, "aaaaaaaa", n="2")
    assert export.metrics_csv(ws, [run]).splitlines() == [
        "run,group,metric,step,value", f"{run.id},,loss,0.0,1.0", f"{run.id},,loss,1.0,0.5",
    ]  # fmt: skip
    head, row = (line.split(",") for line in export.runs_csv([run]).splitlines())
    told = dict(zip(head, row, strict=True))
    assert (told["param.n"], told["summary.loss"], told["summary.bad"]) == ("2", "0.5", "nan")
    data = json.loads(export.document(ws, [run]), parse_constant=pytest.fail)
    assert data["runs"][0]["metrics"][1] == {"metric": "loss", "step": 1.0, "value": 0.5}
    assert data["runs"][0]["summary"]["bad"] == "NaN"


def swept(ws: Workspace, told: list[Run], hands: Hands, **how: object) -> Group:
    spec = RunSpec(Path("experiments/fit.py"), {"where": ""}, python=sys.executable)
    points = [{"n": str(n)} for n in range(1, 6)]
    with executor("local", 1) as pool:
        return run_sweep(ws, Sweep(spec, points, **how), pool, hands)  # type: ignore[arg-type]


def test_a_sweep_that_was_stopped_is_no_evidence_and_can_be_resumed(ws: Workspace) -> None:
    change(ws, "\nimport", '\n# /// script\n# [tool.journal]\n# check = "loss < 9"\n# ///\nimport')
    told: list[Run] = []
    tokens = (f"{n:08d}" for n in itertools.count(1))
    hands = Hands(lambda: NOW, lambda: next(tokens), told.append, stops=lambda: len(told) // 2)
    group = swept(ws, told, hands)
    done = sum(r.status == "finished" for r in told)
    assert 2 <= done < 5
    assert group.verdict
    assert group.verdict.why == f"it would hold, but only {done} of 5 runs finished"
    assert newest(ws, "experiments/fit.py") == group
    rest: list[Run] = []
    group = swept(ws, rest, Hands(lambda: NOW, lambda: next(tokens), rest.append), resume=group.id)
    assert len(rest) == 5 - done
    assert group.verdict and group.verdict.held is True


def test_every_run_is_told_to_begin_and_to_end(ws: Workspace) -> None:
    ended: list[str] = []
    turns: list[int] = []
    tokens = (f"{n:08d}" for n in itertools.count(1))
    hands = Hands(
        lambda: NOW, lambda: next(tokens), turn=lambda: turns.append(1),
        tell=lambda point, p: ended.append(point["n"]) if p is None else None,
    )  # fmt: skip
    swept(ws, [], hands)
    assert ended == ["1", "2", "3", "4", "5"]
    assert turns
