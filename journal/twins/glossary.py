"""What people who learn by experiments talk about: a concept a row, English forms | Russian forms.

Forms are split by commas and compared without their inflection; `word*` stands for every word
that begins so.
journal.toml adds rows of the same kind under [glossary].
"""

from __future__ import annotations

from journal.twins.terms_field import FIELD
from journal.twins.terms_work import WORK

GLOSSARY = FIELD + WORK


# The small change of such logs: shared by any two debts, telling of none.
_GENERIC = """
train, parameter, python, class, import, package, paper, book, course, exercise, notebook, pytorch,
repository, commit, push, git, github, command line, documentation, configuration, implementation,
structure, visualization, optimization, intuition, difference, comparison, effect, increase,
decrease, failure, error, fix, speed, memory, server, manual, machine learning, deep learning,
neural network, model, data, network, function, module, method, object, argument, variable, loop,
number, value, text, table, user, project, script, program, tool, application, system, version,
install, setup, save, load, generate, replace, remove, update, connect, choose, tune, evaluate,
solve, compute, handle, limit, draw, share, site, api, feature, theory, control, measure
"""
GENERIC = frozenset(name.strip() for name in _GENERIC.split(","))

# Named in one breath: two of a family shared are one sign of likeness, not two.
FAMILIES = (
    "cpu, gpu, cuda, tpu, mps",
    "encoder, decoder",
    "overfitting, underfitting",
    "increase, decrease",
    "training set, test set, validation",
    "l1, l2",
    "sine, cosine",
    "mean, median, variance",
    "forward pass, backpropagation",
    "blow up, overflow, nan",
    "numpy, pandas, matplotlib",
    "git, github, commit, push",
)
FAMILY = {name: names for names in FAMILIES for name in names.split(", ")}
