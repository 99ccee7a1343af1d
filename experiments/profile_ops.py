"""Which operations does a training step really spend its time on?

The optimiser's step on the cubic, under `torch.profiler`: the ten dearest entries by their own
time, and what share of it is arithmetic on the points rather than Python, autograd and dispatch.
"""

# /// script
# dependencies = ["torch"]
# [tool.journal]
# td = ["td-rvz945as"]
# check = "arithmetic < 0.5"
# timeout = "5m"
# ///

import gzip
import os
import tempfile
from pathlib import Path

os.environ.setdefault("KINETO_LOG_LEVEL", "99")  # read when torch is imported

import sine
import torch
from torch import nn
from torch.profiler import ProfilerActivity, profile, record_function, schedule

from journal import record

p = record.params(points=2000, degree=3, steps=10, warmup=5, threads=1, seed=0, device="cpu")
torch.set_num_threads(p.threads)
device = sine.device(p.device)
ARITHMETIC = ("mm", "addmm", "mse_loss", "mse_loss_backward", "sum", "pow", "mul", "fill_", "copy_")

x = sine.grid(p.points).to(device)
X, y = sine.features(x, p.degree, "legendre"), torch.sin(x)
torch.manual_seed(p.seed)
model = nn.Sequential(nn.Linear(p.degree, 1), nn.Flatten(0, 1)).to(device)
measure = nn.MSELoss(reduction="sum")
optimiser = torch.optim.RMSprop(model.parameters(), lr=1e-3)

activities = [ProfilerActivity.CPU] + [ProfilerActivity.CUDA] * (device.type == "cuda")
plan = schedule(wait=0, warmup=p.warmup, active=p.steps, repeat=1)
with profile(activities=activities, schedule=plan) as profiler:
    for _ in range(p.warmup + p.steps):
        with record_function("forward"):
            loss = measure(model(X), y)
        optimiser.zero_grad()
        with record_function("backward"):
            loss.backward()
        optimiser.step()
        profiler.step()


def own_time(event) -> float:
    """Microseconds a step in the operation itself, on the device where it ran."""
    on_gpu = getattr(event, "self_device_time_total", 0) if device.type == "cuda" else 0
    return max(event.self_cpu_time_total, on_gpu) / p.steps


def bars(rows: list[tuple[str, float]]) -> str:
    """The ten as horizontal bars."""
    widest, drawn = max(us for _, us in rows), []
    for i, (name, us) in enumerate(rows):
        at, width = 44 + 26 * i, 300 * us / widest
        drawn.append(f'<text x="230" y="{at}" text-anchor="end">{name}</text>')
        drawn.append(f'<rect x="240" y="{at - 11}" width="{width:.1f}" height="14"/>')
        drawn.append(f'<text x="{246 + width:.1f}" y="{at}">{us:.0f} µs</text>')
    title = f"Own time of a step's operations, {p.points:,} points, degree {p.degree}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 {40 + 26 * len(rows)}"'
        f' font-family="system-ui, sans-serif" font-size="12" fill="#4f5357" role="img">'
        f'<title>{title}</title><rect fill="#fdfdfc" width="100%" height="100%"/>'
        f'<text x="12" y="18">{title}</text>{"".join(drawn)}</svg>\n'
    )


events = sorted(profiler.key_averages(), key=own_time, reverse=True)
total = sum(own_time(event) for event in events)
counted = sum(own_time(e) for e in events if e.key.removeprefix("aten::") in ARITHMETIC)
for rank, event in enumerate(events[:10]):
    record.log(step=rank, us=own_time(event), calls=event.count / p.steps)
    print(f"{own_time(event) / total:7.1%} {own_time(event):9.1f} µs  {event.key}")

with tempfile.TemporaryDirectory() as folder:
    raw = Path(folder, "trace.json")
    profiler.export_chrome_trace(str(raw))
    packed = gzip.compress(raw.read_bytes(), mtime=0)
    Path(folder, "trace.json.gz").write_bytes(packed)
    record.save(Path(folder, "trace.json.gz"))
record.figure("operations", bars([(e.key, own_time(e)) for e in events[:10]]))
record.summary(arithmetic=counted / total, step_us=total, dearest=events[0].key, trace=len(packed))
where = "on the points" if counted > total / 2 else "not on the points but around them"
print(f"A step of {total:.0f} µs is spent {where}: {counted / total:.0%} of it is arithmetic.")
