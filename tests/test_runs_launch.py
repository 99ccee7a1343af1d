"""Scripts really run: what is recorded of them, and how they end when they misbehave."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from journal import workspace
from journal.model.entry import JournalError
from journal.model.run import Progress, Run, RunSpec
from journal.runs.launch import exit_code, launch
from journal.store import runs
from journal.workspace import RunSettings, Workspace

NOW = datetime(2025, 7, 14, 21, 3, 11, tzinfo=UTC)


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    (tmp_path / "journal.toml").write_text("")
    (tmp_path / "experiments").mkdir()
    return workspace.load(tmp_path)


def write(ws: Workspace, text: str, name: str = "fit.py") -> Path:
    path = ws.experiments / name
    path.write_text(dedent(text))
    return Path("experiments", name)


def go(ws: Workspace, text: str, **spec: Any) -> Run:
    given = {"python": sys.executable, "grace": 0.3, **spec}
    return launch(ws, RunSpec(write(ws, text), **given), now=NOW, token="7f3ak2mx")


def printed(ws: Workspace, run: Run) -> list[tuple[str, str]]:
    return [(line.stream, line.text) for line in runs.output(ws, run)]


FIT = '''
    """Does it fit?"""
    # /// script
    # [tool.journal]
    # td = ["td-k3f9q2mx"]
    # check = "ratio <= 1.1 and steps <= 5"
    # expect = "steps < 3"
    # ///
    import sys
    from journal import record

    p = record.params(degree=3, lr=1e-6, seed=4)
    for step in range(4):
        record.log(step=step, loss=1 / (step + 1))
    record.summary(ratio=1.05, steps=4)
    record.figure("fit", "<svg/>")
    record.note("smooth")
    print("to stdout")
    print("to stderr", file=sys.stderr)
'''


def test_memory_that_a_script_takes_at_its_very_end_is_seen(ws: Workspace) -> None:
    assert go(ws, "held = bytearray(400_000_000)").peak_memory > 400_000_000


def test_a_run_is_recorded_whole(ws: Workspace) -> None:
    run = go(ws, FIT, params={"degree": "5"}, td=("td-abcdefgh",))
    assert run.id == "20250714-210311-fit-7f3ak2mx"
    assert (run.status, run.failure, run.reason, run.exit) == ("finished", "", "", 0)
    assert run.script == "experiments/fit.py"
    assert run.argv == ("experiments/fit.py", "--degree", "5")
    assert run.params == {"degree": 5, "lr": 1e-6, "seed": 4}
    assert run.seed == 4
    assert run.td == ("td-abcdefgh", "td-k3f9q2mx")
    assert run.summary == {"ratio": 1.05, "steps": 4}
    assert run.notes == ("smooth",)
    assert [(a.name, a.file, a.kept) for a in run.artifacts] == [
        ("fit.svg", "artifacts/fit.svg", "git")
    ]
    assert run.start == "2025-07-14T21:03:11.000Z"
    assert run.duration and run.end > run.start
    assert sorted(printed(ws, run)) == [("stderr", "to stderr"), ("stdout", "to stdout")]
    assert runs.metrics(ws, run) == {"loss": [(0, 1.0), (1, 0.5), (2, 1 / 3), (3, 0.25)]}
    assert runs.load_all(ws) == ((run,), ())
    assert runs.read(ws, "20250714") == runs.read(ws, "7f3a") == run


def test_the_check_and_the_expectation_are_judged(ws: Workspace) -> None:
    run = go(ws, FIT)
    assert run.verdict and run.verdict.held is True
    assert run.verdict.parts == (("ratio <= 1.1", "1.05", True), ("steps <= 5", "4", True))
    assert run.outcome and run.outcome.direction == "above"
    assert run.draft == (
        "fit: ratio 1.05, steps 4; ratio <= 1.1 and steps <= 5 held; expected steps < 3, got 4 "
        "(run 20250714-210311-fit-7f3ak2mx)"
    )


def test_the_environment_is_captured_from_an_allow_list(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("API_TOKEN", "s3cr3t-value")
    run = go(ws, "import os; assert os.environ['API_TOKEN']")
    assert run.env.python == ".".join(map(str, sys.version_info[:3]))
    assert run.env.packages["pydantic"]
    assert run.env.cores and run.env.memory and run.env.platform
    text = (runs.folder(ws, run) / "run.json").read_text()
    assert "s3cr3t" not in text
    assert str(ws.root) not in text
    assert run.exit == 0


def test_code_that_is_not_committed_is_kept_as_a_patch(ws: Workspace) -> None:
    def git(*args: str) -> str:
        who = ("-c", "user.name=t", "-c", "user.email=t@example.org")
        return subprocess.run(
            ["git", *who, *args], cwd=ws.root, check=True, capture_output=True, text=True
        ).stdout

    git("init", "-q", "-b", "main")
    script = write(ws, "x = 1\n")
    git("add", ".")
    git("commit", "-qm", "start")
    clean = launch(ws, RunSpec(script, python=sys.executable), now=NOW, token="00000001")
    assert (clean.git.branch, clean.git.dirty) == ("main", False)
    assert clean.git.commit == git("rev-parse", "HEAD").strip()
    (ws.root / "entries").mkdir()
    (ws.root / "entries" / "2025-07-14.md").write_text("no code\n")
    write(ws, "y = 2\n", "new.py")
    dirty = launch(ws, RunSpec(script, python=sys.executable), now=NOW, token="00000002")
    patch = (runs.folder(ws, dirty) / "patch.diff").read_text()
    assert dirty.git.dirty
    assert "+y = 2" in patch
    assert "no code" not in patch
    assert not (runs.folder(ws, clean) / "patch.diff").exists()


@pytest.mark.parametrize(
    ("script", "status", "failure", "reason"),
    [
        (
            "def step():\n    raise ValueError('no root')\nstep()",
            "failed", "exception", "ValueError: no root (fit.py line 2 in step)",
        ),
        ("import sys; sys.exit('no data')", "failed", "", "exit 1: no data"),
        ("import sys; sys.exit(7)", "failed", "", "exit 7"),
        ("raise MemoryError", "failed", "oom", "out of memory: MemoryError (fit.py line 1)"),
        (
            "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
            "failed", "signal", "ended by SIGSEGV (it touched memory that isn't its own)",
        ),
        (
            "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
            "killed", "signal", "ended by SIGKILL",
        ),
        (
            "from journal import record\n"
            "for i, v in enumerate([1.0, 1.9e38, float('inf')]): record.log(step=i, loss=v)",
            "finished", "overflow", "overflow at step 2, last finite loss 1.9e+38",
        ),
        (
            "from journal import record\n"
            "record.log(step=0, loss=3.0); record.log(step=1, loss=float('nan')); 1 / 0",
            "failed", "nan", "NaN at step 1, last finite loss 3; then ZeroDivisionError: "
            "division by zero (fit.py line 2)",
        ),
        ("if True print()", "failed", "exception", "SyntaxError: invalid syntax (fit.py line 1)"),
    ],
)  # fmt: skip
def test_a_failure_is_told_in_one_sentence(
    ws: Workspace, script: str, status: str, failure: str, reason: str
) -> None:
    run = go(ws, script)
    assert (run.status, run.failure, run.reason) == (status, failure, reason)
    assert run.draft == f"fit: {reason} (run {run.id})"


def test_a_missing_package_comes_with_the_command_that_installs_it(ws: Workspace) -> None:
    run = go(ws, "import sklearn_is_not_here.svm")
    python = Path(sys.executable).name
    assert run.failure == "import"
    assert run.reason.startswith("the package sklearn_is_not_here is not installed in ")
    assert run.reason.endswith(python)
    assert run.hint.endswith(f"{python} -m pip install sklearn_is_not_here")


@pytest.mark.parametrize(
    ("code", "expected"),
    [("pass", 0), ("import sys; sys.exit(3)", 3), ("import os; os.kill(os.getpid(), 9)", 137)],
)
def test_the_exit_code_is_the_scripts_own(ws: Workspace, code: str, expected: int) -> None:
    assert exit_code(go(ws, code)) == expected


STUBBORN = """
    import os, signal, time
    from journal import record
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    for i in range(600):
        record.log(step=i, loss=1.0)
        time.sleep(0.1)
