"""The one door to other programs: the editor, dot, and the children of runs."""

from __future__ import annotations

import os
import resource
import shlex
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from journal.model.entry import JournalError

RSS_UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss, in bytes
EDITORS = ("JOURNAL_EDITOR", "VISUAL", "EDITOR")


@dataclass(frozen=True, slots=True)
class Done:
    """What a program left: its exit code and its output, decoded with replacement."""

    code: int
    out: str
    err: str


def run(
    argv: Sequence[str],
    *,
    cwd: Path | None = None,
    timeout: float | None = None,
    env: Mapping[str, str] | None = None,
) -> Done:
    """Run to the end without a terminal. A missing program or a time limit is exit 127 or 124."""
    try:
        p = subprocess.run(
            argv, cwd=cwd, timeout=timeout, env=env, stdin=subprocess.DEVNULL, capture_output=True
        )
    except FileNotFoundError:
        return Done(127, "", f"{argv[0]}: not found")
    except PermissionError:
        return Done(126, "", f"{argv[0]}: not allowed")
    except subprocess.TimeoutExpired:
        return Done(124, "", f"{argv[0]}: no answer in {timeout:g} s")
    return Done(p.returncode, p.stdout.decode(errors="replace"), p.stderr.decode(errors="replace"))


class Spawned:
    """A program that was started; once it has ended, `peak` is the most memory it held, in bytes.

    The kernel counts what the starting process held as the child's own, so a child that stayed
    below that has a `peak` of 0: it isn't known.
    """

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self.pid, self.stdout, self.stderr = process.pid, process.stdout, process.stderr
        self.peak = 0

    def poll(self) -> int | None:
        return self._ended(os.WNOHANG)

    def wait(self) -> int:
        code = self._ended(0)
        return self._process.wait() if code is None else code

    def _ended(self, flags: int) -> int | None:
        if self._process.returncode is None:
            pid, status, usage = os.wait4(self.pid, flags)
            if pid:
                self._process.returncode = os.waitstatus_to_exitcode(status)
                ours = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
                self.peak = usage.ru_maxrss * RSS_UNIT if usage.ru_maxrss > ours else 0
        return self._process.returncode


def spawn(
    argv: Sequence[str],
    *,
    cwd: Path,
    env: Mapping[str, str],
    stdout: int | IO[bytes] = subprocess.PIPE,
    stderr: int | IO[bytes] = subprocess.PIPE,
) -> Spawned:
    """Start a child at the head of its own process group, with nothing on its standard input."""
    process = subprocess.Popen(
        argv,
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=stderr,
        start_new_session=True,
    )
    return Spawned(process)


def signal_group(pid: int, number: signal.Signals) -> bool:
    """Send to the whole group; False where no process of it is left."""
    try:
        os.killpg(pid, number)
    except (ProcessLookupError, PermissionError):
        return False
    return True


def editor() -> list[str]:
    """The editor's command: $JOURNAL_EDITOR, $VISUAL, $EDITOR; empty where none is set."""
    return next((shlex.split(os.environ[v]) for v in EDITORS if os.environ.get(v, "").strip()), [])


def edit(path: Path) -> None:
    """Open the file and wait. Does nothing without an editor."""
    command = editor()
    if not command:
        return
    try:
        code = subprocess.run([*command, str(path)]).returncode
    except OSError as e:
        raise JournalError(
            f"the editor {command[0]} can't be started: {e.strerror}",
            hint=f"{path} is written; set JOURNAL_EDITOR to an editor that is there",
        ) from None
    if code:
        raise JournalError(
            f"the editor {command[0]} ended with {code}", hint=f"{path} is as it left it"
        )
