"""The tries at a debt side by side: their curves, why one stopped, the check over its values."""

from __future__ import annotations

import re
from collections.abc import Sequence

from journal.model.run import Run
from journal.model.td import TDItem
from journal.site.charts import Figure, Series, Threshold, loss
from journal.site.links import run_page
from journal.site.outcome import label, varying, verdict
from journal.site.rows import number
from journal.site.shared import Site
from journal.site.words import figure

BOUND = re.compile(r"\s*([\w.]+)\s*(<=|<)\s*([-+\d.eE]+)\s*")
SERIES = 5


def chart(site: Site, item: TDItem, tries: Sequence[Run]) -> Figure | None:
    """The curves of its last tries, the one that settled it in front."""
    shown = [r for r in tries if site.curve(r)[1]][-SERIES:]
    if not shown:
        return None
    settled = item.evidence.ref if item.evidence and item.evidence.kind == "run" else ""
    front = settled if settled in {r.id for r in shown} else shown[-1].id
    name = site.curve(next(r for r in shown if r.id == front))[0]
    keys = varying(tries)
    series = [
        Series(label(r, keys), tuple(site.curve(r, (name,))[1]), r.id == front, failure(r))
        for r in shown if name in site.metrics(r)
    ]  # fmt: skip
    return loss(series, name, threshold(shown, name))


def failure(run: Run) -> str:
    v = verdict(run)
    if v.kind != "failed":
        return ""
    step = re.search(r"at step \d+(?:,\d{3})*", run.reason)
    return f"{v.word} {step[0]}" if step else v.word


def threshold(runs: Sequence[Run], name: str) -> Threshold | None:
    for part in re.split(r"\band\b|\bor\b", runs[-1].check):
        if (found := BOUND.fullmatch(part)) and found[1] == name:
            return Threshold(
                float(found[3]), f"the check: {name} {figure(float(found[3]))} or less"
            )
    return None


def check(tries: Sequence[Run]) -> dict[str, object] | None:
    """The expression of the last run that had one, each comparison over its value."""
    judged = [r for r in tries if r.check]
    if not judged:
        return None
    last = next((r for r in reversed(judged) if r.verdict and r.verdict.held), judged[-1])
    parts = last.verdict.parts if last.verdict else ()
    split = [re.split(r"\s*(<=|>=|==|!=|<|>)\s*", p[0], maxsplit=1) for p in parts]
    plain = (
        bool(parts)
        and all(len(s) == 3 for s in split)
        and not re.search(r"\bor\b|\bnot\b", last.check)
    )
    rows = [
        {"name": s[0], "sign": s[1], "bound": s[2], "left": number(p[1]), "held": p[2]}
        for s, p in zip(split, parts, strict=True) if len(s) == 3
    ]  # fmt: skip
    why = last.verdict.why if last.verdict else ""
    return {
        "text": last.check, "rows": rows, "plain": plain, "verdict": verdict(last), "run": last,
        "why": why, "page": run_page(last.id),
    }  # fmt: skip
