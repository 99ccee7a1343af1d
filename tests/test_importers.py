"""Imports: each part once, in its own day, around text that stays; all of it or nothing."""

from __future__ import annotations

import json
import os
import shutil
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.model.entry import JournalError
from journal.store import entries, files
from journal.store.importers import IMPORTERS, Brought, Source, write
from journal.workspace import Workspace

CASES = Path(__file__).parent / "cases" / "import"
TODAY = date(2025, 7, 20)


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    root = tmp_path / "w"
    root.mkdir()
    (root / "journal.toml").touch()
    return Workspace(root)


def bring(ws: Workspace, what: str, text: str | bytes, day: date | None = None) -> Brought:
    path = ws.root.parent / "source"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    brought = IMPORTERS[what](Source(ws, path, day, TODAY))
    write(ws, brought)
    return brought


def entry(ws: Workspace, name: str, data: bytes) -> Path:
    path = ws.entries / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_the_export_adds_only_what_the_journal_did_not_bring(ws: Workspace) -> None:
    first = bring(ws, "jrnl", (CASES / "jrnl.txt").read_text())
    then = bring(ws, "jrnl", (CASES / "jrnl.json").read_text())
    assert [(c.path.name, c.parts) for c in first.changes] == [
        ("2025-07-14.md", 2),
        ("2025-07-15.md", 1),
    ]
    assert ([c.path.name for c in then.changes], then.there) == (["2025-07-16.md"], 1)


def test_text_of_a_block_is_unchanged_and_joins_no_list_of_debts(ws: Workspace) -> None:
    bring(ws, "jrnl", (CASES / "jrnl.txt").read_text())
    made = (ws.entries / "2025/2025-07-14.md").read_text()
    for block in (CASES / "jrnl.txt").read_text().split("\n\n[")[:2]:
        assert block.lstrip("[") in made
    read = entries.read(ws, ws.entries / "2025/2025-07-14.md")
    debts = [i.text for e in read.entries for i in e.items if i.kind == "td"]
    assert debts == ["why is the bias almost zero?"]


HEADS = {
    "[2025-07-14 21:03] a": "2025-07-14",
    "[2025-07-14] a": "2025-07-14",
    "[2025-07-14 09:03:12 PM] a": "2025-07-14",
    "[Mon 14 July 2025 21:03] a": "2025-07-14",
    "[14.07.2025 21:03] a": "2025-07-14",
    "2025-07-14 21:03 a": "2025-07-14",
    "[07/14/2025 21:03] a": "2025-07-14",
}


@pytest.mark.parametrize("head", HEADS)
def test_heads_of_blocks_in_the_forms_that_jrnl_can_be_set_to(head: str, ws: Workspace) -> None:
    brought = bring(ws, "jrnl", f"{head}\nb\n")
    assert [c.path.stem for c in brought.changes] == [HEADS[head]]
    assert brought.changes[0].new == f"{head}\nb\n".encode()


def test_a_day_among_many_in_a_file_is_added_to_in_its_place(ws: Workspace) -> None:
    before = b"# log\r\n\r\n## 2025-07-14\r\n### td\r\n- a\r\n\r\n## 2025-07-15\r\nb\r\n"
    path = entry(ws, "all.md", before)
    bring(ws, "jrnl", "[2025-07-14 10:00] new\nline\n")
    bring(ws, "todo.txt", "2025-07-15 walk\nx 2025-07-14 2025-07-14 run\n")
    assert path.read_bytes().decode().replace("\r\n", "\n") == (
        "# log\n\n## 2025-07-14\n### what I'm doing today\n- [x] run ✅ 2025-07-14\n\n"
        "### td\n- a\n\n"
        "### notes\n\n[2025-07-14 10:00] new\nline\n\n## 2025-07-15\nb\n\n"
        "### what I'm doing today\n- [ ] walk\n"
    )
    assert path.read_bytes().count(b"\n") == path.read_bytes().count(b"\r\n")


def test_a_list_keeps_its_bullets_and_its_boxes(ws: Workspace) -> None:
    path = entry(ws, "2025-07-14.md", b"TODO:\n+ [ ] a\n\n## rest\nof the day\n")
    bring(ws, "todo.txt", "2025-07-14 b\nx 2025-07-14 c\n")
    assert path.read_text().startswith("TODO:\n+ [ ] a\n+ [ ] b\n+ [x] c ✅ 2025-07-14\n")
    assert path.read_text().endswith("\n\n## rest\nof the day\n")


LINES = {
    "(A) 2025-07-14 call +gpu @phone": (7, 14, "call +gpu @phone", False, {"priority": "A"}),
    "2025-07-14 a due:2025-08-01 t:x": (7, 14, "a", False, {"due": "2025-08-01", "t": "x"}),
    "at 12:30 see http://x.org/a": (7, 20, "at 12:30 see http://x.org/a", False, {}),
    "x 2025-07-16 2025-07-14 a": (7, 14, "a", True, {"done": "2025-07-16"}),
    "x 2025-07-16 a pri:B": (7, 16, "a", True, {"done": "2025-07-16", "pri": "B"}),
    "x (C) 2025-07-16 2025-07-14 a": (
        7, 14, "a", True, {"done": "2025-07-16", "priority": "C"},
    ),
    "x a": (7, 20, "a", True, {}),
    "xylophone": (7, 20, "xylophone", False, {}),
    "(a) small": (7, 20, "(a) small", False, {}),
}  # fmt: skip


