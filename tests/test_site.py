"""The site of a small world: what is written, what is kept back, what is refused."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from journal import workspace
from journal.model.entry import JournalError
from journal.site.build import Built, build
from journal.site.outcome import label, varying
from journal.snapshot import Snapshot, load
from journal.workspace import SiteSettings, Workspace
from tests.site_world import NOW, world

KINDS = (
    "index", "debts", "debts/td-", "entries", "entries/2026-03-02", "notes", "notes/windows",
    "runs", "runs/2026", "scripts/experiments/damped.py", "results", "ideas", "tasks",
)  # fmt: skip


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return world(tmp_path_factory.mktemp("site") / "world")


@pytest.fixture(scope="module")
def built(snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(snapshot, tmp_path_factory.mktemp("out") / "site", now=NOW)


@pytest.fixture
def out(built: Built) -> Path:
    return built.index.parent


def pages(out: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(out.rglob("*.html")):
        yield path.relative_to(out).as_posix(), path.read_text()


class Tags(HTMLParser):
    """Every start tag with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {k: v or "" for k, v in attrs}))


def test_every_kind_of_page_is_there(out: Path) -> None:
    names = [name for name, _ in pages(out)]
    for kind in KINDS:
        assert [n for n in names if n.startswith(kind) and n.endswith(".html")], kind


def test_every_link_leads_somewhere(out: Path) -> None:
    ids = {name: {a["id"] for _, a in Tags(text).found if "id" in a} for name, text in pages(out)}
    lost = []
    for name, text in pages(out):
        for _, attributes in Tags(text).found:
            for address in (attributes.get("href"), attributes.get("src")):
                if address and not _leads(out, ids, name, address):
                    lost.append((name, address))
    assert not lost


def _leads(out: Path, ids: dict[str, set[str]], page: str, address: str) -> bool:
    parts = urlsplit(address)
    if parts.scheme:
        return parts.scheme in ("https", "mailto")
    target = (
        Path(os.path.normpath((out / page).parent / unquote(parts.path)))
        if parts.path
        else out / page
    )
    name = target.relative_to(out).as_posix()
    return target.is_file() and (not parts.fragment or unquote(parts.fragment) in ids[name])


def test_no_page_runs_or_loads_anything_of_its_own_or_of_others(out: Path) -> None:
    for name, text in pages(out):
        assert "script-src 'self'; style-src 'self'" in text, name
        for tag, attributes in Tags(text).found:
            assert tag not in ("script", "iframe", "object", "style"), name
            assert not any(k.startswith("on") or k == "style" for k in attributes), (
                name,
                attributes,
            )
            assert "://" not in attributes.get("src", ""), name


def test_ids_are_named_once(out: Path) -> None:
    for name, text in pages(out):
        ids = [a["id"] for _, a in Tags(text).found if "id" in a]
        assert len(ids) == len(set(ids)), name


def test_every_chart_has_a_name_and_its_numbers(out: Path) -> None:
    seen = 0
    for name, text in pages(out):
        for svg in re.findall(r'<svg class="chart-svg.*?</svg>', text, re.S):
            assert re.match(r'<svg class="[^"]*" role="img"[^>]*><title>[^<]+</title>', svg), name
        for figure in re.findall(r'<figure class="chart">.*?</figure>', text, re.S):
            seen += 1
            assert "<desc>" in figure and "<figcaption>" in figure and "<td>" in figure, name
    assert seen > 5


def test_the_first_page_says_what_is_owed(out: Path) -> None:
    text = (out / "index.html").read_text()
    assert "<h1>Six debts open, three paid.</h1>" in text
    assert "came back a fourth time on Monday" in text
    assert "by a <b><a" in text and "ratio 1.0004 ≤ 1.01" in text
    assert "One of five was within a factor of 1.6" in text


def test_a_debts_page_tells_its_story(out: Path, snapshot: Snapshot) -> None:
    debt = next(d for d in snapshot.debts.values() if "damped" in d.text)
    text = (out / f"debts/{debt.id}.html").read_text()
    for words in (
        "Paid on 20 March by a run, after eighteen days and four tries.",
        "lr 0.01, not scaled: off the page here, overflow at step 9",
        "<td>ratio</td><td>&lt;=</td><td>1.01</td>",
        "“lands in 50 steps”",
    ):
        assert words in text


