"""Checks and expectations: expressions over what a run found, judged without ever calling eval."""

from __future__ import annotations

import ast
import difflib
import math
import re
import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from journal.model.run import Expectation, Run, Scalar, Verdict

FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "abs": abs, "min": min, "max": max, "round": round, "sqrt": math.sqrt, "log": math.log,
    "log10": math.log10, "exp": math.exp, "isfinite": math.isfinite, "isnan": math.isnan,
}  # fmt: skip
OVER_RUNS: Mapping[str, Callable[[Sequence[float]], float]] = {
    "median": statistics.median, "mean": statistics.fmean, "min": min, "max": max,
    "std": statistics.stdev, "sum": math.fsum, "count": len,
}  # fmt: skip
_COMPARISON = re.compile(
    r"[A-Za-z_]\w*\s*(?:<=|>=|==|!=|<|>)\s*(?:-?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?|[A-Za-z_]\w*)"
)
_GREATER, _LESS = (ast.Gt, ast.GtE), (ast.Lt, ast.LtE)


class _UnjudgedError(Exception):
    """Why a check can't be judged."""


class _Series(tuple[tuple[Mapping[str, Scalar], Scalar], ...]):
    """A name's values over the runs of a group, each with its run's parameters."""


def judge(check: str, summary: Mapping[str, Scalar], params: Mapping[str, Scalar]) -> Verdict:
    """The check over one run's summary and parameters; the summary wins where both have a name."""
    if is_group(check):
        why = "it speaks of a group of runs; journal run --sweep makes one"
        return Verdict(check=check, why=why)
    return _judged(check, {**params, **summary}, FUNCTIONS)


def judge_group(check: str, runs: Sequence[Run]) -> Verdict:
    """The check over a group's finished runs: all as one, or each alone where it names no group."""
    done = [r for r in runs if r.status == "finished"]
    if not done:
        return Verdict(check=check, why="no run of the group has finished")
    if is_group(check):
        return _judged(check, _series(done), {**FUNCTIONS, **_over_runs()})
    each = [(r, judge(check, r.summary, r.params)) for r in done]
    if unjudged := next((v for _, v in each if v.held is None), None):
        return unjudged
    parts = tuple((f"{r.id}: {p[0]}", p[1], p[2]) for r, v in each for p in v.parts)
    return Verdict(check=check, held=all(v.held for _, v in each), parts=parts)


def is_group(check: str) -> bool:
    """Whether the check takes a median or the like over several runs."""
    try:
        calls = [n for n in ast.walk(_parsed(check)) if isinstance(n, ast.Call)]
    except _UnjudgedError:
        return False
    named = [(c, c.func.id) for c in calls if isinstance(c.func, ast.Name)]
    single = FUNCTIONS.keys()
    return any(f in OVER_RUNS and (f not in single or _one(c)) for c, f in named)


def _one(call: ast.Call) -> bool:
    return bool(call.keywords) or len(call.args) == 1


def expectation(expect: str, summary: Mapping[str, Scalar]) -> Expectation:
    """What was expected beside what came; words without an expression are only kept."""
    source = _expression_in(expect)
    if not source:
        return Expectation(words=expect)
    verdict = judge(source, summary, {})
    return Expectation(words=expect, verdict=verdict, direction=_direction(source, verdict))


def _expression_in(expect: str) -> str:
    try:
        if any(isinstance(n, ast.Compare) for n in ast.walk(_parsed(expect))):
            return expect.strip()
    except _UnjudgedError:
        pass
    return " and ".join(_COMPARISON.findall(expect))


def _direction(source: str, verdict: Verdict) -> Any:
    """On which side of the expectation the first part that failed came out."""
    if verdict.held is None:
        return ""
    if verdict.held:
        return "as expected"
    failed = next((s for s, _, ok in verdict.parts if not ok), source)
    compare = next((n for n in ast.walk(_parsed(failed)) if isinstance(n, ast.Compare)), None)
    if compare is None:
        return ""
    turned = isinstance(compare.left, ast.Constant)
    greater, less = isinstance(compare.ops[0], _GREATER), isinstance(compare.ops[0], _LESS)
    return ("below" if greater != turned else "above") if greater or less else ""


