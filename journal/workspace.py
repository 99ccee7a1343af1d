"""The workspace: its root, its settings and every path in it."""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path, PurePath
from typing import ClassVar, Literal

from journal.model.entry import KINDS, JournalError
from journal.parse import Grammar
from journal.parse.header import seconds

CONFIG = "journal.toml"
_HOUR = re.compile(r"([01]?\d|2[0-3])(:[0-5]\d)?")
_STRICT = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class RunSettings:
    """[run]: how experiments are run. Sizes in bytes, `timeout` like "10m"."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT
    python: str = ""
    timeout: str = ""
    draft: Literal["ask", "always", "never"] = "ask"
    max_file: int = 5_000_000


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """[site]: `prose` says whether the stream of consciousness is published; unset, it is asked."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT
    url: str = ""
    prose: bool | None = None
    branch: str = "gh-pages"


@dataclass(frozen=True, slots=True)
class PushSettings:
    """[push]: `timeout` in seconds, for each call over the network."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT
    remote: str = ""
    branch: str = ""
    site: bool = True
    timeout: int = 60


@dataclass(frozen=True, slots=True)
class Settings:
    """journal.toml, with every default. `sections`, `markers` and `glossary` add words to ours.

    `layout` names a new entry's file in strftime's letters; unset, it follows the newest entry.
    `day_starts` is the hour at which a new day begins: "04:00" counts the night as the day before.
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT
    title: str = ""
    lang: str = ""
    entries: str = "entries"
    notes: str = "notes"
    experiments: str = "experiments"
    runs: str = "runs"
    templates: str = "templates"
    layout: str = ""
    day_starts: str = "00:00"
    sections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    markers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    glossary: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    run: RunSettings = RunSettings()
    site: SiteSettings = SiteSettings()
    push: PushSettings = PushSettings()


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with a journal.toml."""

    root: Path
    settings: Settings = Settings()

    @property
    def title(self) -> str:
        return self.settings.title or self.root.name

    @property
    def entries(self) -> Path:
        return self.root / self.settings.entries

    @property
    def notes(self) -> Path:
        return self.root / self.settings.notes

    @property
    def experiments(self) -> Path:
        return self.root / self.settings.experiments

    @property
    def runs(self) -> Path:
        return self.root / self.settings.runs

    @property
    def templates(self) -> Path:
        return self.root / self.settings.templates

    @property
    def ledger(self) -> Path:
        return self.root / "ledger.jsonl"

    @property
    def config(self) -> Path:
        return self.root / CONFIG

    @property
    def state(self) -> Path:
        """What git ignores: site, index, locks."""
        return self.root / ".journal"

    @property
    def site(self) -> Path:
        return self.state / "site"

    @property
    def grammar(self) -> Grammar:
        return Grammar.with_words(self.settings.sections, self.settings.markers)

    def rel(self, path: Path) -> str:
        """The path as it is written down: from the root, with forward slashes."""
        return Path(os.path.relpath(path, self.root)).as_posix()


def builtin_templates() -> Path:
    """The templates we ship: in the wheel, or at the repository's root if installed editable."""
    packaged = Path(__file__).parent / "templates"
    return packaged if packaged.is_dir() else Path(__file__).parent.parent / "templates"


def find(start: Path) -> Path:
    """The nearest folder at or above `start` that holds a journal.toml."""
    start = start.absolute()
    if not start.is_dir():
        raise JournalError(f"there is no folder {start}", hint="-C DIR names the workspace", exit=2)
    for folder in (start, *start.parents):
        if (folder / CONFIG).is_file():
            return folder
    raise JournalError(
        f"no workspace here: neither {start} nor a folder above it has a {CONFIG}",
        hint="journal init makes one, or adopts the logs that are there",
        exit=2,
    )


def load(start: Path) -> Workspace:
    """The workspace at or above `start`; a broken journal.toml ends the command with its line."""
    root = find(start)
    return Workspace(root, read_settings(root / CONFIG))


