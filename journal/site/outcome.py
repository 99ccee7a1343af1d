"""What became of a run, in words: its verdict, what came out, how far from what was expected."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from journal.model.run import Run, Scalar
from journal.site.words import capital, figure, number, value_text

FAILURES = {
    "nan": "nan", "overflow": "overflow", "oom": "out of memory", "timeout": "timeout",
    "signal": "killed", "exception": "error", "import": "missing module",
}  # fmt: skip
NUMBER = re.compile(r"(?<![\w.])[-−]?\d[\d,]*(?:\.\d+)?(?:e[-+]?\d+)?", re.I)
TIMES = re.compile(r"(\d+(?:\.\d+)?)\s*(?:×|x\b|times\b|раз)", re.I)
FACTORS = ("speedup", "speed_up", "faster", "factor", "ratio")


@dataclass(frozen=True, slots=True)
class Verdict:
    """`kind` picks the sign; `word` stands beside it."""

    kind: str
    word: str

    @property
    def text(self) -> str:
        return {"held": "held", "missed": "did not hold"}.get(self.kind, self.word)


def verdict(run: Run) -> Verdict:
    if run.status == "running":
        return Verdict("none", "running")
    if run.status != "finished":
        return Verdict("failed", FAILURES.get(run.failure, run.status))
    held = run.verdict.held if run.verdict else None
    if held is None:
        return Verdict("none", "not judged" if run.check else "no check")
    return Verdict("held", "held") if held else Verdict("missed", "did not hold")


def headline(run: Run) -> str:
    """The run page's title, as a sentence."""
    v = verdict(run)
    if v.kind == "failed":
        step = re.search(r"at step (\d+(?:,\d{3})*)", run.reason)
        at = f" at step {step[1]}" if step else ""
        return (
            f"Blew up{at}: {v.word}."
            if run.failure in ("nan", "overflow")
            else f"Failed{at}: {v.word}."
        )
    if v.word == "running":
        return "Still running."
    return {"held": "It held.", "missed": "It did not hold."}.get(
        v.kind, "Finished; no check to judge it by."
    )


def came_out(run: Run) -> str:
    """The shortest true thing about the result."""
    if verdict(run).kind == "failed":
        step = re.search(r"at step \d+(?:,\d{3})*", run.reason)
        return f"stopped {step[0]}" if step else run.reason or run.status
    names = [n for n in checked(run) if n in run.summary] or list(run.summary)[:1]
    return ", ".join(valued(n, run.summary[n]) for n in names[:2])


def valued(name: str, value: Scalar) -> str:
    """'ratio 1.0004', and '64 steps' for what is counted."""
    counted = isinstance(value, int) and not isinstance(value, bool) and name.endswith("s")
    return f"{figure(value)} {words(name)}" if counted else f"{words(name)} {figure(value)}"


def checked(run: Run) -> list[str]:
    """The names that the check looks at, in order."""
    return list(dict.fromkeys(re.findall(r"[A-Za-z_]\w*", run.check)))


def words(name: str) -> str:
    return name.replace("_", " ")


def name_of(run: Run) -> str:
    return PurePosixPath(run.script).name


def params_line(run: Run, keys: Varying) -> str:
    """'width=512 batch=2000', as it is typed: what sets the run apart, else all of it."""
    chosen = telling(run, keys) or run.params
    return " ".join(f"{k}={value_text(v)}" for k, v in chosen.items())


Varying = Mapping[str, Scalar]


def varying(runs: Sequence[Run]) -> Varying:
    """The parameters that differ among the runs, in the order they were first given, each with
    the number that more than half of them share; None where there is no such number."""
    names = dict.fromkeys(k for r in runs for k in r.params if k != "seed")
    found = {k: Counter(repr(r.params.get(k)) for r in runs) for k in names}
    return {k: _usual(runs, k, *c.most_common(1)[0]) for k, c in found.items() if len(c) > 1}


def _usual(runs: Sequence[Run], name: str, shown: str, times: int) -> Scalar:
    value = next((r.params[name] for r in runs if repr(r.params.get(name)) == shown), None)
    return value if times * 2 > len(runs) and not isinstance(value, bool | str) else None


def telling(run: Run, keys: Varying) -> dict[str, Scalar]:
    """What sets this run apart: of what varies, all but the numbers that most runs share."""
    given = {k: run.params[k] for k in keys if run.params.get(k) not in (None, "")}
    apart = {k: v for k, v in given.items() if keys[k] is None or v != keys[k]}
    return apart or given


