"""The index: what was read, kept in SQLite so that only files that changed are read again.

It is disposable. Missing, corrupt or of another version it is made anew, and where it can't be
written the files are simply read. Words are found through FTS5; a run of Chinese or Japanese is
stored a character at a time, so that any part of it can be looked for.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from journal.model.entry import Document, Problem
from journal.parse.dates import Order
from journal.store import files, packing
from journal.store.query import Query
from journal.workspace import Workspace

VERSION = 1
RACY = 2_000_000_000  # ns: a file touched so lately may change again under the same stamp
ROOM = 1 << 24  # lines that one file may have
SCHEMA = """
create table meta(key text primary key, value text);
create table files(
    id integer primary key, path text unique, stamp text, seen integer, votes integer, document text
);
create virtual table lines using fts5(
    body, kind unindexed, path unindexed, line unindexed, day unindexed,
    tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
)"""
_CJK = re.compile(r"([\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff])")
SPACE = "\u200b"  # separates characters for the tokeniser and takes no room when shown
Read = Callable[[Path, Order], tuple[Document, int]]


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as a walk found it, with what stat says of it; `changed` is the later of its times."""

    path: Path
    rel: str
    stamp: str
    changed: int  # ns


@dataclass(frozen=True, slots=True)
class Hit:
    """A line that a search found; `kind` is empty for prose."""

    path: str
    line: int
    kind: str
    text: str
    day: str


def walk(
    ws: Workspace, folder: Path, without: Collection[Path]
) -> tuple[list[Seen], list[Problem]]:
    """The markdown files below a folder, and what is named like one but can't be read as one."""
    found, problems = [], []
    for path, problem in files.walk(folder, without):
        rel = ws.rel(path)
        if problem:
            problems.append(Problem(problem, rel, code="unreadable"))
            continue
        s = path.stat()
        stamp = f"{s.st_size}.{s.st_mtime_ns}.{s.st_ctime_ns}.{s.st_ino}"
        found.append(Seen(path, rel, stamp, max(s.st_mtime_ns, s.st_ctime_ns)))
    return found, problems


def documents(ws: Workspace, found: Iterable[Seen], read: Read) -> tuple[Document, ...]:
    """Each file's document, reading only those that aren't in the index as they are now.

    All files vote on the order of day and month; where the vote turns, all are read again.
    """
    found = list(found)
    try:
        with _open(ws) as db:
            order = _order(db)
            made = _refreshed(db, found, read, order)
            return made if _order(db) == order else _anew(db, found, read)
    except (sqlite3.Error, OSError):
        return tuple(read(s.path, "dmy")[0] for s in found)


def search(ws: Workspace, query: Query, limit: int) -> list[Hit]:
    """Lines that match, the newest first; `limit` 0 gives all. Refresh the index before."""
    sql = "select path, line, kind, body, day from lines where " + " and ".join(query.where)
    sql += " order by day desc, path, line limit ?"
    with closing(sqlite3.connect(ws.state / "index.sqlite", timeout=10)) as db:
        rows = db.execute(sql, [*map(spaced, query.values), limit or -1])
        return [Hit(p, n, k, body.replace(SPACE, ""), d) for p, n, k, body, d in rows]


@contextmanager
def _open(ws: Workspace) -> Iterator[sqlite3.Connection]:
    """The index in one write transaction: a second process waits, then finds the work done."""
    ws.state.mkdir(parents=True, exist_ok=True)
    path = ws.state / "index.sqlite"
    with closing(_sound(path, _key(ws))) as db:
        yield db
        db.execute("commit")


def _key(ws: Workspace) -> str:
    """What the index depends on besides the files: its version and the settings' words."""
    words = (
        f"{VERSION} {sorted(ws.settings.sections.items())} {sorted(ws.settings.markers.items())}"
    )
    return hashlib.blake2b(words.encode(), digest_size=16).hexdigest()


def _sound(path: Path, key: str) -> sqlite3.Connection:
    try:
        return _connected(path, key)
    except sqlite3.OperationalError as e:
        if "malformed" not in str(e) and "no such" not in str(e):
            raise
    except sqlite3.DatabaseError:
        pass
    path.unlink(missing_ok=True)
    return _connected(path, key)


def _connected(path: Path, key: str) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=20, isolation_level=None)
    try:
        db.execute("pragma synchronous = off")
        db.execute("begin immediate")
        tables = {name for (name,) in db.execute("select name from sqlite_master")}
        current = "meta" in tables and _meta(db) == key
        if not current:
            _make(db, tables, key)
    except sqlite3.Error:
        db.close()
        raise
    return db


def _make(db: sqlite3.Connection, tables: set[str], key: str) -> None:
    for name in ("lines", "files", "meta"):
        if name in tables:
            db.execute(f"drop table {name}")
    for statement in SCHEMA.split(";"):
        db.execute(statement)
    db.execute("insert into meta values ('key', ?)", (key,))


def _meta(db: sqlite3.Connection) -> str:
    row = db.execute("select value from meta where key = 'key'").fetchone()
    return row[0] if row else ""


def _order(db: sqlite3.Connection) -> Order:
    votes = db.execute("select coalesce(sum(votes), 0) from files").fetchone()[0]
    return "mdy" if votes < 0 else "dmy"


def _anew(db: sqlite3.Connection, found: list[Seen], read: Read) -> tuple[Document, ...]:
    order = _order(db)
    return tuple(_reread(db, seen, read, order) for seen in found)


def _refreshed(
    db: sqlite3.Connection, found: list[Seen], read: Read, order: Order
) -> tuple[Document, ...]:
    old = {r[0]: r[1:] for r in db.execute("select path, stamp, seen, document from files")}
    out = []
    for seen in found:
        stamp, when, packed = old.pop(seen.rel, ("", 0, ""))
        fresh = stamp == seen.stamp and seen.changed < when - RACY
        out.append(packing.unpack(packed) if fresh else _reread(db, seen, read, order))
    for gone in old:
        _forget(db, gone)
    return tuple(out)


def _reread(db: sqlite3.Connection, seen: Seen, read: Read, order: Order) -> Document:
    now = time.time_ns()
    document, votes = read(seen.path, order)
    _forget(db, seen.rel)
    insert = "insert into files(path, stamp, seen, votes, document) values (?, ?, ?, ?, ?)"
    row = (seen.rel, seen.stamp, now, votes, packing.pack(document))
    number = db.execute(insert, row).lastrowid or 0
    rows = ((number * ROOM + n, *row) for n, row in enumerate(_lines(document)))
    db.executemany(
        "insert into lines(rowid, body, kind, path, line, day) values (?, ?, ?, ?, ?, ?)", rows
    )
    return document


def _forget(db: sqlite3.Connection, rel: str) -> None:
    row = db.execute("select id from files where path = ?", (rel,)).fetchone()
    if row:
        span = (row[0] * ROOM, (row[0] + 1) * ROOM)
        db.execute("delete from lines where rowid >= ? and rowid < ?", span)
        db.execute("delete from files where id = ?", row)


def _lines(document: Document) -> Iterator[tuple[str, str, str, int, str]]:
    for entry in document.entries:
        day = entry.date.isoformat() if entry.date else ""
        for item in entry.items:
            yield spaced(item.text), item.kind, entry.path, item.span.line, day
        for line, text in entry.sentences:
            yield spaced(text), "", entry.path, line, day


def spaced(text: str) -> str:
    return _CJK.sub(rf"\1{SPACE}", text)
