"""What a new workspace needs: planned first, so that it can be shown, then written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from journal.model.entry import JournalError
from journal.store import files
from journal.store.adopt.look import Found, Heading
from journal.workspace import CONFIG

IGNORED = ".journal/\n"
UNION = "ledger.jsonl merge=union text eol=lf\n"
START = """\
# Settings of this journal; every one has a default, an empty file is valid.
# docs/configuration.md lists them all.
"""
PROPOSED = """
# These headings stand over lists, and no alias knows them. To have a list read, put its heading
# behind task, result, td or idea and take the # away; none means prose, read for markers only.
# [sections]
"""
OFTEN = 3
MOST = 12


@dataclass(frozen=True, slots=True)
class Plan:
    """Files and folders to make, and lines that the user's own files lack."""

    config: str
    texts: tuple[tuple[str, str], ...]  # path, text
    folders: tuple[str, ...] = ()
    lacking: tuple[tuple[str, str], ...] = ()  # path, line


def plan(root: Path, title: str, found: Found) -> Plan:
    """What to write; nothing that is there is changed, so a file of the user's may lack a line."""
    config = "".join([START, *_settings(title, found), *_proposals(found)])
    texts, lacking = [(CONFIG, config)], []
    for name, line in ((".gitignore", IGNORED), (".gitattributes", UNION)):
        if not (root / name).exists():
            texts.append((name, line))
        elif line.strip().encode() not in files.read(root / name, name)[0].split(b"\n"):
            lacking.append((name, line.strip()))
    if any(name == ".gitignore" for name, _ in lacking):
        texts.append((".journal/.gitignore", "*\n"))
        lacking = [row for row in lacking if row[0] != ".gitignore"]
    wanted = () if found.any else (found.folder, "experiments")
    folders = tuple(name for name in wanted if _free(root, name))
    return Plan(config, tuple(texts), folders, tuple(lacking))


def _free(root: Path, name: str) -> bool:
    """Whether the folder is to be made; a file in its place ends the command."""
    if (root / name).exists() and not (root / name).is_dir():
        raise JournalError(f"{root / name} is a file where a folder is needed")
    return not (root / name).is_dir()


def make(root: Path, planned: Plan) -> list[str]:
    """Write what was planned; returns the paths made."""
    made = [name for name, text in planned.texts if files.create(root / name, text.encode())]
    for name in planned.folders:
        try:
            (root / name).mkdir(parents=True, exist_ok=True)
        except OSError as e:
            raise JournalError(f"{root / name} can't be made: {e.strerror}") from None
        made.append(f"{name}/")
    return made


def _settings(title: str, found: Found) -> Iterator[str]:
    yield f"title = {quoted(title)}\n"
    spoken = sum(n for _, n in found.languages)
    if spoken and found.languages[0][0] != "en" and found.languages[0][1] >= 0.8 * spoken:
        yield f"lang = {quoted(found.languages[0][0])}\n"
    if found.folder != "entries":
        yield f"entries = {quoted(found.folder)}\n"
    if found.layout:
        yield f"layout = {quoted(found.layout)}\n"
    notes = found.notes or ("pages" if found.folder.split("/")[0] == "notes" else "")
    if notes and notes != "notes":
        yield f"notes = {quoted(notes)}\n"
    if found.templates and found.templates != "templates":
        yield f"templates = {quoted(found.templates)}\n"


def _proposals(found: Found) -> Iterator[str]:
    """Frequent headings that no alias knows, as lines to take the # from."""
    rows = [h for h in found.headings if not h.kind and h.times >= OFTEN][:MOST]
    if rows:
        yield PROPOSED
    for kind in ("task", "none"):
        same = [h for h in rows if _guess(h) == kind]
        if same:
            titles = ", ".join(quoted(h.title.casefold()) for h in same)
            times = ", ".join(str(h.times) for h in same)
            yield f"# {kind} = [{titles}]  # {times} times\n"


def _guess(heading: Heading) -> str:
    return "task" if heading.boxed else "none"


def quoted(text: str) -> str:
    """A TOML string."""
    sound = text.encode(errors="replace").decode()
    return json.dumps(sound, ensure_ascii=False).replace("\x7f", "\\u007f")