"""


def test_a_script_that_ignores_signals_still_ends_in_time(ws: Workspace) -> None:
    run = go(ws, STUBBORN, timeout=0.3, grace=0.1)
    assert (run.status, run.failure, exit_code(run)) == ("timeout", "timeout", 124)
    assert run.reason.startswith("stopped at its time limit, after ")
    assert runs.metrics(ws, run)["loss"]


def test_a_script_may_tidy_up_when_it_is_interrupted(ws: Workspace) -> None:
    script = """
        import time
        from journal import record
        try:
            record.log(step=0, loss=1.0)
            time.sleep(60)
        except KeyboardInterrupt:
            record.summary(tidy=True)
            print("saved")
    """
    asked: list[int] = []
    path = write(ws, script)
    run = launch(
        ws, RunSpec(path, python=sys.executable, grace=20), now=NOW, token="7f3ak2mx",
        tell=lambda progress: asked.append(1) if progress.points else None,
        stops=lambda: 1 if asked else 0,
    )  # fmt: skip
    assert (run.status, run.summary, exit_code(run)) == ("killed", {"tidy": True}, 130)
    assert printed(ws, run) == [("stdout", "saved")]


LAUNCHER = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from journal import workspace
from journal.model.run import RunSpec
from journal.runs.launch import exit_code, launch
ws = workspace.load(Path(sys.argv[1]))
spec = RunSpec(Path("experiments/fit.py"), python=sys.executable, grace=0.2)
started = lambda progress: progress.points and print("running", flush=True)
sys.exit(exit_code(launch(ws, spec, now=datetime.now(UTC), token="7f3ak2mx", tell=started)))
"""


