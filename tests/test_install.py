"""What a user installs: the wheel, in an empty environment, in a folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.slow


def run(*argv: str, cwd: Path, **env: str) -> str:
    clean = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(argv, cwd=cwd, env={**clean, **env}, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The installed command of a wheel that was built from this tree."""
    away = tmp_path_factory.mktemp("wheel")
    build = ("-m", "build", "--wheel", "--no-isolation", "--outdir", str(away), str(ROOT))
    run(sys.executable, *build, cwd=away)
    run(sys.executable, "-m", "venv", "env", cwd=away)
    pip = str(away / "env" / "bin" / "pip")
    wheel = str(next(away.glob("*.whl")))
    run(pip, "install", "--quiet", "-c", str(ROOT / "constraints.txt"), wheel, cwd=away)
    return str(away / "env" / "bin" / "journal")


def test_the_wheel_makes_a_workspace_a_day_a_list_and_a_site(journal: str, tmp_path: Path) -> None:
    run(journal, "init", "notes", cwd=tmp_path)
    ws = tmp_path / "notes"
    run(journal, "new", "--no-edit", cwd=ws)
    run(journal, "add", "td", "why does it converge?", cwd=ws)
    assert "why does it converge?" in run(journal, "td", "list", cwd=ws)
    index = Path(run(journal, "site", "build", cwd=ws).strip())
    assert "why does it converge?" in index.read_text()
    assert (index.parent / "assets" / "style.css").stat().st_size > 1000


def test_record_works_beside_a_script_without_anything_else(journal: str, tmp_path: Path) -> None:
    python = str(Path(journal).with_name("python"))
    script = tmp_path / "x.py"
    script.write_text("from journal import record\np = record.params(n=2)\nprint(p.n * 21)\n")
    assert run(python, str(script), "--n", "2", cwd=tmp_path) == "42\n"
