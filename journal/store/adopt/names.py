"""How dated files are named, in strftime's letters: by the files, or by an app's own format."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice, product

CODES = (
    "%Y", "%m", "%d", "%Y%m%d", "%y%m%d", "%Y%m", "%m%d", "%B", "%b", "%A", "%a", "%y",
    "%-m", "%-d", "%V",
)  # fmt: skip
MOMENT = {
    "YYYY": "%Y", "YY": "%y", "GGGG": "%G", "gggg": "%G", "MMMM": "%B", "MMM": "%b", "MM": "%m",
    "M": "%-m", "DDDD": "%j", "DD": "%d", "D": "%-d", "dddd": "%A", "ddd": "%a", "WW": "%V",
    "ww": "%V",
}  # fmt: skip
JAVA = {
    "yyyy": "%Y", "yy": "%y", "MMMM": "%B", "MMM": "%b", "MM": "%m", "M": "%-m", "dd": "%d",
    "d": "%-d", "EEEE": "%A", "EEE": "%a", "E": "%a", "ww": "%V",
}  # fmt: skip
_TOKEN = re.compile(r"\d+|[^\W\d_]+|.", re.S)
_LETTERS = re.compile(r"\[([^\]]*)\]|'([^']*)'|([A-Za-z])(?:\3)*|.", re.S)
_MOST = 200  # readings of one name, and names that a reading is tried on
_ROUNDS = 6


def layouts(named: Sequence[tuple[str, date]]) -> list[tuple[str, int]]:
    """The layouts by which most files are named, with how many each names, the commonest first."""
    left, found = list(named), []
    for _ in range(_ROUNDS):
        best = max(_readings(*left[0]), key=lambda c: _fits(c, left), default="") if left else ""
        if not best:
            break
        found.append((best, sum(day.strftime(best) == name for name, day in left)))
        left = [(name, day) for name, day in left if day.strftime(best) != name]
    return sorted(found, key=lambda f: -f[1])


def _fits(layout: str, named: Sequence[tuple[str, date]]) -> int:
    return sum(day.strftime(layout) == name for name, day in named[:_MOST])


def _readings(name: str, day: date) -> Iterator[str]:
    """Every way to write the name in strftime's letters that says the whole day."""
    options = [_codes(token, day) for token in _TOKEN.findall(name)]
    made = ("".join(parts) for parts in islice(product(*options), _MOST))
    return (layout for layout in made if whole(layout))


def _codes(token: str, day: date) -> list[str]:
    if not token[0].isalnum():
        return [token.replace("%", "%%")]
    return [code for code in CODES if day.strftime(code) == token] + [token]


def whole(layout: str) -> bool:
    """Whether no two days can have the same name: year, month and day are all in it."""
    letters = set(re.findall(r"%-?([A-Za-z])", layout))
    of_year = bool(letters & {"d"} and letters & {"m", "B", "b"}) or "j" in letters
    return of_year and bool(letters & {"Y", "y", "G"})


def translated(pattern: str, letters: Mapping[str, str]) -> str:
    """An app's date format in strftime's letters; empty where a part of it has none."""
    parts = []
    for m in _LETTERS.finditer(pattern):
        literal = m[1] if m[1] is not None else m[2]
        code = letters.get(m[0], "") if m[3] else (literal if literal is not None else m[0])
        if m[3] and not code:
            return ""
        parts.append(code if m[3] else code.replace("%", "%%"))
    layout = "".join(parts)
    return layout if whole(layout) else ""
