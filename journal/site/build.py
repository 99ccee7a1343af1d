"""Writes the site: only what changed, nothing that is not its own, the old site kept on failure."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from journal.model.entry import JournalError, Problem
from journal.site.html import Templates
from journal.site.pages import PAGES
from journal.site.pages.status import built
from journal.site.shared import Made, Row, Site
from journal.site.view import View
from journal.snapshot import Snapshot
from journal.store import files
from journal.workspace import Workspace, builtin_templates

MANIFEST = ".journal-site.json"
NAV = (
    ("Status", "index.html"), ("Debts", "debts.html"), ("Entries", "entries.html"),
    ("Runs", "runs.html"), ("Results", "results.html"), ("Ideas", "ideas.html"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did. `written`, `unchanged` and `removed` are addresses within the site."""

    index: Path
    pages: int
    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    problems: tuple[Problem, ...]


def build(
    snapshot: Snapshot, out: Path, *, now: datetime, git: str = "", prose: bool | None = None
) -> Built:
    """Build into `out`. `prose` overrides the setting; where neither says, only items are shown.

    SOURCE_DATE_EPOCH, where it is set, stands for `now`.
    """
    _ours(out)
    shown = prose if prose is not None else bool(snapshot.ws.settings.site.prose)
    dated = (
        replace(snapshot, today=stamp(now).date())
        if "SOURCE_DATE_EPOCH" in os.environ
        else snapshot
    )
    site = Site(View(dated, shown, git, _scripts(dated)))
    sink = _Sink(out, *_manifest(out))
    problems = _write_pages(site, sink)
    sink.end()
    return Built(
        out / "index.html", sink.pages, tuple(sink.written), tuple(sink.unchanged),
        tuple(sink.removed), tuple(dict.fromkeys(problems)),
    )  # fmt: skip


def stamp(now: datetime) -> datetime:
    """`now`, or the moment that SOURCE_DATE_EPOCH names."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(given), UTC) if given.isdigit() else now


def _scripts(snapshot: Snapshot) -> dict[str, str]:
    """The source of each script that a debt or a run names and that is there."""
    named = {r.script for r in snapshot.runs if r.script}
    named |= {s.path for d in snapshot.debts.values() for s in d.scripts}
    root = snapshot.ws.root.resolve()
    found = {}
    for path in sorted(named):
        there = snapshot.ws.root / path
        if path.endswith(".py") and there.is_file() and there.resolve().is_relative_to(root):
            found[path] = files.text_of(files.read(there, path)[0])
    return found


def _ours(out: Path) -> None:
    """Refuse a folder with anything in it that no build of ours left there."""
    if out.exists() and not out.is_dir():
        raise JournalError(f"{out} is a file, not a folder", hint="name another folder")
    if out.is_dir() and any(out.iterdir()) and not (out / MANIFEST).is_file():
        raise JournalError(
            f"{out} holds files that no site build wrote; nothing was touched",
            hint="name an empty folder, or one that a build made",
        )


def _manifest(out: Path) -> tuple[dict[str, str], bool]:
    """What the last build wrote, with hashes, and whether it came to its end."""
    try:
        data = json.loads((out / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return {}, False
    held = data.get("files") if isinstance(data, dict) else None
    known = {str(k): str(v) for k, v in held.items()} if isinstance(held, dict) else {}
    return known, bool(isinstance(data, dict) and data.get("whole"))


def _write_pages(site: Site, sink: _Sink) -> list[Problem]:
    templates = Templates(site.view.ws)
    common = _common(site)
    problems: list[Problem] = []
    for row in PAGES:
        for subject in row.subjects(site):
            page = row.make(site, subject)
            path = row.path.format(page.key)
            sink.page(path, _render(templates, row, page, path, common))
            problems += [*page.problems, *_copy(site.view.ws, page, sink)]
    _assets(site.view.ws, sink)
    return problems


def _render(
    templates: Templates, row: Row, page: Made, path: str, common: Mapping[str, object]
) -> bytes:
    nav = [(name, to, _current(path, to)) for name, to in NAV]
    data = {**common, "nav": nav, **page.data, "page": path, "title": page.title}
    return templates.page(row.template, data).encode("utf-8", "replace")


def _current(path: str, to: str) -> str:
    """'page' for the page itself, 'true' for one that lies under it."""
    if path == to:
        return "page"
    return "true" if path.startswith(to.removesuffix(".html") + "/") else ""


def _common(site: Site) -> dict[str, object]:
    view = site.view
    return {
        "site_title": view.ws.title, "lang": view.ws.settings.lang or "en", "today": view.today,
        "prose": view.prose, "has_notes": bool(view.notes), "built": built(site),
    }  # fmt: skip


def _copy(ws: Workspace, page: Made, sink: _Sink) -> Iterator[Problem]:
    for path in page.files:
        try:
            sink.put(f"files/{path}", (ws.root / path).read_bytes())
        except OSError as e:
            yield Problem(
                f"can't be taken along: {(e.strerror or str(e)).lower()}", path, code="file"
            )


def _assets(ws: Workspace, sink: _Sink) -> None:
    """Ours, and the user's over them."""
    found: dict[str, Path] = {}
    for folder in (builtin_templates() / "site" / "assets", ws.templates / "site" / "assets"):
        if folder.is_dir():
            there = (p for p in sorted(folder.rglob("*")) if p.is_file())
            found |= {p.relative_to(folder).as_posix(): p for p in there}
    for name, path in found.items():
        sink.put(f"assets/{name}", path.read_bytes())
    sink.put(".nojekyll", b"")


