"""Runs as tables for other programs: one row a run, and metrics in long form, one row a point."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import Any

from journal.model.run import Run, Scalar
from journal.store import runs, series
from journal.workspace import Workspace

FACTS = ("id", "group", "script", "status", "failure", "start", "duration", "peak_memory", "seed")
POINT = ("run", "group", "metric", "step", "value")


def runs_csv(every: Sequence[Run]) -> str:
    """One row a run; parameters stand under param.NAME, what was found under summary.NAME."""
    params = list(dict.fromkeys(n for r in every for n in r.params))
    found = list(dict.fromkeys(n for r in every for n in r.summary))
    heads = (*FACTS, "held", *(f"param.{n}" for n in params), *(f"summary.{n}" for n in found))
    rows = [
        (*(getattr(r, f) for f in FACTS), r.verdict.held if r.verdict else None,
         *(r.params.get(n) for n in params), *(r.summary.get(n) for n in found))
        for r in every
    ]  # fmt: skip
    return _csv([heads, *rows])


def metrics_csv(ws: Workspace, every: Sequence[Run]) -> str:
    """Every point of every metric, none thinned out."""
    rows = ((r.id, r.group, *point) for r in every for point in _points(ws, r))
    return _csv([POINT, *rows])


def document(ws: Workspace, every: Sequence[Run]) -> str:
    """The same as one versioned JSON document; what isn't finite is a string."""
    rows = [{**plain(r), "metrics": _rows(ws, r)} for r in every]
    return json.dumps({"version": 1, "runs": rows}, ensure_ascii=False, indent=1) + "\n"


def plain(run: Run) -> dict[str, Any]:
    """A run as JSON has it, where NaN is a string."""
    made: dict[str, Any] = json.loads(run.model_dump_json())
    return made


def _rows(ws: Workspace, run: Run) -> list[dict[str, Scalar]]:
    return [
        {"metric": name, "step": finite(step), "value": finite(value)}
        for name, step, value in _points(ws, run)
    ]


def _points(ws: Workspace, run: Run) -> Iterator[tuple[str, float, float]]:
    found = series.read(runs.folder(ws, run) / series.FILE)
    for name, s in found.items():
        yield from ((name, step, value) for step, value in zip(s.steps, s.values, strict=True))


def finite(value: Scalar) -> Scalar:
    """A number, or its word in JSON where it is none that JSON can write."""
    words = {"inf": "Infinity", "-inf": "-Infinity", "nan": "NaN"}
    return words.get(str(value), value) if isinstance(value, float) else value


def _csv(rows: Sequence[Sequence[Any]]) -> str:
    target = io.StringIO()
    csv.writer(target, lineterminator="\n").writerows(rows)
    return target.getvalue()
