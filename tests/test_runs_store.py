"""Run folders on disk: found, read, thinned, cut to size, told lost."""

from __future__ import annotations

import math
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal import workspace
from journal.model.entry import JournalError
from journal.model.run import Run
from journal.store import machine, output, runs, series
from journal.workspace import RunSettings, Workspace

NOW = datetime(2025, 7, 14, 21, 3, 11, tzinfo=UTC)


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    (tmp_path / "journal.toml").write_text("")
    return workspace.load(tmp_path)


def made(ws: Workspace, run_id: str = "20250714-210311-fit-7f3ak2mx", **more: object) -> Run:
    run = Run.model_validate({"id": run_id, "script": "fit.py", "status": "finished", **more})
    runs.create(ws, run)
    return run


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("experiments/quintic.py", "20250714-210311-quintic-7f3ak2mx"),
        ("My Fit (2).py", "20250714-210311-my-fit-2-7f3ak2mx"),
        ("опыт.py", "20250714-210311-опыт-7f3ak2mx"),
        ("...py", "20250714-210311-run-7f3ak2mx"),
    ],
)
def test_an_id_says_when_and_what(script: str, expected: str) -> None:
    assert runs.new_id(script, NOW, "7f3ak2mx") == expected


def test_what_is_written_is_read_back(ws: Workspace) -> None:
    summary = {"a": math.inf, "b": -math.inf, "c": 1, "d": True, "e": None, "f": "text", "g": 0.1}
    run = made(ws, summary=summary)
    assert runs.read(ws, run.id) == run
    nan = made(ws, "20250714-210312-nan-7f3ak2my", summary={"x": math.nan})
    assert math.isnan(float(runs.read(ws, nan.id).summary["x"] or 0))


def test_a_later_versions_fields_are_kept(ws: Workspace) -> None:
    run = made(ws, v=2, weather="rain")
    loaded = runs.read(ws, run.id)
    runs.save(ws, loaded)
    assert '"weather": "rain"' in (runs.folder(ws, run) / "run.json").read_text()


def test_runs_come_newest_first_and_groups_are_looked_into(ws: Workspace) -> None:
    made(ws, "a-00000001", start="2025-01-01T00:00:00Z")
    made(ws, "b-00000002", start="2025-03-01T00:00:00Z", group="sweep")
    made(ws, "c-00000003", start="2025-02-01T00:00:00Z", group="sweep")
    found, problems = runs.load_all(ws)
    assert [(r.id, r.group) for r in found] == [
        ("b-00000002", "sweep"), ("c-00000003", "sweep"), ("a-00000001", ""),
    ]  # fmt: skip
    assert problems == ()


@pytest.mark.parametrize(
    ("text", "said", "line"),
    [
        (b'{"id": "x",\n "script": }', "run.json isn't JSON: expecting value", 2),
        (b'{"id": "bad-0001",\n "script": "a.py",\n "status": "asleep"}',
         "run.json can't be used: status: input should be", 3),
        (b'{"id": "other",\n "script": "a.py"}',
         "run.json names the run other, unlike its folder", 1),
        (b"[]", "run.json is no object", 1),
        (b"\xff\xfe", "is UTF-16, not UTF-8", None),
        (b'{"id": "\xe9"}', "run.json is not UTF-8", 1),
        (b"", "run.json isn't JSON: expecting value", 1),
        (b"[" * 100_000, "run.json is no object", 1),
    ],
)  # fmt: skip
def test_a_broken_run_is_a_problem_and_no_crash(
    ws: Workspace, text: bytes, said: str, line: int | None
) -> None:
    good = made(ws)
    bad = ws.runs / "bad-0001"
    bad.mkdir()
    (bad / "run.json").write_bytes(text)
    found, (problem,) = runs.load_all(ws)
    assert found == (good,)
    assert problem.path == "runs/bad-0001/run.json"
    assert (problem.text[: len(said)], problem.line) == (said, line)


def test_a_run_is_found_by_any_unique_beginning(ws: Workspace) -> None:
    one = made(ws, "20250714-210311-fit-7f3ak2mx")
    made(ws, "20250714-210312-fit-8f3ak2mx")
    assert runs.read(ws, "20250714-210311") == one
    assert runs.read(ws, "7f3") == one
    with pytest.raises(JournalError, match="could be 20250714-210311-fit-7f3ak2mx, 20250714-2103"):
        runs.read(ws, "2025")
    with pytest.raises(JournalError, match="no run is 9zz"):
        runs.read(ws, "9zz")


