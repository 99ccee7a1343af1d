"""A small workspace that has some of everything the site shows: tests/cases/site/world, with runs.

Entries, notes and scripts are plain files; runs and ledger are made here through the store.
"""

from __future__ import annotations

import json
import math
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from journal import snapshot
from journal.model.run import Artifact, Environment, Git, Run, Verdict
from journal.model.td import Event
from journal.snapshot import Snapshot
from journal.store import ledger, runs
from journal.workspace import Workspace, load

SOURCE = Path(__file__).parent / "cases" / "site" / "world"
TODAY = date(2026, 4, 22)
NOW = datetime(2026, 4, 22, 22, 40, tzinfo=UTC)
ENV = Environment(
    python="3.12.4", platform="Linux 6.8", cpu="Ryzen 5 3600", cores=6, memory=16_000_000_000,
    torch="2.13.0", gpu="GTX 1660", gpu_memory=6_000_000_000, driver="570.86", cuda="12.8",
)  # fmt: skip
GIT = Git(commit="a41c09e77d01", branch="main")
DAMPED, CONVOLVE = "experiments/damped.py", "experiments/convolve.py"
CHECK = "ratio <= 1.01 and steps <= 200"
PLOT = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 120" width="320" height="120">'
    '<path d="M0 60 C40 0 60 120 100 60 S160 90 200 60 S260 66 320 60" fill="none" '
    'stroke="#17191b" stroke-width="2"/></svg>'
)


def make(root: Path) -> Workspace:
    """The world in a new folder."""
    shutil.copytree(SOURCE, root)
    ws = load(root)
    ids = _ids(ws)
    page = root / "entries" / "2026-03-28.md"
    page.write_text(page.read_text().replace("td-WINDOW", ids["spectrogram smear"]))
    for run, points, said in _runs(ids):
        folder = runs.create(ws, run)
        rows = [json.dumps({"step": s, "loss": _json(v)}) for s, v in points]
        (folder / "metrics.jsonl").write_text("".join(f"{r}\n" for r in rows))
        (folder / "output.log").write_text(said)
        if run.artifacts:
            (folder / "fit.svg").write_text(PLOT)
        if run.git.dirty:
            (folder / "patch.diff").write_text(DIFF)
    ledger.append(ws, _events(ids))
    return ws


def world(root: Path) -> Snapshot:
    return snapshot.load(make(root), TODAY)


def _json(value: float) -> float | str:
    return value if math.isfinite(value) else "Infinity"


def _ids(ws: Workspace) -> dict[str, str]:
    """The ids of the debts that the runs and the ledger speak of, by words of their text."""
    words = (
        "spectrogram smear", "FFT быстрее", "convolution through FFT", "damped oscillation",
        "float32 enough", "metronome", "zero padding", "sampling", "подобрать окно",
    )  # fmt: skip
    items = [i for e in snapshot.load(ws, TODAY).entries for i in e.items if i.kind == "td"]
    return {w: next(i.id for i in items if w in i.text) for w in words}


def _run(day: str, name: str, token: str, script: str, **more: object) -> Run:
    start = datetime.fromisoformat(day).replace(tzinfo=UTC)
    took = float(more.pop("took", 4.2))  # type: ignore[arg-type] # a number, by every caller
    return Run(
        id=f"{start:%Y%m%d-%H%M%S}-{name}-{token}", script=script, start=start.isoformat(),
        end=(start + timedelta(seconds=took)).isoformat(), duration=took, host="piano", seed=0,
        peak_memory=212_000_000, env=ENV, **{"status": "finished", "exit": 0, **more},
    )  # fmt: skip


def _fit(
    day: str, token: str, td: str, ratio: float, steps: int, held: bool, **more: object
) -> Run:
    parts = (
        ("ratio <= 1.01", str(ratio), ratio <= 1.01),
        ("steps <= 200", str(steps), steps <= 200),
    )
    return _run(
        day, "damped", token, "experiments/damped.py", td=(td,), check=CHECK,
        verdict=Verdict(check=CHECK, held=held, parts=parts),
        summary={"ratio": ratio, "steps": steps}, git=GIT, **more,
    )  # fmt: skip


Curve = tuple[Run, list[tuple[int, float]], str]


