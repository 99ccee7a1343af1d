"""Edits by span: one place changes, every other byte stays, and the log reads as wanted after."""

from __future__ import annotations

from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.model.entry import Document, Item
from journal.parse import Grammar, parse
from journal.parse.edit import apply, insert_item, pin, tick

GRAMMAR = Grammar.default()
DAY = "2025-07-14.md"


def text(block: str) -> str:
    return dedent(block).lstrip("\n").replace("→", "\t")


def items(document: Document) -> list[Item]:
    return [i for e in document.entries for i in e.items]


def insert(data: bytes, kind: str, line: str, path: str = DAY, day: int = 0) -> bytes:
    document = parse(data, path)
    return apply(data, insert_item(data, document, document.entries[day], kind, line, GRAMMAR))


INSERTIONS = {
    "at the end of the section, before the next": (
        "td",
        """
        ## technical debt
        * one
          with detail

        ## ideas
        * two
        """,
        """
        ## technical debt
        * one
          with detail
        * NEW

        ## ideas
        * two
        """,
    ),
    "into an empty section": (
        "result",
        """
        ## todo
        - [ ] a

        ## results

        ## ideas
        """,
        """
        ## todo
        - [ ] a

        ## results
        - [x] NEW

        ## ideas
        """,
    ),
    "numbered on, boxed like the others": (
        "task",
        """
        ## todo
        1. [ ] a
        2. [x] b
        """,
        """
        ## todo
        1. [ ] a
        2. [x] b
        3. [ ] NEW
        """,
    ),
    "a new section, in its place and in the language of the file": (
        "td",
        """
        # День

        ## Задачи
        - читать

        ## Идеи
        - рисовать
        """,
        """
        # День

        ## Задачи
        - читать

        ## Техдолг
        - NEW

        ## Идеи
        - рисовать
        """,
    ),
    "a new label among labels, above the rule": (
        "idea",
        """
        **Open questions:**
        - why

        ---
        """,
        """
        **Open questions:**
        - why

        **Ideas:**
        - NEW

        ---
        """,
    ),
    "under an underlined heading, between loose items": (
        "task",
        """
        Tagesziele
        ----------

        -   lesen

        -   üben

        Erledigt
        --------
        """,
        """
        Tagesziele
        ----------

        -   lesen

        -   üben

        -   NEW

        Erledigt
        --------
        """,
    ),
    "under a heading inside a bullet": (
        "td",
        """
        - ## Questions
        →- why
        - ## Notes
        """,
        """
        - ## Questions
        →- why
        →- NEW
        - ## Notes
        """,
    ),
    "below the day's own heading": (
        "task",
        """
        # 2025-07-14

        Some prose.

        ## results
        - two
        """,
        """
        # 2025-07-14

        Some prose.

        ## what I'm doing today
        - NEW

        ## results
        - two
        """,
    ),
    "prose goes into the prose": (
        "log",
        """
        ## stream of consciousness
        One thing.

        ## ideas
        """,
        """
        ## stream of consciousness
        One thing.

        NEW

        ## ideas
        """,
    ),
}


@pytest.mark.parametrize("name", INSERTIONS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_line_lands_in_its_section(name: str, newline: str) -> None:
    kind, before, after = INSERTIONS[name]
    data = text(before).replace("\n", newline).encode()
    assert insert(data, kind, "NEW") == text(after).replace("\n", newline).encode()


def test_a_day_among_many_gets_the_line_and_the_others_do_not() -> None:
    data = b"## 2025-07-14\n### todo\n- a\n\n---\n\n## 2025-07-15\n### todo\n- b\n"
    want = (
        b"## 2025-07-14\n### todo\n- a\n\n### results\n- c\n\n---\n\n## 2025-07-15\n### todo\n- b\n"
    )
    assert insert(data, "result", "c", "log.md") == want


def test_an_empty_file_gets_a_heading() -> None:
    assert insert(b"", "td", "why") == b"## technical debt\n- why\n"


TICKS = [
    ("## todo\n- [ ] a\n", "x", "## todo\n- [x] a\n"),
    ("## todo\n- [x] a\n", " ", "## todo\n- [ ] a\n"),
    ("## todo\n- a\n", "x", "## todo\n- [x] a\n"),
    ("[ ] a\n", "-", "[-] a\n"),
    ("> - [ ] a\n", "x", "> - [x] a\n"),
    ("- TODO a\n", "x", "- DONE a\n"),
    ("## td\n~~[ ] a~~\n", "x", "## td\n~~[x] a~~\n"),
    ("## td\nwhy is it so\n", "x", "## td\n[x] why is it so\n"),
    ("Odd. Why — **TD**. And on.\n", "x", "Odd. Why — **TD**. ✅ And on.\n"),
    ("Odd. Why — **TD**. ✅ And on.\n", " ", "Odd. Why — **TD**. And on.\n"),
]


@pytest.mark.parametrize(("before", "mark", "after"), TICKS)
def test_tick(before: str, mark: str, after: str) -> None:
    data = before.encode()
    (item,) = items(parse(data, DAY))
    ticked = apply(data, tick(data, item, mark))
    assert ticked == after.encode()
    (read,) = items(parse(ticked, DAY))
    assert (read.text, bool(read.done)) == (item.text, mark == "x")


PINS = [
    "## td\n- why so\t \r\n- next\r\n",
    "## td\n- why so #math  \n",
    "## td\n- wrapped\n  line\n",
    "Odd. Why so — **TD**. And on.\n",
    "**TD** why so",
]


@pytest.mark.parametrize("before", PINS)
def test_a_pin_keeps_the_id_when_the_words_change(before: str) -> None:
    data = before.encode()
    item = items(parse(data, DAY))[0]
    pinned = apply(data, pin(data, item))
    assert len(pinned) == len(data) + len(" ^td-k3f9q2mx")
    changed = items(parse(pinned.replace(b"w", b"W", 1).replace(b"hy", b"ho"), DAY))[0]
    assert (changed.id, changed.pinned) == (item.id, True)
    assert [(i.kind, i.text) for i in items(parse(pinned, DAY))] == [
        (i.kind, i.text) for i in items(parse(data, DAY))
    ]


NEW = "something new here"
LINES = [
    "## todo", "## results", "## technical debt", "## notes", "- a", "- [ ] b", "  - [x] c", "",
    "prose", "odd — **TD**.", "---", "### other", "> quote", "1. one", "**Ideas:**",
]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(LINES), max_size=14),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["task", "result", "td", "idea"]),
    st.booleans(),
)
def test_an_insertion_adds_one_item_and_changes_none(
    lines: list[str], newline: str, kind: str, ended: bool
) -> None:
    data = (newline.join(lines) + newline * ended).encode()
    before = parse(data, DAY)
    edited = insert(data, kind, NEW)
    after = items(parse(edited, DAY))
    assert _known(after) == _known(items(before))
    assert [i.kind for i in after if i.text == NEW] == [kind]
    if b"\r\n" in data:
        assert b"\n" not in edited.replace(b"\r\n", b"")


def _known(found: list[Item]) -> list[tuple[str, str, str]]:
    return sorted((i.kind, i.text, str(i.done)) for i in found if i.text != NEW)
