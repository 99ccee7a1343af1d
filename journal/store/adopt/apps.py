"""What the settings of a note-taking app say about a folder. A row of APPS is an app."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from journal.model.entry import Problem
from journal.store import files
from journal.store.adopt import names

_COMMENT = re.compile(r'("(?:\\.|[^"\\])*")|;[^\n]*')
_KEY = r':%s\s+"((?:\\.|[^"\\])*)"'


@dataclass(frozen=True, slots=True)
class App:
    """An app's conventions; what it doesn't say is empty. Folders are relative to the root."""

    name: str = ""
    entries: str = ""
    layout: str = ""
    templates: str = ""
    notes: str = ""
    apart: tuple[str, ...] = ()  # folders of the app's own
    problems: tuple[Problem, ...] = ()


def of(root: Path) -> App:
    """The app whose folder this is, or none."""
    return next((app for row in APPS if (app := row(root))), App())


def _obsidian(root: Path) -> App | None:
    if not (root / ".obsidian").is_dir():
        return None
    daily, bad = _json(root, ".obsidian/daily-notes.json")
    periodic, worse = _json(root, ".obsidian/plugins/periodic-notes/data.json")
    other = periodic.get("daily")
    if isinstance(other, dict) and other.get("enabled"):
        daily = other
    core, wrong = _json(root, ".obsidian/templates.json")
    plugin, broken = _json(root, ".obsidian/plugins/templater-obsidian/data.json")
    pattern = _text(daily, "format") or "YYYY-MM-DD"
    layout = names.translated(pattern, names.MOMENT)
    templates = _text(core, "folder") or _text(plugin, "templates_folder")
    return App(
        "Obsidian", _inside(root, _text(daily, "folder")), f"{layout}.md" if layout else "",
        _inside(root, templates), problems=(*bad, *worse, *wrong, *broken),
    )  # fmt: skip


def _logseq(root: Path) -> App | None:
    config = root / "logseq" / "config.edn"
    if not config.is_file():
        return None
    data, problems = files.read(config, "logseq/config.edn")
    text = _COMMENT.sub(lambda m: m[1] or " ", files.text_of(data))
    pattern = _edn(text, "journal/file-name-format") or "yyyy_MM_dd"
    layout = names.translated(pattern, names.JAVA)
    return App(
        "Logseq",
        _inside(root, _edn(text, "journals-directory") or "journals"),
        f"{layout}.md" if layout else "",
        notes=_inside(root, _edn(text, "pages-directory") or "pages"),
        apart=("logseq",),
        problems=problems,
    )


APPS: tuple[Callable[[Path], App | None], ...] = (_obsidian, _logseq)


def _json(root: Path, rel: str) -> tuple[Mapping[str, object], tuple[Problem, ...]]:
    """A settings file; one that isn't there says nothing, one that is broken is told."""
    if not (root / rel).is_file():
        return {}, ()
    data, problems = files.read(root / rel, rel)
    try:
        made = json.loads(data.decode("utf-8-sig") or "{}") if not problems else {}
    except ValueError as e:
        line = e.lineno if isinstance(e, json.JSONDecodeError) else None
        return {}, (Problem("is no JSON; what it says isn't known", rel, line, code="settings"),)
    return (made if isinstance(made, dict) else {}), problems


def _text(settings: Mapping[str, object], key: str) -> str:
    value = settings.get(key)
    return value.strip() if isinstance(value, str) else ""


def _edn(text: str, key: str) -> str:
    m = re.search(_KEY % re.escape(key), text)
    return m[1] if m else ""


def _inside(root: Path, folder: str) -> str:
    """The folder, if it is there and in the root; empty for the root itself."""
    rel = folder.strip("/")
    there = (root / rel).resolve()
    inside = there.is_dir() and there.is_relative_to(root.resolve()) and there != root.resolve()
    return Path(rel).as_posix() if rel and inside else ""