def test_probable_twins_share_a_row(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    (root / "entries").mkdir(parents=True)
    (root / "journal.toml").write_text("")
    (root / "entries" / "2026-04-20.md").write_text(
        "## technical debt\n\n- why is nn.Sequential called that way\n"
        "- почему nn.Sequential вызывается именно так\n"
    )
    loaded = load(workspace.load(root), NOW.date())
    page = build(loaded, tmp_path / "site", now=NOW).index.read_text()
    assert "Two debts open" in page and page.count("<h3") == 1
    assert "no script yet; ≈ twin in Russian" in page


def test_tries_are_named_by_what_sets_them_apart(snapshot: Snapshot) -> None:
    given = ((0, "raw"), (0, "scaled"), (0, "legendre"), (1e-6, "raw"))
    some = [
        snapshot.runs[0].model_copy(update={"params": {"lr": lr, "basis": basis, "target": 1}})
        for lr, basis in given
    ]
    keys = varying(some)
    assert [label(r, keys) for r in some] == ["raw", "scaled", "legendre", "lr 1e-6, raw"]


def test_an_entry_marks_its_debts_and_tells_them_beside(out: Path) -> None:
    text = (out / "entries/2026-03-02.html").read_text()
    assert (
        '<span class="owed">why does the spectrogram smear when the window is short</span>' in text
    )
    assert "Open 51 days, came back four times" in text
    assert '<a href="../notes/windows.html"' in text
    assert text.index("water stain") < text.index("Open 51 days")


def test_a_run_that_blew_up_is_told_as_a_result(out: Path) -> None:
    text = next(t for n, t in pages(out) if "7f3ak2mx" in n)
    assert "<h1>Blew up at step 9: overflow.</h1>" in text
    assert "<b>FloatingPointError: loss is inf at step 9" in text
    assert '<span class="c">-    return ((w[0] * t - y) ** 2).mean()' in text


def test_what_is_not_published_is_nowhere(out: Path) -> None:
    held = b"".join(p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file())
    assert b"SECRETWORD" not in held and b"2026-04-21" not in held


def test_without_a_word_on_prose_only_items_are_shown(
    snapshot: Snapshot, out: Path, tmp_path: Path
) -> None:
    ws = replace(snapshot.ws, settings=replace(snapshot.ws.settings, site=SiteSettings()))
    build(replace(snapshot, ws=ws), tmp_path / "site", now=NOW)
    held = "".join(text for _, text in pages(tmp_path / "site"))
    shown = "".join(text for _, text in pages(out))
    for prose in ("water stain", "nodded", "lie about the edges", "the reverb is", "quiet day"):
        assert prose in shown and prose not in held
    assert "thirty seconds of piano" in held and "why does the spectrogram smear" in held


def test_lost_links_and_formulas_are_told_with_their_lines(built: Built) -> None:
    assert [(p.path, p.line, p.text) for p in built.problems] == [
        ("notes/windows.md", 17, "the link to lost.md leads to no file"),
        ("notes/windows.md", 17, "this formula uses \\unknown, which can't be shown"),
    ]


def test_nothing_is_written_twice(snapshot: Snapshot, out: Path) -> None:
    again = build(snapshot, out, now=NOW + timedelta(minutes=3))
    assert (again.written, again.removed) == ((), ())


def test_a_cold_build_gives_the_same_bytes(snapshot: Snapshot, out: Path, tmp_path: Path) -> None:
    build(snapshot, tmp_path / "cold", now=NOW)
    assert _bytes(tmp_path / "cold") == _bytes(out)


def _bytes(out: Path) -> dict[str, bytes]:
    files = (p for p in out.rglob("*") if p.is_file())
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in files}


