"""`journal.record` as scripts meet it: real scripts in real processes, in a run and outside one."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import journal

RECORD = Path(journal.__file__).with_name("record.py")


def python(
    folder: Path, script: str, *args: str, run: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a script that sees nothing of journal but record."""
    package = folder / "lib" / "journal"
    package.mkdir(parents=True, exist_ok=True)
    (package / "__init__.py").write_text("")
    shutil.copy(RECORD, package / "record.py")
    path = folder / "script.py"
    path.write_text("from journal import record\n" + script)
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": str(folder / "lib")}
    if run:
        run.mkdir(exist_ok=True)
        environ["JOURNAL_RUN_DIR"] = str(run)
    argv = [sys.executable, "script.py", *args]
    return subprocess.run(argv, cwd=folder, env=environ, capture_output=True, text=True)


def rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


PARAMS = """
p = record.params(degree=3, lr=1e-6, cuda=False, shuffle=True, device="cpu", sizes=[1, 2],
                  start_at=None)
print(*vars(p).values())
"""


@pytest.mark.parametrize(
    ("args", "printed"),
    [
        ("", "3 1e-06 False True cpu [1, 2] None"),
        ("--degree 5 --lr 1", "5 1.0 False True cpu [1, 2] None"),
        ("--degree 1e3", "1000 1e-06 False True cpu [1, 2] None"),
        ("--cuda --no-shuffle", "3 1e-06 True False cpu [1, 2] None"),
        ("--cuda true --shuffle false", "3 1e-06 True False cpu [1, 2] None"),
        ("--device cuda:0 --sizes 3,4", "3 1e-06 False True cuda:0 [3, 4] None"),
        ("--start-at 2.5", "3 1e-06 False True cpu [1, 2] 2.5"),
        ("--start_at=-1e-3", "3 1e-06 False True cpu [1, 2] -0.001"),
    ],
)
def test_params_are_flags_that_keep_their_type(tmp_path: Path, args: str, printed: str) -> None:
    assert python(tmp_path, PARAMS, *args.split()).stdout.strip() == printed


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ("--degree abc", "argument --degree: invalid int value: 'abc'"),
        ("--degree 2.5", "argument --degree: invalid int value: '2.5'"),
        ("--cuda maybe", "argument --cuda: invalid true or false value: 'maybe'"),
        ("--deg 3", "unrecognized arguments: --deg 3"),
    ],
)
def test_a_wrong_parameter_is_misuse(tmp_path: Path, args: str, said: str) -> None:
    done = python(tmp_path, PARAMS, *args.split())
    assert (done.returncode, said in done.stderr) == (2, True), done.stderr


def test_help_names_every_parameter_with_its_default(tmp_path: Path) -> None:
    said = " ".join(python(tmp_path, PARAMS, "--help").stdout.split())
    assert "--degree VALUE" in said
    assert "int, default 3" in said
    assert "true or false, default False" in said


EVERYTHING = """
from pathlib import Path
record.params(degree=3)
record.log(step=1, loss=0.5)
record.log(loss=float("nan"), best=float("-inf"))
record.log(loss=10**400, count=True)
record.summary(ratio=1.5, steps=4, ok=True, none=None, name="é", bad=float("inf"), pair=(1, 2))
record.note("Legendre — trivial")
Path("fit.txt").write_text("fit")
record.save("fit.txt")
Path(record.path("deep/trace.txt")).write_text("trace")
record.save("deep/trace.txt")
record.figure("plot", "<svg/>")
"""


def test_a_run_keeps_every_fact_as_a_line(tmp_path: Path) -> None:
    run = tmp_path / "run"
    done = python(tmp_path, EVERYTHING, run=run)
    assert (done.returncode, done.stderr) == (0, "")
    points = rows(run / "metrics.jsonl")
    assert all(isinstance(p.pop("t"), float) for p in points)
    assert points == [
        {"step": 1, "loss": 0.5},
        {"step": 0, "loss": "NaN", "best": "-Infinity"},
        {"step": 1, "loss": 10**400, "count": 1.0},
    ]
    assert rows(run / "record.jsonl") == [
        {"params": {"degree": 3}},
        {"summary": {"ratio": 1.5, "steps": 4, "ok": True, "none": None, "name": "é",
                     "bad": "Infinity", "pair": "1,2"}},
        {"note": "Legendre — trivial"},
        {"artifact": {"name": "fit.txt", "file": "artifacts/fit.txt"}},
        {"artifact": {"name": "deep/trace.txt", "file": "artifacts/deep/trace.txt"}},
        {"artifact": {"name": "plot.svg", "file": "artifacts/plot.svg"}},
    ]  # fmt: skip
    assert (run / "artifacts" / "plot.svg").read_text() == "<svg/>"
    assert (run / "artifacts" / "fit.txt").read_text() == "fit"


