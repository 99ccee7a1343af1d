"""The docs say what the program does: every command and every setting stands in them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from journal import cli
from journal.workspace import Settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()


def commands() -> Iterator[tuple[str, str]]:
    """(journal td list, its help) for every command."""

    def walk(group: object, name: str) -> Iterator[tuple[str, str]]:
        for word, command in getattr(group, "commands", {}).items():
            if hasattr(command, "commands"):
                yield from walk(command, f"{name} {word}")
            else:
                yield f"{name} {word}", command.help or ""

    yield from walk(cli.build([]), "journal")


ALL = dict(commands())


def test_the_readme_lists_every_command_and_no_other() -> None:
    rows = re.findall(r"(?m)^\| `(journal[a-z ]+?)(?: [A-Z\[][^`]*)?`", README)
    assert sorted(r.removesuffix(" log") for r in rows) == sorted(ALL)


@pytest.mark.parametrize("name", sorted(ALL))
def test_every_command_has_help_with_an_example(name: str) -> None:
    assert len(ALL[name].split("\n")[0]) > 15
    assert f"Example: {name}" in ALL[name]


def settings(cls: type, table: str = "") -> Iterator[str]:
    for field in fields(cls):
        if is_dataclass(field.default):
            yield from settings(type(field.default), f"{field.name}.")
        else:
            yield table + field.name


@pytest.mark.parametrize("name", sorted(settings(Settings)))
def test_every_setting_is_in_the_docs_and_its_example_is_valid(name: str) -> None:
    text = (ROOT / "docs" / "configuration.md").read_text()
    data = tomllib.loads(re.findall(r"```toml\n(.*?)```", text, re.S)[0])
    table, _, key = name.rpartition(".")
    assert key in (data[table] if table else data)


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    table = (ROOT / "docs" / "architecture.md").read_text()
    for need in project["dependencies"]:
        name = re.match(r"[\w-]+", need)
        assert name and f"| {name[0]} " in table, need
