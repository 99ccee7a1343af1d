"""What every page function speaks: the site it is asked about, and the page it gives back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from journal.model.entry import Problem
from journal.model.run import Run
from journal.site.links import Links
from journal.site.outcome import Varying, varying
from journal.site.view import View
from journal.store import files, runs

Points = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Made:
    """A page before its template: the last part of its address, what fills it, what was lost."""

    key: str
    title: str
    data: Mapping[str, object]
    problems: tuple[Problem, ...] = ()
    files: tuple[str, ...] = ()  # of the workspace, to be copied along


@dataclass(frozen=True)
class Site:
    """What is published, with the files behind it read when they are asked for."""

    view: View
    _metrics: dict[str, Mapping[str, Points]] = field(default_factory=dict, compare=False)
    _varying: dict[str, Varying] = field(default_factory=dict, compare=False)

    @cached_property
    def links(self) -> Links:
        return Links(self.view)

    def text(self, path: str) -> bytes:
        """A text file of the workspace; empty where it can't be read, which others report."""
        return files.read(self.view.ws.root / path, path)[0]

    def metrics(self, run: Run) -> Mapping[str, Points]:
        if run.id not in self._metrics:
            self._metrics[run.id] = runs.metrics(self.view.ws, run)
        return self._metrics[run.id]

    def curve(self, run: Run, names: Iterable[str] = ("loss",)) -> tuple[str, Points]:
        """The metric to show: one of those wanted, else the first that was logged."""
        found = self.metrics(run)
        wanted = next((n for n in names if n in found), next(iter(found), ""))
        return wanted, found.get(wanted, [])

    def varying(self, script: str) -> Varying:
        """What differs among all runs of a script."""
        if script not in self._varying:
            self._varying[script] = varying(self.view.runs_by_script.get(script, ()))
        return self._varying[script]

    def output(self, run: Run, lines: int | None = None) -> tuple[str, ...]:
        """What it printed, the last `lines` of it."""
        return tuple(line.text for line in runs.output(self.view.ws, run, lines))

    def has(self, path: str) -> bool:
        """True for a plain file inside the workspace."""
        there = self.view.ws.root / path
        inside = there.resolve().is_relative_to(self.view.ws.root.resolve())
        return inside and there.is_file()

    def folder(self, run: Run) -> str:
        return self.view.ws.rel(runs.folder(self.view.ws, run))

    def question(self, script: str) -> str:
        """The first sentence of a script's docstring."""
        return docstring(self.view.scripts.get(script, ""))


@dataclass(frozen=True, slots=True)
class Row:
    """A kind of page: its address, its template, what there is one of it for, and the function."""

    path: str
    template: str
    subjects: Callable[[Site], Iterable[Any]]
    make: Callable[[Site, Any], Made]


def once(site: Site) -> Iterable[None]:
    return (None,)


def docstring(source: str) -> str:
    """The first sentence of a module's docstring; read as text, so broken scripts give one too."""
    found = re.search(r'^(?:#[^\n]*\n|\s*\n)*\s*[rR]?("""|\'\'\')(.*?)\1', source, re.S)
    if not found:
        return ""
    first = " ".join(found[2].split("\n\n")[0].split())
    sentence = re.match(r".+?[.?!…](?=\s|$)", first)
    return sentence[0] if sentence else first
