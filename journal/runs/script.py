"""The script of a run: where it is, what it declares, and the command that runs it."""

from __future__ import annotations

import ast
import difflib
import os
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path

from journal import record
from journal.model.entry import JournalError
from journal.model.run import RunSpec
from journal.workspace import Workspace


def locate(ws: Workspace, spec: RunSpec) -> tuple[Path, str]:
    """The script's path, and how it is written down: from the root where it is inside."""
    path = ws.root / spec.script
    if not path.is_file():
        raise JournalError(f"there is no script {spec.script}", hint=_near(ws, path), exit=2)
    if path.suffix == ".ipynb":
        raise JournalError(f"{spec.script} is a notebook; only scripts can be run so far", exit=2)
    if path.suffix != ".py":
        raise JournalError(f"{spec.script} is no Python script", exit=2)
    if path.resolve().is_relative_to(ws.root.resolve()):
        return path, ws.rel(path)
    if not spec.outside:
        raise JournalError(
            f"{spec.script} is outside the workspace",
            hint="--outside runs it all the same; its code is not kept",
            exit=2,
        )
    return path, path.name


def _near(ws: Workspace, path: Path) -> str:
    known = [p.name for p in ws.experiments.rglob("*.py")]
    near = difflib.get_close_matches(path.name, known, 1)
    return f"did you mean {near[0]}?" if near else f"scripts are kept in {ws.rel(ws.experiments)}"


def digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()


def declared(text: str) -> Mapping[str, object] | None:
    """What the script gives to record.params; None where that can't be told without running it.

    A default that is no literal is given as an empty string, which takes anything.
    """
    try:
        calls = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Call)]
    except (SyntaxError, ValueError):
        return None
    ours = [c for c in calls if ast.unparse(c.func) in ("record.params", "journal.record.params")]
    if len(ours) != 1 or any(k.arg is None for k in ours[0].keywords):
        return None
    return {k.arg: _literal(k.value) for k in ours[0].keywords if k.arg}


def _literal(node: ast.expr) -> object:
    try:
        return ast.literal_eval(node)
    except ValueError:
        return ""


def checked(params: Mapping[str, str], known: Mapping[str, object] | None, script: str) -> None:
    """Refuse a parameter that the script doesn't have, and a value that it couldn't read."""
    for name, value in params.items() if known is not None else ():
        key = name.replace("-", "_")
        if key not in (known or {}):
            near = difflib.get_close_matches(key, known or {}, 1)
            names = ", ".join(known or {}) or "none"
            hint = f"did you mean {near[0]}? it has {names}" if near else f"it has {names}"
            raise JournalError(f"{script} has no parameter {name}", hint=hint, exit=2)
        _readable(name, value, (known or {})[key], script)


def _readable(name: str, value: str, default: object, script: str) -> None:
    reader = record.reader_of(default)
    try:
        reader(value)
    except ValueError:
        raise JournalError(
            f"{script} takes {reader.__name__} for {name}, not {value!r}",
            hint=f"its default is {default}",
            exit=2,
        ) from None


def arguments(spec: RunSpec) -> tuple[str, ...]:
    """--key value for each parameter, then what is passed through as it is."""
    flags: list[str] = []
    for name, value in spec.params.items():
        flags += [f"--{name}={value}"] if value.startswith("-") else [f"--{name}", value]
    return (*flags, *spec.args)


def command(ws: Workspace, path: Path, spec: RunSpec) -> tuple[str, ...]:
    """The script from the workspace's root, so that tracebacks show short paths."""
    inside = path.is_relative_to(ws.root)
    return (ws.rel(path) if inside else os.fspath(path), *arguments(spec))
