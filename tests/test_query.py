"""What is typed to search, and the lines that it finds: one log, many questions."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.model.entry import JournalError
from journal.store import entries, query
from journal.workspace import Workspace

LOG = """\
## what I'm doing today
- [ ] plot the naïve loss
## stream of consciousness
The gradient vanishes in layer two. Loss of precision, not precision of loss.
Call nn.Linear twice. Градиенты затухают в первом слое.
## technical debt
- why do gradients vanish?
- почему градиент затухает
- 勾配が消える理由を調べる
- 梯度消失的原因
- 기울기 소실을 이해하기
- เข้าใจการไล่ระดับ
## some heading of mine
"""
OLDER = "## technical debt\n- [x] gradient clipping by hand\n## ideas\n- a gradient gallery\n"
NOTE = "# Cheat-sheet\n\nA gradient points uphill.\n"
FINDS = """\
gradient → 14:4 14:7 02:2 02:4 cheat:3
grad → 14:4 14:7 02:2 02:4 cheat:3
GRADIENT VANISH → 14:4 14:7
gradient -vanish → 02:2 02:4 cheat:3
gradient kind:td → 14:7 02:2
gradient KIND:idea → 02:4
gradient since:2025-07-14 → 14:4 14:7
gradient until:2025-07-13 → 02:2 02:4
gradient since:2025-07 until:2025-07 → 14:4 14:7 02:2 02:4
gradient since:2024 until:2025 → 14:4 14:7 02:2 02:4
gradient since:2026 → -
kind:idea → 02:4
kind:td until:2025-07-02 → 02:2
"loss of precision" → 14:4
"of loss" → 14:4
"vanish" → 14:7
naive → 14:2
nn.Linear → 14:5
nn.Lin → 14:5
градиент → 14:5 14:8
ГРАДИЕНТ -первом → 14:8
勾配 → 14:9
消える → 14:9
消 → 14:9 14:10
消失 → 14:10
소실 → 14:11
ระดับ → 14:12
heading → 14:13
"technical debt" → -
"unclosed phrase → -
"""


@pytest.fixture(scope="module")
def ws(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    root = tmp_path_factory.mktemp("log")
    for name, text in (("entries/2025-07-14", LOG), ("entries/2025-07-02", OLDER)):
        (root / name).with_suffix(".md").parent.mkdir(exist_ok=True)
        (root / f"{name}.md").write_text(text)
    (root / "notes").mkdir()
    (root / "notes" / "cheat.md").write_text(NOTE)
    return Workspace(root)


def places(ws: Workspace, text: str) -> str:
    hits, total = entries.search(ws, query.parse(text))
    assert total == len(hits)
    return " ".join(f"{Path(h.path).stem.split('-')[-1]}:{h.line}" for h in hits) or "-"


@pytest.mark.parametrize("row", FINDS.splitlines())
def test_a_search_finds_its_lines_newest_first(ws: Workspace, row: str) -> None:
    text, expected = row.split(" → ")
    assert places(ws, text) == expected


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("gradient vanish kind:td", "why do [gradients] [vanish]?"),
        ("勾配 理由", "[勾配]が消える[理由]を調べる"),
        ('"loss of precision"', "[Loss of precision], not precision of loss."),
        ("naive", "plot the [naïve] loss"),
    ],
)
def test_the_match_is_marked_where_it_stands(ws: Workspace, text: str, shown: str) -> None:
    (hit,), _ = entries.search(ws, query.parse(text))
    out, at = "", 0
    for start, end in hit.marks:
        out += f"{hit.text[at:start]}[{hit.text[start:end]}]"
        at = end
    out += hit.text[at:]
    assert out == shown


def test_a_limit_gives_the_newest_and_counts_all(ws: Workspace) -> None:
    hits, total = entries.search(ws, query.parse("gradient"), 2)
    assert [h.line for h in hits] == [4, 7] and total == 5


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "a search needs a word to look for"),
        ("-noise", "a search needs a word to look for"),
        ("!!! …", "a search needs a word to look for"),
        ("x kind:dream", "there is no kind dream"),
        ("x since:yesterday", "yesterday is no day"),
        ("x until:", "until: is no day"),
    ],
)
def test_what_cannot_be_searched_for_is_said(text: str, says: str) -> None:
    with pytest.raises(JournalError) as e:
        query.parse(text)
    assert e.value.text == says and e.value.exit == 2 and e.value.hint


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["gradient", "-noise"], "gradient -noise"),
        (["loss of precision"], '"loss of precision"'),
        (["kind:td since:2025 loss"], "kind:td since:2025 loss"),
        (['kind:td "loss of"'], 'kind:td "loss of"'),
    ],
)
def test_what_the_shell_quoted_is_a_phrase(words: list[str], said: str) -> None:
    assert query.joined(words) == said


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=30) | st.text(alphabet='ab"*-+:(){}^,. \u200b\0勾', max_size=12))
def test_nothing_that_is_typed_breaks_the_search(ws: Workspace, text: str) -> None:
    before = (ws.state / "index.sqlite").stat().st_ino if places(ws, "gradient") else 0
    try:
        entries.search(ws, query.parse(text))
    except JournalError:
        return
    assert (ws.state / "index.sqlite").stat().st_ino == before
