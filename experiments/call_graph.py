"""Who calls whom when the cubic takes a step?

Reading the source doesn't tell: `model(X)` never names `forward`. So the calls of a few real steps
are traced as they happen, kept where they cross from one class or module into another, and drawn
in layers from the loop down. (The backward pass itself runs in C++, where Python sees nothing.)
"""

# /// script
# dependencies = ["torch"]
# [tool.journal]
# td = ["td-y1ta1ep8"]
# check = "reached >= 5 and depth >= 3"
# timeout = "2m"
# ///

import sys
from collections import Counter
from html import escape
from types import FrameType

import sine
import torch
from torch import nn

from journal import record

p = record.params(steps=3, levels=5, seed=0)
NOISE = (
    "_call_impl", "_wrapped_call_impl", "wrapper", "inner", "_fn", "_use_grad", "_callback", "<",
    "__getattr__", "__init__", "__enter__", "__exit__", "__iter__", "_disabled", "is_", "has_",
    "get", "cast", "graph_break", "_optimizer_step", "_contains",
    "annotate", "push_", "_maybe", "_must", "_tp_cache", "__call__",
)  # fmt: skip
WANTED = {"Sequential.forward", "Linear.forward", "MSELoss.forward", "Tensor.backward", "SGD.step"}

X = sine.features(sine.grid(), degree=3)
y = torch.sin(sine.grid())
torch.manual_seed(p.seed)
model = nn.Sequential(nn.Linear(3, 1), nn.Flatten(0, 1))
measure = nn.MSELoss(reduction="sum")
optimiser = torch.optim.SGD(model.parameters(), lr=1e-6)
calls: Counter[tuple[str, str]] = Counter()


def one_step() -> None:
    loss = measure(model(X), y)
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()


def name_of(frame: FrameType) -> str:
    """`Linear.forward` rather than `Module.forward`: the object's own class comes first."""
    code = frame.f_code
    if code.co_varnames[:1] == ("self",):
        return f"{type(frame.f_locals['self']).__name__}.{code.co_name}"
    return code.co_qualname.replace("<locals>.", "")


def kept(frame: FrameType | None) -> FrameType | None:
    """The frame, or the nearest one above it that isn't plumbing."""
    while frame is not None and frame.f_code.co_name.startswith(NOISE):
        frame = frame.f_back
    return frame


def trace(frame: FrameType, event: str, _: object) -> None:
    caller = kept(frame.f_back) if event == "call" and kept(frame) is frame else None
    if caller is not None:
        calls[name_of(caller), name_of(frame)] += 1


one_step()  # what torch imports and sets up on first use is not the question
sys.setprofile(trace)
for _ in range(p.steps):
    one_step()
sys.setprofile(None)

layers: dict[str, int] = {"one_step": 0}
for level in range(1, p.levels):
    below = {b for a, b in calls if layers.get(a) == level - 1}
    layers |= dict.fromkeys(sorted(below - set(layers)), level)
edges = {(a, b): n for (a, b), n in calls.items() if a in layers and b in layers}


def drawn() -> str:
    """A column for each layer, a curve for each pair that calls."""
    rows, at, parts = Counter(), {}, []
    for name, level in layers.items():
        at[name] = (16 + 250 * level, 50 + 30 * rows[level])
        rows[level] += 1
    for a, b in edges:
        (x1, y1), (x2, y2) = at[a], at[b]
        start, end, y1, y2 = x1 + 8 + 7 * len(a), x2 - 6, y1 - 4, y2 - 4
        bend = f"M{start} {y1}C{start + 40} {y1} {end - 40} {y2} {end} {y2}"
        parts.append(f'<path d="{bend}" fill="none" stroke="#878b8f"/>')
    parts += [f'<text x="{x}" y="{y}">{escape(name)}</text>' for name, (x, y) in at.items()]
    title, width, height = "Who calls whom in a step", 250 * len(rows), 60 + 30 * max(rows.values())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"'
        f' font-family="ui-monospace, monospace" font-size="11" fill="#17191b">'
        f'<title>{title}</title><rect fill="#fdfdfc" width="100%" height="100%"/>'
        f'<text x="16" y="20">{title}</text>{"".join(parts)}</svg>\n'
    )


for (a, b), n in sorted(edges.items(), key=lambda edge: layers[edge[0][0]]):
    print(f"{'  ' * layers[a]}{a} → {b}  ×{n // p.steps or 1}")
reached = WANTED & set(layers)
for level, count in sorted(Counter(layers.values()).items()):
    record.log(step=level, functions=count)
depth = max(layers.values())
record.summary(functions=len(layers), edges=len(edges), reached=len(reached), depth=depth)
record.figure("calls", drawn())
print(f"One step reaches {len(layers) - 1} functions that matter, {depth} calls deep.")