def read_settings(path: Path) -> Settings:
    try:
        text = path.read_bytes().decode("utf-8-sig")
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as e:
        raise _broken(str(e), text, None) from None
    except UnicodeDecodeError:
        raise JournalError("journal.toml is not UTF-8", path=CONFIG) from None
    except OSError as e:
        raise JournalError(f"journal.toml can't be read: {e.strerror}", path=CONFIG) from None
    settings = _validate(data, text) if data else Settings()
    for keys, wrong in _wrong(settings):
        raise _broken(
            f"{'.'.join(keys)}: {wrong}", text, keys, "docs/configuration.md has examples"
        )
    return settings


def _wrong(s: Settings) -> Iterator[tuple[list[str], str]]:
    """What no type shows: hours and folders that are none, kinds and words that mean nothing."""
    if not _HOUR.fullmatch(s.day_starts):
        yield ["day_starts"], f"“{s.day_starts}” is no hour"
    if s.layout and not s.layout.endswith((".md", ".markdown")):
        yield ["layout"], f"“{s.layout}” names no markdown file, so it would not be read"
    for name in ("entries", "notes", "experiments", "runs", "templates"):
        folder = PurePath(getattr(s, name))
        if not getattr(s, name).strip() or folder.is_absolute() or ".." in folder.parts:
            yield [name], f"“{folder}” is no folder of the workspace"
    yield from _wrong_words("sections", s.sections, (*KINDS, "none"))
    yield from _wrong_words("markers", s.markers, KINDS)
    if s.run.timeout and seconds(s.run.timeout) is None:
        yield ["run", "timeout"], f"“{s.run.timeout}” is no span of time"


def _wrong_words(
    table: str, words: Mapping[str, tuple[str, ...]], kinds: tuple[str, ...]
) -> Iterator[tuple[list[str], str]]:
    for kind, given in words.items():
        if kind not in kinds:
            yield [table, kind], f"there is no such kind; {', '.join(kinds)} are there"
        elif not all(any(c.isalnum() for c in word) for word in given):
            yield [table, kind], "one of its words has no letter in it"


def _validate(data: Mapping[str, object], text: str) -> Settings:
    from pydantic import TypeAdapter, ValidationError

    try:
        return TypeAdapter(Settings).validate_python(data)
    except ValidationError as e:
        first = e.errors()[0]
        keys = [str(k) for k in first["loc"]]
        if first["type"] in ("unexpected_keyword_argument", "extra_forbidden"):
            near = difflib.get_close_matches(keys[-1], _known(keys[:-1]), 1)
            hint = f"did you mean {near[0]}?" if near else "docs/configuration.md lists them all"
            raise _broken(f"there is no setting {'.'.join(keys)}", text, keys, hint) from None
        raise _broken(f"{'.'.join(keys)}: {first['msg'].lower()}", text, keys) from None


def _known(keys: list[str]) -> list[str]:
    groups = {"run": RunSettings, "site": SiteSettings, "push": PushSettings}
    group = groups.get(keys[0], Settings) if keys else Settings
    return [f.name for f in fields(group)]


def _broken(
    message: str, text: str, keys: list[str] | None, hint: str = "an empty journal.toml is valid"
) -> JournalError:
    """The error, with the line that tomllib names in words or that holds the key."""
    line = None
    if keys is None and (m := re.search(r" \(at line (\d+), column \d+\)", message)):
        line, message = int(m[1]), message.replace(m[0], "")
    elif keys is None:
        line = len(text.splitlines())
    for key in keys or ():
        for n, source in enumerate(text.splitlines(), 1):
            if re.match(rf"\s*\[*\s*[\"']?{re.escape(key)}[\"']?\s*(=|\]|\.)", source):
                line = n
    return JournalError(f"journal.toml can't be used: {message}", path=CONFIG, line=line, hint=hint)
