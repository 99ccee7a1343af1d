"""The index: what it says is what the files say, whatever was done to it or to them."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.model.entry import Document
from journal.parse import parse
from journal.store import entries, files, packing, query
from journal.store.index import Index, Reading
from journal.workspace import Settings, Workspace

LOG = "## technical debt\n- [ ] read chapter {}\n"
LATER = 10_000_000_000  # ns


def workspace(root: Path, days: int = 3) -> Workspace:
    (root / "entries").mkdir(parents=True)
    (root / "journal.toml").write_text("")
    for day in range(1, days + 1):
        (root / "entries" / f"2025-07-{day:02}.md").write_text(LOG.format(day))
    return Workspace(root)


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    return workspace(tmp_path / "log")


def texts(ws: Workspace) -> list[str]:
    return [i.text for d in entries.load(ws).logs for e in d.entries for i in e.items]


def found(ws: Workspace, words: str) -> list[str]:
    return [h.text for h in entries.search(ws, query.parse(words))[0]]


class Counted:
    """A workspace read through its index, `ns` after its files were last touched."""

    def __init__(self, ws: Workspace) -> None:
        self.ws, self.read = ws, list[str]()

    def _one(self, path: Path, order: object) -> Reading:
        self.read.append(path.name)
        return Reading(parse(path.read_bytes(), self.ws.rel(path)))

    def texts(self, after: int = LATER) -> list[str]:
        """What the files say; `read` names those that were opened for it."""
        self.read.clear()
        seen, _ = files.look(self.ws, self.ws.entries)
        now = max((s.changed for s in seen), default=0) + after
        documents = Index(self.ws, seen, self._one, lambda: now).documents()
        return [i.text for d in documents for e in d.entries for i in e.items]


def test_one_changed_file_is_read_alone(ws: Workspace) -> None:
    index = Counted(ws)
    assert index.texts() == ["read chapter 1", "read chapter 2", "read chapter 3"]
    assert index.read == ["2025-07-01.md", "2025-07-02.md", "2025-07-03.md"]
    index.texts()
    assert index.read == []
    (ws.entries / "2025-07-02.md").write_text(LOG.format("two"))
    assert index.texts() == ["read chapter 1", "read chapter two", "read chapter 3"]
    assert index.read == ["2025-07-02.md"]
    (ws.entries / "2025-07-01.md").unlink()
    (ws.entries / "2025-07-04.md").write_text(LOG.format(4))
    assert index.texts() == ["read chapter two", "read chapter 3", "read chapter 4"]
    assert index.read == ["2025-07-04.md"]


def test_a_file_touched_within_two_seconds_is_read_again(ws: Workspace) -> None:
    index = Counted(ws)
    index.texts(after=0)
    index.texts(after=1_000_000_000)
    assert len(index.read) == 3
    index.texts(after=3_000_000_000)
    assert len(index.read) == 3
    index.texts(after=4_000_000_000)
    assert index.read == []


def test_a_tick_of_the_same_length_within_the_same_stamp_is_seen(ws: Workspace) -> None:
    path = ws.entries / "2025-07-02.md"
    before = path.stat()
    assert [i.done for e in entries.load(ws).logs[1].entries for i in e.items] == [False]
    with path.open("r+b") as f:
        f.write(path.read_bytes().replace(b"[ ]", b"[x]"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = path.stat()
    assert (after.st_size, after.st_mtime_ns, after.st_ino) == (
        before.st_size, before.st_mtime_ns, before.st_ino
    )  # fmt: skip
    assert [i.done for e in entries.load(ws).logs[1].entries for i in e.items] == [True]


@pytest.mark.parametrize("what", ["older", "swapped", "future"])
def test_any_other_stamp_is_another_file(ws: Workspace, what: str) -> None:
    index = Counted(ws)
    index.texts()
    path = ws.entries / "2025-07-02.md"
    if what == "swapped":
        aside = path.with_suffix(".tmp")
        aside.write_text(LOG.format("X"))
        os.utime(aside, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
        aside.replace(path)
    else:
        path.write_text(LOG.format("X"))
        os.utime(path, (1e9, 1e9) if what == "older" else (4e9, 4e9))
    assert "read chapter X" in index.texts()
    assert index.read == ["2025-07-02.md"]


def random_bytes(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 64)


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def scribbled(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xa5" * (len(data) - 4096)
    path.write_bytes(data)


def a_folder(path: Path) -> None:
    path.unlink()
    (path / "with").mkdir(parents=True)
    (path / "with" / "a file").write_text("kept")


def a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def another_database(path: Path) -> None:
    path.unlink()
    sql(path, "create table meta(other integer)", "create table recipes(name)")


def without_its_tables(path: Path) -> None:
    sql(path, "drop table files")


def garbled(path: Path) -> None:
    sql(path, "update files set document = replace(document, x'63', x'64')")


def of_the_future(path: Path) -> None:
    sql(path, "update meta set key = 'v99'", "alter table files add column mood",
        "update files set document = 'v99', seen = 1 << 62")  # fmt: skip


def without_its_words(path: Path) -> None:
    sql(path, "drop table lines_data")


def sql(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as db:
        for statement in statements:
            db.execute(statement)
        db.commit()


@pytest.mark.parametrize(
    "harm",
    [
        Path.unlink, random_bytes, truncated, emptied, scribbled, a_folder, a_pipe,
        another_database, without_its_tables, garbled, of_the_future, without_its_words,
    ],
)  # fmt: skip
def test_a_broken_index_is_built_from_nothing(ws: Workspace, harm: Callable[[Path], None]) -> None:
    path = ws.state / "index.sqlite"
    expected = texts(ws)
    harm(path)
    assert found(ws, "chapter") == expected[::-1]
    assert texts(ws) == expected
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("pragma integrity_check").fetchone() == ("ok",)
        assert db.execute("select count(*) from files").fetchone() == (3,)


def test_other_words_in_the_settings_are_another_index(ws: Workspace) -> None:
    (ws.entries / "2025-07-01.md").write_text("## riddles\n- what is a tensor\n")
    assert "what is a tensor" not in texts(ws)
    taught = Workspace(ws.root, Settings(sections={"td": ("riddles",)}))
    assert "what is a tensor" in texts(taught)


def test_one_clear_date_turns_all_others(tmp_path: Path) -> None:
    ws = workspace(tmp_path / "log", 0)
    (ws.entries / "05-06-2025.md").write_text(LOG.format(1))
    assert days(ws) == ["2025-06-05"]
    (ws.entries / "07-30-2025.md").write_text(LOG.format(2))
    assert days(ws) == ["2025-05-06", "2025-07-30"]
    (entry,) = entries.read(ws, ws.entries / "05-06-2025.md").entries
    assert str(entry.date) == "2025-05-06"
    (ws.entries / "07-30-2025.md").unlink()
    assert days(ws) == ["2025-06-05"]


def days(ws: Workspace) -> list[str]:
    return sorted(str(e.date) for d in entries.load(ws).logs for e in d.entries)


def test_dates_that_nothing_settles_are_told_once_all_are_known(tmp_path: Path) -> None:
    ws = workspace(tmp_path / "log", 0)
    log = ws.entries / "log.md"
    log.write_text("# 05/06/2025\n" + LOG.format(1))
    assert [p.code for p in entries.load(ws).logs[0].problems] == ["date-ambiguous"]
    (ws.entries / "30-07-2025.md").write_text(LOG.format(2))
    assert [d.problems for d in entries.load(ws).logs] == [(), ()]


CHILD = """
import sys
from pathlib import Path
from journal.store import entries, query
from journal.workspace import Workspace
ws = Workspace(Path(sys.argv[1]))
print(len(entries.load(ws).logs), entries.search(ws, query.parse("chapter"))[1])
"""


def start(ws: Workspace, before: str = "") -> subprocess.Popen[str]:
    shell = ["bash", "-c", f'{before} exec "$@"', "-"] if before else []
    return subprocess.Popen(
        [*shell, sys.executable, "-c", CHILD, str(ws.root)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


@pytest.mark.parametrize("state", ["missing", "broken"])
def test_twenty_processes_at_once_say_the_same(tmp_path: Path, state: str) -> None:
    ws = workspace(tmp_path / "log", 28)
    if state == "broken":
        ws.state.mkdir()
        random_bytes(ws.state / "index.sqlite")
    children = [start(ws) for _ in range(20)]
    said = [child.communicate(timeout=120) for child in children]
    assert {out for out, _ in said} == {"28 28\n"}, said
    assert {err for _, err in said} == {""}
    with closing(sqlite3.connect(ws.state / "index.sqlite")) as db:
        assert db.execute("pragma integrity_check").fetchone() == ("ok",)
        assert db.execute("select count(*) from lines").fetchone() == (28,)


def test_a_full_disk_only_costs_time(ws: Workspace) -> None:
    child = start(ws, "ulimit -f 4;")
    assert child.communicate(timeout=60) == ("3 3\n", "")
    assert texts(ws) == ["read chapter 1", "read chapter 2", "read chapter 3"]


def test_a_state_folder_that_cannot_be_written_only_costs_time(ws: Workspace) -> None:
    ws.state.write_text("a file, where a folder should be")
    assert len(texts(ws)) == len(found(ws, "chapter")) == 3


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write where nobody may")
def test_a_read_only_index_serves_and_what_changed_is_read(ws: Workspace) -> None:
    texts(ws)
    (ws.state / "index.sqlite").chmod(0o444)
    ws.state.chmod(0o555)
    (ws.entries / "2025-07-02.md").write_text(LOG.format("two"))
    assert found(ws, "two") == ["read chapter two"]
    ws.state.chmod(0o755)


ODD = {
    "binary.md": b"\x7fELF\0\0\0\1" * 40,
    "utf16.md": "## technical debt\n- why\n".encode("utf-16"),
    "nul.md": b"## technical debt\n- one\n- tw\0o\n",
    "latin1.md": "## technical debt\n- naïve\n".encode("latin-1"),
}
TOLD = """\
entries/a folder.md: is a folder, not a log
entries/binary.md: holds NUL bytes; it is no text
entries/gone.md: is a link to nothing
entries/latin1.md: this is not UTF-8
entries/linked: is a link to a folder
entries/nul.md: holds NUL bytes; it is no text
entries/out.md: is a link that leads out of the workspace; it isn't read
entries/pipe.md: is no file that can be read
entries/ring.md: can't be read: too many levels of symbolic links
entries/utf16.md: is UTF-16, not UTF-8
entries/?.md: has a name that is not UTF-8; it isn't read"""


