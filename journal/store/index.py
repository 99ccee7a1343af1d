"""The index: what was read, kept in SQLite so that only files that changed are read again.

It is disposable. Missing, corrupt or made by another version it is built from nothing; where it
can't be written, one in memory serves the command.
"""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from journal.model.entry import Document
from journal.store import lines, packing
from journal.store.files import Seen
from journal.store.lines import Hit
from journal.store.query import Query
from journal.workspace import Workspace

if TYPE_CHECKING:
    from journal.parse.dates import Order

T = TypeVar("T")
FILE = "index.sqlite"
RACY = 2_000_000_000  # ns: a file touched so lately may change again under the same stamp
WAIT = 60.0  # seconds for another process that is building the index
ROOM = 1 << 24  # lines that one file may have
SCHEMA = (
    "create table meta(key text)",
    "create table files(id integer primary key, path text unique, stamp text, seen integer,"
    " votes integer, turns integer, document blob)",
    "create virtual table lines using fts5(body, kind unindexed, path unindexed, line unindexed,"
    ' day unindexed, tokenize = "unicode61 remove_diacritics 2")',
)
_PASSING = {3, 5, 6, 7, 8, 10, 13, 14, 22, 23}  # codes: busy, read-only, full, not opened and so on
_SOURCES = ("parse", "model/entry.py", "store/index.py", "store/packing.py", "store/entries.py")


@dataclass(frozen=True, slots=True)
class Reading:
    """A file, read. `votes` are its unambiguous dates, day first less month first; `turns` says
    that it holds dates which the workspace's order can turn."""

    document: Document
    votes: int = 0
    turns: bool = False


Read = Callable[[Path, "Order | None"], Reading]


@dataclass(frozen=True, slots=True)
class Index:
    """The files as a walk found them, and how one is read that isn't in the index as it is."""

    ws: Workspace
    seen: Sequence[Seen]
    read: Read
    clock: Callable[[], int] = time.time_ns

    def documents(self) -> tuple[Document, ...]:
        """Each file's document, in the order of `seen`."""

        def work(db: sqlite3.Connection) -> tuple[Document, ...]:
            new = _refreshed(db, self)
            old = db.execute("select path, document from files")
            packed = {path: body for path, body in old if path not in new}
            with packing.uncollected():
                return tuple(new.get(s.rel) or packing.unpack(packed[s.rel]) for s in self.seen)

        return _using(self.ws, work)

    def search(self, query: Query, limit: int = 0) -> tuple[list[Hit], int]:
        """Lines that match, the newest first, and how many there are; `limit` 0 gives all."""

        def work(db: sqlite3.Connection) -> tuple[list[Hit], int]:
            _refreshed(db, self)
            return _hits(db, query, limit)

        return _using(self.ws, work)


def order(ws: Workspace) -> Order | None:
    """Whether 05/06 is in June or in May, as all files read so far have it."""
    try:
        with closing(
            sqlite3.connect(f"{(ws.state / FILE).as_uri()}?mode=ro", uri=True, timeout=1)
        ) as db:
            return _order(db)
    except (sqlite3.Error, OSError):
        return None


class _OtherError(Exception):
    """The file is no index of this version."""


def _using(ws: Workspace, work: Callable[[sqlite3.Connection], T]) -> T:
    """What `work` makes of the index; of one made anew if it is broken, or in memory."""
    path, key = ws.state / FILE, _key(ws)
    for _ in range(2):
        try:
            return _on_disk(path, key, work)
        except _OtherError:
            continue
        except (sqlite3.Error, OSError):
            break
    with closing(_in_memory(path, key)) as db:
        return work(db)


def _on_disk(path: Path, key: str, work: Callable[[sqlite3.Connection], T]) -> T:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.is_file():
        _clear(path)
    with closing(sqlite3.connect(path, timeout=WAIT, isolation_level=None)) as db:
        inode = path.stat().st_ino
        try:
            _begin(db, key)
            result = work(db)
            db.execute("commit")
            return result
        except (sqlite3.DatabaseError, _OtherError, ValueError, TypeError) as e:
            if _passes(e):
                raise
            _discard(path, inode)
            raise _OtherError from e


def _passes(e: Exception) -> bool:
    """Whether the index may be whole, and only can't be used now."""
    return getattr(e, "sqlite_errorcode", 0) & 0xFF in _PASSING


def _begin(db: sqlite3.Connection, key: str) -> None:
    db.execute("pragma synchronous = off")
    db.execute("begin")
    if not _is_ours(db, key):
        _write_on(db)
        if not _is_ours(db, key):
            _make(db, key)


def _is_ours(db: sqlite3.Connection, key: str) -> bool:
    """False for a file without tables; whatever else isn't ours ends the attempt."""
    tables = {name for (name,) in db.execute("select name from sqlite_master")}
    if not tables:
        return False
    if "meta" not in tables or db.execute("select key from meta").fetchone() != (key,):
        raise _OtherError
    return True


def _make(db: sqlite3.Connection, key: str) -> None:
    for statement in SCHEMA:
        db.execute(statement)
    db.execute("insert into meta values (?)", (key,))


def _write_on(db: sqlite3.Connection) -> None:
    """From reading to writing; meanwhile another process may have done what was to be done."""
    db.execute("commit")
    db.execute("begin immediate")


