"""Grids of runs: what they expand to, and how they are run, stopped, resumed and judged."""

from __future__ import annotations

import itertools
import os
import sys
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent

import pytest

from journal import workspace
from journal.model.entry import JournalError
from journal.model.grid import expand
from journal.model.run import Group, Run, RunSpec
from journal.runs.executors import executor
from journal.runs.sweep import Hands, Sweep, members, run_sweep
from journal.store import runs
from journal.workspace import Workspace

NOW = datetime(2025, 7, 14, 21, 3, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("sweeps", "seeds", "grid"),
    [
        (["degree=1..3"], 0, ["degree=1", "degree=2", "degree=3"]),
        (["device=cpu,cuda", "n=1,2"], 0,
         ["device=cpu n=1", "device=cpu n=2", "device=cuda n=1", "device=cuda n=2"]),
        (["lr=1e-3"], 2, ["lr=1e-3 seed=0", "lr=1e-3 seed=1"]),
        (["x=0..1:0.25"], 0, ["x=0", "x=0.25", "x=0.5", "x=0.75", "x=1"]),
        (["k=-1..1,5"], 0, ["k=-1", "k=0", "k=1", "k=5"]),
        (["name=a..b"], 0, ["name=a..b"]),
        ([], 0, [""]),
    ],
)  # fmt: skip
def test_a_grid_is_every_combination(sweeps: list[str], seeds: int, grid: list[str]) -> None:
    points = expand(sweeps, seeds)
    assert [" ".join(f"{k}={v}" for k, v in p.items()) for p in points] == grid


@pytest.mark.parametrize(
    ("sweeps", "said"),
    [
        (["degree"], "'degree' sweeps nothing"),
        (["degree="], "the grid is empty: degree has no value"),
        (["degree=3..1"], "the grid is empty: degree has no value"),
        (["a=1", "a=2"], "a is swept twice"),
        (["a=1..1000000000"], "1..1000000000 is more than 10,000 values"),
        (["a=1..200", "b=1..200"], "a grid of 40,000 runs is more than 10,000"),
    ],
)
def test_a_grid_that_is_none_is_refused(sweeps: list[str], said: str) -> None:
    with pytest.raises(JournalError) as e:
        expand(sweeps)
    assert (e.value.text, e.value.exit) == (said, 2)


SCRIPT = """
    # /// script
    # [tool.journal]
    # td = ["td-k3f9q2mx"]
    # check = "median(time, device='cpu') / median(time, device='cuda') > 10"
    # ///
    import sys
    from pathlib import Path
    from journal import record
    p = record.params(device="cpu", seed=0, fail="")
    if p.fail == p.device and not Path("mended").exists():
        sys.exit(3)
    record.summary(time=(20.0 if p.device == "cpu" else 1.0) + p.seed / 10)
"""


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    (tmp_path / "journal.toml").write_text("")
    (tmp_path / "experiments").mkdir()
    (tmp_path / "experiments" / "devices.py").write_text(dedent(SCRIPT))
    return workspace.load(tmp_path)


def hands(told: list[Run], first: int = 1) -> Hands:
    numbers, lock = itertools.count(first), threading.Lock()

    def token() -> str:
        with lock:
            return f"{next(numbers):08d}"

    return Hands(clock=lambda: NOW, token=token, done=told.append)


def sweep(ws: Workspace, told: list[Run], params: Mapping[str, str], **how: object) -> Group:
    spec = RunSpec(Path("experiments/devices.py"), params=params, python=sys.executable)
    made = Sweep(spec, expand(["device=cpu,cuda"], seeds=2), **how)  # type: ignore[arg-type]
    with executor("local", 2) as pool:
        return run_sweep(ws, made, pool, hands(told, 100 if made.resume else 1))


def test_a_sweep_is_one_group_judged_as_one(ws: Workspace) -> None:
    told: list[Run] = []
    group = sweep(ws, told, {})
    assert group.id == "20250714-210311-devices-00000001"
    assert group.td == ("td-k3f9q2mx",)
    assert group.verdict
    assert (group.verdict.held, group.verdict.parts[0][1]) == (True, "19.09524")
    assert group.draft.startswith("devices: 4 of 4 runs finished; median(time, device='cpu')")
    assert runs.read_group(ws, group.id) == group
    done = members(ws, group.id)
    assert sorted((str(r.params["device"]), r.seed) for r in done) == [
        ("cpu", 0), ("cpu", 1), ("cuda", 0), ("cuda", 1),
    ]  # fmt: skip
    assert {r.verdict for r in done} == {None}, "a check of the group is not asked of one run"
    assert len(told) == 4


def test_a_failure_is_told_as_it_happens_and_mended_by_a_resume(ws: Workspace) -> None:
    told: list[Run] = []
    group = sweep(ws, told, {"fail": "cuda"})
    assert sorted(r.status for r in told) == ["failed", "failed", "finished", "finished"]
    assert group.verdict and group.verdict.held is None
    (ws.root / "mended").touch()
    again: list[Run] = []
    group = sweep(ws, again, {"fail": "cuda"}, resume=group.id)
    assert sorted((r.status, str(r.params["device"])) for r in again) == [("finished", "cuda")] * 2
    assert group.verdict and group.verdict.held is True
    assert group.draft.startswith("devices: 4 of 4 runs finished; ")


def test_the_first_failure_stops_a_sweep_that_should_not_go_on(ws: Workspace) -> None:
    told: list[Run] = []
    spec = RunSpec(Path("experiments/devices.py"), {"fail": "cpu"}, python=sys.executable)
    points = expand(["seed=0..20"])
    with executor("local", 1) as pool:
        run_sweep(ws, Sweep(spec, points, keep_going=False), pool, hands(told))
    assert 1 <= len(told) < 10


def test_a_sweep_over_an_unknown_parameter_runs_nothing(ws: Workspace) -> None:
    spec = RunSpec(Path("experiments/devices.py"), python=sys.executable)
    with executor("local", 1) as pool, pytest.raises(JournalError, match="no parameter degree"):
        run_sweep(ws, Sweep(spec, expand(["degree=1..3"])), pool, hands([]))
    assert not os.path.lexists(ws.runs)


def test_an_unknown_executor_is_refused() -> None:
    with pytest.raises(JournalError, match="runs can't go on slurm"):
        executor("slurm://here", 1)
