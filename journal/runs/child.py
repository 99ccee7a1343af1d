"""A script while it runs: its output taken, its progress and memory read, its limits minded."""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from journal import proc
from journal.model.run import Progress
from journal.runs.failure import Stopped
from journal.store import series
from journal.store.output import Stream, Writer

Tell = Callable[[Progress], None]
Echo = Callable[[Stream, bytes], None]
CHUNK = 1 << 16
TAIL = 1 << 16
TICK = 0.1
TOLD_EVERY = 0.2
LEFT_BEHIND = 0.5  # seconds that processes of an ended script have to end too
LADDER = (signal.SIGINT, signal.SIGTERM, signal.SIGKILL)


@dataclass(frozen=True, slots=True)
class Watch:
    """Who is told of the progress and the output, and how often the user has asked to stop."""

    tell: Tell = lambda progress: None
    echo: Echo = lambda stream, data: None
    stops: Callable[[], int] = lambda: 0


class Process(Protocol):
    """What `proc.spawn` gives."""

    pid: int
    stdout: IO[bytes] | None
    stderr: IO[bytes] | None
    peak: int

    def poll(self) -> int | None: ...
    def wait(self) -> int: ...


class Child:
    """Keeps one child until it and its pipes are done; nothing of its group is left behind."""

    def __init__(self, process: Process, writer: Writer, meter: Meter, watch: Watch) -> None:
        self.process, self.writer, self.meter = process, writer, meter
        self.tell, self.echo = watch.tell, watch.echo
        self.stopped: Stopped = ""
        self.seconds = 0.0
        self._began = self._told = time.monotonic()
        self._tail = b""
        self._rungs = 0
        self._next_rung = self._next_look = 0.0

    def keep(self, timeout: float | None, grace: float, stops: Callable[[], int]) -> None:
        """Until the end. `stops` counts how often the user has asked to stop; each is a rung."""
        try:
            with selectors.DefaultSelector() as chosen:
                self._register(chosen)
                self.meter.sample()
                while self.process.poll() is None:
                    self._take(chosen, self._tick())
                    self._mind(timeout, grace, stops())
                    self._look()
                self.seconds = time.monotonic() - self._began
                self._drain(chosen)
        finally:
            proc.signal_group(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.meter.peak = max(self.meter.peak, self.process.peak)
            for pipe in (self.process.stdout, self.process.stderr):
                if pipe:
                    pipe.close()
            self.writer.close()

    @property
    def errors(self) -> str:
        """The end of what it said on standard error."""
        return self._tail.decode(errors="replace")

    def _tick(self) -> float:
        return min(TICK, 0.01 + (time.monotonic() - self._began) / 10)

    def _register(self, chosen: selectors.BaseSelector) -> None:
        for stream, pipe in (("stdout", self.process.stdout), ("stderr", self.process.stderr)):
            if pipe:
                chosen.register(pipe, selectors.EVENT_READ, stream)
        with contextlib.suppress(AttributeError, OSError):  # wakes at its end, where there is one
            chosen.register(os.pidfd_open(self.process.pid), selectors.EVENT_READ, "")

    def _take(self, chosen: selectors.BaseSelector, wait: float) -> bool:
        """Take what came on the pipes; whether anything did."""
        came = False
        for key, _ in chosen.select(wait):
            data = os.read(key.fd, CHUNK) if key.data else b""
            if data:
                came = True
                self._got(key.data, data)
            else:
                chosen.unregister(key.fileobj)
                if not key.data:
                    os.close(key.fd)
        if not chosen.get_map() and wait:
            time.sleep(wait)
        return came

    def _got(self, stream: Stream, data: bytes) -> None:
        self.writer.feed(stream, data)
        if stream == "stderr":
            self._tail = (self._tail + data)[-TAIL:]
        try:
            self.echo(stream, data)
        except OSError:  # our own reader went away; the run goes on
            self.echo = lambda stream, data: None

    def _mind(self, timeout: float | None, grace: float, asked: int) -> None:
        now = time.monotonic()
        if not self.stopped and asked:
            self.stopped = "interrupt"
        elif not self.stopped and timeout and now - self._began > timeout:
            self.stopped = "timeout"
        if self.stopped and (now >= self._next_rung or asked > self._rungs):
            proc.signal_group(self.process.pid, LADDER[min(self._rungs, 2)])
            self._rungs += 1
            self._next_rung = now + grace

    def _look(self) -> None:
        now = time.monotonic()
        if now < self._next_look:
            return
        self._next_look = now + self._tick() / 2
        self.meter.sample()
        if now - self._told >= TOLD_EVERY:
            self._told = now
            self.tell(self.meter.progress(now - self._began))

    def _drain(self, chosen: selectors.BaseSelector) -> None:
        """Take what is still in the pipes; who holds them open after the script's end is ended."""
        self._until(lambda came: came, chosen, 0)
        lives = proc.signal_group(self.process.pid, signal.SIGTERM)
        if lives or chosen.get_map():
            self._until(lambda _: bool(chosen.get_map()) or _lives(self.process.pid), chosen, 0.02)
        proc.signal_group(self.process.pid, signal.SIGKILL)
        self._until(lambda came: came, chosen, 0)

    def _until(
        self, more: Callable[[bool], bool], chosen: selectors.BaseSelector, wait: float
    ) -> None:
        """Take while there is more, but no longer than what is left behind may last."""
        until = time.monotonic() + LEFT_BEHIND
        while more(self._take(chosen, wait)) and time.monotonic() < until:
            pass


def _lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except OSError:
        return False
    return True


class Meter:
    """Progress from the metrics as they are written; memory of the process and its children."""

    def __init__(self, pid: int, metrics: Path) -> None:
        self.pid, self.metrics = pid, metrics
        self.peak = self.memory = self.points = 0
        self.step: float | None = None
        self.last: dict[str, float] = {}
        self.rate = 0.0
        self._at = 0
        self._seen = (0.0, 0)
        self._next_tree = 0.0

    def sample(self) -> None:
        """The kernel's own high-water mark is cheap; the sum over children is taken less often."""
        self.peak = max(self.peak, _high_water(self.pid))
        began = time.monotonic()
        if began >= self._next_tree:
            self.memory = _tree(self.pid)
            self.peak = max(self.peak, self.memory)
            cost = time.monotonic() - began
            self._next_tree = began + max(0.25, 50 * cost)

    def progress(self, elapsed: float) -> Progress:
        self._read()
        before, points = self._seen
        now = (self.points - points) / max(elapsed - before, 1e-9)
        self.rate = now if not self.rate else 0.7 * self.rate + 0.3 * now
        self._seen = (elapsed, self.points)
        return Progress(elapsed, self.step, self.points, self.rate, dict(self.last), self.memory)

    def _read(self) -> None:
        try:
            with self.metrics.open("rb") as f:
                f.seek(self._at)
                data = f.read()
        except OSError:
            return
        whole = data[: data.rfind(b"\n") + 1]
        self._at += len(whole)
        self.points += whole.count(b"\n")
        for line in whole[-4096:].split(b"\n")[-20:]:
            if found := series.points(line):
                self.step = found[0]
                self.last |= found[1]


def _high_water(pid: int) -> int:
    try:
        text = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    found = next((line for line in text.splitlines() if line.startswith("VmHWM:")), "")
    return int(found.split()[1]) << 10 if found else 0


def _tree(pid: int) -> int:
    import psutil

    total = 0
    try:
        top = psutil.Process(pid)
        family = [top, *top.children(recursive=True)]
    except psutil.Error:
        return 0
    for process in family:
        try:
            total += process.memory_info().rss
        except psutil.Error:
            continue
    return total