def rows(ws: Workspace, run: Run, text: str) -> None:
    (runs.folder(ws, run) / "metrics.jsonl").write_text(text)


def test_metrics_are_read_whatever_happened_to_the_file(ws: Workspace) -> None:
    run = made(ws)
    rows(
        ws, run,
        '{"t": 1, "step": 0, "loss": 1.5, "lr": 1}\n'
        '{"t": 2, "step": 1, "loss": "NaN"}\n'
        "not json\n"
        '{"t": 3, "step": 2, "loss": "-Infinity"}\n'
        '{"t": 4, "step": 3, "lo',
    )  # fmt: skip
    found = runs.metrics(ws, run)
    assert found["lr"] == [(0, 1)]
    assert [step for step, _ in found["loss"]] == [0, 1, 2]
    assert math.isnan(found["loss"][1][1])
    assert found["loss"][2][1] == -math.inf


def test_the_first_bad_point_is_found_with_the_last_good_one(ws: Workspace) -> None:
    run = made(ws)
    rows(
        ws, run,
        '{"t": 1, "step": 11, "loss": 1.9e38, "note NaN": 1}\n'
        '{"t": 1, "step": 11.5, "other": 2}\n'
        '{"t": 2, "step": 12, "other": 1, "loss": "Infinity"}\n'
        '{"t": 2, "step": 13, "loss": "NaN"}\n',
    )  # fmt: skip
    assert runs.first_bad(ws, run) == series.Bad("loss", 12, math.inf, 1.9e38)


def test_without_metrics_there_are_none(ws: Workspace) -> None:
    run = made(ws)
    assert (runs.metrics(ws, run), runs.first_bad(ws, run), runs.output(ws, run)) == ({}, None, ())


@given(
    st.lists(st.floats(width=16), min_size=1, max_size=300), st.integers(min_value=8, max_value=50)
)
def test_thinning_keeps_what_matters(values: list[float], most: int) -> None:
    kept = series.thin(values, most)
    assert kept == sorted(set(kept))
    assert len(kept) <= max(most, 5)
    assert {0, len(values) - 1} <= set(kept)
    finite = [v for v in values if math.isfinite(v)]
    shown = [values[i] for i in kept]
    if finite:
        assert min(finite) in shown
        assert max(finite) in shown
    bad = [i for i, v in enumerate(values) if not math.isfinite(v)]
    assert not bad or bad[0] in kept


def test_a_long_series_is_cut_to_the_limit_and_kept_whole_here(ws: Workspace) -> None:
    small = replace(ws, settings=replace(ws.settings, run=RunSettings(max_file=20_000)))
    run = made(small)
    text = "".join(
        f'{{"t": 1.5, "step": {i}, "loss": {1e9 if i == 777 else i}, "acc": 0.5}}\n'
        for i in range(5000)
    )
    rows(small, run, text)
    (kept,) = runs.collected(small, run).artifacts
    assert (kept.name, kept.kept, kept.size) == ("metrics.jsonl", "local", len(text))
    assert (runs.folder(small, run) / "metrics.jsonl").stat().st_size < 20_000
    assert (777, 1e9) in runs.metrics(small, run)["loss"]
    whole = small.state / "whole" / run.id / "metrics.jsonl"
    assert whole.read_text() == text


Fed = list[tuple[output.Stream, bytes]]


def log(folder: Path, fed: Fed) -> list[tuple[str, str]]:
    writer = output.Writer(folder)
    for stream, data in fed:
        writer.feed(stream, data)
    writer.close()
    return [(line.stream, line.text) for line in output.read(folder)]


@pytest.mark.parametrize(
    ("fed", "lines"),
    [
        ([("stdout", b"one\ntwo\n")], [("stdout", "one"), ("stdout", "two")]),
        ([("stdout", b"half"), ("stderr", b"oh\n"), ("stdout", b" line\n")],
         [("stderr", "oh"), ("stdout", "half line")]),
        ([("stderr", b"no end")], [("stderr", "no end")]),
        ([("stderr", b"a\nb\n"), ("stdout", b"c\n"), ("stderr", b"d\n")],
         [("stderr", "a"), ("stderr", "b"), ("stdout", "c"), ("stderr", "d")]),
        ([("stderr", b" 10%\r 50%\r100%\r\n")], [("stderr", "100%")]),
        ([("stdout", b"\n\n")], [("stdout", ""), ("stdout", "")]),
        ([("stdout", b"\xff\n")], [("stdout", "\ufffd")]),
        ([], []),
    ],
)  # fmt: skip
def test_output_keeps_its_lines_and_streams_apart(
    tmp_path: Path, fed: Fed, lines: list[tuple[str, str]]
) -> None:
    assert log(tmp_path, fed) == lines


