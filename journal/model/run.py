"""Runs: one recorded execution of a script, as run.json holds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Status = Literal["running", "finished", "failed", "killed", "timeout", "lost"]
Failure = Literal["", "nan", "overflow", "oom", "timeout", "signal", "exception", "import"]
Scalar = bool | int | float | str | None
SCHEMA = 1
NOT_FINITE = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf")}


def number(value: object) -> object:
    """JSON's word for a number that isn't finite as that number; anything else as it is."""
    return NOT_FINITE.get(value, value) if isinstance(value, str) else value


def stamp(at: datetime) -> str:
    """RFC 3339 in UTC, to the millisecond."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _numbers(values: object) -> object:
    return {k: number(v) for k, v in values.items()} if isinstance(values, Mapping) else values


Scalars = Annotated[dict[str, Scalar], BeforeValidator(_numbers)]


class _Value(BaseModel):
    """Frozen; a later version's fields are kept; what isn't finite is written as a string."""

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


class Expectation(_Value):
    """What was expected before the run, and what came: `direction` says on which side of it.

    `verdict` judges the expression that the words hold; None where they hold none.
    """

    words: str
    verdict: Verdict | None = None
    direction: Literal["", "as expected", "above", "below"] = ""


class Artifact(_Value):
    """A file of the run. One over the size limit is whole only in `.journal/whole/<run id>/`.

    `size` and `blake2` are those of the whole; what lies in the run folder may be cut.
    """

    name: str
    file: str  # relative to the run folder
    size: int = 0
    blake2: str = ""
    kept: Literal["git", "local"] = "git"


class Run(_Value):
    """One recorded execution: `runs/<id>/run.json`. Times are RFC 3339 UTC, durations seconds."""

    v: int = SCHEMA
    id: str
    script: str  # workspace-relative
    script_hash: str = ""
    td: tuple[str, ...] = ()
    params: Scalars = Field(default_factory=dict)
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
    summary: Scalars = Field(default_factory=dict)
    notes: tuple[str, ...] = ()
    artifacts: tuple[Artifact, ...] = ()
    git: Git = Git()
    env: Environment = Environment()
    group: str = ""
    draft: str = ""  # the result line offered to the log
    outcome: Expectation | None = None
    hint: str = ""  # what to do about a failure: the command that installs what is missing
    keeper: int = 0  # pid of the journal that runs it
    keeper_start: float = 0.0


class Group(_Value):
    """The runs of a sweep, as `runs/<group>/group.json` holds them together."""

    v: int = SCHEMA
    id: str
    script: str
    td: tuple[str, ...] = ()
    points: tuple[dict[str, str], ...] = ()  # the parameters of each run, in order
    check: str = ""
    expect: str = ""
    verdict: Verdict | None = None
    start: str = ""
    end: str = ""
    draft: str = ""
    params: dict[str, str] = Field(default_factory=dict)  # those that every run was given


@dataclass(frozen=True, slots=True)
class RunSpec:
    """What to run and how. Empty fields are filled from the script's header, then the settings.

    `grace` is how many seconds a script has after INT and again after TERM.
    """

    script: Path
    params: Mapping[str, str] = field(default_factory=dict)
    args: tuple[str, ...] = ()
    td: tuple[str, ...] = ()
    expect: str = ""
    check: str = ""
    timeout: float | None = None
    python: str = ""
    uv: bool = False
    outside: bool = False
    group: str = ""
    grace: float = 5.0


@dataclass(frozen=True, slots=True)
class Progress:
    """A run as it stands, for the progress line. Memory in bytes, rate in points a second."""

    elapsed: float
    step: float | None = None
    points: int = 0
    rate: float = 0.0
    metrics: Mapping[str, float] = field(default_factory=dict)
    memory: int = 0
