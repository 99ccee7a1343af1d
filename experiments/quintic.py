"""Why does a fit of degree 5 blow up when degree 3 was fine, and what makes it behave?

With the cubic's learning rate the raw powers of x overflow: x⁵ is 306 at the edge, so one
direction of the loss is 57,000 times as steep as another, and 1e-6 is 17 times the largest step
that it stands (2 / λmax = 5.75e-8). A basis whose columns hardly overlap is a remedy
(`--basis legendre`), an optimiser that measures slopes another (`--optimizer adam`).
"""

# /// script
# dependencies = ["torch"]
# [tool.journal]
# td = ["td-p4y3f406"]
# check = "ratio <= 1.0001 and steps <= 200"
# timeout = "2m"
# ///

import hashlib
import math

import plot
import sine
import torch
from torch import nn, optim

from journal import record

p = record.params(
    degree=5, basis="raw", optimizer="sgd", lr=0.0, steps=2000, schedule="constant", seed=0,
    target=1.0001, points=2000, dtype="float32", threads=0, device="cpu",
)  # fmt: skip
torch.set_num_threads(p.threads or torch.get_num_threads())
device, dtype = sine.device(p.device), getattr(torch, p.dtype)

x = sine.grid(p.points, dtype).to(device)
y = torch.sin(x)
X = sine.features(x, p.degree, p.basis)
_, best = sine.optimum(p.degree)

torch.manual_seed(p.seed)
model = nn.Sequential(nn.Linear(p.degree, 1, dtype=dtype), nn.Flatten(0, 1)).to(device)
measure = nn.MSELoss(reduction="sum")

slope_lr = 1e-6 if p.basis == "raw" else 0.9 / (2 * p.points)  # legendre: every slope is about 2N
optimisers = {
    "sgd": lambda w: optim.SGD(w, lr=p.lr or slope_lr),
    "adam": lambda w: optim.Adam(w, lr=p.lr or 0.1),
    "rmsprop": lambda w: optim.RMSprop(w, lr=p.lr or 1e-3),
    "lbfgs": lambda w: optim.LBFGS(w, lr=p.lr or 1.0, line_search_fn="strong_wolfe"),
    "gels": lambda w: optim.SGD(w),  # never asked for a step: `solve` needs no descent
}
if p.optimizer not in optimisers:
    raise SystemExit(f"there is no optimiser {p.optimizer}; {', '.join(optimisers)} are there")
optimiser = optimisers[p.optimizer](model.parameters())


def closure() -> torch.Tensor:
    optimiser.zero_grad()
    loss = measure(model(X), y)
    loss.backward()
    return loss


def solve() -> torch.Tensor:
    """Least squares in one go, by QR: the default driver of `lstsq` may change its mind."""
    A = sine.design(x, p.degree, p.basis)
    bias, *weight = torch.linalg.lstsq(A, y[:, None], driver="gels").solution
    with torch.no_grad():
        model[0].bias.copy_(bias)
        model[0].weight.copy_(torch.stack(weight, dim=1))
    return measure(model(X), y)


cosine = p.schedule == "cosine"
rate = optim.lr_scheduler.CosineAnnealingLR(optimiser, p.steps) if cosine else None
curve, first = [], {}  # first: at which step something happened for the first time
for step in range(1, p.steps + 1):
    loss = (solve() if p.optimizer == "gels" else optimiser.step(closure)).item()
    if rate:
        rate.step()
    coefficients = sine.coefficients(model)
    ratio = sine.loss(coefficients, p.degree, p.basis) / best
    record.log(step=step, loss=loss, ratio=ratio)
    curve.append((step, ratio))
    broken = bool(coefficients.isnan().any())
    marks = {"inf": math.isinf(loss), "nan": broken, "near": ratio <= 1.1, "close": ratio <= 1.01}
    for name in (name for name, now in marks.items() if now):
        first.setdefault(name, step)
    if broken or ratio <= p.target or p.optimizer == "gels":
        break

record.summary(
    ratio=ratio, steps=step, final_loss=ratio * best, best_loss=best,
    steps_to_110=first.get("near"), steps_to_101=first.get("close"),
    first_inf=first.get("inf"), first_nan=first.get("nan"),
    weights=hashlib.sha256(bytes(coefficients.cpu().view(torch.uint8).tolist())).hexdigest()[:16],
)  # fmt: skip
title = f"Degree {p.degree}, {p.basis} basis, {p.optimizer}: loss over the best loss there is"
record.figure("ratio", plot.lines({f"{p.basis} {p.optimizer}": curve}, title))

if broken:
    inf = f"overflow at step {first['inf']}, " if "inf" in first else ""
    raise SystemExit(f"The fit blew up: {inf}NaN at step {step}; the best loss is {best:.4g}.")
print(f"After {step} steps the loss is {ratio:.7g} times the best of degree {p.degree}.")
