"""Run folders: made, saved, found, read, and told lost when nobody is running them any more."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from journal.model.entry import JournalError, Problem
from journal.model.run import Group, Run, stamp
from journal.store import files, keep, machine, series
from journal.store import output as printed
from journal.workspace import Workspace

FILE, FACTS, PATCH, GROUP = "run.json", "record.jsonl", "patch.diff", "group.json"
_RUNNING = re.compile(rb'"status":\s*"running"')


def new_id(script: str, now: datetime, token: str) -> str:
    """20250714-210311-quintic-7f3ak2mx: when, what, and eight characters that nobody else has."""
    name = re.sub(r"[^\w]+", "-", Path(script).stem.lower()).strip("-_")[:40] or "run"
    return f"{now:%Y%m%d-%H%M%S}-{name}-{token}"


def folder(ws: Workspace, run: Run) -> Path:
    return ws.runs / run.group / run.id


def create(ws: Workspace, run: Run) -> Path:
    """Make the run's folder, which appears with its run.json in it."""
    target = folder(ws, run)
    aside = target.with_name(f".{run.id}.tmp")
    try:
        aside.mkdir(parents=True)
        files.write(aside / FILE, _json(run))
        aside.rename(target)
    except OSError as e:
        shutil.rmtree(aside, ignore_errors=True)
        why = (e.strerror or str(e)).lower()
        raise JournalError(
            f"{ws.rel(target)} can't be made: {why}", hint="nothing was run; make runs/ writable"
        ) from None
    return target


def save(ws: Workspace, run: Run) -> None:
    files.write(folder(ws, run) / FILE, _json(run))


def save_group(ws: Workspace, group: Group) -> None:
    files.write(ws.runs / group.id / GROUP, _json(group))


def read_group(ws: Workspace, group: str) -> Group:
    from pydantic import ValidationError

    path = ws.runs / group / GROUP
    if not path.is_file():
        raise JournalError(f"no sweep is {group}", hint="journal runs list", exit=2)
    try:
        return Group.model_validate_json(path.read_bytes())
    except ValidationError as e:
        text = f"{GROUP} can't be used: {e.errors()[0]['msg'].lower()}"
        raise JournalError(text, path=ws.rel(path)) from None


def _json(run: Run | Group) -> bytes:
    return run.model_dump_json(indent=1).encode() + b"\n"


def _found(ws: Workspace) -> Iterator[Path]:
    """The run folders: in runs/, or one deeper in a group's folder."""
    for base in _folders(ws.runs):
        if (base / FILE).exists():
            yield base
        else:
            yield from (f for f in _folders(base) if (f / FILE).exists())


def _folders(base: Path) -> list[Path]:
    try:
        with os.scandir(base) as found:
            names = [e.name for e in found if e.is_dir() and not e.name.startswith(".")]
    except OSError:
        return []
    return [base / name for name in sorted(names)]


def load_all(ws: Workspace) -> tuple[tuple[Run, ...], tuple[Problem, ...]]:
    """Every run, the newest first; a run.json that can't be read is a problem."""
    made = [_load(ws, base) for base in _found(ws)]
    runs = sorted((r for r in made if isinstance(r, Run)), key=_when, reverse=True)
    return tuple(runs), tuple(p for p in made if isinstance(p, Problem))


def _when(run: Run) -> tuple[str, str]:
    return run.start, run.id


def _load(ws: Workspace, base: Path) -> Run | Problem:
    from pydantic import ValidationError

    path = base / FILE
    data, problems = files.read(path, ws.rel(path))
    if problems:
        return problems[0]
    group = "" if base.parent == ws.runs else base.parent.name
    try:
        run = Run.model_validate({**json.loads(data), "group": group})
    except json.JSONDecodeError as e:
        return _broken(ws, path, f"isn't JSON: {e.msg.lower()}", data, e.lineno)
    except ValidationError as e:
        first = e.errors()[0]
        key = str(first["loc"][0]) if first["loc"] else ""
        line = _line_of(data, key)
        return _broken(ws, path, f"can't be used: {key}: {first['msg'].lower()}", data, line)
    except UnicodeDecodeError:
        return _broken(ws, path, "is not UTF-8", data, 1)
    except (TypeError, RecursionError):
        return _broken(ws, path, "is no object", data, 1)
    if run.id != base.name:
        line = _line_of(data, "id")
        return _broken(ws, path, f"names the run {run.id}, unlike its folder", data, line)
    return run


def _line_of(data: bytes, key: str) -> int:
    return data[: max(0, data.find(f'"{key}"'.encode()))].count(b"\n") + 1


