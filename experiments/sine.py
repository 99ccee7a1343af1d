"""What all experiments share: 2,000 points of a sine, bases to fit it in, and a fair judge."""

from __future__ import annotations

import math
import warnings
from functools import cache

warnings.filterwarnings("ignore", "Failed to initialize NumPy")  # no script here needs it

import torch  # noqa: E402 # the filter must come first
from torch import Tensor  # noqa: E402

POINTS = 2000
BASES = ("raw", "scaled", "chebyshev", "legendre")


def grid(points: int = POINTS, dtype: torch.dtype = torch.float32) -> Tensor:
    """Evenly spaced x from -pi to pi, both ends included."""
    return torch.linspace(-math.pi, math.pi, points, dtype=dtype)


def features(x: Tensor, degree: int, basis: str = "raw") -> Tensor:
    """One column for each of the degrees 1..degree; the constant is the bias of `nn.Linear`.

    raw: x^k. scaled: u^k with u = x/pi. chebyshev: T_k(u). legendre: sqrt(2k+1) P_k(u), whose
    columns have mean square 1 and hardly overlap, so every direction is equally steep.
    """
    if basis not in BASES:
        raise SystemExit(f"there is no basis {basis}; {', '.join(BASES)} are there")
    if basis in ("raw", "scaled"):
        u = x if basis == "raw" else x / math.pi
        return u[:, None].pow(torch.arange(1, degree + 1).to(x))
    u = x / math.pi
    columns = [torch.ones_like(u), u]
    for k in range(1, degree):
        now, before = columns[k], columns[k - 1]
        next_one = 2 * u * now - before
        if basis == "legendre":
            next_one = ((2 * k + 1) * u * now - k * before) / (k + 1)
        columns.append(next_one)
    norms = [math.sqrt(2 * k + 1) if basis == "legendre" else 1 for k in range(degree + 1)]
    return torch.stack([norms[k] * columns[k] for k in range(1, degree + 1)], dim=1)


def design(x: Tensor, degree: int, basis: str = "raw") -> Tensor:
    """The features with the column of ones in front: what [bias, weights] is multiplied by."""
    return torch.cat([torch.ones_like(x)[:, None], features(x, degree, basis)], dim=1)


def loss(coefficients: Tensor, degree: int, basis: str = "raw") -> float:
    """Sum of squares of [bias, weights] on the grid, in float64 whatever they were trained in."""
    A, y = _exact(degree, basis)
    error = A @ coefficients.detach().double().cpu().flatten() - y
    return float(error.square().sum())


@cache
def _exact(degree: int, basis: str) -> tuple[Tensor, Tensor]:
    x = grid(dtype=torch.float64)
    return design(x, degree, basis), torch.sin(x)


def optimum(degree: int, basis: str = "legendre") -> tuple[Tensor, float]:
    """The best [bias, weights] there are and their loss: least squares in float64.

    The driver is named because the default one, gelsy, is not repeatable on a CPU
    (https://github.com/pytorch/pytorch/issues/71222).
    """
    A, y = _exact(degree, basis)
    best = torch.linalg.lstsq(A, y[:, None], driver="gels")
    return best.solution.flatten(), loss(best.solution, degree, basis)


def coefficients(model: torch.nn.Module) -> Tensor:
    """[bias, weights] of the one linear layer in a model, in the order of the design's columns."""
    weight, bias = model.parameters()
    return torch.cat([bias.flatten(), weight.flatten()]).detach()


def device(name: str) -> torch.device:
    """The device of this name, or the end of the script in one sentence."""
    if name.startswith("cuda") and not torch.cuda.is_available():
        raise SystemExit("there is no CUDA device on this machine; --device cpu runs anywhere")
    return torch.device(name)