@pytest.mark.parametrize("line", LINES)
def test_a_line_of_todo_txt_is_read_again_as_the_task_it_was(line: str, ws: Workspace) -> None:
    bring(ws, "todo.txt", line)
    month, day, text, done, fields = LINES[line]
    (item,) = [i for e in entries.days(entries.load(ws).logs) for i in e.items]
    assert (item.kind, item.date, item.text) == ("task", date(2025, month, day), text)
    assert (item.done, dict(item.fields)) == (done, fields)


def test_a_task_that_was_done_since_does_not_come_back(ws: Workspace) -> None:
    bring(ws, "todo.txt", "(B) 2025-07-14 call\n")
    assert bring(ws, "todo.txt", "x 2025-07-16 2025-07-14 call\n").there == 1


def test_a_log_keeps_every_byte(ws: Workspace) -> None:
    data = b"\xef\xbb\xbf# Monday\r\n\xff\t- a  \r\nno newline"
    bring(ws, "log", data, date(2025, 7, 14))
    assert (ws.entries / "2025/2025-07-14.md").read_bytes() == data


def test_nothing_is_half_written_where_a_file_cannot_be(ws: Workspace) -> None:
    if os.geteuid() == 0:
        (ws.entries / "2026").parent.mkdir()
        (ws.entries / "2026").write_text("a file where a folder is needed")
    else:
        (ws.entries / "2026").mkdir(parents=True, mode=0o500)
    old = entry(ws, "2025/2025-07-14.md", b"mine\n")
    text = "[2025-07-14 10:00] a\n[2025-07-15 10:00] b\n[2026-01-01 10:00] c\n"
    with pytest.raises(JournalError, match="2026-01-01"):
        bring(ws, "jrnl", text)
    assert old.read_bytes() == b"mine\n"
    assert [p.name for p in (ws.entries / "2025").iterdir()] == ["2025-07-14.md"]


def test_a_file_that_changed_meanwhile_is_left_alone(ws: Workspace, tmp_path: Path) -> None:
    path = entry(ws, "2025-07-14.md", b"mine\n")
    (tmp_path / "j").write_text("[2025-07-13 10:00] a\n[2025-07-14 10:00] a\n")
    planned = IMPORTERS["jrnl"](Source(ws, tmp_path / "j", None, TODAY))
    path.write_bytes(b"mine, later\n")
    with pytest.raises(JournalError, match="changed meanwhile"):
        write(ws, planned)
    assert [p.read_bytes() for p in ws.entries.rglob("*.md")] == [b"mine, later\n"]


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40)
DAYS = st.dates(date(2025, 7, 10), date(2025, 7, 14))


@settings(max_examples=30, deadline=None)
@given(written=st.lists(st.tuples(DAYS, WORDS, WORDS), min_size=1, max_size=6), old=WORDS)
def test_any_journal_twice_adds_nothing_and_loses_nothing(
    written: list[tuple[date, str, str]], old: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    ws = Workspace(tmp_path_factory.mktemp("w"))
    (ws.root / "journal.toml").touch()
    there = entry(ws, "2025-07-12.md", old.encode())
    rows = [{"date": str(d), "time": "10:00", "title": t, "body": b} for d, t, b in written]
    path = ws.root / "source"
    path.write_text(json.dumps({"entries": rows}))
    write(ws, IMPORTERS["jrnl"](Source(ws, path, None, TODAY)))
    texts = {p: p.read_bytes() for p in ws.entries.rglob("*.md")}
    again = IMPORTERS["jrnl"](Source(ws, path, None, TODAY))
    assert (again.changes, again.there) == ((), len(rows))
    assert texts[there].startswith(old.encode().rstrip())
    assert {date.fromisoformat(p.stem) for p in texts} == {d for d, _, _ in written} | {
        date(2025, 7, 12)
    }


def test_ten_thousand_lines_of_one_day_take_seconds(ws: Workspace) -> None:
    start = time.perf_counter()
    brought = bring(ws, "todo.txt", "".join(f"task number {n}\n" for n in range(10_000)))
    assert brought.changes[0].parts == 10_000
    assert time.perf_counter() - start < 30


@pytest.mark.parametrize("what", sorted(IMPORTERS))
def test_a_source_that_is_no_text_is_one_sentence_with_its_path(what: str, ws: Workspace) -> None:
    day = None if what == "jrnl" else TODAY
    for data in (b"\xff\xfea\0", b"a\0b", None):
        path = ws.root.parent / "source"
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        path.mkdir() if data is None else path.write_bytes(data)
        with pytest.raises(JournalError) as e:
            IMPORTERS[what](Source(ws, path, day, TODAY))
        assert e.value.path == str(path)
    assert not [*files.markdown_files(ws.root)]