def _broken(ws: Workspace, path: Path, text: str, data: bytes, line: int) -> Problem:
    source = [*data.decode(errors="replace").splitlines(), ""][line - 1 : line]
    return Problem(f"{FILE} {text}", ws.rel(path), line, "".join(source)[:200], code="run")


def read(ws: Workspace, given: str) -> Run:
    """The run with this id, a unique beginning of one, or of its last eight characters."""
    names = {base.name: base for base in _found(ws)}
    hits = [given] if given in names else [n for n in names if n.startswith(given)]
    hits = hits or [n for n in names if n.rpartition("-")[2].startswith(given)]
    if len(hits) != 1 or not given:
        text = f"{given} could be {', '.join(sorted(hits)[:4])}" if hits else f"no run is {given}"
        raise JournalError(text, hint="journal runs list", exit=2)
    made = _load(ws, names[hits[0]])
    if isinstance(made, Problem):
        raise JournalError(made.text, path=made.path, line=made.line)
    return made


def metrics(ws: Workspace, run: Run, most: int = 2000) -> dict[str, list[tuple[float, float]]]:
    """Each metric as (step, value), thinned to `most` points that still show its shape."""
    found = series.read(folder(ws, run) / series.FILE)
    return {
        name: [(s.steps[i], s.values[i]) for i in series.thin(s.values, most)]
        for name, s in found.items()
    }


def first_bad(ws: Workspace, run: Run) -> series.Bad | None:
    return series.first_bad(folder(ws, run) / series.FILE)


def output(ws: Workspace, run: Run, lines: int | None = None) -> tuple[printed.Line, ...]:
    return printed.read(folder(ws, run), lines)


def write_patch(ws: Workspace, run: Run, patch: bytes) -> None:
    """Keep the uncommitted changes to code that the run was made with."""
    if patch:
        files.write(folder(ws, run) / PATCH, patch)


def collected(ws: Workspace, run: Run) -> Run:
    """The run with what its script recorded, and its files cut to the size limit."""
    base = folder(ws, run)
    params, summary, notes = dict(run.params), dict(run.summary), []
    for fact in _facts(base / FACTS):
        params |= _dict(fact.get("params"))
        summary |= _dict(fact.get("summary"))
        notes += [fact["note"]] if isinstance(fact.get("note"), str) else []
    seed = params.get("seed")
    changed = {"params": params, "summary": summary, "notes": tuple(notes)}
    made = Run.model_validate({**run.model_dump(), **changed})
    files_kept = keep.fit(ws, base)
    return made.model_copy(
        update={"artifacts": files_kept, "seed": seed if isinstance(seed, int) else run.seed}
    )


def _facts(path: Path) -> Iterator[dict[str, Any]]:
    for line in series.lines(path):
        try:
            fact = json.loads(line)
        except ValueError:
            continue
        if isinstance(fact, dict):
            yield fact


def _dict(value: object) -> dict[str, Any]:
    scalar = (bool, int, float, str, type(None))
    pairs = value.items() if isinstance(value, dict) else ()
    return {k: v for k, v in pairs if isinstance(v, scalar)}


def reconcile(ws: Workspace, now: datetime) -> tuple[str, ...]:
    """Mark as lost the runs of this machine that nobody is running; their ids."""
    lost = []
    for base in _found(ws):
        if not _RUNNING.search((base / FILE).read_bytes()):
            continue
        run = _load(ws, base)
        if isinstance(run, Run) and (why := _gone(run)):
            save(ws, _lost(ws, run, why, now))
            lost.append(run.id)
    return tuple(lost)


def _gone(run: Run) -> str:
    if run.status != "running" or run.machine != machine.machine_id():
        return ""
    if run.boot != machine.boot_id():
        return "the machine restarted while it ran"
    here = machine.alive(run.pid, run.pid_start) or machine.alive(run.keeper, run.keeper_start)
    return "" if here else "its process is gone, and nobody saw it end"


def _lost(ws: Workspace, run: Run, why: str, now: datetime) -> Run:
    base = folder(ws, run)
    last = max((p.stat().st_mtime for p in base.iterdir() if p.is_file()), default=0.0)
    end = min(datetime.fromtimestamp(last, UTC), now.astimezone(UTC))
    took = (end - datetime.fromisoformat(run.start)).total_seconds() if run.start else None
    changed = {"status": "lost", "reason": why, "end": stamp(end), "duration": took}
    return collected(ws, run).model_copy(update=changed)
