"""Merging two sides of an entry: base, ours and theirs above what becomes of them."""

from __future__ import annotations

import re
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.publish import merge

CASES = """
=== both add to the end of one section
# 14 July

## Tasks

- read the manual

## Results

- it runs
--- ours
# 14 July

## Tasks

- read the manual
- fit a cubic

## Results

- it runs
--- theirs
# 14 July

## Tasks

- read the manual
- fit a quintic

## Results

- it runs
- twice
--- merged
# 14 July

## Tasks

- read the manual
- fit a cubic
- fit a quintic

## Results

- it runs
- twice
=== both made today's entry, with the same task carried over
--- ours
# 14 July

## Tasks

- [ ] carried over
- [ ] mine

## Technical debt

- why does it blow up?
--- theirs
# 14 July

## Tasks

- [ ] carried over
- [ ] theirs

## Results

- a number

## Technical debt

- what is a Jacobian?
--- merged
# 14 July

## Tasks

- [ ] carried over
- [ ] mine
- [ ] theirs

## Results

- a number

## Technical debt

- why does it blow up?
- what is a Jacobian?
=== one ticks a line, the other adds below it
- [ ] a
--- ours
- [x] a
--- theirs
- [ ] a
- [ ] b
--- merged
- [x] a
- [ ] b
=== both tick the same line and each adds one
- [ ] a
--- ours
- [x] a
- mine
--- theirs
- [x] a
- yours
--- merged
- [x] a
- mine
- yours
=== two code blocks at one place stay two
text
--- ours
text

```python
x = 1
```
--- theirs
text

```python
y = 2
```
--- merged
text

```python
x = 1
```

```python
y = 2
```
=== the same detail under different items stays under both
- a
--- ours
- a
- b
  because of the rate
--- theirs
- a
- c
  because of the rate
--- merged
- a
- b
  because of the rate
- c
  because of the rate
=== an item that both carried over gets what either hung under it
--- ours
- [ ] a
  - mine
--- theirs
- [ ] a
  - yours
--- merged
- [ ] a
  - mine
  - yours
=== a new section on one side, a line on the other
- a
--- ours
- a

## Ideas

- fly
--- theirs
- a
- b
--- merged
- a
- b

## Ideas

- fly
=== many days in one file: the same heading under two days is two places
--- ours
# 14 July
## TD
- x
# 15 July
## TD
- y
--- theirs
# 15 July
## TD
- z
--- merged
# 14 July
## TD
- x
# 15 July
## TD
- y
- z
=== one took a line away, the other added
- a
- b
--- ours
- b
--- theirs
- a
- b
- c
--- merged
- b
- c
=== both changed the same line
- a
--- ours
- a, mine
--- theirs
- a, yours
--- conflict
=== one changed a line that the other took away
- a
- b
--- ours
- a, mine
- b
--- theirs
- b
--- conflict
=== both changed the same code block
```
x
```
--- ours
```
x
y
```
--- theirs
```
x
z
```
--- conflict
=== front matter that says two things
--- ours
---
publish: true
---
text
--- theirs
---
publish: false
---
text
--- conflict
"""


def cases() -> list[tuple[str, str, str, str, str | None]]:
    found = []
    for case in re.split(r"^=== ", CASES, flags=re.M)[1:]:
        title, text = case.split("\n", 1)
        base, rest = re.split(r"^--- ours\n", text, maxsplit=1, flags=re.M)
        ours, rest = re.split(r"^--- theirs\n", rest, maxsplit=1, flags=re.M)
        theirs, kind, merged = re.split(r"^--- (merged|conflict)\n", rest, maxsplit=1, flags=re.M)
        found.append((title, base, ours, theirs, merged if kind == "merged" else None))
    return found


@pytest.mark.parametrize("case", cases(), ids=lambda c: c[0].replace(" ", "-"))
def test_both_sides_are_kept(case: tuple[str, str, str, str, str | None]) -> None:
    _, base, ours, theirs, merged = case
    assert merge.merge(base, ours, theirs) == merged


WORDS = st.lists(
    st.sampled_from(["# Day", "## Tasks", "## TD", "", "", "- a", "text"]), max_size=12
)
PLACES = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 3)), max_size=6)
SHAPES = ["- [ ] {}", "{} in words", "  - {} below", "## {}"]


def with_lines(base: list[str], places: list[tuple[int, int]], who: str) -> tuple[str, list[str]]:
    """The base with lines of its own put in, and those lines."""
    lines, own = list(base), []
    for n, (place, shape) in enumerate(places):
        own.append(SHAPES[shape].format(f"{who}{n}"))
        lines.insert(min(place, len(lines)), own[-1])
    return "".join(f"{line}\n" for line in lines), own


@given(base=WORDS, ours=PLACES, theirs=PLACES)
@settings(max_examples=300, deadline=None)
def test_two_sides_that_only_add_lose_and_double_nothing(
    base: list[str], ours: list[tuple[int, int]], theirs: list[tuple[int, int]]
) -> None:
    old = "".join(f"{line}\n" for line in base)
    (mine, own), (yours, other) = with_lines(base, ours, "o"), with_lines(base, theirs, "t")
    merged = merge.merge(old, mine, yours)
    assert merged is not None
    lines = merged.splitlines()
    assert all(lines.count(line) == 1 for line in own + other)
    assert all(lines.count(line) == base.count(line) for line in set(base) if line)
    assert [line for line in lines if line in own] == [x for x in mine.splitlines() if x in own]


@given(base=WORDS, ours=PLACES)
@settings(max_examples=100, deadline=None)
def test_a_side_that_did_nothing_changes_nothing(
    base: list[str], ours: list[tuple[int, int]]
) -> None:
    old, (mine, _) = "".join(f"{line}\n" for line in base), with_lines(base, ours, "o")
    assert merge.merge(old, mine, old) == mine
    assert merge.merge(old, old, mine) == mine
    assert merge.merge(old, mine, mine) == mine


def test_line_ends_stay_as_ours_has_them() -> None:
    assert merge.merge("a\r\n", "a\r\nb\r\n", "a\nc\n") == "a\r\nb\r\nc\r\n"


def test_the_ledger_keeps_every_line_once_and_what_either_took_away_stays_away() -> None:
    assert merge.union("1\n2\n", "1\n2\n3\n", "2\n4\n3") == "2\n3\n4\n"


def test_a_marker_is_one_only_when_all_three_are_there() -> None:
    text = "\n".join(["x", "<" * 7 + " HEAD", "a", "=" * 7, "b", ">" * 7 + " theirs"])
    assert merge.marker(text) == 2
    assert merge.marker("Title\n=======\n\n> quote\n>>>>>>> deep\n") is None


def test_added_counts_lines_with_something_on_them() -> None:
    assert merge.added("a\n", dedent("a\n\nb\nb\n")) == 2
