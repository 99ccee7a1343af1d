"""Checks and expectations: what holds, what doesn't, and why some can't be judged."""

from __future__ import annotations

import pytest

from journal.model.run import Run
from journal.runs.verdict import expectation, is_group, judge, judge_group

FOUND = {
    "ratio": 1.00002, "steps": 4, "converged": True, "diverged": False, "loss": float("nan"),
    "name": "legendre", "first_inf": None,
}  # fmt: skip


@pytest.mark.parametrize(
    ("check", "held", "parts"),
    [
        (
            "ratio <= 1.0001 and steps <= 5", True,
            [("ratio <= 1.0001", "1.00002", True), ("steps <= 5", "4", True)],
        ),
        (
            "ratio < 1 or steps < 5", True,
            [("ratio < 1", "1.00002", False), ("steps < 5", "4", True)],
        ),
        (
            "0.9 <= ratio <= 1.1", True,
            [("0.9 <= ratio", "1.00002", True), ("ratio <= 1.1", "1.00002", True)],
        ),
        ("steps / degree < 0.5", False, [("steps / degree < 0.5", "0.8", False)]),
        ("loss < 3", False, [("loss < 3", "nan", False)]),
        ("isnan(loss)", True, [("isnan(loss)", "True", True)]),
        (
            "converged and not diverged", True,
            [("converged", "True", True), ("not diverged", "True", True)],
        ),
        ("name == 'legendre'", True, [("name == 'legendre'", "legendre", True)]),
        ("max(steps, 10) == 10", True, [("max(steps, 10) == 10", "10", True)]),
        ("9**9999 > 1", True, [("9 ** 9999 > 1", "a number of 31697 bits", True)]),
        ("first_inf == None", True, [("first_inf == None", "None", True)]),
    ],
)  # fmt: skip
def test_a_check_is_judged_part_by_part(
    check: str, held: bool, parts: list[tuple[str, str, bool]]
) -> None:
    verdict = judge(check, FOUND, {"degree": 5})
    assert (verdict.held, list(verdict.parts), verdict.why) == (held, parts, "")


KNOWN = "there is abs, exp, isfinite, isnan, log, log10, max, min, round, sqrt"


@pytest.mark.parametrize(
    ("check", "why"),
    [
        ("stepz < 3", "stepz is neither in the summary nor a parameter; did you mean steps?"),
        ("ratio <=", "it is no expression: invalid syntax"),
        ("", "it is no expression: invalid syntax"),
        ("foo(ratio) < 1", f"there is no function foo; {KNOWN}"),
        ("__import__('os').system('true')", f"there is no function __import__; {KNOWN}"),
        ("ratio.__class__", "ratio.__class__ is not allowed in a check"),
        ("9**9**9**9 > 1", "9 ** 9 ** 9 ** 9 is not allowed in a check"),
        ("[x for x in (1, 2)]", "[x for x in (1, 2)] is not allowed in a check"),
        ("name < 3", "name < 3 can't be worked out: "
         "'<' not supported between instances of 'str' and 'int'"),
        ("steps / 0 > 1", "steps / 0 can't be worked out: division by zero"),
        ("median(ratio) < 2", "it speaks of a group of runs; journal run --sweep makes one"),
    ],
)  # fmt: skip
def test_a_check_that_can_not_be_judged_says_why(check: str, why: str) -> None:
    verdict = judge(check, FOUND, {})
    assert (verdict.held, verdict.parts, verdict.why) == (None, (), why)


def test_without_a_summary_nothing_can_be_judged() -> None:
    assert judge("ratio < 1", {}, {}).why == "ratio is unknown: the run recorded no summary"


@pytest.mark.parametrize(
    ("expect", "check", "direction"),
    [
        ("speedup >= 10", "speedup >= 10", "below"),
        ("GPU 10× faster: speedup >= 10", "speedup >= 10", "below"),
        ("10 <= speedup", "10 <= speedup", "below"),
        ("speedup < 1", "speedup < 1", "above"),
        ("about twice as fast, speedup>1.5 I think", "speedup>1.5", "as expected"),
        ("speedup == 2", "speedup == 2", ""),
        ("speedups > 2", "speedups > 2", ""),
    ],
)
def test_an_expectation_tells_on_which_side_it_came(
    expect: str, check: str, direction: str
) -> None:
    found = expectation(expect, {"speedup": 1.6})
    assert found.verdict
    assert (found.words, found.verdict.check, found.direction) == (expect, check, direction)


def test_an_expectation_in_words_is_only_kept() -> None:
    found = expectation("GPU 10× faster", {"speedup": 1.6})
    assert (found.verdict, found.direction) == (None, "")


def runs() -> list[Run]:
    times = [("cpu", 10.0), ("cpu", 12.0), ("cuda", 1.0), ("cuda", 0.9)]
    done = [
        Run(id=f"r{n}", script="devices.py", status="finished", params={"device": d, "seed": n},
            summary={"time": t})
        for n, (d, t) in enumerate(times)
    ]  # fmt: skip
    return [*done, Run(id="r9", script="devices.py", status="failed", summary={"time": 99.0})]


@pytest.mark.parametrize(
    ("check", "held", "value"),
    [
        ("median(time, device='cpu') / median(time, device='cuda') > 10", True, "11.57895"),
        ("median(time, device='cpu', seed=1) == 12", True, "12"),
        ("count(time) == 4", True, "4"),
        ("min(time) < 0.5", False, "0.9"),
        ("max(time, device='cuda') - mean(time, device='cuda') < 1", True, "0.05"),
    ],
)
def test_a_check_may_speak_of_a_group(check: str, held: bool, value: str) -> None:
    assert is_group(check)
    verdict = judge_group(check, runs())
    assert (verdict.held, verdict.parts[0][1], verdict.why) == (held, value, "")


def test_a_plain_check_must_hold_in_every_finished_run() -> None:
    verdict = judge_group("time < 11", runs())
    assert verdict.held is False
    assert verdict.parts[:2] == (("r0: time < 11", "10", True), ("r1: time < 11", "12", False))


@pytest.mark.parametrize(
    ("check", "why"),
    [
        ("median(tim) > 1", "tim is neither in the summary nor a parameter; did you mean time?"),
        ("median(time, device='tpu') > 1", "median(time, device='tpu') can't be worked out: "
         "no run with device=tpu has a number for it"),
        ("time > median(time)", "time has a value in each run; take its median or mean"),
    ],
)  # fmt: skip
def test_a_group_check_that_can_not_be_judged_says_why(check: str, why: str) -> None:
    assert judge_group(check, runs()).why == why


def test_a_group_without_a_finished_run_is_not_judged() -> None:
    assert judge_group("time < 1", runs()[4:]).why == "no run of the group has finished"