def launcher(ws: Workspace) -> subprocess.Popen[str]:
    """A journal of its own, once its script has logged a point."""
    argv = [sys.executable, "-c", LAUNCHER, str(ws.root)]
    process = subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout
    assert process.stdout.readline() == "running\n"
    return process


def test_ctrl_c_ends_the_whole_group_and_saves_the_run(ws: Workspace) -> None:
    write(ws, STUBBORN)
    with launcher(ws) as process:
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
    (run,), _ = runs.load_all(ws)
    assert run.status == "killed"
    assert run.reason.startswith("interrupted after ")


def test_kill_9_of_the_launcher_leaves_a_run_that_is_reconciled(ws: Workspace) -> None:
    write(ws, STUBBORN)
    with launcher(ws) as process:
        process.kill()
        process.wait()
    now = datetime.now(UTC)
    (run,), problems = runs.load_all(ws)
    assert (run.status, problems) == ("running", ())
    assert runs.reconcile(ws, now) == (), "its script still runs"
    os.killpg(run.pid, signal.SIGKILL)
    wait_until(lambda: runs.reconcile(ws, now) == (run.id,))
    lost = runs.read(ws, run.id)
    assert (lost.status, lost.reason) == ("lost", "its process is gone, and nobody saw it end")
    assert lost.end > lost.start
    assert runs.metrics(ws, lost)["loss"]
    assert runs.reconcile(ws, now) == ()


def wait_until(true: Any) -> None:
    until = time.monotonic() + 20
    while not true():
        assert time.monotonic() < until


def test_what_a_script_leaves_behind_is_ended(ws: Workspace) -> None:
    """The child holds both pipes and would sleep for an hour."""
    script = """
        import os, subprocess, sys
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(3600)"])
        print(child.pid)
    """
    began = time.monotonic()
    run = go(ws, script)
    assert run.status == "finished"
    assert time.monotonic() - began < 15
    pid = int(printed(ws, run)[0][1])
    wait_until(lambda: runs.machine.started(pid) is None)


def test_a_script_that_closes_its_pipes_runs_on(ws: Workspace) -> None:
    script = """
        import os, time
        from journal import record
        print("before", flush=True)
        os.close(1), os.close(2)
        time.sleep(0.3)
        record.summary(reached=True)
        os._exit(5)
    """
    run = go(ws, script)
    assert (run.exit, run.summary, printed(ws, run)) == (
        5,
        {"reached": True},
        [("stdout", "before")],
    )