def test_outside_a_run_only_the_script_itself_writes(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    done = python(tmp_path, EVERYTHING)
    assert (done.returncode, done.stderr) == (0, "")
    made = {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()}
    assert {f for f in made if "lib/" not in f} == {"script.py", "fit.txt", "deep/trace.txt"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('record.log(loss="high")', "TypeError: loss takes a number, not str 'high'"),
        ("record.log(t=1)", 'ValueError: "t" is the time of the point'),
        ('record.path("../x")', "ValueError: an artifact's name is a file inside the run folder"),
        ('record.path("/tmp/x")', "ValueError: an artifact's name is a file inside the run folder"),
        ('record.save("nowhere.txt")', "FileNotFoundError: there is no file nowhere.txt to save"),
        ('record.figure("x", 3)', "TypeError: figure 'x': int has no savefig"),
    ],
)
@pytest.mark.parametrize("inside", [True, False])
def test_misuse_is_the_same_in_a_run_and_outside(
    tmp_path: Path, line: str, said: str, inside: bool
) -> None:
    done = python(tmp_path, line, run=tmp_path / "run" if inside else None)
    assert said in done.stderr


def test_numbers_of_other_kinds_are_numbers(tmp_path: Path) -> None:
    script = """
from fractions import Fraction
class Tensor:  # what torch and numpy have in common
    def item(self): return 0.25
record.log(0, a=Fraction(1, 2), b=Tensor())
"""
    python(tmp_path, script, run=tmp_path / "run")
    point = rows(tmp_path / "run" / "metrics.jsonl")[0]
    assert (point["a"], point["b"]) == (0.5, 0.25)


def test_a_killed_script_loses_no_point(tmp_path: Path) -> None:
    script = """
import os, signal
for i in range(1000):
    record.log(step=i, loss=i)
os.kill(os.getpid(), signal.SIGKILL)
"""
    done = python(tmp_path, script, run=tmp_path / "run")
    assert done.returncode == -signal.SIGKILL
    assert [p["step"] for p in rows(tmp_path / "run" / "metrics.jsonl")] == list(range(1000))


def test_threads_and_forks_never_mix_their_lines(tmp_path: Path) -> None:
    script = """
import os, threading
def work(who):
    for i in range(500):
        record.log(step=i, **{who * 50: i})
record.log(0, first=1)
child = os.fork()
names = "ab" if child else "cd"
threads = [threading.Thread(target=work, args=(n,)) for n in names]
for t in threads: t.start()
for t in threads: t.join()
if child:
    os.waitpid(child, 0)
"""
    assert python(tmp_path, script, run=tmp_path / "run").returncode == 0
    found = rows(tmp_path / "run" / "metrics.jsonl")
    assert len(found) == 2001
    for who in "abcd":
        assert sorted(p[who * 50] for p in found if who * 50 in p) == list(range(500))


def test_a_full_disk_stops_no_script(tmp_path: Path) -> None:
    """A limit on the size of files stands in for the disk: a write is cut short, then refused."""
    script = """
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (120, hard))
for i in range(5):
    record.log(step=i, loss=1.0)
resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
record.log(step=9, loss=2.0)
print("done")
"""
    done = python(tmp_path, script, run=tmp_path / "run")
    assert done.stdout == "done\n"
    told = done.stderr.splitlines()
    assert told[0] == "journal.record: metrics.jsonl can't be written: the disk is full"
    assert told[1].endswith("lines of metrics.jsonl were lost")
    last = (tmp_path / "run" / "metrics.jsonl").read_text().splitlines()[-1]
    assert json.loads(last)["step"] == 9


def test_a_run_folder_that_is_gone_is_no_run(tmp_path: Path) -> None:
    script = 'import os; os.environ["JOURNAL_RUN_DIR"] = "/nowhere/at/all"; record.log(loss=1.0)'
    done = python(tmp_path, script)
    assert (done.returncode, done.stderr) == (0, "")


def test_many_points_need_no_more_memory(tmp_path: Path) -> None:
    script = """
import resource
def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for i in range(1000): record.log(step=i, loss=i * 0.37)
before = peak()
for i in range(100_000): record.log(step=i, loss=i * 0.37)
print(peak() - before)
"""
    kilobytes = int(python(tmp_path, script, run=tmp_path / "run").stdout)
    assert kilobytes < 1024, kilobytes


def test_importing_it_loads_nothing_heavy(tmp_path: Path) -> None:
    script = (
        'import sys; print(*sorted(set(sys.modules) & {"json", "typing", "argparse", "pathlib"}))'
    )
    plain = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout
    assert python(tmp_path, script).stdout in (plain, "\n")


def test_points_reach_the_file_before_log_returns(tmp_path: Path) -> None:
    script = """
import os
for i in range(3):
    record.log(step=i, loss=1.0)
    print(os.path.getsize(os.environ["JOURNAL_RUN_DIR"] + "/metrics.jsonl"))
"""
    sizes = [int(x) for x in python(tmp_path, script, run=tmp_path / "run").stdout.split()]
    assert sizes[0] > 0
    assert sizes == sorted(set(sizes))
