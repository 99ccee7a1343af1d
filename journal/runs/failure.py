"""How a run failed, told in one sentence from how it ended, what it logged and what it printed."""

from __future__ import annotations

import re
import signal
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from journal.model.run import Failure, Status
from journal.store.series import Bad

Stopped = Literal["", "timeout", "interrupt"]
_FRAME = re.compile(r'^\s+File "(?P<file>[^"]+)", line (?P<line>\d+)(?:, in (?P<name>.+))?$', re.M)
_RAISED = re.compile(r"^(?P<kind>[A-Za-z_][\w.]*(?:Error|Exception|Interrupt|Warning|Exit|Kill))\b"
                     r"(?:: ?(?P<text>.*))?$", re.M)  # fmt: skip
_MISSING = re.compile(r"No module named '([\w.]+)'")
_NO_MEMORY = re.compile(
    r"CUDA out of memory|OutOfMemoryError|^MemoryError|ArrayMemoryError|std::bad_alloc"
    r"|can't allocate memory|Cannot allocate memory",
    re.M,
)
_DISTRIBUTIONS = {
    "cv2": "opencv-python", "sklearn": "scikit-learn", "PIL": "pillow", "yaml": "pyyaml",
    "bs4": "beautifulsoup4", "skimage": "scikit-image", "dateutil": "python-dateutil",
    "journal": "journal-td",
}  # fmt: skip
_FROM_OUTSIDE = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


@dataclass(frozen=True, slots=True)
class Ending:
    """How a child ended. `code` is negative for a signal; `errors` the end of its stderr."""

    code: int
    errors: str = ""
    stopped: Stopped = ""
    seconds: float = 0.0
    bad: Bad | None = None
    oom_kill: bool = False  # the kernel killed for memory while it ran


@dataclass(frozen=True, slots=True)
class Cause:
    status: Status
    failure: Failure = ""
    reason: str = ""
    hint: str = ""


def cause(end: Ending, python: str = "python3") -> Cause:
    """The class of the failure; what the user did comes before what the script did."""
    if end.stopped == "timeout":
        return Cause("timeout", "timeout", f"stopped at its time limit, after {took(end.seconds)}")
    if end.stopped == "interrupt":
        return Cause("killed", "signal", f"interrupted after {took(end.seconds)}")
    if end.code == 0:
        blown = _blown(end.bad)
        return Cause("finished", *blown) if blown else Cause("finished")
    return _failed(end, python)


def took(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s"


def _failed(end: Ending, python: str) -> Cause:
    raised = _raised(end.errors) if end.code > 0 else ""
    if end.oom_kill and end.code == -signal.SIGKILL:
        return Cause("failed", "oom", "out of memory: the kernel killed it")
    if _NO_MEMORY.search(raised or end.errors):
        what = "out of GPU memory" if "CUDA" in (raised or end.errors) else "out of memory"
        return Cause("failed", "oom", f"{what}: {raised}" if raised else what)
    if end.code < 0:
        return _signalled(-end.code)
    if (missing := _MISSING.search(raised)) and "ModuleNotFoundError" in raised:
        return _not_installed(missing[1], python)
    if blown := _blown(end.bad):
        return Cause("failed", blown[0], f"{blown[1]}; then {raised}" if raised else blown[1])
    if "OverflowError" in raised:
        return Cause("failed", "overflow", raised)
    if raised:
        return Cause("failed", "exception", raised)
    last = next((x.strip() for x in reversed(end.errors.splitlines()) if x.strip()), "")
    return Cause("failed", "", f"exit {end.code}: {last[:200]}" if last else f"exit {end.code}")


def _blown(bad: Bad | None) -> tuple[Failure, str] | None:
    if bad is None:
        return None
    kind: Failure = "nan" if bad.value != bad.value else "overflow"
    what = "NaN" if kind == "nan" else "overflow"
    last = "" if bad.last is None else f", last finite {bad.name} {bad.last:.2g}"
    return kind, f"{what} at step {bad.step:g}{last or f' in {bad.name}'}"


def _signalled(number: int) -> Cause:
    try:
        name = signal.Signals(number).name
    except ValueError:
        name = f"signal {number}"
    status: Status = "killed" if number in _FROM_OUTSIDE else "failed"
    words = {"SIGSEGV": " (it touched memory that isn't its own)", "SIGABRT": " (it aborted)"}
    return Cause(status, "signal", f"ended by {name}{words.get(name, '')}")


def _not_installed(module: str, python: str) -> Cause:
    top = module.partition(".")[0]
    package = _DISTRIBUTIONS.get(top, top)
    return Cause(
        "failed", "import", f"the package {package} is not installed in {python}",
        f"{python} -m pip install {package}",
    )  # fmt: skip


def _raised(errors: str) -> str:
    """The last exception with its last frame: "ValueError: no (fit.py line 12 in step)"."""
    found = list(_RAISED.finditer(errors))
    if not found:
        return ""
    last = found[-1]
    text = (last["text"] or "").strip()
    said = f"{last['kind']}: {text}" if text else last["kind"]
    frames = list(_FRAME.finditer(errors, 0, last.start()))
    if not frames:
        return said[:300]
    frame = frames[-1]
    where = f"{PurePath(frame['file']).name} line {frame['line']}"
    name = frame["name"] or ""
    inside = f" in {name}" if name and name != "<module>" else ""
    return f"{said[:300]} ({where}{inside})"