class _Sink:
    """The output folder: takes bytes by address, writes what differs, removes what is left over."""

    def __init__(self, out: Path, known: Mapping[str, str], whole: bool) -> None:
        self.out, self.known = out, known
        self.strict = whole or not known
        self.files: dict[str, str] = {}
        self.pages = 0
        self.written: list[str] = []
        self.unchanged: list[str] = []
        self.removed: list[str] = []
        self._started = False

    def page(self, path: str, data: bytes) -> None:
        self.pages += 1
        self.put(path, data)

    def put(self, path: str, data: bytes) -> None:
        if path in self.files:
            return
        self.files[path] = hashlib.blake2b(data, digest_size=12).hexdigest()
        target = self.out / path
        if self.known.get(path) == self.files[path] and target.is_file():
            self.unchanged.append(path)
            return
        if self.strict and target.exists() and path not in self.known:
            raise JournalError(f"{target} is in the way, and no site build wrote it")
        self._start()
        _write(target, data)
        self.written.append(path)

    def _start(self) -> None:
        """Before the first change the folder is told to be ours, so a build cut short can go on."""
        if not self._started:
            self._started = True
            self._note({**dict.fromkeys(self.files, ""), **self.known}, whole=False)

    def _note(self, held: Mapping[str, str], *, whole: bool) -> None:
        data = {"v": 1, "whole": whole, "files": dict(sorted(held.items()))}
        _write(self.out / MANIFEST, json.dumps(data, indent=0).encode())

    def end(self) -> None:
        """Take away what an earlier build wrote and this one did not."""
        for path in sorted(set(self.known) - set(self.files)):
            target = self.out / path
            if target.is_file() and target.resolve().is_relative_to(self.out.resolve()):
                target.unlink()
                self.removed.append(path)
                _prune(target.parent, self.out)
        if self._started or self.removed:
            self._note(self.files, whole=True)


def _prune(folder: Path, out: Path) -> None:
    while folder != out and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _write(path: Path, data: bytes) -> None:
    """Aside, then renamed: a reader and a full disk leave the old page or the new one."""
    aside = path.with_name(f".{path.name}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(data)
        aside.replace(path)
    except OSError as e:
        aside.unlink(missing_ok=True)
        why = (e.strerror or str(e)).lower()
        raise JournalError(
            f"{path} can't be written: {why}", hint="the pages that are there stay as they were"
        ) from None
