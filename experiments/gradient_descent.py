"""Is `nn.Linear` doing anything that my four lines of calculus don't?

A cubic a + bx + cx² + dx³ is fitted to sin(x) three times from the same start: with gradients
worked out by hand, with gradients from autograd, and with `nn.Linear` and an optimiser. If the
layer is the same mathematics in a new wrapper, then W ends as (b, c, d) and the bias as a.
"""

# /// script
# dependencies = ["torch"]
# [tool.journal]
# td = ["td-1rs3xjvd"]
# check = "gap <= 1e-5 and ratio <= 1.1"
# timeout = "2m"
# ///

import plot
import sine
import torch
from torch import nn

from journal import record

p = record.params(lr=1e-6, steps=2000, seed=0, device="cpu")
device = sine.device(p.device)

x = sine.grid().to(device)
y = torch.sin(x)
X = sine.features(x, degree=3)

torch.manual_seed(p.seed)
model = nn.Sequential(nn.Linear(3, 1), nn.Flatten(0, 1)).to(device)
start = sine.coefficients(model)
_, best = sine.optimum(3)


def by_hand() -> tuple[torch.Tensor, list[float]]:
    """d loss / d a is 2 Σ (prediction - y); each other letter takes its own power of x along."""
    a, b, c, d = start.clone()
    losses = []
    for _ in range(p.steps):
        error = a + b * x + c * x**2 + d * x**3 - y
        losses.append(float(error.square().sum()))
        slope = 2 * error
        a = a - p.lr * slope.sum()
        b = b - p.lr * (slope * x).sum()
        c = c - p.lr * (slope * x**2).sum()
        d = d - p.lr * (slope * x**3).sum()
    return torch.stack([a, b, c, d]), losses


def by_autograd() -> tuple[torch.Tensor, list[float]]:
    """The same letters, but `backward` does the calculus."""
    letters = [value.clone().requires_grad_() for value in start]
    losses = []
    for _ in range(p.steps):
        a, b, c, d = letters
        loss = (a + b * x + c * x**2 + d * x**3 - y).square().sum()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            for letter in letters:
                letter -= p.lr * letter.grad
                letter.grad = None
    return torch.stack(letters).detach(), losses


def by_layer() -> tuple[torch.Tensor, list[float]]:
    """No letters any more: a weight row, a bias, a loss function and an optimiser."""
    optimiser = torch.optim.SGD(model.parameters(), lr=p.lr)
    measure = nn.MSELoss(reduction="sum")
    losses = []
    for _ in range(p.steps):
        loss = measure(model(X), y)
        losses.append(loss.item())
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return sine.coefficients(model), losses


ways = {"by hand": by_hand(), "autograd": by_autograd(), "nn.Linear": by_layer()}
for step, row in enumerate(zip(*(losses for _, losses in ways.values()), strict=True)):
    record.log(step=step, hand=row[0], autograd=row[1], loss=row[2])

letters, weights = ways["by hand"][0], ways["nn.Linear"][0]
gap = max(float((ways[w][0] - weights).abs().max()) for w in ("by hand", "autograd"))
ratio = sine.loss(weights, 3) / best
named = dict(zip("abcd", (round(float(v), 6) for v in letters), strict=True))
record.summary(**named, gap=gap, ratio=ratio, final_loss=sine.loss(weights, 3))
curves = {name: list(enumerate(losses, 1)) for name, (_, losses) in ways.items()}
record.figure("loss", plot.lines(curves, "Sum of squares, three ways to the same cubic"))

print("by hand      a, b, c, d = " + ", ".join(f"{float(v):+.6f}" for v in letters))
print("nn.Linear bias, W[0..2] = " + ", ".join(f"{float(v):+.6f}" for v in weights))
print(f"The same to {gap:.1e}; the loss is {ratio:.4f} times the best a cubic can do.")
