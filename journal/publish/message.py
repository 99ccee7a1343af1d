"""The commit message: what the day was, counted; ids as trailers. No text of an entry is in it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from journal.model.entry import Document, Item
from journal.parse import parse
from journal.publish.steps import State, count
from journal.repo import work

TRAILERS = 20
MANY = 400  # so many files at once are no day, but a log brought in
_RUN = re.compile(r"(?:^|/)([^/]+)/run\.json$")


@dataclass(frozen=True, slots=True)
class News:
    """What a push adds."""

    items: Mapping[str, int]
    paid: frozenset[str]
    debts: tuple[str, ...]
    runs: tuple[str, ...]
    days: frozenset[date]
    files: int


def message(state: State) -> str:
    """`2025-07-14: 3 results, 2 debts paid, 4 parked`, and trailers."""
    news = _news(state)
    day = max(news.days, default=state.today)
    trailers = [f"TD: {td}" for td in news.debts[:TRAILERS]]
    trailers += [f"Run: {run}" for run in news.runs[:TRAILERS]]
    subject = f"{day.isoformat()}: {', '.join(_parts(news))}"
    return "\n".join([subject, *([""] if trailers else []), *trailers]) + "\n"


def _parts(news: News) -> list[str]:
    n = news.items
    parts = [
        (n.get("result", 0), count(n.get("result", 0), "result")),
        (len(news.paid), count(len(news.paid), "debt") + " paid"),
        (n.get("td", 0), f"{n.get('td', 0)} parked"),
        (n.get("idea", 0), count(n.get("idea", 0), "idea")),
        (len(news.runs), count(len(news.runs), "run")),
    ]
    return [text for number, text in parts if number] or [count(news.files, "file")]


def _news(state: State) -> News:
    items: Counter[str] = Counter()
    days: set[date] = set()
    paid: set[str] = set()
    for path, old, new in _texts(state):
        fresh = _fresh(path, old, new, state)
        items.update(i.kind for i in fresh if not (i.kind == "td" and i.done))
        paid |= {i.id for i in fresh if i.kind == "td" and i.done}
        paid |= {td for i in fresh for td in i.pays}
        days |= {i.date for i in fresh if i.date}
    told = list(_events(state))
    paid |= {str(e["td"]) for e in told if e.get("event") == "paid"}
    debts = dict.fromkeys([*(str(e["td"]) for e in told), *sorted(paid)])
    runs = [m[1] for how, b in state.new if how == "A" and (m := _RUN.search(b.path))]
    return News(items, frozenset(paid), tuple(debts), tuple(runs), frozenset(days), len(state.new))


def _texts(state: State) -> Iterable[tuple[str, bytes, bytes]]:
    """The markdown files of the commit: path, before, after."""
    texts = [b for how, b in state.new if b.path.endswith((".md", ".markdown")) and how != "D"]
    if len(texts) > MANY:
        return
    for blob in texts:
        new = state.git("cat-file", "blob", blob.sha).out
        yield state.inside(blob.path), work.blob(state.git, state.head, blob.path) or b"", new


def _fresh(path: str, old: bytes, new: bytes, state: State) -> list[Item]:
    """Items that the file didn't have; one that is ticked now counts as new."""
    was = _items(parse(old, path, state.ws.grammar)) if old else ()
    before = Counter(_key(i) for i in was)
    fresh = []
    for item in _items(parse(new, path, state.ws.grammar)):
        if before[_key(item)]:
            before[_key(item)] -= 1
        else:
            fresh.append(item)
    return fresh


def _items(document: Document) -> Iterable[Item]:
    return (i for e in document.entries for i in e.items)


def _key(item: Item) -> tuple[str, str, bool]:
    return item.kind, item.text, bool(item.done)


def _events(state: State) -> Iterable[Mapping[str, object]]:
    """The ledger's new events."""
    blob = next((b for how, b in state.new if b.path.endswith("ledger.jsonl") and how != "D"), None)
    if blob is None:
        return
    old = set((work.blob(state.git, state.head, blob.path) or b"").splitlines())
    for line in state.git("cat-file", "blob", blob.sha).out.splitlines():
        if line not in old:
            try:
                event = json.loads(line)
            except ValueError:
                continue
            if isinstance(event, dict) and "td" in event:
                yield event
