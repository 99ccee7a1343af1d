"""The one door to git: GitPython starts it, nothing may prompt, and every call has a time limit."""

from __future__ import annotations

import os
import re
import signal
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from journal import proc

QUIET = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "true",
    "SSH_ASKPASS": "true",
    "SSH_ASKPASS_REQUIRE": "never",
    "GCM_INTERACTIVE": "never",
    "GIT_EDITOR": "true",
    "GIT_MERGE_AUTOEDIT": "no",
    "GIT_PAGER": "cat",
    "GIT_OPTIONAL_LOCKS": "0",
    "GPG_TTY": "",
}
INHERITED = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY")
NO_HOOKS = ("-c", f"core.hooksPath={os.devnull}")
GRACE = 2.0
_USERINFO = re.compile(r"(?<=://)([^/\s:@'\"]*)(:[^/\s@'\"]*)?@")


@dataclass(frozen=True, slots=True)
class Reply:
    """What git answered. `late` where it was stopped at the time limit."""

    code: int
    out: bytes = b""
    err: str = ""
    late: bool = False

    @property
    def ok(self) -> bool:
        return self.code == 0 and not self.late

    @property
    def text(self) -> str:
        return self.out.decode(errors="replace").strip()

    @property
    def names(self) -> list[str]:
        """The paths of an answer separated by NUL."""
        return [os.fsdecode(n) for n in self.out.split(b"\0") if n]

    @property
    def why(self) -> list[str]:
        """The lines that say what went wrong, with passwords masked."""
        lines = (self.err.strip() or self.text).splitlines()
        return [mask(line).rstrip() for line in lines if line.strip()]


@dataclass(frozen=True, slots=True)
class Git:
    """git, started in a folder. `env` and `config` hold for every call."""

    root: Path
    env: Mapping[str, str] = field(default_factory=dict)
    config: tuple[str, ...] = ()
    limit: float = 60

    def __call__(
        self, *args: str, stdin: bytes = b"", limit: float | None = None, **env: str
    ) -> Reply:
        argv = [*_clean(), "git", *self.config, *args]
        return _finish(self.root, argv, stdin, QUIET | dict(self.env) | env, limit or self.limit)

    def text(self, *args: str) -> str:
        """The answer's text; empty where git said no."""
        reply = self(*args)
        return reply.text if reply.ok else ""

    def with_index(self, index: Path) -> Git:
        """The same, over another index file than the user's."""
        return Git(self.root, {**self.env, "GIT_INDEX_FILE": str(index)}, self.config, self.limit)


def mask(text: str) -> str:
    """The text with the password, or the token that stands for a user, taken out of every URL."""
    return _USERINFO.sub(_masked, text)


def _masked(m: re.Match[str]) -> str:
    user = m[1] if len(m[1]) < 16 else "••••"
    return f"{user}:••••@" if m[2] else f"{user}@"


def _clean() -> list[str]:
    """Inside a git hook these variables name another repository; `env -u` takes them away."""
    there = [name for name in INHERITED if name in os.environ]
    return ["env", *(f"--unset={name}" for name in there)] if there else []


def _finish(
    root: Path, argv: list[str], stdin: bytes, env: Mapping[str, str], limit: float
) -> Reply:
    with tempfile.TemporaryFile() as feed:
        feed.write(stdin)
        feed.seek(0)
        child = _start(root, argv, feed, env)
        if child is None:
            return Reply(127, err="git: not found, or the folder is gone")
        late = threading.Event()
        timers = [
            threading.Timer(limit, _stop, (child, signal.SIGTERM, late)),
            threading.Timer(limit + GRACE, _stop, (child, signal.SIGKILL, late)),
        ]
        for t in timers:
            t.daemon = True
            t.start()
        try:
            out, err = child.communicate()
        except BaseException:  # Ctrl-C too: git must not outlive us
            proc.signal_group(child.pid, signal.SIGTERM)
            raise
        finally:
            for t in timers:
                t.cancel()
    said = err.decode(errors="replace")
    return Reply(child.returncode, out, said or _late(late, limit), late.is_set())


def _late(late: threading.Event, limit: float) -> str:
    return f"no answer in {limit:g} s" if late.is_set() else ""


def _stop(child: Any, number: signal.Signals, late: threading.Event) -> None:
    late.set()
    proc.signal_group(child.pid, number)


def _start(root: Path, argv: list[str], feed: Any, env: Mapping[str, str]) -> Any:
    # A session of its own has no terminal for ssh or a hook to ask on; one signal reaches them all.
    os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")
    import git

    if not root.is_dir():
        return None
    try:
        return git.Git(root).execute(
            argv, istream=feed, env=env, as_process=True, start_new_session=True
        )
    except git.GitCommandNotFound:
        return None
