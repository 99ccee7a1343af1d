"""Which Python a script runs with, and how `journal.record` gets there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import journal
from journal.model.entry import JournalError
from journal.store import files
from journal.workspace import Workspace

SHIM = '''"""What a script sees of journal: record, and all the rest where journal is installed."""
import os
import sys

__version__ = "{version}"
_here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
for _base in sys.path:
    _there = os.path.join(_base or ".", "journal")
    if os.path.abspath(_base) != _here and os.path.isfile(os.path.join(_there, "__init__.py")):
        __path__.append(_there)
'''


@dataclass(frozen=True, slots=True)
class Interpreter:
    """The command that a script's path is put behind, and the Python that can be asked about it.

    `why` says who chose it; `python` is empty where uv makes the environment.
    """

    command: tuple[str, ...]
    python: str
    why: str


def choose(ws: Workspace, asked: str, uv: bool, environ: Mapping[str, str]) -> Interpreter:
    """The Python of the command line, the settings, the workspace, the environment or the path."""
    if uv:
        return _uv(environ)
    for name, why in ((asked, "--python"), (ws.settings.run.python, "journal.toml")):
        if name:
            return _named(ws, name, why, environ)
    for base, why in (
        (str(ws.root / ".venv"), "the workspace's .venv"),
        (environ.get("VIRTUAL_ENV", ""), "VIRTUAL_ENV"),
        (environ.get("CONDA_PREFIX", ""), "CONDA_PREFIX"),
    ):
        python = _in(base) if base else ""
        if python:
            return Interpreter((python,), python, why)
    return _named(ws, "python3", "the path", environ)


def _in(base: str) -> str:
    places = (Path(base, "bin", "python"), Path(base, "Scripts", "python.exe"))
    return next((str(p) for p in places if os.access(p, os.X_OK)), "")


def _named(ws: Workspace, name: str, why: str, environ: Mapping[str, str]) -> Interpreter:
    local = ws.root / Path(name).expanduser()
    found = str(local) if os.sep in name else shutil.which(name, path=environ.get("PATH"))
    if local.is_dir():
        found = _in(str(local))
    if not found or not os.access(found, os.X_OK):
        raise JournalError(
            f"there is no Python {name}, which {why} names",
            hint="--python takes a path, the folder of an environment, or a name like python3.12",
            exit=2,
        )
    return Interpreter((found,), found, why)


def _uv(environ: Mapping[str, str]) -> Interpreter:
    found = shutil.which("uv", path=environ.get("PATH"))
    if not found:
        raise JournalError("uv is not installed", hint="docs.astral.sh/uv says how", exit=2)
    return Interpreter((found, "run", "--quiet", "--script"), "", "--uv")


def shim(ws: Workspace) -> Path:
    """The folder that goes first on PYTHONPATH: `journal` with nothing in it but `record`."""
    base = ws.state / "shim"
    record = Path(journal.__file__).with_name("record.py").read_bytes()
    wanted = {
        "__init__.py": SHIM.replace("{version}", journal.__version__).encode(),
        "record.py": record,
    }
    for name, data in wanted.items():
        path = base / "journal" / name
        if not path.is_file() or path.read_bytes() != data:
            files.write(path, data)
    return base


def environment(ws: Workspace, folder: Path, environ: Mapping[str, str]) -> dict[str, str]:
    """The child's environment: ours, plus where to record, plus prints that come as they happen."""
    paths = [str(shim(ws)), *filter(None, [environ.get("PYTHONPATH", "")])]
    return {
        **environ,
        "JOURNAL_RUN_DIR": str(folder),
        "PYTHONPATH": os.pathsep.join(paths),
        "PYTHONUNBUFFERED": "1",
    }


def shown(ws: Workspace, python: str) -> str:
    """The interpreter as it is written down: from the workspace or home, else its name alone."""
    path = Path(python)
    for base, mark in ((ws.root, ""), (Path.home(), "~/")):
        if path.is_relative_to(base):
            return mark + path.relative_to(base).as_posix()
    return path.name