def _in_memory(path: Path, key: str) -> sqlite3.Connection:
    """A copy of the index where it can be read, else an empty one."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=1)) as old:
            old.execute("begin")
            if _is_ours(old, key):
                old.backup(db)
                db.execute("begin")
                return db
    except (sqlite3.Error, _OtherError):
        db.close()
        db = sqlite3.connect(":memory:", isolation_level=None)
    db.execute("begin")
    _make(db, key)
    return db


def _clear(path: Path) -> None:
    """What is no file makes room: a folder with something in it is kept under another name."""
    if path.is_dir() and not path.is_symlink():
        try:
            path.rmdir()
        except OSError:
            path.rename(path.with_name(f"{path.name}.{path.stat().st_ino}"))
    else:
        path.unlink(missing_ok=True)


def _discard(path: Path, inode: int) -> None:
    """Remove a broken index, unless another process already put a new one in its place."""
    from filelock import FileLock

    with FileLock(path.with_name("index.lock"), timeout=WAIT):
        if path.exists() and path.stat().st_ino == inode:
            path.unlink()
            for tail in ("-journal", "-wal", "-shm"):
                path.with_name(path.name + tail).unlink(missing_ok=True)


def _key(ws: Workspace) -> str:
    """What the index depends on besides the files: the code that reads them, the user's words."""
    settings = ws.settings
    words = repr((_code(), sorted(settings.sections.items()), sorted(settings.markers.items())))
    return hashlib.blake2b(words.encode(), digest_size=16).hexdigest()


@lru_cache(maxsize=1)
def _code() -> tuple[object, ...]:
    """The stamps of the modules that read and pack: where one is new, so is the index."""
    package = Path(__file__).parent.parent
    paths = [package / name for name in _SOURCES]
    files = [f for p in paths for f in (sorted(p.glob("*.py")) if p.is_dir() else [p])]
    stats = [(f.name, f.stat()) for f in files if f.exists()]
    return tuple((name, s.st_size, s.st_mtime_ns) for name, s in stats)


def _order(db: sqlite3.Connection) -> Order | None:
    votes = db.execute("select coalesce(sum(votes), 0) from files").fetchone()[0]
    return "mdy" if votes < 0 else "dmy" if votes > 0 else None


def _stale(db: sqlite3.Connection, seen: Iterable[Seen]) -> tuple[list[Seen], set[str]]:
    """Files that aren't in the index as they are now, and paths that are gone."""
    old = {
        path: (stamp, at) for path, stamp, at in db.execute("select path, stamp, seen from files")
    }
    stale = []
    for s in seen:
        stamp, at = old.pop(s.rel, ("", 0))
        if stamp != s.stamp or s.changed > at - RACY:
            stale.append(s)
    return stale, set(old)


def _refreshed(db: sqlite3.Connection, index: Index) -> Mapping[str, Document]:
    """Bring the index up to date; the documents that were read for it, by path.

    All files vote on the order of day and month; where the vote turns, those that it can turn
    are read again.
    """
    if not any(_stale(db, index.seen)):
        return {}
    _write_on(db)
    before = _order(db)
    stale, gone = _stale(db, index.seen)
    for rel in gone:
        _forget(db, rel)
    new = {s.rel: _reread(db, index, s, before) for s in stale}
    now = _order(db)
    if now != before:
        turning = {path for (path,) in db.execute("select path from files where turns")}
        new |= {s.rel: _reread(db, index, s, now) for s in index.seen if s.rel in turning}
    return new


def _reread(db: sqlite3.Connection, index: Index, s: Seen, order: Order | None) -> Document:
    at = index.clock()
    got = index.read(s.path, order)
    packed = packing.pack(got.document)
    unread = any(p.code == "unreadable" for p in got.document.problems)
    facts = ("" if unread else s.stamp, at, got.votes, got.turns)
    set_same = "update files set stamp=?, seen=?, votes=?, turns=? where path=? and document=?"
    if not db.execute(set_same, (*facts, s.rel, packed)).rowcount:
        _forget(db, s.rel)
        insert = "insert into files(stamp, seen, votes, turns, path, document) values (?,?,?,?,?,?)"
        number = db.execute(insert, (*facts, s.rel, packed)).lastrowid or 0
        rows = ((number * ROOM + n, *row) for n, row in enumerate(lines.rows(got.document)))
        into = "insert into lines(rowid, body, kind, path, line, day) values (?, ?, ?, ?, ?, ?)"
        db.executemany(into, rows)
    return got.document


def _forget(db: sqlite3.Connection, rel: str) -> None:
    row = db.execute("select id from files where path = ?", (rel,)).fetchone()
    if row:
        span = (row[0] * ROOM, (row[0] + 1) * ROOM)
        db.execute("delete from lines where rowid >= ? and rowid < ?", span)
        db.execute("delete from files where id = ?", row)


def _hits(db: sqlite3.Connection, query: Query, limit: int) -> tuple[list[Hit], int]:
    where = " and ".join(query.where)
    values = [lines.spaced(v) for v in query.values]
    total = db.execute(f"select count(*) from lines where {where}", values).fetchone()[0]
    sql = f"select path, line, kind, highlight(lines, 0, ?, ?), day from lines where {where}"
    sql += " order by day desc, path, line limit ?"
    rows = db.execute(sql, [lines.OPEN, lines.SHUT, *values, limit or -1])
    return [lines.hit(*row) for row in rows], total
