"""The user's text on a page: an entry's sections with its debts marked and told in the margin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from journal.model.entry import Entry, Item, Problem, Section
from journal.model.td import TDItem
from journal.site.links import debt_page
from journal.site.markdown import Block, render
from journal.site.marks import Mark
from journal.site.rows import open_words, settled_words
from journal.site.shared import Site
from journal.site.words import capital
from journal.store.files import text_of

SPANS = 9


@dataclass(frozen=True, slots=True)
class Aside:
    """What is told beside a paragraph: the state first, then which debt."""

    state: str
    owed: bool
    rest: str = ""
    short: str = ""
    title: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A block and its aside, which hangs beside `span` blocks."""

    html: str
    aside: Aside | None = None
    span: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """An item where only items are shown."""

    item: Item
    debt: TDItem | None = None
    short: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A section as it is shown: its heading in the margin, then pieces, or bare items."""

    title: str
    pieces: tuple[Piece, ...] = ()
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text made ready: `html` for a short one, `parts` for a page."""

    parts: tuple[Part, ...] = ()
    html: str = ""
    problems: tuple[Problem, ...] = ()
    files: tuple[str, ...] = ()
    note: str = ""


def mark_of(site: Site, debt: TDItem, start: int, end: int, line: int, underline: bool) -> Mark:
    short = site.view.short.get(debt.id, debt.id)
    return Mark(start, end, debt.id, short, debt_page(debt.id), debt.owed, line, underline)


def place(
    site: Site, data: bytes, path: str, page: str, marks: Sequence[Mark], base: int, line: int
) -> Rendered:
    """A piece of a file that began at byte `base`, after `line` lines; of several blocks only
    those with marks, where there are any."""
    made = render(text_of(data), path, page, site.links, [_moved(m, base) for m in marks], line)
    shown = [b for b in made.blocks if b.marks] or made.blocks
    return Rendered((), "".join(b.html for b in shown), made.problems, made.files)


def _moved(m: Mark, base: int) -> Mark:
    return Mark(m.start - base, m.end - base, m.debt, m.short, m.page, m.owed, m.line, m.underline)


def body(site: Site, entry: Entry, page: str) -> Rendered:
    """An entry as its page shows it; only the items where prose is kept back."""
    return _prose(site, entry, page) if site.view.prose else _items(site, entry)


def _prose(site: Site, entry: Entry, page: str) -> Rendered:
    span, data = entry.span, site.text(entry.path)
    piece = text_of(data[span.start : span.end])
    marks = [_moved(m, span.start) for m in _marks(site, entry)]
    there = _places(site, entry, data)
    before = data.count(b"\n", 0, span.start)
    made = render(piece, entry.path, page, site.links, marks, before, there)
    heads = [(s.head.start - span.start, s.head.end - span.start, s) for s in entry.sections]
    return Rendered(_parts(site, made.blocks, heads), "", made.problems, made.files)


def _places(site: Site, entry: Entry, data: bytes) -> list[tuple[int, int, int]]:
    """What other pages lead to: items by their span, lines that touch a debt by their start."""
    span, path = entry.span, entry.path
    found = list(site.view.places.get(path, ()))
    touched = site.view.touched.get(path, frozenset())
    start = 0
    for n, row in enumerate(data.split(b"\n") if touched else (), 1):
        if n in touched:
            found.append((start, start + len(row), n))
        start += len(row) + 1
    inside = (p for p in sorted(found) if span.start <= p[0] < span.end)
    return [(a - span.start, b - span.start, line) for a, b, line in inside]


def _marks(site: Site, entry: Entry) -> list[Mark]:
    found = [(i, site.view.debt_of.get(i.id)) for i in entry.items if i.kind == "td"]
    return [
        mark_of(site, d, i.span.start, i.span.end, i.span.line, i.found == "marker")
        for i, d in found if d
    ]  # fmt: skip


def _parts(
    site: Site, blocks: Sequence[Block], heads: Sequence[tuple[int, int, Section]]
) -> tuple[Part, ...]:
    """Blocks under their section's heading; the heading of the day itself is the page's title."""
    told: set[str] = set()
    groups: list[tuple[str, list[Block]]] = [("", [])]
    for n, block in enumerate(blocks):
        head = next((s for a, b, s in heads if _is_head(block, a, b)), None)
        if head or block.level in (1, 2):
            if n or (head and head.kind):
                groups.append((block.title or (head.title if head else ""), []))
        else:
            groups[-1][1].append(block)
    made = (Part(title, _pieces(site, held, told)) for title, held in groups if held or title)
    return tuple(made)


def _is_head(block: Block, start: int, end: int) -> bool:
    return block.start <= start < block.end and block.end <= end + 2


def sections(site: Site, blocks: Sequence[Block], title: str) -> tuple[Part, ...]:
    """A note's blocks under its headings of the first two levels; its own title is left out."""
    kept = (
        blocks[1:]
        if blocks and blocks[0].level == 1 and blocks[0].title.strip() == title
        else blocks
    )
    groups: list[tuple[str, list[Block]]] = [("", [])]
    for block in kept:
        if block.level in (1, 2):
            groups.append((block.title, []))
        else:
            groups[-1][1].append(block)
    told: set[str] = set()
    return tuple(Part(t, _pieces(site, held, told)) for t, held in groups if held or t)


def _pieces(site: Site, blocks: Sequence[Block], told: set[str]) -> tuple[Piece, ...]:
    asides = [_aside(site, b, told) for b in blocks]
    made = []
    for n, block in enumerate(blocks):
        span = next((k for k in range(1, SPANS) if n + k >= len(blocks) or asides[n + k]), SPANS)
        made.append(Piece(block.html, asides[n], span))
    return tuple(made)


def _aside(site: Site, block: Block, told: set[str]) -> Aside | None:
    """Told once a page: one debt by its state and title, several by how many are open."""
    names = dict.fromkeys(m.debt for m in block.marks if m.debt not in told)
    debts = [site.view.debt_of[i] for i in names]
    told.update(names)
    if len(debts) == 1:
        return aside(site, debts[0])
    if not debts:
        return None
    owed = sum(d.owed for d in debts)
    state = "all open" if owed == len(debts) else "none open" if not owed else f"{owed} still open"
    return Aside(f"{len(debts)} debts, {state}", bool(owed), "Each id leads to its page.")


def aside(site: Site, debt: TDItem) -> Aside:
    view = site.view
    short, page = f"td-{view.short[debt.id]}", debt_page(debt.id)
    if debt.owed:
        return Aside(open_words(debt, view.today), True, "", short, debt.text, page)
    return Aside(capital(debt.state), False, settled_words(site, debt), short, debt.text, page)


def _items(site: Site, entry: Entry) -> Rendered:
    """Items under the section they were found in."""
    groups: dict[str, list[Line]] = {}
    for item in entry.items:
        debt = site.view.debt_of.get(item.id) if item.kind == "td" else None
        short = site.view.short[debt.id] if debt else ""
        groups.setdefault(_heading(entry, item), []).append(Line(item, debt, short))
    return Rendered(tuple(Part(title, (), tuple(lines)) for title, lines in groups.items()))


def _heading(entry: Entry, item: Item) -> str:
    if item.found == "marker":
        return {"td": "taken on", "task": "to do", "idea": "ideas", "result": "results"}[item.kind]
    inside = (s for s in entry.sections if s.body.start <= item.span.start < s.body.end)
    section = next(inside, None)
    return section.title if section else item.kind
