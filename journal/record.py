"""What an experiment script imports to keep its numbers, notes and pictures.

Inside a run (`JOURNAL_RUN_DIR` names its folder) every fact is one line, in the kernel when the
call returns. Outside a run nothing is written: `save` leaves the file where it is, `figure` draws
nothing, and `path` gives a path in the current folder. Standard library only.
"""

from __future__ import annotations

import os
import sys
from atexit import register
from itertools import count
from time import time

TYPE_CHECKING = False  # typing takes longer to import than all of this module
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path
    from typing import Any

FOLDER, METRICS, FACTS, ARTIFACTS = "JOURNAL_RUN_DIR", "metrics.jsonl", "record.jsonl", "artifacts"
TRUE, FALSE = ("true", "yes", "on", "1"), ("false", "no", "off", "0")
_CLOSED = -1
_files: dict[str, int] = {}
_torn: set[str] = set()
_lost: dict[str, int] = {}
_keys: dict[str, str] = {}
_steps = count()


def params(**defaults: object) -> Namespace:
    """The script's parameters: the defaults, or what `--name value` says; their types are kept.

    A flag is `--name` or `--no-name`, a list is `1,2,3`, and None takes a number or a word.
    """
    import argparse

    main = sys.modules.get("__main__")
    parser = argparse.ArgumentParser(
        description=getattr(main, "__doc__", None),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    for name, default in defaults.items():
        _add_flag(parser, name, default)
    chosen = parser.parse_args([] if "ipykernel" in sys.modules else None)
    _fact({"params": {name: _plain(value) for name, value in vars(chosen).items()}})
    return chosen


def log(step: object = None, **metrics: object) -> None:
    """A point of one or more series; without a step, points are counted from 0."""
    line = f'{{"t": {time()!r}, "step": {_number("step", next(_steps) if step is None else step)}'
    for name, value in metrics.items():
        line += f", {_keys.get(name) or _key(name)}: {_number(name, value)}"
    _append(METRICS, line + "}\n")


def summary(**values: object) -> None:
    """What the run found, by name; a check looks at these. A later call adds or replaces."""
    _fact({"summary": {name: _plain(value) for name, value in values.items()}})


def note(text: str) -> None:
    """A sentence to keep with the run."""
    _fact({"note": str(text)})


def path(name: str | os.PathLike[str]) -> Path:
    """Where to write an artifact of this name: in the run folder, or in the current folder."""
    from pathlib import Path

    inside = Path(name)
    if inside.is_absolute() or ".." in inside.parts or not inside.name:
        raise ValueError(f"an artifact's name is a file inside the run folder, not {name!s}")
    if not _folder():
        return inside
    target = Path(_folder(), ARTIFACTS, inside)
    _try_to("make a folder for artifacts", lambda: target.parent.mkdir(parents=True, exist_ok=True))
    return target


def save(name: str | os.PathLike[str]) -> None:
    """Keep a copy of a file that the script wrote."""
    from pathlib import Path
    from shutil import copy2

    source = Path(name)
    loose = source.is_absolute() or ".." in source.parts
    target = path(source.name if loose else source)
    if not (source.exists() or target.exists()):
        raise FileNotFoundError(f"there is no file {source} to save")
    if not _folder():
        return
    if source.exists() and not (target.exists() and source.samefile(target)):
        _try_to(f"save {source}", lambda: copy2(source, target))
    _artifact(target)


def figure(name: str, fig: object) -> None:
    """Keep a picture: a matplotlib figure, or SVG or PNG as it is; SVG unless named otherwise."""
    if not (isinstance(fig, str | bytes) or hasattr(fig, "savefig")):
        raise TypeError(f"figure {name!r}: {type(fig).__name__} has no savefig and is no SVG text")
    if not _folder():
        return
    png = isinstance(fig, bytes) and fig.startswith(b"\x89PNG")
    known = name.lower().endswith((".svg", ".png", ".pdf", ".jpg", ".jpeg", ".webp"))
    target = path(name if known else name + (".png" if png else ".svg"))
    _try_to(f"save {target.name}", lambda: _draw(target, fig))
    _artifact(target)


def _draw(target: Path, fig: object) -> None:
    if isinstance(fig, str | bytes):
        target.write_bytes(fig.encode() if isinstance(fig, str) else fig)
    else:
        fig.savefig(target)  # type: ignore[attr-defined] # it has one, or it is no figure


def _artifact(target: Path) -> None:
    file = target.relative_to(_folder()).as_posix()
    _fact({"artifact": {"name": file.removeprefix(ARTIFACTS + "/"), "file": file}})


def _add_flag(parser: ArgumentParser, name: str, default: object) -> None:
    flags = list(dict.fromkeys((f"--{name}", f"--{name.replace('_', '-')}")))
    yes_no = isinstance(default, bool)
    more: dict[str, Any] = {"nargs": "?", "const": True} if yes_no else {"metavar": "VALUE"}
    reader = reader_of(default)
    shown = str(_plain(default)).replace("%", "%%")
    more["help"] = f"{reader.__name__}, default {shown}"
    parser.add_argument(*flags, dest=name, type=reader, default=default, **more)
    if yes_no:
        off = (f"--no-{flag[2:]}" for flag in flags)
        parser.add_argument(*off, dest=name, action="store_false", default=default)


def reader_of(default: object) -> Callable[[str], object]:
    """What reads a flag's text into the type of its default, or raises ValueError."""
    if isinstance(default, list | tuple):
        return _list_like(default)
    if isinstance(default, bool):
        return _truth
    if isinstance(default, int):
        return _whole
    if isinstance(default, float):
        return float
    return _any if default is None else str


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        value = float(text)  # 1e6 is a whole number too
        if not value.is_integer():
            raise
        return int(value)


def _any(text: str) -> object:
    for reader in (int, float):
        try:
            return reader(text)
        except ValueError:
            continue
    return None if text.lower() == "none" else text


def _truth(text: str) -> bool:
    if text.lower() not in TRUE + FALSE:
        raise ValueError(text)
    return text.lower() in TRUE


# argparse names the reader when it refuses a value: "invalid int value"
_whole.__name__, _any.__name__, _truth.__name__ = "int", "number or word", "true or false"


def _list_like(default: Sequence[object]) -> Callable[[str], object]:
    each = reader_of(default[0]) if default else _any

    def values(text: str) -> object:
        return type(default)([each(part.strip()) for part in text.split(",") if part.strip()])  # type: ignore[call-arg]

    values.__name__ = "list, like 1,2,3"
    return values


def _number(name: str, value: object) -> str:
    """A number as JSON; what isn't finite as proto3 writes it."""
    if type(value) is float:
        if value - value == 0.0:
            return repr(value)
        return '"NaN"' if value != value else '"Infinity"' if value > 0 else '"-Infinity"'
    if type(value) is int:
        return repr(value)
    try:
        plain = value.item() if hasattr(value, "item") else value
        return _number(name, plain if type(plain) is int else float(plain))  # type: ignore[arg-type]
    except (TypeError, ValueError, RuntimeError):
        raise TypeError(
            f"{name} takes a number, not {type(value).__name__} {value!r:.60}"
        ) from None


def _plain(value: object) -> object:
    """A scalar that JSON has; anything else as text."""
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, list | tuple):
        return ",".join(str(_plain(v)) for v in value)
    try:
        text = _number("", value)
    except TypeError:
        return str(value)
    if text.startswith('"'):
        return text.strip('"')
    return int(text) if text.lstrip("-").isdigit() else float(text)