def _judged(check: str, names: Mapping[str, Any], functions: Mapping[str, Any]) -> Verdict:
    from simpleeval import InvalidExpression, SimpleEval

    evaluator = SimpleEval(names=dict(names), functions=dict(functions))

    def value(node: ast.expr) -> Any:
        try:
            found = evaluator.eval(ast.unparse(node), previously_parsed=node)
        except InvalidExpression as e:
            raise _UnjudgedError(_why(e, node, names, functions)) from None
        except (TypeError, ValueError, ArithmeticError, KeyError, AttributeError) as e:
            raise _UnjudgedError(f"{ast.unparse(node)} can't be worked out: {e}") from None
        if isinstance(found, _Series):
            raise _UnjudgedError(
                f"{ast.unparse(node)} has a value in each run; take its median or mean"
            )
        return found

    try:
        tree = _parsed(check)
        parts = tuple(_part(leaf, value) for leaf in _leaves(tree))
        return Verdict(check=check, held=bool(value(tree)), parts=parts)
    except _UnjudgedError as e:
        return Verdict(check=check, why=str(e))


def _parsed(check: str) -> ast.expr:
    try:
        return ast.parse(check.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as e:
        raise _UnjudgedError(f"it is no expression: {getattr(e, 'msg', e)}") from None


def _leaves(node: ast.expr) -> Iterator[ast.expr]:
    """The comparisons, a chain taken apart, and whatever else is joined by and, or."""
    if isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from _leaves(value)
    elif isinstance(node, ast.Compare) and len(node.ops) > 1:
        left = node.left
        for op, right in zip(node.ops, node.comparators, strict=True):
            yield ast.Compare(left, [op], [right])
            left = right
    else:
        yield node


def _part(node: ast.expr, value: Callable[[ast.expr], Any]) -> tuple[str, str, bool]:
    """The source, the value that is no constant, and whether it is so."""
    told = node
    if isinstance(node, ast.Compare):
        plain = isinstance(node.left, ast.Constant)
        told = node.comparators[0] if plain else node.left
    return ast.unparse(node), _shown(value(told)), bool(value(node))


def _shown(value: Any) -> str:
    try:
        return f"{value:.7g}" if isinstance(value, float) else str(value)
    except ValueError:  # Python writes no whole number of more than 4300 digits
        return f"a number of {value.bit_length()} bits"


def _why(
    e: Exception, node: ast.expr, names: Mapping[str, Any], functions: Mapping[str, Any]
) -> str:
    from simpleeval import FunctionNotDefined, NameNotDefined

    if isinstance(e, FunctionNotDefined):
        return f"there is no function {e.func_name}; there is {', '.join(sorted(functions))}"
    if not isinstance(e, NameNotDefined):
        return f"{ast.unparse(node)} is not allowed in a check"
    if not names:
        return f"{e.name} is unknown: the run recorded no summary"
    near = difflib.get_close_matches(e.name, names, 1)
    known = f"did you mean {near[0]}?" if near else f"there is {', '.join(sorted(names)[:12])}"
    return f"{e.name} is neither in the summary nor a parameter; {known}"


def _series(runs: Sequence[Run]) -> dict[str, _Series]:
    names = {n for r in runs for n in (*r.summary, *r.params)}
    values = [(r.params, {**r.params, **r.summary}) for r in runs]
    return {n: _Series((p, every[n]) for p, every in values if n in every) for n in names}


def _over_runs() -> dict[str, Callable[..., Any]]:
    return {name: _over(name, take) for name, take in OVER_RUNS.items()}


def _over(name: str, take: Callable[[Sequence[float]], float]) -> Callable[..., Any]:
    def over(*args: Any, **where: Scalar) -> Any:
        if len(args) != 1 or not isinstance(args[0], _Series):
            return FUNCTIONS[name](*args)
        found = [
            v for params, v in args[0] if all(_same(params.get(k), w) for k, w in where.items())
        ]
        values = [float(v) for v in found if isinstance(v, int | float)]
        if not values:
            chosen = ", ".join(f"{k}={v}" for k, v in where.items())
            raise ValueError(f"no run{' with ' + chosen if chosen else ''} has a number for it")
        return take(values)

    return over


def _same(value: Scalar | None, wanted: Scalar) -> bool:
    return value == wanted or str(value) == str(wanted)
