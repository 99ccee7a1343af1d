"""The script a debt starts with: its question, a header, parameters and a check to fill in."""

from __future__ import annotations

import re
from pathlib import Path

from journal import debts
from journal.debts import Pen
from journal.model.entry import JournalError
from journal.model.td import TDItem
from journal.store import files, template


def script_for(pen: Pen, td: TDItem, given: str = "") -> tuple[Path, bool]:
    """The debt's script, and whether it was made now. A file that is there is never overwritten."""
    ws = pen.snapshot.ws
    if td.scripts and not given:
        return ws.root / td.scripts[0].path, False
    path = ws.root / given if given else ws.experiments / f"{slug(td.text)}.py"
    if not path.resolve().is_relative_to(ws.root.resolve()):
        raise JournalError(f"{given} is outside the workspace", exit=2)
    text = template.render(ws, "experiment.py", td=td, question=td.text)
    made = files.create(path, text.encode())
    debts.write(pen, td, "linked", script=ws.rel(path))
    return path, made


def slug(text: str, words: int = 4) -> str:
    """A file name out of a sentence: its first telling words, in any alphabet."""
    found = [w for w in re.findall(r"\w+", text.casefold()) if len(w) > 2]
    return "_".join(found[:words]) or "experiment"