def _key(name: str) -> str:
    import json

    if name == "t":
        raise ValueError('"t" is the time of the point; give the metric another name')
    text = json.dumps(name, ensure_ascii=False)
    if len(_keys) < 1000:
        _keys[name] = text
    return text


def _fact(fact: Mapping[str, object]) -> None:
    import json

    _append(FACTS, json.dumps(fact, ensure_ascii=False) + "\n")


def _append(name: str, line: str) -> None:
    """One write to a file opened for appending, so lines of threads and forks never mix."""
    fd = _files.get(name)
    if fd is None:
        fd = _open(name)
    if fd == _CLOSED:
        return
    data = line.encode("utf-8", "replace")
    if name in _torn:
        data = b"\n" + data
    try:
        if os.write(fd, data) == len(data):
            _torn.discard(name)
            return
        _torn.add(name)
        _lose(name, OSError(0, "the disk is full"))
    except OSError as e:
        _lose(name, e)


def _folder() -> str:
    """The run's folder; nothing where there is no run, or where what is named is long gone."""
    folder = os.environ.get(FOLDER, "")
    return folder if os.path.isdir(folder) else ""  # noqa: PTH112 - pathlib is slow to import


def _open(name: str) -> int:
    fd = _CLOSED
    if folder := _folder():
        try:
            fd = os.open(f"{folder}/{name}", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
        except OSError as e:
            _lose(name, e)
    _files[name] = fd
    return fd


def _lose(name: str, e: OSError) -> None:
    """The script goes on; the loss is told when it begins and counted at the end."""
    if name not in _lost:
        _tell(f"{name} can't be written: {(e.strerror or str(e)).lower()}")
    _lost[name] = _lost.get(name, 0) + 1


def _try_to(what: str, act: Callable[[], object]) -> None:
    try:
        act()
    except OSError as e:
        _tell(f"could not {what}: {(e.strerror or str(e)).lower()}")


def _tell(text: str) -> None:
    if sys.stderr:
        sys.stderr.write(f"journal.record: {text}\n")


@register
def _tell_lost() -> None:
    for name, lines in _lost.items():
        _tell(f"{lines} lines of {name} were lost")