def test_progress_and_output_come_while_it_runs(ws: Workspace) -> None:
    script = """
        import os, sys, time
        from journal import record
        for i in range(40):
            record.log(step=i, loss=1.0)
            print(i)
            if os.path.exists("seen"):
                sys.exit(0)
            time.sleep(0.1)
        sys.exit(1)
    """
    came: list[tuple[Progress, int]] = []
    said: list[bytes] = []

    def tell(progress: Progress) -> None:
        came.append((progress, len(said)))
        if progress.points and progress.memory and said:
            (ws.root / "seen").touch()

    run = launch(
        ws, RunSpec(write(ws, script), python=sys.executable), now=NOW, token="7f3ak2mx",
        tell=tell, echo=lambda stream, data: said.append(data),
    )  # fmt: skip
    assert run.exit == 0, "nobody saw its output while it ran"
    last = came[-1][0]
    assert last.metrics == {"loss": 1.0}
    assert last.step is not None and last.rate > 0


def test_much_output_and_long_lines_are_kept_within_the_limit(ws: Workspace) -> None:
    script = """
        import sys
        sys.stderr.write("first\\n")
        sys.stderr.flush()
        sys.stdout.write("x" * 10_000_000 + "\\n")
        for i in range(20):
            sys.stdout.write("a line of output\\n" * 50_000)
        sys.stdout.flush()
        sys.stderr.write("last\\n")
    """
    small = replace(ws, settings=replace(ws.settings, run=RunSettings(max_file=100_000)))
    run = go(small, script)
    folder = runs.folder(small, run)
    assert (folder / "output.log").stat().st_size < 101_000
    lines = runs.output(small, run)
    assert (lines[0].stream, lines[0].text) == ("stderr", "first")
    assert (lines[-1].stream, lines[-1].text) == ("stderr", "last")
    (log,) = run.artifacts
    whole = small.state / "whole" / run.id / "output.log"
    assert (log.name, log.kept, log.size) == ("output.log", "local", whole.stat().st_size)
    assert log.size == 10_000_001 + 17 * 1_000_000 + len("first\nlast\n")
    assert any(f"the whole is .journal/whole/{run.id}/output.log" in line.text for line in lines)


def test_a_large_artifact_stays_on_this_machine(ws: Workspace) -> None:
    script = """
        from journal import record
        record.path("weights.bin").write_bytes(bytes(5000))
        record.path("small.txt").write_text("small")
    """
    small = replace(ws, settings=replace(ws.settings, run=RunSettings(max_file=1000)))
    run = go(small, script)
    assert {(a.name, a.size, a.kept) for a in run.artifacts} == {
        ("weights.bin", 5000, "local"), ("small.txt", 5, "git"),
    }  # fmt: skip
    assert not (runs.folder(small, run) / "artifacts" / "weights.bin").exists()
    assert (small.state / "whole" / run.id / "artifacts" / "weights.bin").stat().st_size == 5000


def test_any_argparse_program_runs_untouched(ws: Workspace) -> None:
    script = """
        import argparse
        parser = argparse.ArgumentParser()
        parser.add_argument("--degree", type=int)
        parser.add_argument("--shift", type=float)
        parser.add_argument("rest", nargs="*")
        print(parser.parse_args())
    """
    run = go(ws, script, params={"degree": "5", "shift": "-1e-3"}, args=("a", "b"))
    assert printed(ws, run)[0][1] == "Namespace(degree=5, shift=-0.001, rest=['a', 'b'])"
    assert run.params == {"degree": 5, "shift": -0.001}


def test_the_rest_of_journal_is_there_where_it_is_installed(ws: Workspace) -> None:
    script = """
        from journal import record
        import journal.model.run
        print(record.__file__.split("/")[-4:-2], journal.model.run.SCHEMA)
    """
    assert printed(ws, go(ws, script)) == [("stdout", "['.journal', 'shim'] 1")]


def test_record_works_where_journal_is_not_installed(ws: Workspace) -> None:
    bare = ws.root / "bare"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(bare)], check=True)
    script = """
        from journal import record
        record.summary(x=1)
        try:
            import journal.model
        except ImportError:
            record.summary(alone=True)
    """
    run = go(ws, script, python="bare")
    assert run.summary == {"x": 1, "alone": True}
    assert run.env.executable == "bare/bin/python"
    assert run.env.packages == {}


