"""The command line as transcripts: cases/cli/*.txt are run and must print what they say.

`$ ` starts a command for bash, `> ` goes on with it; what follows is stdout and stderr as a person
sees them, and `[1]` the exit code where it isn't 0. JOURNAL_UPDATE=1 rewrites the files: read
the diff.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

CASES = sorted((Path(__file__).parent / "cases" / "cli").glob("*.txt"))
BIN = Path(sys.executable).parent
UPDATE = os.environ.get("JOURNAL_UPDATE") == "1"
VARYING = [
    (re.compile(r", \d+ [Mk]B at peak"), ""),  # a script may end before it can be measured
    (re.compile(r"\d{8}-\d{6}-([\w-]+?)-[0-9a-z]{8}\b"), r"DATE-TIME-\1-TOKEN"),
    (re.compile(r"/tmp/journal-bug-\S+"), "/tmp/journal-bug-XXXX.txt"),
    (re.compile(r"\b\d+(\.\d+)? (s|ms|MB|kB)\b"), r"N \2"),
    (re.compile(r"(?<= )[0-9a-f]{7}(?=[,;]?(?:\s|$))"), "COMMIT"),
]


@dataclass
class Step:
    command: str
    expected: str


def steps(text: str) -> tuple[str, list[Step]]:
    """What stands above the first command, and the commands with what they print."""
    head, *parts = re.split(r"(?m)^\$ ", text)
    out = []
    for part in parts:
        lines = part.split("\n")
        more = 1
        while more < len(lines) and lines[more].startswith(">"):
            more += 1
        command = "\n".join([lines[0], *(line[1:].removeprefix(" ") for line in lines[1:more])])
        out.append(Step(command, "\n".join(lines[more:]).strip("\n")))
    return head, out


def run(command: str, folder: Path) -> str:
    env = {
        "PATH": f"{BIN}:{os.environ['PATH']}", "HOME": str(folder.parent), "COLUMNS": "80",
        "JOURNAL_NOW": "2025-07-20T21:00:00+00:00", "TZ": "UTC", "LC_ALL": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1", "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_AUTHOR_NAME": "t", "GIT_AUTHOR_EMAIL": "t@example.org",
        "GIT_COMMITTER_NAME": "t", "GIT_COMMITTER_EMAIL": "t@example.org",
    }  # fmt: skip
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=env, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120,
    )  # fmt: skip
    text = done.stdout.replace(str(folder), "WORK").rstrip("\n")
    for pattern, instead in VARYING:
        text = pattern.sub(instead, text)
    code = f"\n[{done.returncode}]" if done.returncode else ""
    return (text + code).strip("\n")


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.stem)
def test_transcript(case: Path, tmp_path: Path) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    head, todo = steps(case.read_text())
    got = [(s, run(s.command, folder)) for s in todo]
    if UPDATE:
        case.write_text(head + "\n\n".join(_shown(s, text) for s, text in got) + "\n")
    for step, text in got:
        if not UPDATE:
            assert text == step.expected, f"$ {step.command}"


def _shown(step: Step, text: str) -> str:
    first, *rest = step.command.split("\n")
    lines = [f"$ {first}", *(f"> {line}".rstrip() for line in rest), *([text] if text else [])]
    return "\n".join(lines)
