"""What a log means: the cases in cases/parse, and properties that hold for any bytes at all."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.model.entry import Document, Item
from journal.parse import Grammar, parse

CASES = sorted((Path(__file__).parent / "cases" / "parse").glob("*.md"))
UPDATE = os.environ.get("JOURNAL_UPDATE") == "1"


def read_cases(path: Path) -> list[tuple[str, str, str]]:
    """Title, input and expected output, parted by lines that hold one dot."""
    parts = re.split(r"^\.\n", path.read_text(), flags=re.M)
    return [
        (title.strip(), given, wanted)
        for title, given, wanted in zip(parts[0::3], parts[1::3], parts[2::3], strict=False)
    ]


def read_one(title: str, text: str) -> Document:
    """The path stands in the title, in brackets; ⏎ is a carriage return, → a tab."""
    path = re.search(r"\[(.+)\]", title)
    raw = text.replace("⏎", "\r").replace("→", "\t")
    return parse(raw.encode(), path[1] if path else "2025-07-14.md")


def shown(document: Document) -> str:
    """One line a day, an item, a problem."""
    lines = []
    for entry in document.entries:
        lines.append(f"{entry.date or 'no date'}{_flags(entry.publish, entry.private)}")
        lines += [f"  {show(item)}" for item in entry.items]
        lines += [f"  {line} pays {td}" for line, td in entry.pays]
    lines += [f"! {p.line or '-'} {p.code}: {p.text}" for p in document.problems]
    return "".join(f"{line}\n" for line in lines)


def _flags(publish: bool, private: bool) -> str:
    return ("" if publish else " unpublished") + (" private" if private else "")


def show(item: Item) -> str:
    state = {True: " [x]", False: " [ ]", None: ""}[item.done]
    more = [f"#{t}" for t in item.tags] + [f"{k}={v}" for k, v in item.fields]
    more += [f"<{link}>" for link in item.links] + [f"pays {p}" for p in item.pays]
    more += [f"under {item.parent}"] if item.parent else []
    more += [f"^{item.id}"] if item.pinned else []
    more += [item.found] if item.found == "marker" else []
    return f"{item.span.line} {item.kind}{state} {item.text}" + "".join(f" · {m}" for m in more)


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_cases(path: Path) -> None:
    cases = read_cases(path)
    got = [(title, given, shown(read_one(title, given))) for title, given, _ in cases]
    if UPDATE:
        path.write_text("\n".join(f"{t}\n.\n{g}.\n{s}.\n" for t, g, s in got))
    for (title, _, wanted), (_, _, found) in zip(cases, got, strict=True):
        assert found == wanted or UPDATE, f"{title}\n{found}"
    assert cases


def items(document: Document) -> Iterator[Item]:
    return (i for e in document.entries for i in e.items)


# ------------------------------------------------------------------ anything at all can be read

PIECES_TEXT = (
    "# |## |### |- |* |1. |\t|  |    |> |\n|\n\n|\r\n|\r|[ ] |[x] |[-] |todo|TODO: |**TD**"
    "|— **TD**.|`"
    "|```|~~~|~~|*|**|_|[|](|)|[[|]]|<!-- |-->|<b>|%%|2025-07-14|25/02|7 июля 2025|results|ideas"
    "|technical debt|word |слово |言葉。|# td #td|^td-k3f9q2mx|pays td-k3f9q2mx|---\n|===\n"
    "|| a | b |\n|&amp;|\\|\ufeff|\x00|🔺|✅|key:: value|$x$|:|. |…|й|é|😀"
)
PIECES = st.sampled_from(PIECES_TEXT.split("|"))
LOGS = st.one_of(
    st.lists(PIECES, max_size=60).map("".join).map(str.encode),
    st.text(max_size=300).map(lambda s: s.encode("utf-8", "surrogatepass")),
    st.binary(max_size=300),
)


def letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def is_within(part: str, whole: str) -> bool:
    """Whether the letters of `part` stand in `whole`, in this order."""
    rest = iter(whole)
    return all(c in rest for c in part)


@settings(max_examples=400, deadline=None)
@given(LOGS)
def test_any_bytes_parse_and_every_span_holds_the_words_of_its_item(data: bytes) -> None:
    document = parse(data, "log.md")
    assert document == parse(data, "log.md")
    for entry in document.entries:
        assert 0 <= entry.span.start <= entry.span.end <= len(data)
        for item in entry.items:
            assert 0 <= item.span.start < item.span.end <= len(data)
            source = item.span.of(data).decode("utf-8", "replace")
            assert is_within(letters(item.text), letters(source)), item
            assert item.span.line == 1 + len(re.findall(rb"\r\n?|\n", data[: item.span.start]))


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_front_matter_and_bom_move_spans_but_change_no_item(text: str) -> None:
    if text.startswith(("\ufeff", "---")) or "\x00" in text:
        return
    plain = parse(text.encode(), "2025-07-14.md")
    framed = parse(f"---\ntitle: a\n---\n\n{text}".encode(), "2025-07-14.md")
    marked = parse(f"\ufeff\n{text}".encode(), "2025-07-14.md")
    want = [(i.kind, i.text, i.done) for i in items(plain)]
    assert [(i.kind, i.text, i.done) for i in items(framed)] == want
    assert [(i.kind, i.text, i.done) for i in items(marked)] == want


def test_binary_and_utf_16_are_reported_once_and_yield_nothing() -> None:
    for data in (bytes(range(256)) * 40, "## todo\n- a\n".encode("utf-16"), b"\x00" * 100):
        document = parse(data, "2025-07-14.md")
        assert [p.code for p in document.problems] == ["encoding"]
        assert not list(items(document))


def test_bytes_that_are_no_utf_8_cost_one_character_each() -> None:
    data = b"## todo\n- caf\xe9 \xff ol\xe9\n- next\n"
    document = parse(data, "2025-07-14.md")
    assert [i.span.of(data) for i in items(document)] == [b"- caf\xe9 \xff ol\xe9", b"- next"]
    assert [(p.code, p.line) for p in document.problems] == [("encoding", 2)]


def test_words_of_the_user_extend_the_tables() -> None:
    grammar = Grammar.with_words({"td": ("Mysteries",)}, {"td": ("HUH",)})
    data = b"## Mysteries\n- why\n\n## other\nIt works, HUH: why does it\n\nodd; **HUH**.\n"
    texts = [i.text for i in items(parse(data, "2025-07-14.md", grammar))]
    assert texts == ["why", "why does it", "odd"]
    assert not list(items(parse(data, "2025-07-14.md")))
    assert Grammar.with_words({"td": ("Mysteries",)}, {"td": ("HUH",)}) is grammar


def test_sentences_and_words_of_the_prose() -> None:
    data = b"# log\nOne thing. Two things, e.g. this.\n\n- a bullet\n\n## todo\n- do it\n"
    (entry,) = parse(data, "2025-07-14.md").entries
    assert entry.sentences == ((2, "One thing."), (2, "Two things, e.g. this."), (4, "a bullet"))
    assert entry.words == 12
    assert parse("今日は論文を読んだ。".encode(), "2025-07-14.md").entries[0].words == 9


def test_every_id_named_is_found_with_its_line() -> None:
    data = b"see td-k3f9q2mx\n\n## results\n- pays td-k3f9q2my\n\ncloses td-k3f9q2mz. td-target.\n"
    (entry,) = parse(data, "2025-07-14.md").entries
    assert entry.refs == ((1, "td-k3f9q2mx"), (4, "td-k3f9q2my"), (6, "td-k3f9q2mz"))
    assert entry.items[0].pays == ("td-k3f9q2my",)


# ------------------------------------------------------------------ large and nasty input

LARGE = {
    "bullets": lambda n: b"## todo\n" + b"- do a thing\n" * n,
    "debts": lambda n: b"## technical debt\n" + b"- learn <!-- [x \xe2\x80\x94 **TD**\n" * n,
    "one line": lambda n: b"word **TD**. " * n,
    "nested": lambda n: b"\n".join(b"  " * min(i, 300) + b"- a:" for i in range(n // 10)),
    "quotes": lambda n: b">" * n + b" a\n",
    "brackets": lambda n: b"[" * n + b"](x)" * 10,
    "days": lambda n: b"".join(b"## %d/3/2025\n- a\n" % (i % 28 + 1) for i in range(n // 4)),
    "fences": lambda n: b"~~~x\n# TODO\n" * (n // 4),
    "blanks": lambda n: b"- a" + b" " * n + b"(b\n",
    "labels": lambda n: b"**a:**\n" * n,
    "tags": lambda n: b"## td\n- " + b"#td " * n,
    "rules": lambda n: b"a b c\n---\n" * n,
    "boxes": lambda n: b"[ ] a\n" * n,
}


def seconds(data: bytes) -> float:
    start = time.process_time()
    parse(data, "log.md")
    return time.process_time() - start


@pytest.mark.parametrize("name", LARGE)
def test_time_grows_no_faster_than_the_file(name: str) -> None:
    """Eight times the text takes less than twenty times as long; what is quadratic takes 64."""
    small, large = (min(seconds(LARGE[name](n)) for _ in range(2)) for n in (500, 4000))
    assert large < 20 * small + 0.05


@pytest.mark.slow
@pytest.mark.parametrize("name", LARGE)
def test_large_files_are_read_in_seconds(name: str) -> None:
    assert seconds(LARGE[name](100_000)) < 60


@pytest.mark.slow
def test_a_line_of_ten_megabytes() -> None:
    assert seconds(b"- [ ] " + b"word **TD** [a](b) `c` " * 450_000) < 60