def test_a_line_too_long_to_hold_is_broken_only_by_the_other_stream(tmp_path: Path) -> None:
    fed: Fed = [("stdout", b"x" * 70_000), ("stderr", b"oh\n"), ("stdout", b"end\n")]
    assert [(s, t[:3], t[-14:]) for s, t in log(tmp_path, fed)] == [
        ("stdout", "xxx", "(70,000 bytes)"), ("stderr", "oh", "oh"), ("stdout", "end", "end"),
    ]  # fmt: skip


def test_the_side_file_is_short_and_readable(tmp_path: Path) -> None:
    log(tmp_path, [("stderr", b"a\nb\n"), ("stdout", b"c\n"), ("stderr", b"d\n")])
    assert (tmp_path / "output.log").read_text() == "a\nb\nc\nd\n"
    assert (tmp_path / "stderr.lines").read_text() == "1-2\n4-4\n"


def test_a_killed_writers_open_range_runs_to_the_end(tmp_path: Path) -> None:
    (tmp_path / "output.log").write_text("a\nb\nc\n")
    (tmp_path / "stderr.lines").write_text("2-")
    assert [line.stream for line in output.read(tmp_path)] == ["stdout", "stderr", "stderr"]


@given(st.lists(st.sampled_from(["stdout", "stderr"]), max_size=60), st.integers(0, 70))
def test_the_tail_is_the_end_of_the_whole(
    tmp_path_factory: pytest.TempPathFactory, streams: list[output.Stream], lines: int
) -> None:
    folder = tmp_path_factory.mktemp("log")
    whole = log(folder, [(s, b"line %d\n" % n) for n, s in enumerate(streams)])
    tail = [(line.stream, line.text) for line in output.read(folder, lines)]
    assert tail == whole[max(0, len(whole) - lines) :]


def test_a_disk_that_refuses_is_told_and_stops_nothing(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full on this system")
    (tmp_path / "output.log").symlink_to("/dev/full")
    writer = output.Writer(tmp_path)
    writer.feed("stdout", b"one\n")
    writer.feed("stdout", b"two\n")
    writer.close()
    assert writer.broken == "no space left on device"


def test_a_run_of_this_machine_that_nobody_keeps_is_lost(ws: Workspace) -> None:
    here = {"status": "running", "start": "2025-07-14T21:00:00.000Z",
            "machine": machine.machine_id(), "boot": machine.boot_id()}  # fmt: skip
    me = {"pid": os.getpid(), "pid_start": machine.started(os.getpid())}
    made(ws, "alive-0001", **here, **me)
    made(ws, "kept-0002", **here, keeper=me["pid"], keeper_start=me["pid_start"])
    gone = made(ws, "gone-0003", **here, pid=2**22 + 1, pid_start=1.0)
    reused = made(ws, "reused-0004", **here, pid=os.getpid(), pid_start=1.0)
    restarted = made(ws, "restarted-0005", **{**here, **me, "boot": "another"})
    made(ws, "elsewhere-0006", **{**here, "machine": "another"})
    assert set(runs.reconcile(ws, NOW)) == {gone.id, reused.id, restarted.id}
    assert runs.read(ws, restarted.id).reason == "the machine restarted while it ran"
    assert runs.read(ws, gone.id).status == "lost"
    assert runs.read(ws, "elsewhere-0006").status == "running"


def test_what_a_killed_script_recorded_is_kept(ws: Workspace) -> None:
    run = made(ws, status="running", machine=machine.machine_id(), boot="another")
    (runs.folder(ws, run) / "record.jsonl").write_text(
        '{"params": {"degree": 5, "seed": 3}}\n{"summary": {"loss": "Infinity"}}\n'
        '{"note": "a"}\n[1]\n{"summary": {"list": [1]}}\n{"summary": {"lo'
    )
    runs.reconcile(ws, NOW)
    lost = runs.read(ws, run.id)
    assert (lost.params, lost.seed) == ({"degree": 5, "seed": 3}, 3)
    assert (lost.summary, lost.notes) == ({"loss": math.inf}, ("a",))
