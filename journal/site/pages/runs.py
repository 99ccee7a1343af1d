"""Runs and the scripts that made them: the list, and what one run was, did and led to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from journal.model.run import Run
from journal.site.charts import Figure, Series, Threshold, loss
from journal.site.code import diff, highlight, output
from journal.site.links import debt_page, run_page, script_page, shown
from journal.site.outcome import (
    came_out,
    checked,
    forecast,
    headline,
    label,
    name_of,
    varying,
    verdict,
    words,
)
from journal.site.rows import run_row
from journal.site.shared import Made, Site
from journal.site.tries import check, failure, threshold
from journal.site.words import (
    capital,
    count,
    duration,
    figure,
    long_day,
    number,
    parse_time,
    plural,
    short_day,
    size,
    value_text,
)  # fmt: skip

LINES, DIFF = 24, 40
OTHERS = 4
IMAGES = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp")


def runs(site: Site, _: None) -> Made:
    found = site.view.runs
    kinds = [verdict(r).kind for r in found]
    held, failed = kinds.count("held"), kinds.count("failed")
    head = f"{capital(count(len(found), 'run'))}, {number(held) if held else 'none'} held."
    tail = (
        f"{capital(count(failed, 'run'))} blew up or failed, which is a result too."
        if failed
        else ""
    )
    return Made(
        "", "Runs", {"finding": head, "lead": tail, "runs": [run_row(site, r) for r in found]}
    )


def run(site: Site, one: Run) -> Made:
    page = run_page(one.id)
    pictures, kept = _artifacts(site, one)
    data = {
        "run": one, "verdict": verdict(one), "finding": headline(one), "lead": _lead(site, one),
        "script": _script(site, one.script), "debts": _debts(site, one), "when": _when(one),
        "took": duration(one.duration), "forecast": forecast(one), "out": came_out(one),
        "charts": _charts(site, one), "params": _params(site, one), "summary": _summary(one),
        "output": output("\n".join(_tail(site, one))), "lines": LINES, "diff": _patch(site, one),
        "environment": _environment(one), "pictures": pictures, "artifacts": _rows(one, kept),
        "then": _then(site, one), "check": check([one]),
    }  # fmt: skip
    return Made(
        one.id, f"{name_of(one)}, {_when(one)}", {**data, "page": page}, (), tuple(kept.values())
    )


def _lead(site: Site, one: Run) -> str:
    parts = [site.question(one.script), capital(one.reason)]
    return " ".join(p if p.endswith((".", "?", "!", "…")) else f"{p}." for p in parts if p)


def _script(site: Site, path: str) -> dict[str, str]:
    name = PurePosixPath(path).name
    return {"name": name, "page": script_page(path) if path in site.view.scripts else ""}


def _debts(site: Site, one: Run) -> list[dict[str, object]]:
    found = {d.id: d for i in one.td if (d := site.view.debt_of.get(i))}
    return [
        {"debt": d, "short": f"td-{site.view.short[d.id]}", "page": debt_page(d.id)}
        for d in found.values()
    ]


def _when(one: Run) -> str:
    started = parse_time(one.start)
    return f"{long_day(started.date())}, {started:%H:%M}" if started else ""


def _charts(site: Site, one: Run) -> list[tuple[str, Figure]]:
    """The metric that matters, beside the last other tries; then the run's other metrics."""
    first, points = site.curve(one)
    made = []
    if points:
        beside = [r for r in _siblings(site, one) if first in site.metrics(r)][-OTHERS:]
        made.append((first, _beside(site, one, beside, first)))
    for name, held in site.metrics(one).items():
        if name != first and len(held) > 1:
            made.append((name, loss([Series(name, tuple(held), True, failure(one))], name)))
    return made


def _siblings(site: Site, one: Run) -> list[Run]:
    """Earlier and later runs of the same script, oldest first."""
    return [r for r in site.view.runs_by_script.get(one.script, ()) if r.id != one.id]


def _beside(site: Site, one: Run, others: Sequence[Run], name: str) -> Figure:
    keys = varying([*others, one])
    series = [
        Series(label(r, keys), tuple(site.metrics(r)[name]), r.id == one.id, failure(r))
        for r in (*others, one)
    ]
    bound: Threshold | None = threshold([one], name)
    return loss(series, name, bound)


def _params(site: Site, one: Run) -> list[dict[str, object]]:
    earlier = [r for r in _siblings(site, one) if r.start < one.start]
    before = earlier[-1].params if earlier else {}
    return [
        {
            "name": k,
            "value": value_text(v),
            "was": value_text(before[k]) if k in before and before[k] != v else "",
        }
        for k, v in one.params.items()
    ]


