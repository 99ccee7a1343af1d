"""How far does a higher degree carry the fit, and where does float32 give out?

For each degree: the best loss there is (least squares in float64), what least squares and plain
gradient descent reach in float32, and gradient descent in float64. The first tells where the
approximation stands; where the others leave it, it is the arithmetic that broke.
"""

# /// script
# dependencies = ["torch"]
# [tool.journal]
# td = ["td-8q450mbv", "td-24sq8036"]
# check = "float32_holds_to >= 9 and float64_holds_to >= 15"
# timeout = "5m"
# ///

import plot
import sine
import torch
from torch import nn

from journal import record

p = record.params(max_degree=15, basis="legendre", steps=40, seed=0, good=1.001)
torch.set_num_threads(1)


def solved(degree: int) -> float:
    """What float32 least squares by QR reaches, over the optimum."""
    x = sine.grid()
    A = sine.design(x, degree, p.basis)
    found = torch.linalg.lstsq(A, torch.sin(x)[:, None], driver="gels").solution
    return sine.loss(found, degree, p.basis) / sine.optimum(degree)[1]


def steepest(degree: int) -> float:
    """The learning rate at which gradient descent is fastest: 2 / (λmin + λmax) of the Hessian."""
    A = sine.design(sine.grid(dtype=torch.float64), degree, p.basis)
    eigenvalues = torch.linalg.eigvalsh(2 * A.T @ A)
    return 2 / float(eigenvalues[0] + eigenvalues[-1])


def descended(degree: int, dtype: torch.dtype) -> tuple[float, int | None]:
    """What gradient descent reaches, over the optimum, and its first step within `good` of it."""
    x = sine.grid(dtype=dtype)
    X, y, best = sine.features(x, degree, p.basis), torch.sin(x), sine.optimum(degree)[1]
    torch.manual_seed(p.seed)
    model = nn.Linear(degree, 1, dtype=dtype)
    optimiser = torch.optim.SGD(model.parameters(), lr=steepest(degree))
    good = None
    for step in range(1, p.steps + 1):
        loss = (model(X).flatten() - y).square().sum()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        ratio = sine.loss(sine.coefficients(model), degree, p.basis) / best
        good = step if good is None and ratio <= p.good else good
    return ratio, good


def holds_to(ratios: list[float]) -> int:
    """The last degree before the first one that misses."""
    bad = (degree for degree, ratio in enumerate(ratios, 1) if not ratio <= p.good)
    return next(bad, len(ratios) + 1) - 1


rows = []
print("degree   best loss  float32 QR  float32 descent  float64 descent")
for degree in range(1, p.max_degree + 1):
    best = sine.optimum(degree)[1]
    qr = solved(degree)
    (single, at), (double, _) = descended(degree, torch.float32), descended(degree, torch.float64)
    rows.append((best, qr, single, double))
    record.log(
        step=degree, loss=best, float32_qr=qr, float32_descent=single, float64_descent=double
    )
    values = {f"loss_{degree}": best, f"qr_{degree}": qr, f"single_{degree}": single}
    record.summary(**values, **{f"double_{degree}": double, f"steps_{degree}": at})
    print(f"{degree:6}  {best:10.4g}  {qr:10.6g}  {single:15.6g}  {double:15.6g}")

best, qr, single, double = (list(column) for column in zip(*rows, strict=True))
single_to, double_to = min(holds_to(qr), holds_to(single)), holds_to(double)
record.summary(float32_holds_to=single_to, float64_holds_to=double_to)
curves = {
    "best": best,
    "float32 QR": [b * r for b, r in zip(best, qr, strict=True)],
    "float32 descent": [b * r for b, r in zip(best, single, strict=True)],
}
numbered = {name: list(enumerate(values, 1)) for name, values in curves.items()}
record.figure(
    "degrees", plot.lines(numbered, "Loss against degree, and where float32 leaves", "degree")
)
print(f"float32 follows the best loss to degree {single_to}, float64 to degree {double_to}.")
