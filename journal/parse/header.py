"""The inline metadata of a script (PEP 723), with our settings under [tool.journal]."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from journal.model.entry import JournalError

# https://packaging.python.org/en/latest/specifications/inline-script-metadata/
_BLOCK = re.compile(r"(?m)^# /// script[ \t]*$\s(?P<content>(?:^#(?:| .*)$\s)+)^# ///[ \t]*$")
_START = re.compile(r"(?m)^# /// script[ \t]*$")
_SPAN = re.compile(r"(\d+(?:\.\d+)?)\s*(h|m|s|)(?:ours?|in(?:utes?|s)?|ec(?:onds?|s)?)?\s*", re.I)
_UNITS = {"h": 3600.0, "m": 60.0, "s": 1.0, "": 1.0}


@dataclass(frozen=True, slots=True)
class Header:
    """What a script says about itself. `timeout` is as written; `seconds` reads it."""

    td: tuple[str, ...] = ()
    check: str = ""
    timeout: str = ""
    expect: str = ""
    question: str = ""
    dependencies: tuple[str, ...] = ()
    requires_python: str = ""


WORDS = ("td", "check", "timeout", "expect", "question")


def read_header(text: str, path: str) -> Header:
    """The script's header; an empty one where there is none."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n") + "\n"
    found = _BLOCK.search(text)
    if not found:
        if start := _START.search(text):
            raise _bad("the header has no closing `# ///` line", path, _line(text, start.start()))
        return Header()
    first = _line(text, found.start()) + 1
    lines = found["content"].splitlines()
    data = _toml(
        "\n".join(line[2:] if line[1:2] == " " else line[1:] for line in lines), path, first
    )
    return _header(data, path, lambda key: _line_of(key, lines, first))


def seconds(text: str) -> float | None:
    """How long "10m", "1h 30m", "90" is; None where that is no span of time."""
    rest, total = text.strip(), 0.0
    while rest:
        found = _SPAN.match(rest)
        if not found:
            return None
        total += float(found[1]) * _UNITS[found[2].lower()]
        rest = rest[found.end() :]
    return total or None


def _toml(text: str, path: str, first: int) -> Mapping[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as e:
        at = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)", str(e))
        line = first + int((at and at[1]) or len(text.splitlines())) - 1
        message = str(e).replace(at[0], "") if at else str(e)
        raise _bad(f"the header isn't TOML: {message.lower()}", path, line) from None


def _header(data: Mapping[str, object], path: str, line_of: Callable[[str], int]) -> Header:
    tool = data.get("tool")
    ours = tool.get("journal", {}) if isinstance(tool, dict) else {}
    if not isinstance(ours, dict):
        raise _bad("tool.journal is a table: [tool.journal]", path, line_of("tool"))
    for key in ours.keys() - set(WORDS):
        near = difflib.get_close_matches(key, WORDS, 1)
        hint = f"did you mean {near[0]}?" if near else f"it knows {', '.join(WORDS)}"
        raise _bad(f"[tool.journal] knows no {key}", path, line_of(key), hint)
    wanted: dict[str, object] = {**{k: data[k] for k in ("dependencies",) if k in data}, **ours}
    for key, value in wanted.items():
        many = key in ("td", "dependencies")
        if not (_are_words(value) if many else isinstance(value, str)):
            shape = "a list of strings" if many else "a string"
            raise _bad(f"{key} is {shape}", path, line_of(key))
    if (timeout := str(ours.get("timeout", ""))) and seconds(timeout) is None:
        raise _bad(f"{timeout!r} is no span of time", path, line_of("timeout"), "write it like 10m")
    return _built(ours, data)


def _built(ours: Mapping[str, object], data: Mapping[str, object]) -> Header:
    def words(value: object) -> tuple[str, ...]:
        return tuple(value) if isinstance(value, list) else ()

    return Header(
        td=words(ours.get("td")),
        dependencies=words(data.get("dependencies")),
        requires_python=str(data.get("requires-python", "")),
        **{k: str(ours.get(k, "")) for k in WORDS if k != "td"},
    )


def _are_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(v, str) for v in value)


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _line_of(key: str, lines: list[str], first: int) -> int:
    pattern = re.compile(rf"#\s*\[*[\"']?{re.escape(key)}\b")
    return next((first + i for i, line in enumerate(lines) if pattern.match(line)), first)


def _bad(text: str, path: str, line: int, hint: str = "") -> JournalError:
    return JournalError(text, path=path, line=line, hint=hint)