def _runs(ids: dict[str, str]) -> Iterator[Curve]:
    fit, fft = ids["damped oscillation"], ids["FFT быстрее"]
    lost = _run(
        "2026-03-12T20:41:07", "damped", "7f3ak2mx", DAMPED, td=(fit,), check=CHECK,
        status="failed", failure="overflow", exit=1, took=1.3, expect="a ratio about 1.2",
        reason="overflow at step 9; the last finite loss was 2.6e33",
        params={"lr": 1e-2, "scaled": False, "steps": 4000}, summary={},
        git=GIT.model_copy(update={"dirty": True}),
    )  # fmt: skip
    yield lost, [*((s, 40 * 10.0 ** (4 * s)) for s in range(9)), (9, math.inf)], BROKEN
    slow = {"lr": 1e-5, "scaled": False, "steps": 4000}
    first = _fit(
        "2026-03-12T21:02:44",
        "q81m0zta",
        fit,
        14.2,
        4000,
        False,
        params=slow,
        expect="slow, but ratio 1.1",
    )
    yield first, _curve(lambda s: 30 + 900 * math.exp(-s / 1500), 4000), "step 4000  loss 92.5\n"
    second = _fit(
        "2026-03-14T19:20:10",
        "m2x9d4hj",
        fit,
        3.4,
        4000,
        False,
        params={**slow, "lr": 1e-4},
        took=5.1,
    )
    yield second, _curve(lambda s: 8 + 900 * math.exp(-s / 400), 4000), "step 4000  loss 8.04\n"
    scaled = {"lr": 1e-2, "scaled": True, "steps": 4000}
    last = _fit(
        "2026-03-20T18:55:31", "9c1epw5r", fit, 1.0004, 64, True, params=scaled, took=0.9,
        expect="lands in 50 steps", artifacts=(
            Artifact(name="fit", file="fit.svg", size=len(PLOT)),
            Artifact(
                name="all weights", file="weights.pt", size=64_000_000, kept="local",
                blake2="9e0c41",
            ),
        ), notes=("dividing by the size of each parameter is all it took",),
    )  # fmt: skip
    yield last, _curve(lambda s: 2.4 + 900 * math.exp(-s / 9), 4000), "step 64  loss 2.41\n"
    timing = _run(
        "2026-04-06T21:12:00", "convolve", "0c7hx2ee", CONVOLVE, td=(fft,), took=72.0,
        params={"longest": 524288}, summary={"speedup": 460.0, "crossover": 60},
        expect="100 times faster",
    )  # fmt: skip
    yield timing, [], "crossover at 60 samples\n"
    again = timing.model_copy(
        update={"id": "20260420-201200-convolve-k3v8s1qa", "start": "2026-04-20T20:12:00+00:00",
                "params": {"longest": 1048576}, "summary": {"speedup": 900.0, "crossover": 61}}
    )  # fmt: skip
    yield again, [], "crossover at 61 samples\n"


def _curve(f: Callable[[int], float], last: int) -> list[tuple[int, float]]:
    steps = sorted({round(last ** (i / 120)) for i in range(121)})
    return [(s, f(s)) for s in steps]


def _events(ids: dict[str, str]) -> list[Event]:
    window, fit, fft = ids["spectrogram smear"], ids["damped oscillation"], ids["FFT быстрее"]
    told = [
        ("2026-03-05T21:30:00", ids["convolution through FFT"], "merged", {"to": fft}),
        ("2026-03-12T20:40:00", fit, "linked", {"script": DAMPED, "params": {"scaled": "yes"}}),
        ("2026-03-12T20:45:00", ids["metronome"], "dropped", {"reason": "a phone does it"}),
        ("2026-03-20T19:01:00", fit, "paid", {"run": "20260320-185531-damped-9c1epw5r"}),
        ("2026-03-28T17:00:00", window, "explained", {"entry": "entries/2026-03-28.md"}),
        ("2026-03-29T09:00:00", ids["sampling"], "paid", {"link": "https://example.org/sampling"}),
        ("2026-04-06T21:20:00", fft, "linked", {"script": CONVOLVE}),
        ("2026-04-14T22:00:00", ids["подобрать окно"], "snoozed", {"until": "2026-06-01"}),
        ("2026-04-14T22:05:00", ids["zero padding"], "needs", {"needs": window}),
        ("2026-04-14T22:06:00", ids["zero padding"], "noted", {"note": "try two tones, closely"}),
    ]  # fmt: skip
    return [
        Event(f"e{n:025}", f"{at}.000000Z", td, event, data=data)
        for n, (at, td, event, data) in enumerate(told)
    ]


BROKEN = """step   6  loss 4.0e+25
step   7  loss 4.0e+29
step   8  loss 4.0e+33
step   9  loss inf
Traceback (most recent call last):
  File "experiments/damped.py", line 31, in <module>
    fit(record.params(lr=1e-2, scaled=False, steps=4000))
FloatingPointError: loss is inf at step 9
"""
DIFF = """diff --git a/experiments/damped.py b/experiments/damped.py
--- a/experiments/damped.py
+++ b/experiments/damped.py
@@ -9,3 +9,4 @@ LR = 1e-5
-    return ((w[0] * t - y) ** 2).mean()
+    \"\"\"Sum of squares.\"\"\"
+    return ((w[0] * t - y) ** 2).sum()
"""