def test_the_workspace_has_its_own_python(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("VIRTUAL_ENV", "CONDA_PREFIX"):
        monkeypatch.delenv(name, raising=False)
    say = "import sys; print(sys.argv[0], sys.executable)"
    for folder in ("active", ".venv"):
        target = ws.root / folder / "bin"
        target.mkdir(parents=True)
        (target / "python").symlink_to(sys.executable)
    monkeypatch.setenv("VIRTUAL_ENV", str(ws.root / "active"))
    assert printed(ws, go(ws, say, python=""))[0][1].endswith("/.venv/bin/python")
    (ws.root / ".venv" / "bin" / "python").unlink()
    again = launch(ws, RunSpec(Path("experiments/fit.py")), now=NOW, token="00000002")
    assert printed(ws, again)[0][1].endswith("/active/bin/python")


BAD: list[tuple[dict[str, Any], str, str]] = [
    ({"params": {"degre": "5"}}, "experiments/fit.py has no parameter degre",
     "did you mean degree? it has degree, lr, seed"),
    ({"params": {"degree": "five"}}, "experiments/fit.py takes int for degree, not 'five'",
     "its default is 3"),
    ({"script": Path("experiments/fits.py")}, "there is no script experiments/fits.py",
     "did you mean fit.py?"),
    ({"python": "python9.9"}, "there is no Python python9.9, which --python names",
     "--python takes a path, the folder of an environment, or a name like python3.12"),
    ({"script": Path("journal.toml")}, "journal.toml is no Python script", ""),
]  # fmt: skip


@pytest.mark.parametrize(("spec", "text", "hint"), BAD)
def test_a_request_that_can_not_be_met_is_refused_before_anything_runs(
    ws: Workspace, spec: dict[str, Any], text: str, hint: str
) -> None:
    wanted = RunSpec(write(ws, FIT), python=sys.executable)
    with pytest.raises(JournalError) as e:
        launch(ws, replace(wanted, **spec), now=NOW, token="7f3ak2mx")
    assert (e.value.text, e.value.hint, e.value.exit) == (text, hint, 2)
    assert not ws.runs.exists()


def test_a_script_outside_the_workspace_is_asked_for_twice(
    ws: Workspace, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("elsewhere") / "other.py"
    path.write_text("from journal import record; record.summary(x=1)")
    spec = RunSpec(path, python=sys.executable)
    with pytest.raises(JournalError, match="is outside the workspace") as e:
        launch(ws, spec, now=NOW, token="7f3ak2mx")
    assert "--outside" in e.value.hint
    run = launch(ws, replace(spec, outside=True), now=NOW, token="7f3ak2mx")
    assert (run.script, run.summary) == ("other.py", {"x": 1})


def test_a_header_that_is_not_toml_is_told_with_its_line(ws: Workspace) -> None:
    with pytest.raises(JournalError) as e:
        go(ws, "# /// script\n# [tool.journal]\n# check = ratio <\n# ///\n")
    assert (e.value.path, e.value.line) == ("experiments/fit.py", 3)
    assert e.value.text.startswith("the header isn't TOML: ")


def test_a_read_only_runs_folder_is_said(ws: Workspace) -> None:
    ws.runs.write_text("a file in its place")
    with pytest.raises(JournalError, match=r"runs/.* can't be made"):
        go(ws, "pass")


def test_runs_in_threads_do_not_disturb_each_other(ws: Workspace) -> None:
    script = write(ws, "from journal import record; record.summary(x=record.params(x=0).x)")
    found: list[Run] = []

    def one(n: int) -> None:
        spec = RunSpec(script, params={"x": str(n)}, python=sys.executable, group="20250714-sweep")
        found.append(launch(ws, spec, now=NOW, token=f"0000000{n}"))

    threads = [threading.Thread(target=one, args=(n,)) for n in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    loaded, problems = runs.load_all(ws)
    assert sorted(r.summary["x"] for r in loaded) == [0, 1, 2, 3]
    assert {r.group for r in loaded} == {"20250714-sweep"}
    assert problems == ()