def _summary(one: Run) -> list[tuple[str, str, bool]]:
    """(name, value, whether the check looks at it)."""
    looked = set(checked(one))
    return [(words(k), figure(v), k in looked) for k, v in one.summary.items() if v is not None]


def _tail(site: Site, one: Run) -> tuple[str, ...]:
    return site.output(one, LINES)


def _patch(site: Site, one: Run) -> tuple[str, str, int] | None:
    """The head of its diff, the rest, and how many lines that has."""
    if not one.git.dirty:
        return None
    data = (
        site.text(f"{site.folder(one)}/patch.diff")
        if site.has(f"{site.folder(one)}/patch.diff")
        else b""
    )
    lines = data.decode(errors="replace")[:20_000].splitlines(keepends=True)
    head, rest = ("".join(part) for part in (lines[:DIFF], lines[DIFF:]))
    return (diff(head), diff(rest), len(lines) - DIFF) if lines else None


def _environment(one: Run) -> list[tuple[str, str]]:
    env = one.env
    cores = f", {env.cores} cores" if env.cores else ""
    memory = " of ".join(
        p
        for p in (
            size(one.peak_memory) if one.peak_memory else "",
            size(env.memory) if env.memory else "",
        )
        if p
    )
    gpu = f"{env.gpu}, {size(env.gpu_memory)}" if env.gpu and env.gpu_memory else env.gpu
    driver = ", ".join(p for p in (env.driver, f"CUDA {env.cuda}" if env.cuda else "") if p)
    seed = "" if one.seed is None else str(one.seed)
    rows = (
        ("python", env.python), ("host", ", ".join(p for p in (one.host, env.platform) if p)),
        ("torch", env.torch), ("GPU", gpu), ("driver", driver),
        ("CPU", f"{env.cpu}{cores}" if env.cpu else ""), ("seed", seed),
        ("memory at peak" if one.peak_memory else "memory", memory),
    )  # fmt: skip
    return [(k, v) for k, v in rows if v]


def _artifacts(site: Site, one: Run) -> tuple[list[dict[str, str]], dict[str, str]]:
    """Pictures to show, and every file that is there to be taken along, by its name in the run."""
    base = site.folder(one)
    kept = {
        a.file: f"{base}/{a.file}"
        for a in one.artifacts
        if a.kept == "git" and site.has(f"{base}/{a.file}")
    }
    kept = {f: p for f, p in kept.items() if shown(site.view.read(p))}
    pictures = [
        {"page": f"files/{p}", "name": next(a.name for a in one.artifacts if a.file == f)}
        for f, p in kept.items() if f.lower().endswith(IMAGES)
    ]  # fmt: skip
    return pictures, kept


def _rows(one: Run, kept: dict[str, str]) -> list[dict[str, object]]:
    return [
        {
            "file": a.file, "name": a.name, "size": size(a.size),
            "page": f"files/{kept[a.file]}" if a.file in kept else "",
            "kept": "in git" if a.kept == "git" else f"on {one.host or 'its machine'} only",
            "hash": a.blake2[:8] if a.kept == "local" else "",
        }
        for a in one.artifacts
    ]  # fmt: skip


def _then(site: Site, one: Run) -> dict[str, object] | None:
    """The next try for the same debt, and what the debt was settled by."""
    found = next((d for i in one.td if (d := site.view.debt_of.get(i))), None)
    if not found:
        return None
    tries = site.view.runs_of.get(found.id, ())
    place = [r.id for r in tries].index(one.id)
    after = tries[place + 1] if place + 1 < len(tries) else None
    settled = found.evidence.ref if found.evidence and found.evidence.kind == "run" else ""
    return {
        "next": _next(after, tries) if after else None,
        "debt": found, "page": debt_page(found.id), "here": settled == one.id,
        "settled": run_page(settled) if settled in site.view.run_of and settled != one.id else "",
        "day": short_day(found.closed, site.view.today) if found.closed else "",
    }  # fmt: skip


def _next(run: Run, tries: Sequence[Run]) -> dict[str, object]:
    return {
        "page": run_page(run.id), "label": label(run, varying(tries)), "verdict": verdict(run)
    }  # fmt: skip


def script(site: Site, path: str) -> Made:
    source = site.view.scripts[path]
    tries = site.view.runs_by_script.get(path, ())
    owed = [d for d in site.view.debts if any(s.path == path for s in d.scripts)]
    length = len(source.splitlines())
    data = {
        "finding": PurePosixPath(path).name, "lead": site.question(path), "path": path,
        "source": highlight(source, "python"), "runs": [run_row(site, r) for r in reversed(tries)],
        "debts": owed, "lines": f"{length:,} {plural(length, 'line')}",
    }  # fmt: skip
    return Made(path, PurePosixPath(path).name, data)
