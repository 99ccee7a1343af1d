"""Which machine and which process this is, so that a run whose process is gone can be told."""

from __future__ import annotations

import os
import platform
import uuid
from hashlib import blake2b
from pathlib import Path

PROC = Path("/proc")
SLACK = 0.05  # seconds that a start time may differ by, from rounding


def machine_id() -> str:
    """A hash that is the same at every start of this machine and tells nothing about it."""
    for path in (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id")):
        if path.is_file() and (text := path.read_text().strip()):
            break
    else:
        text = f"{platform.node()} {uuid.getnode()}"
    return blake2b(text.encode(), digest_size=8, person=b"journal").hexdigest()


def boot_id() -> str:
    """What changes when the machine restarts."""
    path = PROC / "sys/kernel/random/boot_id"
    if path.is_file():
        return path.read_text().strip()
    import psutil

    return str(int(psutil.boot_time()))


def started(pid: int) -> float | None:
    """When the process started, in seconds on a clock of this boot; None where it is gone."""
    if PROC.joinpath("self/stat").is_file():
        return _started_linux(pid)
    import psutil

    try:
        process = psutil.Process(pid)
        return None if process.status() == psutil.STATUS_ZOMBIE else process.create_time()
    except psutil.Error:
        return None


def _started_linux(pid: int) -> float | None:
    try:
        text = (PROC / str(pid) / "stat").read_text()
    except OSError:
        return None
    fields = text.rpartition(")")[2].split()  # the name before it may hold anything
    return None if fields[0] in "ZX" else int(fields[19]) / os.sysconf("SC_CLK_TCK")


def alive(pid: int, start: float) -> bool:
    """Whether that very process still runs, not another that was given its number."""
    now = started(pid) if pid > 0 else None
    return now is not None and abs(now - start) <= SLACK
