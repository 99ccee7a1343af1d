"""What a run ran on: its Python and packages, the machine, the GPU; from an allow-list."""

from __future__ import annotations

import json
import os
import platform
import shutil
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from journal import proc
from journal.model.run import Environment

LIMIT = 20
# Folders' names tell what is installed; importlib.metadata would take ten times as long to ask.
ASK = r"""
import json, os, re, sys
found, torch, cuda = {}, "", ""
for base in filter(None, sys.path):
    try: names = os.listdir(base)
    except OSError: continue
    for name in sorted(names):
        m = re.match(r"(.+?)-([^-]+)(?:-py[\d.]+)?\.(?:dist|egg)-info$", name)
        if m: found.setdefault(m[1].replace("_", "-").lower(), m[2])
    path = os.path.join(base, "torch", "version.py")
    if not torch and os.path.isfile(path):
        text = open(path, encoding="utf-8").read()
        one = lambda p: (re.search(p, text) or ["", ""])[1]
        torch = one(r"(?m)^__version__ = '([^']+)'")
        cuda = one(r"(?m)^cuda\b[^=]*= '([^']+)'")
print(json.dumps([sys.version.split()[0], found, torch, cuda]))
"""


def environment(python: str, shown: str, environ: Mapping[str, str]) -> Environment:
    """Asked of the interpreter by a process of its own, once for each state of its packages."""
    keep = ("PATH", "PYTHONPATH", "HOME", "VIRTUAL_ENV", "CONDA_PREFIX")
    known = tuple((k, environ[k]) for k in keep if k in environ)
    version, packages, torch, cuda = _asked(python, known) if python else ("", {}, "", "")
    driver, gpu, gpu_memory = _gpu()
    return Environment(
        python=version, executable=shown, packages=packages, torch=torch, cuda=cuda,
        platform=f"{platform.system()} {platform.release()} {platform.machine()}",
        cpu=_cpu(), cores=os.cpu_count() or 0, memory=_memory(),
        driver=driver, gpu=gpu, gpu_memory=gpu_memory,
    )  # fmt: skip


@lru_cache(maxsize=8)
def _asked(python: str, known: tuple[tuple[str, str], ...]) -> tuple[str, Any, str, str]:
    done = proc.run([python, "-c", ASK], timeout=LIMIT, env=dict(known))
    try:
        version, packages, torch, cuda = json.loads(done.out)
    except ValueError:
        return "", {}, "", ""
    return version, packages, torch, cuda


@lru_cache(maxsize=1)
def _cpu() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text()
    except OSError:
        return platform.processor()
    names = [line.partition(":")[2].strip() for line in text.splitlines() if "model name" in line]
    return names[0] if names else platform.processor()


def _memory() -> int:
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError):
        return 0


@lru_cache(maxsize=1)
def _gpu() -> tuple[str, str, int]:
    """Driver, name and memory of the first GPU, as nvidia-smi tells them."""
    if not shutil.which("nvidia-smi"):
        return "", "", 0
    ask = "--query-gpu=driver_version,name,memory.total"
    done = proc.run(["nvidia-smi", ask, "--format=csv,noheader,nounits"], timeout=LIMIT)
    parts = [p.strip() for p in done.out.split("\n", 1)[0].split(",")]
    if done.code or len(parts) != 3:
        return "", "", 0
    memory = int(parts[2]) << 20 if parts[2].isdigit() else 0
    return parts[0], parts[1], memory


def oom_kills() -> int:
    """How many processes the kernel has killed for memory so far; 0 where it doesn't say."""
    total = 0
    for path in (Path("/proc/vmstat"), Path("/sys/fs/cgroup/memory.events")):
        try:
            rows = [line.split() for line in path.read_text().splitlines()]
        except OSError:
            continue
        total += sum(int(r[1]) for r in rows if len(r) == 2 and r[0] == "oom_kill")
    return total
