"""Notes as HTML: each case in cases/site/markdown.txt is a text above what becomes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from journal.model.td import TDItem
from journal.site.clean import runs
from journal.site.links import Links
from journal.site.markdown import Rendered, render
from journal.site.marks import Mark
from journal.site.view import View
from journal.snapshot import Snapshot
from journal.workspace import Workspace

CASES = Path(__file__).parent / "cases" / "site" / "markdown.txt"
DEBT = TDItem("td-aaaa1111", "why is it slow", "open", ("td-aaaa1111",), orphan=True)


def cases() -> Iterator[tuple[str, str, str]]:
    """(name, text, what it becomes)"""
    for case in re.split(r"(?m)^= ", CASES.read_text())[1:]:
        above, _, wanted = case.partition("\n=\n")
        name, _, text = above.partition("\n")
        yield name, text, wanted.strip()


def made(tmp_path: Path, text: str) -> Rendered:
    snapshot = Snapshot(Workspace(tmp_path), date(2026, 4, 22), debts={DEBT.id: DEBT})
    at = text.find("why is it slow")
    end = text.find(" but not")
    marks = [Mark(at, end, DEBT.id, "aaaa", "debts/td-aaaa1111.html", True, 1)] if at >= 0 else []
    return render(text, "entries/day.md", "entries/day.html", Links(View(snapshot, True)), marks)


@pytest.mark.parametrize(("name", "text", "wanted"), list(cases()), ids=lambda v: v[:40])
def test_text_becomes(tmp_path: Path, name: str, text: str, wanted: str) -> None:
    assert made(tmp_path, text).html.strip() == wanted


def test_what_is_lost_is_reported_with_its_line(tmp_path: Path) -> None:
    (tmp_path / ".hidden").write_text("x")
    text = (
        "fine\n\n[a](no.md) [b](../../etc/passwd) [c](/.hidden)\n\n"
        "[[nowhere]] $\\what$ ![p](q.png)\n"
    )
    told = [(p.line, p.text) for p in made(tmp_path, text).problems]
    assert told == [
        (3, "the link to no.md leads to no file"),
        (3, "the link to ../../etc/passwd leads out of the workspace"),
        (3, "the link to /.hidden leads to a hidden file, which is not published"),
        (5, "the link to nowhere names no note and no day"),
        (5, "this formula uses \\what, which can't be shown"),
        (5, "the link to q.png leads to no file"),
    ]


def test_a_line_of_a_megabyte_is_rendered(tmp_path: Path) -> None:
    html = made(tmp_path, "слово " * 100_000).html
    assert html.count("слово") == 100_000


@pytest.mark.parametrize(
    ("svg", "active"),
    [
        ("<svg><script>1</script></svg>", True),
        ('<svg onload="x"/>', True),
        ('<svg><a href="java&#115;cript:x">y</a></svg>', True),
        ("<svg><foreignObject/></svg>", True),
        ('<svg><path d="M0 0"/><text>description = on</text></svg>', False),
    ],
)
def test_a_drawing_that_could_run_is_told_from_one_that_is_only_drawn(
    svg: str, active: bool
) -> None:
    assert runs(svg.encode()) is active
    assert runs(svg.encode("utf-16"))
