"""Where a link in the log leads: another page, a file to take along, another host, or nowhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote, urlsplit

from journal.site.clean import runs
from journal.site.view import View
from journal.store import files

IDS = re.compile(r"(?<![\w/-])(?:td-[0-9a-z]{4,8}|\d{8}-\d{6}-[a-z0-9_]+(?:-[a-z0-9_]+)*)(?![\w-])")
PATHS = re.compile(r"^[\w./-]+\.(?:py|ipynb|md)$")
PLAIN = re.compile(r"[\w./#~-]*", re.ASCII)
OUTSIDE = ("http", "https", "mailto")
UNSHOWN = (
    ".html", ".htm", ".xhtml", ".xht", ".shtml", ".mht", ".mhtml", ".xml", ".xsl", ".svgz", ".js",
    ".mjs",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Target:
    """`page` is an address from the site's root; `file` is what has to be copied there.

    `why` says what is wrong; `silent` where nothing is wrong and yet there is nothing to link.
    """

    page: str = ""
    url: str = ""
    file: str = ""
    why: str = ""
    silent: bool = False


def href(target: str, page: str) -> str:
    """The relative address of one page, seen from another; both from the site's root."""
    path, mark, anchor = target.partition("#")
    folder = page.rpartition("/")[0]
    if path and folder and path.startswith(f"{folder}/"):
        path = path[len(folder) + 1 :]
    elif path and folder:
        path = "../" * (folder.count("/") + 1) + path
    whole = path + mark + anchor
    return whole if PLAIN.fullmatch(whole) else quote(path) + mark + quote(anchor)


@dataclass(frozen=True)
class Links:
    """Resolves what texts name. Everything is found by look-up; no page is made here."""

    view: View
    _cache: dict[tuple[str, str], Target] = field(default_factory=dict, compare=False)

    def resolve(self, dest: str, source: str) -> Target:
        """A link's destination, written in the file `source`."""
        key = (posixpath.dirname(source), dest)
        if key not in self._cache:
            self._cache[key] = self._resolve(dest, key[0])
        return self._cache[key]

    def _resolve(self, dest: str, folder: str) -> Target:
        try:
            parts = urlsplit(dest)
        except ValueError:
            return Target(why="is no address")
        if parts.scheme.lower() in OUTSIDE or dest.startswith("//"):
            return Target(url=dest)
        if parts.scheme:
            return Target(why=f"has the scheme {parts.scheme}:, which is not linked")
        if not parts.path:
            return Target(url=dest) if parts.fragment else Target(why="leads nowhere")
        return self._local(unquote(parts.path), folder, parts.fragment)

    def _local(self, path: str, folder: str, anchor: str) -> Target:
        base = "" if path.startswith("/") else folder
        tried = [posixpath.normpath(posixpath.join(base, path.lstrip("/")))]
        tried.append(posixpath.normpath(path.lstrip("/")))
        for one in tried:
            if found := self.at(one, anchor):
                return found
        return Target(why="leads to no file")

    def at(self, path: str, anchor: str = "") -> Target | None:
        """A path of the workspace; None where nothing is there."""
        if path.startswith("../") or path == "..":
            return Target(why="leads out of the workspace")
        if path in self._pages:
            return Target(page=self._pages[path] + (f"#{anchor}" if anchor else ""))
        if path in self._kept_out:
            return Target(silent=True)
        return self._file(path)

    def _file(self, path: str) -> Target | None:
        there = self.view.ws.root / path
        if there.is_dir() and (run := self.view.run_of.get(there.name)):
            return Target(page=run_page(run.id))
        if not there.is_file() or not there.resolve().is_relative_to(self.view.ws.root.resolve()):
            return None
        if any(p.startswith(".") for p in PurePosixPath(path).parts):
            return Target(why="leads to a hidden file, which is not published")
        if path.lower().endswith(UNSHOWN):
            return Target(why="leads to a page with scripts of its own, which is not published")
        if not shown(there):
            return Target(why="leads to a picture with scripts of its own, which is not published")
        return Target(page=f"files/{path}", file=path)

    @cached_property
    def _pages(self) -> Mapping[str, str]:
        pages = {path: days[0].page for path, days in self.view.days_of.items()}
        pages |= {n.document.path: n.page for n in self.view.notes}
        pages |= {path: script_page(path) for path in self.view.scripts}
        return pages

    @cached_property
    def _kept_out(self) -> frozenset[str]:
        snapshot = self.view.snapshot
        known = {e.path for e in snapshot.entries} | {d.path for d in snapshot.notes}
        return frozenset(known - set(self._pages))

    def wiki(self, name: str, source: str) -> Target:
        """[[name]]: a note's title or stem, an entry's stem or day, else a path."""
        stem, _, anchor = name.partition("#")
        page = self._names.get(_fold(stem))
        if page:
            return Target(page=page + (f"#{anchor}" if anchor else ""))
        if _fold(stem) in self._silent_names:
            return Target(silent=True)
        target = self.resolve(quote(stem), source)
        return Target(why="names no note and no day") if target.why else target

    @cached_property
    def _names(self) -> Mapping[str, str]:
        names: dict[str, str] = {}
        for day in reversed(self.view.days):
            names[_fold(PurePosixPath(day.entry.path).stem)] = day.page
            names[_fold(day.slug)] = day.page
        for note in reversed(self.view.notes):
            for name in (note.slug, PurePosixPath(note.document.path).stem, note.title):
                names[_fold(name)] = note.page
        return names

    @cached_property
    def _silent_names(self) -> frozenset[str]:
        return frozenset(_fold(PurePosixPath(p).stem) for p in self._kept_out)

    def named(self, word: str) -> Target | None:
        """A td id, a run id or a script's path in running text; None where it is just text."""
        if word.startswith("td-"):
            debt = self.view.resolve(word)
            return Target(page=debt_page(debt.id)) if debt else None
        if word in self.view.run_of:
            return Target(page=run_page(word))
        if PATHS.match(word) and word in self._pages:
            return Target(page=self._pages[word])
        return None


def shown(file: Path) -> bool:
    """False for a file that could run something when it is opened by itself."""
    if file.suffix.lower() == ".svg":
        return not runs(files.read(file, file.name)[0])
    return not file.name.lower().endswith(UNSHOWN)


def _fold(name: str) -> str:
    return re.sub(r"[\s_-]+", " ", name.removesuffix(".md")).strip().casefold()


def debt_page(id: str) -> str:
    return f"debts/{id}.html"


def run_page(id: str) -> str:
    return f"runs/{id}.html"


def script_page(path: str) -> str:
    return f"scripts/{path}.html"
