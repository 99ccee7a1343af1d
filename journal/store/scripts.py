"""The headers of experiment scripts: which debts each would settle, and by which check."""

from __future__ import annotations

from journal.model.entry import JournalError, Problem
from journal.parse.header import Header, read_header
from journal.workspace import Workspace

MARK = b"# /// script"


def load(ws: Workspace) -> tuple[dict[str, Header], tuple[Problem, ...]]:
    """Headers by workspace-relative path; a header that can't be read is a problem."""
    headers, problems = {}, []
    for path in sorted(ws.experiments.rglob("*.py")) if ws.experiments.is_dir() else ():
        rel = ws.rel(path)
        try:
            data = path.read_bytes()
            if MARK in data:
                headers[rel] = read_header(data.decode(errors="replace"), rel)
        except JournalError as e:
            problems.append(Problem(e.text, rel, e.line, hint=e.hint, code="header"))
        except OSError as e:
            problems.append(Problem(f"can't be read: {e.strerror}", rel, code="unreadable"))
    return headers, tuple(problems)