def test_what_cannot_be_read_is_told_once_and_the_rest_is_read(
    ws: Workspace, tmp_path: Path
) -> None:
    for name, data in ODD.items():
        (ws.entries / name).write_bytes(data)
    (ws.entries / "a folder.md").mkdir()
    (ws.entries / "a folder.md" / "2025-07-05.MD").write_text(LOG.format("inside"))
    (tmp_path / "secret.md").write_text(LOG.format("secret"))
    (ws.entries / "out.md").symlink_to(tmp_path / "secret.md")
    (ws.entries / "gone.md").symlink_to(ws.entries / "never.md")
    (ws.root / "notes").mkdir()
    (ws.root / "notes" / "2025-07-06.md").write_text(LOG.format("noted"))
    (ws.entries / "linked").symlink_to(ws.root / "notes")
    (ws.entries / "2025-07-06.md").symlink_to(ws.root / "notes" / "2025-07-06.md")
    (ws.entries / "ring.md").symlink_to(ws.entries / "ring.md")
    (ws.entries / "ring").symlink_to(ws.entries / "ring")
    os.mkfifo(ws.entries / "pipe.md")
    (ws.entries / os.fsdecode(b"\xff.md")).write_text("## td\n- unseen\n")
    for _ in range(2):
        read = entries.load(ws)
        problems = (*read.problems, *(p for d in read.logs for p in d.problems))
        told = [f"{p.path}: {p.text}" for p in problems if p.code != "date-missing"]
        assert sorted(told) == sorted(TOLD.splitlines())
        said = [i.text for d in read.logs for e in d.entries for i in e.items]
        assert {"read chapter 1", "read chapter inside", "read chapter noted"} <= set(said)
        assert "read chapter secret" not in said


def test_a_file_that_could_not_be_read_is_tried_again(ws: Workspace) -> None:
    index = Counted(ws)
    seen, _ = files.look(ws, ws.entries)
    lost = Reading(Document("x", problems=files.read(ws.root / "no", "x")[1]))
    Index(ws, seen, lambda path, order: lost, lambda: seen[-1].changed + LATER).documents()
    assert index.texts() == ["read chapter 1", "read chapter 2", "read chapter 3"]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_a_document_is_unpacked_as_it_was_packed(body: str) -> None:
    head = "---\ndate: 2025-07-14\ntags: [a, 2025-01-02]\nn: 3\npublish: false\n---\n"
    text = f"{head}## technical debt\n- [x] {body} #tag [l](x.md) [k:: v] ^td-k3f9q2mx\n{body}\n"
    document = parse(text.encode(errors="replace"), "entries/x.md")
    assert packing.unpack(packing.pack(document)) == document


def test_a_word_is_found_in_a_log_that_is_not_published(ws: Workspace) -> None:
    (ws.entries / "2025-07-09.md").write_text("---\npublish: false\n---\n" + LOG.format("nine"))
    assert found(ws, "nine") == ["read chapter nine"]