def test_source_date_epoch_stands_for_now(
    snapshot: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1777000000")
    for name, later in (("a", 0), ("b", 40)):
        day = snapshot.today + timedelta(days=later)
        build(replace(snapshot, today=day), tmp_path / name, now=NOW + timedelta(days=later))
    assert _bytes(tmp_path / "a") == _bytes(tmp_path / "b")
    assert "24 April 2026" in (tmp_path / "a" / "index.html").read_text()


def test_one_entry_less_takes_its_page_away_and_nothing_else(
    snapshot: Snapshot, tmp_path: Path
) -> None:
    out = tmp_path / "site"
    build(snapshot, out, now=NOW)
    (out / "mine.txt").write_text("the user's own")
    fewer = tuple(e for e in snapshot.entries if e.path != "entries/2026-03-28.md")
    after = build(replace(snapshot, entries=fewer), out, now=NOW)
    assert after.removed == ("entries/2026-03-28.html",)
    assert (out / "mine.txt").read_text() == "the user's own"
    assert "runs.html" in after.unchanged


def test_a_folder_that_is_not_ours_is_left_alone(snapshot: Snapshot, tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("years")
    with pytest.raises(JournalError, match="holds files that no site build wrote"):
        build(snapshot, tmp_path, now=NOW)
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.tex"]


def test_a_file_of_the_users_in_the_way_stops_the_build(snapshot: Snapshot, tmp_path: Path) -> None:
    out = tmp_path / "site"
    build(replace(snapshot, runs=()), out, now=NOW)
    mine = out / "runs" / f"{snapshot.runs[0].id}.html"
    mine.parent.mkdir()
    mine.write_text("mine")
    with pytest.raises(JournalError, match="is in the way"):
        build(snapshot, out, now=NOW)
    assert mine.read_text() == "mine"


def test_a_build_cut_short_is_taken_up_again(snapshot: Snapshot, tmp_path: Path) -> None:
    out = tmp_path / "site"
    build(replace(snapshot, runs=()), out, now=NOW)
    stop = out / "runs" / f"{snapshot.runs[-1].id}.html"
    stop.mkdir(parents=True)
    with pytest.raises(JournalError):
        build(snapshot, out, now=NOW)
    stop.rmdir()
    build(snapshot, out, now=NOW)
    build(snapshot, tmp_path / "cold", now=NOW)
    assert _bytes(out) == _bytes(tmp_path / "cold")


def own_template(snapshot: Snapshot, tmp_path: Path, name: str, text: str) -> Snapshot:
    root = tmp_path / "ws"
    shutil.copytree(snapshot.ws.root, root)
    path = root / "templates" / "site" / name
    path.parent.mkdir(parents=True)
    path.write_text(text)
    return replace(snapshot, ws=Workspace(root, snapshot.ws.settings))


def test_a_template_of_the_users_replaces_one_block(snapshot: Snapshot, tmp_path: Path) -> None:
    text = '{% extends "shipped/status.html" %}{% block ideas %}<p>my own words</p>{% endblock %}'
    build(own_template(snapshot, tmp_path, "status.html", text), tmp_path / "site", now=NOW)
    page = (tmp_path / "site" / "index.html").read_text()
    assert (
        "<p>my own words</p>" in page and "Ideas waiting" not in page and "What costs most" in page
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [("fine\n{% if %}\n", 2), ("fine\n\n{{ nobody.knows }}\n", 3), ("{{ title|nofilter }}", 1)],
)
def test_a_broken_template_is_told_with_its_line(
    snapshot: Snapshot, tmp_path: Path, text: str, line: int
) -> None:
    with pytest.raises(JournalError) as e:
        build(own_template(snapshot, tmp_path, "items.html", text), tmp_path / "x", now=NOW)
    assert (e.value.path, e.value.line) == ("templates/site/items.html", line)


def test_an_empty_workspace_says_what_to_do_next(tmp_path: Path) -> None:
    empty = Snapshot(Workspace(tmp_path), NOW.date())
    page = build(empty, tmp_path / "site", now=NOW).index.read_text()
    assert "<h1>Nothing owed yet.</h1>" in page
    assert "journal run experiments/…" in page and "journal add idea TEXT" in page
