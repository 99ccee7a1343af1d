"""Run a script and record it: folder first, then the child, then what it found and how it ended."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from journal import proc, repo
from journal.model.entry import JournalError
from journal.model.run import Environment, Git, Run, RunSpec, Verdict, stamp
from journal.parse.header import Header, read_header, seconds
from journal.runs import capture, interpreter, script, verdict
from journal.runs.child import Child, Echo, Meter, Tell, Watch
from journal.runs.draft import draft
from journal.runs.failure import Ending, cause
from journal.runs.interpreter import Interpreter
from journal.store import machine, runs
from journal.store.output import Writer
from journal.store.series import FILE as METRICS
from journal.workspace import Workspace

TIMED_OUT, INTERRUPTED = 124, 130
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True, slots=True)
class Plan:
    """All that is known before the script starts; made without touching anything."""

    spec: RunSpec
    path: Path
    rel: str
    digest: str
    header: Header
    python: Interpreter
    timeout: float | None


def plan(ws: Workspace, spec: RunSpec, environ: Mapping[str, str]) -> Plan:
    """Read the script and choose its Python; whatever is wrong with the request is said here."""
    path, rel = script.locate(ws, spec)
    data = path.read_bytes()
    text = data.decode(errors="replace")
    header = read_header(text, rel)
    script.checked(spec.params, script.declared(text), rel)
    python = interpreter.choose(ws, spec.python, spec.uv, environ)
    limit = spec.timeout or seconds(header.timeout or ws.settings.run.timeout)
    return Plan(spec, path, rel, script.digest(data), header, python, limit)


def launch(
    ws: Workspace,
    spec: RunSpec,
    *,
    now: datetime,
    token: str,
    tell: Tell = lambda progress: None,
    echo: Echo = lambda stream, data: None,
    stops: Callable[[], int] = lambda: 0,
) -> Run:
    """Run the script to its end and return the record of it, which is saved as well.

    `tell` gets the progress some times a second, `echo` each piece of output as it comes. Ctrl-C
    and `stops() > 0` end the script: INT, then TERM, then KILL, a rung sooner for each repetition.
    """
    return execute(ws, plan(ws, spec, os.environ), now, token, Watch(tell, echo, stops))


def execute(
    ws: Workspace,
    made: Plan,
    now: datetime,
    token: str,
    watch: Watch,
    code: repo.CodeState | None = None,
) -> Run:
    """Run what is planned; `code` is the state of the code where a sweep has asked git already."""
    run = _first(ws, made, now, token)
    with signals() as caught, ThreadPoolExecutor(2) as aside:
        folder = runs.create(ws, run)
        asked = aside.submit(code_state, ws) if code is None else None
        environ = interpreter.environment(ws, folder, os.environ)
        kills, writer = capture.oom_kills(), Writer(folder)
        process = _spawn(ws, made, run, environ)
        child = Child(process, writer, Meter(process.pid, folder / METRICS), watch)
        run = run.model_copy(update=_process(process.pid))
        saved = aside.submit(runs.save, ws, run)
        env = aside.submit(_environment, ws, made)
        child.keep(made.timeout, made.spec.grace, lambda: len(caught) + watch.stops())
        saved.result()
        code = asked.result() if asked else code or repo.CodeState()
        run = _with_surroundings(ws, run, code, env.result())
        end = Ending(
            process.wait(), child.errors, child.stopped, child.seconds,
            runs.first_bad(ws, run), capture.oom_kills() > kills,
        )  # fmt: skip
        run = _ended(ws, made, run, end, child)
        runs.save(ws, run)
    return run


def exit_code(run: Run) -> int:
    """What the command ends with: 124 on timeout, 130 on interrupt, else the script's own."""
    if run.status == "timeout":
        return TIMED_OUT
    if run.status == "killed" and run.reason.startswith("interrupted"):
        return INTERRUPTED
    return run.exit if run.exit is not None else 1


def _first(ws: Workspace, made: Plan, now: datetime, token: str) -> Run:
    spec, header = made.spec, made.header
    me = os.getpid()
    return Run(
        id=runs.new_id(made.rel, now, token), script=made.rel, script_hash=made.digest,
        td=tuple(dict.fromkeys((*spec.td, *header.td))), params=_typed(spec.params),
        argv=script.command(ws, made.path, spec), expect=spec.expect or header.expect,
        check=spec.check or header.check, start=stamp(now), group=spec.group,
        host=os.uname().nodename, machine=machine.machine_id(), boot=machine.boot_id(),
        keeper=me, keeper_start=machine.started(me) or 0.0,
    )  # fmt: skip


