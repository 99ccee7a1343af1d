"""The house rules that no single file shows: layers, doors, sizes, commands in the docs."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "journal"
LAYERS = [
    "record", "model", "parse", "twins checks secrets", "workspace", "proc", "repo", "store",
    "snapshot guard", "runs site", "debts", "scaffold day publish share serve review", "watch auto",
    "cli", "__main__",
]  # fmt: skip
RANK = {name: i for i, group in enumerate(LAYERS) for name in group.split()}
DOORS = {
    "subprocess": {"proc.py"},
    "git": {"repo/door.py"},
    "sqlite3": {"store/index.py"},
    "urllib.request": {"share.py"},
    "socket": {"record.py", "runs/capture.py", "serve.py"},
    "typer": {"cli/"},
    "jinja2": {"site/html.py", "store/template.py"},
}
FILES = sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (a.name for a in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            yield base
            yield from (f"{base}.{a.name}" for a in node.names)


def room(module: str) -> str:
    """journal.store.files -> store"""
    parts = module.split(".")
    return parts[1] if parts[0] == "journal" and len(parts) > 1 and parts[1] in RANK else ""


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_imports_run_one_way(path: Path) -> None:
    here = name_of(path).split("/")[0].removesuffix(".py")
    if here in ("__init__", "py"):
        return
    for there in {room(m) for m in imports(path)} - {"", here}:
        assert RANK[there] < RANK[here], f"{name_of(path)} imports {there}"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_each_effect_has_one_door(path: Path) -> None:
    for module in set(imports(path)):
        allowed = DOORS.get(module) or DOORS.get(module.split(".")[0])
        if allowed:
            assert any(name_of(path).startswith(door) for door in allowed), module


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_only_the_cli_prints(path: Path) -> None:
    calls = [
        n.lineno
        for n in ast.walk(ast.parse(path.read_text()))
        if isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id == "print"
    ]
    assert not calls or name_of(path).startswith("cli/"), f"print at {calls}"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_modules_stay_under_300_lines_and_say_what_they_are(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) <= 300
    assert not text.strip() or ast.get_docstring(ast.parse(text)), "no module docstring"


def test_every_module_has_its_place() -> None:
    rooms = {name_of(p).split("/")[0].removesuffix(".py") for p in FILES} - {"__init__"}
    assert rooms <= set(RANK), rooms - set(RANK)
