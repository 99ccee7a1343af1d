"""Can I choose where training starts, and does a better start pay?

The cubic's weights are set before the first step: at PyTorch's default, at zero, at what Taylor,
Chebyshev and Legendre would say, at the answer for a smaller degree, at a prior of mine. Descent
on a sum of squares is linear algebra: the distance along each eigenvector of the Hessian shrinks by
1 - lr·λ a step, so the number of steps can be predicted before taking the first one.
"""

# /// script
# dependencies = ["torch"]
# [tool.journal]
# td = ["td-nesgtnpg", "td-yq1ycsg4", "td-5szabe6t"]
# check = "worst_miss <= 0.01 and steps_legendre == 0"
# timeout = "5m"
# ///

import math

import plot
import sine
import torch
from torch import nn

from journal import record

p = record.params(degree=3, lr=1e-6, steps=2500, target=1.1, spread=0.01, seed=0)
torch.set_num_threads(1)

x = sine.grid()
X, y = sine.features(x, p.degree), torch.sin(x)
goal, best = sine.optimum(p.degree, "raw")
measure = nn.MSELoss(reduction="sum")


def raw(values: torch.Tensor) -> torch.Tensor:
    """The powers' coefficients of a polynomial that is given by its values on a fine grid."""
    A = sine.design(sine.grid(len(values), torch.float64), p.degree)
    return torch.linalg.lstsq(A, values[:, None], driver="gels").solution.flatten()


def series(basis: str) -> torch.Tensor:
    """sin projected on each column of a basis, with the weight that makes them orthogonal."""
    middles = (torch.arange(20000, dtype=torch.float64) + 0.5) / 20000
    u = torch.cos(math.pi * middles) if basis == "chebyshev" else 2 * middles - 1
    columns = sine.design(math.pi * u, p.degree, basis)
    share = (columns * torch.sin(math.pi * u)[:, None]).mean(0) / columns.square().mean(0)
    return raw(sine.design(sine.grid(dtype=torch.float64), p.degree, basis) @ share)


def smaller() -> torch.Tensor:
    """A warm start: the answer two degrees down, and zeros for what is new."""
    return torch.cat([sine.optimum(p.degree - 2, "raw")[0], torch.zeros(2, dtype=torch.float64)])


def default() -> torch.Tensor:
    torch.manual_seed(p.seed)
    return sine.coefficients(nn.Linear(p.degree, 1))


def prior(centre: torch.Tensor) -> torch.Tensor:
    torch.manual_seed(p.seed)
    return centre + p.spread * torch.randn(p.degree + 1)


powers = range(p.degree + 1)
taylor = torch.tensor([math.sin(k * math.pi / 2) / math.factorial(k) for k in powers]).double()
starts = {
    "default": default(), "zeros": torch.zeros(p.degree + 1), "warm": smaller(), "taylor": taylor,
    "prior": prior(taylor), "chebyshev": series("chebyshev"), "legendre": series("legendre"),
    "solved": goal,
}  # fmt: skip


def measured(start: torch.Tensor) -> tuple[list[float], int | None]:
    """Train from here; a start is nothing but a `copy_` into the layer's parameters."""
    model = nn.Sequential(nn.Linear(p.degree, 1), nn.Flatten(0, 1))
    with torch.no_grad():
        model[0].bias.copy_(start[:1])
        model[0].weight.copy_(start[None, 1:])
    optimiser = torch.optim.SGD(model.parameters(), lr=p.lr)
    ratios = [sine.loss(sine.coefficients(model), p.degree) / best]
    while ratios[-1] > p.target and len(ratios) <= p.steps:
        optimiser.zero_grad()
        measure(model(X), y).backward()
        optimiser.step()
        ratios.append(sine.loss(sine.coefficients(model), p.degree) / best)
    return ratios, len(ratios) - 1 if ratios[-1] <= p.target else None


def predicted(start: torch.Tensor) -> int:
    """The first k with loss(k) <= target · best, where loss(k) - best = Σ λ/2 (1 - lr·λ)^2k v²."""
    A = sine.design(sine.grid(dtype=torch.float64), p.degree)
    eigenvalues, vectors = torch.linalg.eigh(2 * A.T @ A)
    v = vectors.T @ (start.double() - goal)
    steps = torch.arange(1_000_000, dtype=torch.float64)[:, None]
    for part in steps.split(10_000):
        excess = (eigenvalues / 2 * (1 - p.lr * eigenvalues) ** (2 * part) * v**2).sum(1)
        if (reached := (best + excess <= p.target * best).nonzero()).numel():
            return int(part[reached[0, 0], 0])
    return -1


curves, misses = {}, []
for name, start in starts.items():
    (ratios, steps), guess = measured(start), predicted(start)
    for step in range(0, len(ratios), 10):
        record.log(step=step, **{name: ratios[step]})
    record.summary(**{f"steps_{name}": steps, f"predicted_{name}": guess})
    misses.append(abs(steps - guess) / max(guess, 1) if steps is not None else math.inf)
    curves[name] = list(enumerate(ratios))
    print(
        f"{name:10} starts at {ratios[0]:10.4f}, {steps} steps to {p.target:g} ({guess} predicted)"
    )
record.summary(worst_miss=max(misses))
record.figure("starts", plot.lines(curves, f"Loss over the best, to {p.target:g} times"))
print(f"A start is worth what it saves: the prediction misses by at most {max(misses):.2%}.")
