"""The one line that a run offers to the day's results; a failure is a result too."""

from __future__ import annotations

from pathlib import PurePath

from journal.model.run import Run, Scalar

MOST = 4  # values of a summary that are told


def draft(run: Run) -> str:
    """quintic: overflow at step 12, last finite loss 1.9e+38 (run 20250714-…)"""
    said = [run.reason] if run.reason else [_found(run)] if run.summary else []
    said += [_judged(run), _expected(run)]
    body = "; ".join(filter(None, said)) or f"{run.status} in {run.duration or 0:.1f} s"
    return f"{PurePath(run.script).stem}: {body} (run {run.id})"


def _found(run: Run) -> str:
    told = [(name, value) for name, value in run.summary.items() if value is not None]
    named = sorted(told, key=lambda pair: pair[0] not in run.check)
    return ", ".join(f"{name} {plain(value)}" for name, value in named[:MOST])


def _judged(run: Run) -> str:
    if run.verdict is None or run.verdict.held is None:
        return ""
    return f"{run.check} {'held' if run.verdict.held else 'did not hold'}"


def _expected(run: Run) -> str:
    outcome = run.outcome
    if outcome is None or outcome.verdict is None or outcome.verdict.held is None:
        return f"expected: {run.expect}" if run.expect else ""
    values = ", ".join(value for _, value, _ in outcome.verdict.parts)
    return f"expected {outcome.verdict.check}, got {values}"


def plain(value: Scalar) -> str:
    return f"{value:.7g}" if isinstance(value, float) else str(value)
