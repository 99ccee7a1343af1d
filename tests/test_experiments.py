"""The shipped experiments: run as scripts, and held to the figures of ../shared/fits/truth.json."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "experiments"
TRUTH = ROOT.parent / "shared" / "fits" / "truth.json"
HELPERS = {"sine", "plot"}
SCRIPTS = sorted(p for p in FOLDER.glob("*.py") if p.stem not in HELPERS)
torch_is_here = pytest.mark.skipif(find_spec("torch") is None, reason="torch isn't installed")


@dataclass(frozen=True)
class Outcome:
    """What one run of a script left behind."""

    exit: int
    said: str
    complained: str
    summary: dict[str, float] = field(default_factory=dict)
    points: tuple[dict[str, float], ...] = ()
    pictures: tuple[str, ...] = ()


def run(script: str, *flags: object, **env: str) -> Outcome:
    """`python experiments/script.py flags`, recorded into a throw-away folder."""
    with TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, str(FOLDER / f"{script}.py"), *map(str, flags)],
            capture_output=True, text=True, cwd=folder, timeout=600,
            env=os.environ | {"JOURNAL_RUN_DIR": folder, "OMP_NUM_THREADS": "1"} | env,
        )  # fmt: skip
        facts, points = (_lines(Path(folder, n)) for n in ("record.jsonl", "metrics.jsonl"))
        pictures = tuple(p.read_text() for p in Path(folder).rglob("*.svg"))
    summary = {
        k: float("nan") if v == "NaN" else v for f in facts for k, v in f.get("summary", {}).items()
    }
    return Outcome(done.returncode, done.stdout, done.stderr, summary, tuple(points), pictures)


def _lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def each(script: str, flags: Iterable[Sequence[object]]) -> list[Outcome]:
    """One run for each set of flags, two at a time."""
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda given: run(script, *given), flags))


def seeds(script: str, count: int, *flags: object) -> list[Outcome]:
    return each(script, [(*flags, "--seed", seed) for seed in range(count)])


@pytest.fixture(scope="session")
def truth() -> dict:
    if not TRUTH.exists():
        pytest.skip("../shared/fits/truth.json isn't here, so there is nothing to compare with")
    return json.loads(TRUTH.read_text())


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda p: p.stem)
def test_a_script_can_be_read_top_to_bottom_and_names_its_debt(path: Path) -> None:
    text = path.read_text()
    block = re.search(r"(?m)^# /// script\n((?:#.*\n)+?)# ///$", text)
    assert block, "no PEP 723 header"
    header = tomllib.loads(re.sub(r"(?m)^# ?", "", block[1]))["tool"]["journal"]
    assert len(text.splitlines()) < 120
    assert "?" in (ast.get_docstring(ast.parse(text)) or ""), "the docstring asks no question"
    assert header["check"]
    assert header["timeout"]
    assert all(re.fullmatch(r"td-[0-9a-hjkmnp-tv-z]{8}", td) for td in header["td"]), header["td"]
    assert header["td"] or _linked(path.name), "no debt leads here"


def _linked(name: str) -> bool:
    logs = (ROOT / "entries").rglob("*.md")
    return any(f"experiments/{name})" in p.read_text(encoding="utf-8") for p in logs)


@torch_is_here
def test_the_quintic_blows_up_and_a_basis_saves_it() -> None:
    naive, remedy = each("quintic", [(), ("--basis", "legendre")])
    assert naive.exit == 1
    assert naive.complained == (
        "The fit blew up: overflow at step 12, NaN at step 23; the best loss is 0.03721.\n"
    )
    assert len(naive.points) == 23
    assert remedy.exit == 0
    assert remedy.summary["ratio"] <= 1.0001
    assert remedy.summary["steps"] == 5
    assert all(ET.fromstring(picture).tag.endswith("svg") for picture in remedy.pictures)


@torch_is_here
def test_without_a_gpu_cuda_is_refused_in_one_sentence() -> None:
    told = run("quintic", "--device", "cuda", CUDA_VISIBLE_DEVICES="")
    assert told.exit == 1
    assert (
        told.complained == "there is no CUDA device on this machine; --device cpu runs anywhere\n"
    )


@pytest.mark.experiments
@pytest.mark.parametrize("path", SCRIPTS, ids=lambda p: p.stem)
def test_defaults_finish_and_draw(path: Path) -> None:
    done = run(path.stem)
    assert done.exit == (1 if path.stem == "quintic" else 0), done.complained
    assert done.summary
    assert done.points
    assert [ET.fromstring(p).find("{*}title") is not None for p in done.pictures] == [True]
    assert "Traceback" not in done.complained


@pytest.mark.experiments
def test_loss_vs_degree(truth: dict) -> None:
    best = {int(k): float(v) for k, v in truth["optimal_sum_sq"].items()}
    found = run("degree_sweep").summary
    for degree, bar in [*((d, 1e-9) for d in range(1, 12)), (13, 1e-6), (15, 1e-4)]:
        assert found[f"loss_{degree}"] == pytest.approx(best[degree], rel=bar)
    for even in range(2, 12, 2):
        assert found[f"loss_{even + 2}"] == pytest.approx(best[even + 1], rel=1e-6)


@pytest.mark.experiments
def test_tutorial_sgd(truth: dict) -> None:
    wanted = truth["optimisers"]["a"]["d3 raw SGD 1e-6 2000 nnLinear"]
    for seed, done in enumerate(seeds("gradient_descent", 10)):
        assert done.summary["ratio"] == pytest.approx(wanted[seed]["final_ratio"], rel=1e-4)
        assert 1.0169 < done.summary["ratio"] < 1.0788
        assert done.summary["gap"] <= 1e-5


@pytest.mark.experiments
def test_tutorial_rmsprop(truth: dict) -> None:
    cubic = ("--degree", 3, "--optimizer", "rmsprop", "--target", 0)
    wanted = [row["final_ratio"] for row in truth["optimisers"]["a"]["d3 raw RMSprop 1e-3 2000"]]
    for done in seeds("quintic", 10, *cubic):
        assert min(wanted) - 0.01 < done.summary["ratio"] < max(wanted) + 0.01
    floor = truth["rmsprop_floor"]["rmsprop plateau d3 raw lr0.001"]
    long = each("quintic", [(*cubic, "--steps", 8000, "--seed", seed) for seed in (1, 2)])
    assert max(d.summary["ratio"] for d in long) == pytest.approx(floor, abs=1e-4)
    decayed = run("quintic", *cubic, "--schedule", "cosine", "--lr", 1e-2, "--steps", 4000)
    assert decayed.summary["ratio"] <= 1.0001


@pytest.mark.experiments
def test_starts_take_the_steps_that_eigenvalues_predict(truth: dict) -> None:
    wanted = truth["init"]["d3 SGD 1e-6"]
    fixed = {
        "zeros": "zeros", "taylor": "Taylor", "chebyshev": "Chebyshev series",
        "legendre": "Legendre projection", "solved": "least squares (float32-rounded)",
    }  # fmt: skip
    for seed, done in enumerate(seeds("initialisation", 10)):
        found = done.summary
        assert found["worst_miss"] <= 0.01
        default = wanted["nn.Linear default"]["steps_1.1"][seed]
        assert found["steps_default"] == pytest.approx(default, rel=0.01)
        for ours, theirs in fixed.items():
            assert found[f"steps_{ours}"] == pytest.approx(wanted[theirs]["steps_1.1"][0], rel=0.01)


@pytest.mark.experiments
def test_quintic_blowup(truth: dict) -> None:
    rows = truth["optimisers"]["a"]
    cases = [
        ("d5 raw SGD 1e-06 2000", 10, ()),
        ("d5 raw SGD 6e-08 2000", 3, ("--lr", 6e-8)),
        ("d5 raw SGD 1e-6 f64", 3, ("--dtype", "float64")),
        ("d7 raw SGD 1e-06 2000", 1, ("--degree", 7)),
    ]
    for name, count, flags in cases:
        for done, row in zip(seeds("quintic", count, *flags), rows[name], strict=False):
            assert abs(done.summary["first_inf"] - row["inf_step"]) <= 1, name
            assert abs(done.summary["first_nan"] - row["nan_step"]) <= 1, name
            assert done.exit == 1
    below = seeds("quintic", 2, "--lr", 5.7e-8)
    assert all(d.exit == 0 and d.summary["first_inf"] is None for d in below)


@pytest.mark.experiments
def test_quintic_legendre(truth: dict) -> None:
    legendre = ("--basis", "legendre")
    assert all(d.summary["steps"] <= 5 for d in seeds("quintic", 20, *legendre))
    best_lr = truth["sgd_lr_opt"]["leg"]["5"]
    quickest = seeds("quintic", 3, *legendre, "--lr", best_lr)
    assert [d.summary["steps"] for d in quickest] == [2, 2, 2]
    assert all(d.summary["ratio"] <= 1.0001 for d in quickest)


@pytest.mark.experiments
def test_quintic_adam() -> None:
    for basis, count, bar in (("legendre", 20, 200), ("scaled", 3, 1500)):
        for done in seeds("quintic", count, "--basis", basis, "--optimizer", "adam"):
            assert done.summary["ratio"] <= 1.0001
            assert done.summary["steps"] <= bar


@pytest.mark.experiments
def test_closed_form_in_float32(truth: dict) -> None:
    bases = ("raw", "scaled", "chebyshev", "legendre")
    swept = each("degree_sweep", [("--basis", b, "--max-degree", 9, "--steps", 5) for b in bases])
    for basis, done in zip(bases, swept, strict=True):
        assert all(done.summary[f"qr_{d}"] <= 1.0001 for d in range(1, 9)), basis
    assert swept[-1].summary["qr_9"] <= 1.001
    assert run("quintic", "--optimizer", "gels").summary["ratio"] <= 1.0001
    assert not any(
        "lstsq" in p.read_text() and 'driver="gels"' not in p.read_text() for p in SCRIPTS
    )


@pytest.mark.experiments
def test_high_degree(truth: dict) -> None:
    lr = truth["sgd_lr_opt"]["leg"]
    legendre = ("--basis", "legendre", "--steps", 200)
    seven, nine, fifteen = each(
        "quintic",
        [
            (*legendre, "--degree", 7, "--lr", lr["7"]),
            (*legendre, "--degree", 9, "--lr", lr["9"], "--target", 1.001),
            (*legendre, "--degree", 15, "--lr", lr["15"], "--dtype", "float64"),
        ],
    )
    assert (seven.summary["steps"], nine.summary["steps"], fifteen.summary["steps"]) == (3, 4, 9)
    assert fifteen.summary["ratio"] <= 1.0001
    swept = run("degree_sweep").summary
    assert swept["single_11"] > 1.2
    assert swept["float64_holds_to"] == 15


@pytest.mark.experiments
def test_equivalence() -> None:
    found = run("sequential")
    assert found.summary["same_bits"].split("; ") == [
        "Sequential, again", "Sequential(OrderedDict)", "add_module", "nn.Module subclass",
        "ModuleList and a loop", "functional_call, add(alpha)",
    ]  # fmt: skip


@pytest.mark.experiments
def test_determinism() -> None:
    cubic = ("--degree", 3, "--optimizer", "rmsprop", "--target", 0)
    big = (*cubic, "--points", 200_000, "--steps", 100)
    again = each(
        "quintic", [(*cubic, "--threads", 1)] * 2 + [(*big, "--threads", n) for n in (1, 1, 2)]
    )
    small, small_again, one, one_again, two = (d.summary["weights"] for d in again)
    assert small == small_again
    assert one == one_again
    assert one != two
    plain = run("quintic", *cubic, "--threads", 1, ATEN_CPU_CAPABILITY="default")
    assert plain.summary["weights"] != small


@pytest.mark.experiments
def test_timing_says_how_it_was_measured() -> None:
    found = run("devices", "--points", "1000,100000", "--seconds", 0.2)
    assert re.search(r"min +median +IQR", found.said)
    assert found.summary["floor_us"] > 0
    assert found.summary["load"] >= 0
    assert found.summary["measured_on_gpu"] == 0
    assert found.summary["speedup"] == 0
    assert "predicted" in found.said
    thousand = next(p for p in found.points if p["step"] == 1000)
    assert {f"degree_3_{k}_us" for k in ("min", "median", "iqr", "predicted")} <= thousand.keys()
    assert thousand["degree_3_predicted_us"] > found.summary["floor_us"]
