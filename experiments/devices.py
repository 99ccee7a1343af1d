"""What has to grow before a GPU is worth it: points, degree, width?

One training step is timed on the CPU over all three with `torch.utils.benchmark` (warmed up, in
blocks, with spread), beside a step on a single point: the floor, which is Python and the dispatcher
and which a GPU step pays as well. From that floor, 10 µs a kernel launch and the vendor's figures
for an H200 comes a predicted GPU time; with `--device cuda` the same steps are timed there too.
"""

# /// script
# dependencies = ["torch"]
# [tool.journal]
# td = ["td-p56y578e", "td-cztyngxn", "td-ff9xsgwb", "td-wap81ekb"]
# check = "measured_on_gpu >= 1 and speedup >= 10"
# timeout = "10m"
# ///

import os

import plot
import sine
import torch
from torch import nn
from torch.utils import benchmark

from journal import record

p = record.params(
    points=[1_000, 10_000, 100_000, 1_000_000], degrees=[3, 15], widths=[8, 32],
    max_cells=4_000_000, seconds=0.4, threads=1, device="cpu",
)  # fmt: skip
gpu = sine.device(p.device) if p.device != "cpu" else None
LAUNCH, BANDWIDTH, FLOPS = 10e-6, 4.3e12, 67e12  # seconds a kernel, bytes and operations a second


def polynomial(degree: int, points: int, device: torch.device):
    x = sine.grid(points)
    return nn.Linear(degree, 1), sine.features(x, degree, "legendre"), torch.sin(x), device


def network(width: int, points: int, device: torch.device):
    """1 - width - width - 1 with tanh: much more arithmetic for each point."""
    hidden = [nn.Linear(1, width), nn.Tanh(), nn.Linear(width, width), nn.Tanh()]
    x = sine.grid(points)
    return nn.Sequential(*hidden, nn.Linear(width, 1)), x[:, None], torch.sin(x), device


def step_time(model: nn.Module, X: torch.Tensor, y: torch.Tensor, device: torch.device):
    """Seconds of one training step; on a GPU the timer waits for it to finish."""
    model, X, y = model.to(device), X.to(device), y.to(device)
    optimiser, measure = torch.optim.SGD(model.parameters(), lr=1e-9), nn.MSELoss(reduction="sum")

    def step() -> None:
        optimiser.zero_grad()
        measure(model(X).flatten(), y).backward()
        optimiser.step()

    timer = benchmark.Timer("step()", globals={"step": step}, num_threads=p.threads)
    timer.timeit(3)
    return timer.blocked_autorange(min_run_time=p.seconds)


def predicted(kind: str, size: int, points: int) -> float:
    """Seconds on an H200, from the floor, the launches, the bytes moved and the operations."""
    if kind == "degree":
        kernels, moved, work = 9, 4 * points * (2 * size + 10), points * (4 * size + 6)
    else:
        kernels, moved = 21, 92 * points * size + 40 * points
        work = points * (6 * size * size + 12 * size)
    return max(floors[kind] + kernels * LAUNCH, moved / BANDWIDTH + work / FLOPS)


cpu, MAKE = torch.device("cpu"), {"degree": polynomial, "width": network}
floors = {kind: min(step_time(*MAKE[kind](8, 1, cpu)).times) for kind in MAKE}
cases = [("degree", d, n) for d in p.degrees for n in p.points]
cases += [("width", w, n) for w in p.widths for n in p.points if w * n <= p.max_cells]

curves, crossovers, speedups = {}, {}, []
print("                points     min  median     IQR  on the CPU, µs   H200 predicted   measured")
for kind, size, points in cases:
    name, on_cpu = f"{kind} {size}", step_time(*MAKE[kind](size, points, cpu))
    best, guess = min(on_cpu.times), predicted(kind, size, points)
    found = step_time(*MAKE[kind](size, points, gpu)) if gpu else None
    ahead = min(found.times) if found else guess
    if best > ahead:
        crossovers.setdefault(name, points)
    speedups += [on_cpu.median / found.median] if found else []
    curves.setdefault(name, []).append((points, best / ahead))
    us = {"min": best, "median": on_cpu.median, "iqr": on_cpu.iqr}
    us |= {"predicted": guess} | ({"cuda": found.median} if found else {})
    record.log(step=points, **{f"{kind}_{size}_{k}_us": 1e6 * v for k, v in us.items()})
    row = (
        f"{name:12} {points:9} {1e6 * best:7.0f} {1e6 * on_cpu.median:7.0f} {1e6 * on_cpu.iqr:7.0f}"
    )
    print(f"{row} {1e6 * guess:32.0f} {f'{1e6 * found.median:10.0f}' if found else '         -'}")

where = {f"crossover_{name.replace(' ', '_')}": n for name, n in crossovers.items()}
record.summary(
    floor_us=1e6 * floors["degree"], floor_network_us=1e6 * floors["width"],
    load=os.getloadavg()[0], measured_on_gpu=int(gpu is not None),
    speedup=max(speedups, default=0.0), **where,  # 0 where no GPU took part
)  # fmt: skip
title = f"CPU time over {'measured' if gpu else 'predicted'} GPU time; above 1 the GPU is ahead"
record.figure("speedup", plot.lines(curves, title, "points", log_x=True))
told = ", ".join(f"{name} from {n:,} points" for name, n in crossovers.items()) or "nowhere here"
print(f"A step on one point costs {1e6 * floors['degree']:.0f} µs; load {os.getloadavg()[0]:.1f}.")
print(f"The GPU is {'measured' if gpu else 'only predicted'} to be ahead: {told}.")