def _typed(params: Mapping[str, str]) -> dict[str, Any]:
    """Parameters of a script that records none of its own: numbers as numbers."""
    return {name.replace("-", "_"): _value(text) for name, text in params.items()}


def _value(text: str) -> bool | int | float | str:
    if text in ("true", "True", "false", "False"):
        return text in ("true", "True")
    for reader in (int, float):
        try:
            return reader(text)
        except ValueError:
            continue
    return text


def _spawn(ws: Workspace, made: Plan, run: Run, environ: Mapping[str, str]) -> Any:
    argv = (*made.python.command, *script.command(ws, made.path, made.spec))
    try:
        return proc.spawn(argv, cwd=ws.root, env=environ)
    except OSError as e:
        why = f"{made.python.command[0]} can't be started: {(e.strerror or str(e)).lower()}"
        runs.save(ws, run.model_copy(update={"status": "failed", "reason": why}))
        raise JournalError(why) from None


def _process(pid: int) -> dict[str, Any]:
    return {"pid": pid, "pid_start": machine.started(pid) or 0.0}


def code_state(ws: Workspace) -> repo.CodeState:
    """The commit, and what is not committed."""
    return repo.code_state(ws.root, not_code(ws))


def not_code(ws: Workspace) -> tuple[str, ...]:
    """The workspace's text, from its root."""
    s = ws.settings
    return (s.entries, s.notes, s.runs, ws.rel(ws.ledger), "STATUS.md", ws.rel(ws.state))


def _environment(ws: Workspace, made: Plan) -> Environment:
    python = made.python.python
    return capture.environment(
        python, interpreter.shown(ws, python) if python else "uv", os.environ
    )


def _with_surroundings(ws: Workspace, run: Run, code: repo.CodeState, env: Environment) -> Run:
    runs.write_patch(ws, run, code.patch)
    git = Git(commit=code.commit, branch=code.branch, dirty=code.dirty)
    return run.model_copy(update={"git": git, "env": env})


def _ended(ws: Workspace, made: Plan, run: Run, end: Ending, child: Child) -> Run:
    run = runs.collected(ws, run)
    shown = interpreter.shown(ws, made.python.python) if made.python.python else "uv"
    why = cause(end, shown)
    began = datetime.fromisoformat(run.start)
    lost = f"; its output was not kept: {child.writer.broken}" if child.writer.broken else ""
    run = run.model_copy(
        update={
            "status": why.status, "failure": why.failure, "reason": (why.reason + lost).strip("; "),
            "hint": why.hint, "exit": end.code if end.code >= 0 else 128 - end.code,
            "end": stamp(began + timedelta(seconds=end.seconds)),
            "duration": round(end.seconds, 3), "peak_memory": child.meter.peak,
        }
    )  # fmt: skip
    run = run.model_copy(update=judged(run))
    return run.model_copy(update={"draft": draft(run)})


def judged(run: Run) -> dict[str, Any]:
    """The verdict and the outcome of the expectation, for a run that found something."""
    found: dict[str, Any] = {}
    over_all = bool(run.group) and verdict.is_group(run.check)
    if run.check and not over_all and (run.summary or run.status == "finished"):
        found["verdict"] = _sober(run, verdict.judge(run.check, run.summary, run.params))
    if run.expect:
        found["outcome"] = verdict.expectation(run.expect, run.summary)
    return found


def _sober(run: Run, found: Verdict) -> Verdict:
    """A run that did not finish is no evidence, whatever it had found until then."""
    if run.status == "finished" or not found.held:
        return found
    return found.model_copy(
        update={"held": None, "why": f"it would hold, but the run is {run.status}"}
    )


@contextmanager
def signals() -> Iterator[list[int]]:
    """Count what would end us, so that the child is ended first and the run is saved."""
    caught: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield caught
        return
    before = {s: signal.signal(s, lambda number, frame: caught.append(number)) for s in SIGNALS}
    try:
        yield caught
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
