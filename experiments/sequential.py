"""What is `nn.Sequential`, and what else could stand in its place?

The same cubic is trained by seven constructs from the same seed. If Sequential is only a list of
modules called in order, the others must give the same weights: not close, the same bits.
"""

# /// script
# dependencies = ["torch"]
# [tool.journal]
# td = ["td-eqs2kb53", "td-jvp1g73m"]
# check = "same == 6 and different == 1"
# timeout = "5m"
# ///

from collections import OrderedDict

import plot
import sine
import torch
from torch import nn
from torch.func import functional_call, grad

from journal import record

p = record.params(steps=2000, lr=1e-6, seed=0)
torch.set_num_threads(1)
X, y = sine.features(sine.grid(), degree=3), torch.sin(sine.grid())
measure = nn.MSELoss(reduction="sum")
STOPS = sorted({1, 10, 100, 500, p.steps})


class Cubic(nn.Module):
    """What Sequential does, written out: hold the layers, call them in order."""

    def __init__(self) -> None:
        super().__init__()
        self.layer = nn.Linear(3, 1)

    def forward(self, X: torch.Tensor) -> torch.Tensor:
        return self.layer(X).flatten(0, 1)


class Listed(nn.ModuleList):
    """A list of modules and a loop: Sequential's own `forward`."""

    def forward(self, X: torch.Tensor) -> torch.Tensor:
        for layer in self:
            X = layer(X)
        return X


def layers() -> dict[str, nn.Module]:
    return {"layer": nn.Linear(3, 1), "flatten": nn.Flatten(0, 1)}


def plain() -> nn.Module:
    return nn.Sequential(*layers().values())


def added() -> nn.Module:
    model = nn.Sequential()
    for name, layer in layers().items():
        model.add_module(name, layer)
    return model


def optimised(model: nn.Module):
    optimiser = torch.optim.SGD(model.parameters(), lr=p.lr)

    def step() -> None:
        optimiser.zero_grad()
        measure(model(X), y).backward()
        optimiser.step()

    return step


def functional(model: nn.Module, fused: bool = True):
    """No optimiser and no `backward`: the loss is a function of the weights, its slope another."""
    slope = grad(lambda weights: measure(functional_call(model, weights, (X,)), y))
    W = {name: w.detach() for name, w in model.named_parameters()}
    move = torch.add if fused else lambda w, g, alpha: w + alpha * g  # which rounds twice
    return lambda: [W[n].copy_(move(W[n], g, alpha=-p.lr)) for n, g in slope(W).items()]


CONSTRUCTS = {
    "Sequential, again": (plain, optimised),
    "Sequential(OrderedDict)": (lambda: nn.Sequential(OrderedDict(layers())), optimised),
    "add_module": (added, optimised),
    "nn.Module subclass": (Cubic, optimised),
    "ModuleList and a loop": (lambda: Listed(layers().values()), optimised),
    "functional_call, add(alpha)": (plain, functional),
    "functional_call, w - lr*g": (plain, lambda model: functional(model, fused=False)),
}


def trained(build, stepper) -> dict[int, torch.Tensor]:
    torch.manual_seed(p.seed)
    step, kept = stepper(model := build()), {}
    for k in range(1, p.steps + 1):
        step()
        if k in STOPS:
            kept[k] = sine.coefficients(model).clone()
    return kept


wanted, gaps, same = trained(plain, optimised), {}, []
for number, (name, how) in enumerate(CONSTRUCTS.items()):
    found = trained(*how)
    gap = {k: float((found[k] - wanted[k]).abs().max()) for k in STOPS}
    equal = [k for k in STOPS if torch.equal(found[k], wanted[k])]
    same += [name] if equal == STOPS else []
    gaps[name] = [(k, max(gap[k], 1e-12)) for k in STOPS]
    record.log(step=number, equal_stops=len(equal), gap=max(gap.values()))
    print(f"{name:28} {'the same bits' if equal == STOPS else f'equal at steps {equal}'}")
record.summary(same=len(same), different=len(CONSTRUCTS) - len(same), same_bits="; ".join(same))
record.figure("gaps", plot.lines(gaps, "Gap to nn.Sequential; the same bits: 1e-12", log_x=True))
print(f"{len(same)} of {len(CONSTRUCTS)} constructs give nn.Sequential's weights bit for bit.")
