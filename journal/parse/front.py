"""Front matter: flat keys, lists and strict booleans of the YAML that logs carry."""

from __future__ import annotations

import re
from datetime import date

from journal.parse.lazy import lazy
from journal.parse.source import Source

_OPEN = lazy(r"[ ]{0,3}---[ \t]*\r?\n")
_CLOSE = lazy(r"^(?:---|\.\.\.)[ \t]*$", re.M)
_KEY = lazy(r"([^\s:#][^:#]*?)[ \t]*:(?:[ \t]+(.*))?$")
_DATE = lazy(r"(\d{4})-(\d\d)-(\d\d)(?:$|[T ])")
_WORDS: dict[str, object] = {"true": True, "false": False, "null": None, "~": None, "": None}


def split(source: Source) -> tuple[dict[str, object], int, bool]:
    """The keys, the number of characters that the block takes, and whether every line was read."""
    opened = _OPEN.match(source.text)
    if not opened:
        return {}, 0, True
    closed = _CLOSE.search(source.text, opened.end())
    if not closed:
        return {}, 0, True
    block = source.text[opened.end() : closed.start()]
    front, clean = _read(block)
    if not front and block.strip():
        return {}, 0, True  # a text between two rules, no front matter
    return front, closed.end(), clean


def _read(block: str) -> tuple[dict[str, object], bool]:
    front: dict[str, object] = {}
    key, clean = "", True
    for raw in block.splitlines():
        line = raw.rstrip()
        bare = line.strip()
        if not bare or bare.startswith("#"):
            continue
        if key and bare.startswith("- "):
            _append(front, key, bare[2:])
        elif not raw[0].isspace() and (m := _KEY.match(line)):
            key = m[1].strip().strip("\"'")
            front[key] = _value(m[2] or "")
        else:
            clean = False
    return front, clean


def _append(front: dict[str, object], key: str, text: str) -> None:
    seen = front.get(key)
    front[key] = [*(seen if isinstance(seen, list) else []), _scalar(text.strip())]


def _value(text: str) -> object:
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        inner = text[1:-1].strip()
        return [_scalar(part.strip()) for part in inner.split(",")] if inner else []
    return _scalar(text)


def _scalar(text: str) -> object:
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        return text[1:-1]
    text = re.sub(r"\s#.*$", "", text).strip()
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if re.fullmatch(r"-?\d{1,15}", text):
        return int(text)
    if m := _DATE.match(text):
        return _day(int(m[1]), int(m[2]), int(m[3])) or text
    return text


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
