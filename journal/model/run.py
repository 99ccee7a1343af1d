"""Runs: one recorded execution of a script, as run.json holds it."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Status = Literal["running", "finished", "failed", "killed", "timeout", "lost"]
Failure = Literal["", "nan", "overflow", "oom", "timeout", "signal", "exception", "import"]
Scalar = bool | int | float | str | None
SCHEMA = 1


class _Value(BaseModel):
    """Frozen; unknown fields of a later version are kept; NaN and infinities are written as strings."""

    model_config = ConfigDict(frozen=True, extra="allow", ser_json_inf_nan="strings")


class Git(_Value):
    commit: str = ""
    branch: str = ""
    dirty: bool = False


class Environment(_Value):
    """What the run ran on, from an allow-list; memory in bytes."""

    python: str = ""
    executable: str = ""
    platform: str = ""
    cpu: str = ""
    cores: int = 0
    memory: int = 0
    packages: dict[str, str] = Field(default_factory=dict)
    torch: str = ""
    cuda: str = ""
    driver: str = ""
    gpu: str = ""
    gpu_memory: int = 0


class Verdict(_Value):
    """A check over the summary. `held` is None where it could not be judged; `why` says so.

    `parts` are the comparisons in order: source, value on the left, outcome.
    """

    check: str
    held: bool | None = None
    why: str = ""
    parts: tuple[tuple[str, str, bool], ...] = ()


class Artifact(_Value):
    name: str
    file: str  # relative to the run folder
    size: int = 0
    blake2: str = ""
    kept: Literal["git", "local"] = "git"


class Run(_Value):
    """One recorded execution: `runs/<id>/run.json`. Times are RFC 3339 UTC, durations in seconds."""

    v: int = SCHEMA
    id: str
    script: str  # workspace-relative
    script_hash: str = ""
    td: tuple[str, ...] = ()
    params: dict[str, Scalar] = Field(default_factory=dict)
    argv: tuple[str, ...] = ()
    expect: str = ""
    status: Status = "running"
    failure: Failure = ""
    reason: str = ""  # one sentence on the failure: "overflow at step 12; last finite loss 1.9e38"
    exit: int | None = None
    start: str = ""
    end: str = ""
    duration: float | None = None
    peak_memory: int = 0  # bytes
    host: str = ""
    machine: str = ""  # hashed machine id
    boot: str = ""
    pid: int = 0
    pid_start: float = 0.0
    seed: int | None = None
    check: str = ""
    verdict: Verdict | None = None
    summary: dict[str, Scalar] = Field(default_factory=dict)
    notes: tuple[str, ...] = ()
    artifacts: tuple[Artifact, ...] = ()
    git: Git = Git()
    env: Environment = Environment()
    group: str = ""
    draft: str = ""  # the result line offered to the log
