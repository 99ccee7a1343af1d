"""What `journal init` says of a folder: a finding, then its conventions, one a row."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from journal.cli import say

if TYPE_CHECKING:
    from journal.store.adopt import Found, Heading

KINDS = {"task": "task", "result": "result", "td": "debt", "idea": "idea"}
SHOWN = 8
NAMED = 3
RARE = 10
FAR = 1_000  # days
LABEL = 12


def tell(found: Found) -> None:
    say.talk(_finding(found))
    say.talk()
    for label, parts in _rows(found):
        for i, line in enumerate(_wrapped(parts)):
            say.talk(f"  {say.pad(label if not i else '', LABEL - 2)}{line}")
    for problem in found.problems:
        at = f":{problem.line}" if problem.line else ""
        say.talk(f"  {say.pad('unread', LABEL - 2)}{say.inert(f'{problem.path}{at}')}"
                 f" {problem.text}")  # fmt: skip
    say.talk()


def _finding(found: Found) -> str:
    whose = f"{found.app}: " if found.app else ""
    where = "this folder" if found.folder == "." else f"{found.folder}/"
    unsaid = sum(u.days for u in found.unsaid)
    n = say.plural(len(found.days) or unsaid, "day") + ("" if found.days else " without a date")
    files = say.plural(found.files, "file")
    return f"{whose}{n} in {files} of {where}{_span(found.days)}."


def _span(days: Sequence[date]) -> str:
    if not days:
        return ""
    return f", {days[0]}" + (f" to {days[-1]}" if days[-1] != days[0] else "")


def _rows(found: Found) -> Iterator[tuple[str, Sequence[str]]]:
    from journal.store.adopt.languages import NAMES

    yield "items", [say.plural(n, KINDS[k]) for k, n in found.items] or ["none yet"]
    if found.names:
        yield "files", [_times(example, n) for _, example, n in found.names[:NAMED]]
    for label, kinds in (("headings", [*KINDS]), ("as prose", ["none"]), ("not known", [""])):
        chosen = [h for h in found.headings if h.kind in kinds]
        often = [h for h in chosen if h.times > 1] or (chosen if label == "headings" else [])
        if often:
            yield label, [*_headings(often)]
    if found.languages:
        most = found.languages[0][1]
        usual = [(name, n) for name, n in found.languages if n * RARE >= most]
        yield "language", [_times(NAMES[name], n) for name, n in usual]
    yield from _dates(found)
    if found.outside:
        yield "elsewhere", [f"{say.plural(len(found.outside), 'dated file')}, not read as logs",
                            *_some(found.outside)]  # fmt: skip


def _dates(found: Found) -> Iterator[tuple[str, Sequence[str]]]:
    if found.unsure and found.votes:
        order = "day before month" if found.votes > 0 else "month before day"
        yield "dates", [f"{order}: {say.plural(abs(found.votes), 'date')} can be nothing else"]
    elif found.unsure:
        yield "dates", ["day/month or month/day? No date settles it, so day/month is read"]
    if lone := _lone(found.days):
        yield "far off", [str(day) for day in lone]
    for unsaid in found.unsaid:
        called = f"{unsaid.path} ({unsaid.days:,}, the last “{say.cut(unsaid.last, 20)}”)"
        how = "year once, in its name or a heading" if unsaid.yearless else "date in their headings"
        yield "no year" if unsaid.yearless else "no date", [f"{called}: write the {how}"]
    if found.undated:
        yield "undated", [say.plural(len(found.undated), "file"), *_some(found.undated)]


def _lone(days: Sequence[date]) -> list[date]:
    """Days years away from the others: most likely a slip of the pen."""
    far = [i for i in range(1, len(days)) if (days[i] - days[i - 1]).days > FAR]
    lone = [days[i - 1] for i in far if i == 1] + [days[i] for i in far if i == len(days) - 1]
    return lone if len(days) > len(lone) + 1 else []


def _times(what: str, n: int) -> str:
    return f"{what} ({n:,})"


def _headings(headings: Sequence[Heading]) -> Iterator[str]:
    for h in headings[:SHOWN]:
        kind = f" = {KINDS[h.kind]}" if h.kind in KINDS else ""
        yield _times(say.cut(h.title, 40) + kind, h.times)
    if len(headings) > SHOWN:
        yield f"{len(headings) - SHOWN} more"


def _some(paths: Sequence[str]) -> Iterator[str]:
    yield from paths[:NAMED]
    if len(paths) > NAMED:
        yield f"{len(paths) - NAMED} more"


def _wrapped(parts: Sequence[str]) -> Iterator[str]:
    """The parts with commas between, broken at one where the line would be too long."""
    room, line = say.width() - LABEL, ""
    for part in parts:
        *above, last = textwrap.wrap(say.inert(part), room) or [""]
        joined = f"{line}, {last}" if line else last
        if line and (above or say.cells(joined) > room):
            yield f"{line},"
            joined = last
        yield from above
        line = joined
    if line:
        yield line