def label(run: Run, keys: Varying) -> str:
    """'legendre, lr 4e-4': what sets this try apart."""
    parts = [_part(k, v) for k, v in telling(run, keys).items()]
    return ", ".join(parts) or name_of(run).removesuffix(".py")


def _part(key: str, value: Scalar) -> str:
    if isinstance(value, bool):
        return words(key) if value else f"not {words(key)}"
    named = isinstance(value, int | float)
    return f"{words(key)} {value_text(value)}" if named else value_text(value)


@dataclass(frozen=True, slots=True)
class Forecast:
    """An expectation beside its outcome. `ratio` is None where the run left the scale."""

    run: Run
    ratio: float | None
    out: str

    @property
    def judged(self) -> bool:
        return self.ratio is not None or verdict(self.run).kind == "failed"


def forecast(run: Run) -> Forecast | None:
    """The forecast of a run that had one: by the number it names and the value of that name."""
    if not run.expect or run.status == "running":
        return None
    if verdict(run).kind == "failed":
        return Forecast(run, None, verdict(run).word)
    name, expected, got = _judged(run) or _guessed(run)
    if not name:
        return Forecast(run, None, came_out(run))
    ratio = float(got) / expected if isinstance(got, int | float) and expected else None
    unit = "×" if name in FACTORS and TIMES.search(run.expect) else ""
    shown = f"{figure(got)}{unit}" if unit else valued(name, got)
    return Forecast(run, ratio if ratio and ratio > 0 and math.isfinite(ratio) else None, shown)


Named = tuple[str, float, Scalar]


def _judged(run: Run) -> Named | None:
    """The first comparison that the launcher read out of the expectation."""
    parts = run.outcome.verdict.parts if run.outcome and run.outcome.verdict else ()
    for source, left, _ in parts:
        found = re.fullmatch(rf"\s*([\w.]+)\s*[<>=!]=?\s*({NUMBER.pattern})\s*", source)
        if found and (got := run.summary.get(found[1], _float(left))) is not None:
            return found[1], _float(found[2]) or 0.0, got
    return None


def _float(text: str) -> float | None:
    try:
        return float(text.replace(",", "").replace("−", "-"))
    except ValueError:
        return None


def _guessed(run: Run) -> Named:
    name, expected = _expected(run.expect, run.summary)
    return name, expected, run.summary.get(name)


def _expected(expect: str, summary: Mapping[str, Scalar]) -> tuple[str, float]:
    """The summary's name that the sentence speaks of, and the number it gives."""
    numeric = {
        k: v for k, v in summary.items() if isinstance(v, int | float) and not isinstance(v, bool)
    }
    if (times := TIMES.search(expect)) and (name := next((f for f in FACTORS if f in numeric), "")):
        return name, float(times[1])
    for name in numeric:
        spelled = re.escape(words(name)).replace(r"\ ", r"[\s_-]")
        after = re.search(rf"\b{spelled}\b\D{{0,24}}?({NUMBER.pattern})", expect, re.I)
        before = re.search(rf"({NUMBER.pattern})\s*{spelled}\b", expect, re.I)
        if found := after or before:
            return name, _float(found[1]) or 0.0
    numbers = NUMBER.findall(expect)
    if len(numeric) == 1 and len(numbers) == 1:
        return next(iter(numeric)), _float(numbers[0]) or 0.0
    return "", 0.0


def reading(forecasts: Sequence[Forecast]) -> str:
    """How often the writer was right, in a sentence."""
    judged = [f for f in forecasts if f.judged]
    if not judged:
        return ""
    near = [f for f in judged if f.ratio and 1 / 1.6 <= f.ratio <= 1.6]
    far = [max(f.ratio, 1 / f.ratio) for f in judged if f.ratio and f not in near]
    left = sum(1 for f in judged if f.ratio is None)
    verb = "was" if len(near) == 1 else "were"
    right = number(len(near)) if near else "none"
    parts = [f"{right} of {number(len(judged))} {verb} within a factor of 1.6"]
    parts += [f"the widest miss was a factor of {figure(float(f'{max(far):.2g}'))}"] if far else []
    parts += [f"{number(left)} left the scale"] if left else []
    return f"{capital('; '.join(parts))}."
