"""Adopting a folder: what is found in it is true, and what is written fits and touches nothing."""

from __future__ import annotations

import hashlib
import os
import pty
import shutil
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest

from journal.store import adopt, entries
from journal.store.adopt import languages, names
from journal.store.adopt.names import JAVA, MOMENT
from journal.workspace import Workspace, load, read_settings

LOGS = Path(__file__).parent.parent.parent / "shared" / "corpus" / "logs"
BIN = Path(sys.executable).parent


def seen(root: Path) -> dict[str, str]:
    files = (p for p in root.rglob("*") if p.is_file())
    return {p.relative_to(root).as_posix(): hashlib.md5(p.read_bytes()).hexdigest() for p in files}


def lay(root: Path, texts: dict[str, str]) -> Path:
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


def adopted(root: Path) -> tuple[adopt.Found, Workspace]:
    found = adopt.look(root)
    adopt.make(root, adopt.plan(root, root.name, found))
    return found, load(root)


@pytest.mark.parametrize(
    ("pattern", "letters", "layout"),
    [
        ("YYYY-MM-DD", MOMENT, "%Y-%m-%d"),
        ("YYYY/MM-MMMM/YYYY-MM-DD-dddd", MOMENT, "%Y/%m-%B/%Y-%m-%d-%A"),
        ("[Day] D. MMM YYYY", MOMENT, "Day %-d. %b %Y"),
        ("100% YYYY-MM-DD", MOMENT, "100%% %Y-%m-%d"),
        ("YYYY-MM-Do", MOMENT, ""),
        ("YYYY-[W]WW", MOMENT, ""),
        ("yyyy_MM_dd", JAVA, "%Y_%m_%d"),
        ("EEE, dd.MM.yyyy", JAVA, "%a, %d.%m.%Y"),
        ("do MMM yyyy", JAVA, ""),
    ],
)
def test_an_apps_date_format_becomes_a_layout(
    pattern: str, letters: dict[str, str], layout: str
) -> None:
    assert names.translated(pattern, letters) == layout


@pytest.mark.parametrize(
    "layout",
    [
        "%Y-%m-%d.md", "%d-%m-%Y.md", "%Y_%m_%d.md", "%Y/%m/%d.md", "%Y%m%d.md", "%d.%m.%y.md",
        "%Y/%m-%B/%d-%m-%Y %A.md", "%Y/%B %-d.md", "log 100%% %Y-%m-%d.md", "%Y/KW%V/%Y-%m-%d.md",
    ],
)  # fmt: skip
def test_a_layout_is_found_again_from_the_names_that_it_makes(layout: str) -> None:
    days = [date(2025, 7, 7), date(2025, 7, 14), date(2025, 11, 11), date(2024, 12, 3)]
    assert names.layouts([(d.strftime(layout), d) for d in days]) == [(layout, 4)]


def test_names_of_several_kinds_are_counted_the_commonest_first() -> None:
    days = [date(2025, 7, d) for d in (3, 14, 15)]
    named = [(f"{d}.md", d) for d in days] + [("15-07-2025.md", days[2])]
    assert names.layouts(named) == [("%Y-%m-%d.md", 3), ("%d-%m-%Y.md", 1)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The loss is flat and I do not know why it was that high", "en"),
        ("Почему loss не падает? Попробовать nn.Linear", "ru"),
        ("El ratón no está en la mesa, pero hay una solución para las luces", "es"),
        ("Ich habe das nicht mit dem Motor und der Pumpe versucht", "de"),
        ("Je ne sais pas pourquoi les tests sont dans une boucle", "fr"),
        ("Não foi uma boa ideia, mas os dados estão em ordem e são do João", "pt"),
        ("En tiedä vielä mitä se on, mutta tämä oli hyvä ja niin sitten", "fi"),
        ("HTML&CSSの初歩的な記述方法", "ja"),
        ("今天学了 PyTorch 的张量", "zh"),
        ("오늘은 PyTorch 텐서를 배웠다", "ko"),
        ("numpy 1.2", ""),
    ],
)
def test_the_language_of_a_text(text: str, language: str) -> None:
    assert languages.spoken(text) == language


FOLDERS = {
    "one folder of days and a page beside it": (
        {"Log/2025-07-14.md": "a", "Log/2025-07-15.md": "b", "README.md": "c"}, "Log",
    ),
    "folders named after years are part of the name": (
        {"2024/12-31.md": "a", "2025/01-01.md": "b"}, ".",
    ),
    "years in a folder": ({"days/2024/2024-12-31.md": "a", "days/2025/2025-01-01.md": "b"}, "days"),
    "a stray date elsewhere": (
        {**{f"Log/2025-07-{d}.md": "a" for d in range(10, 20)}, "work/2025-07-01 call.md": "b"},
        "Log",
    ),
    "days in two folders": ({"a/2025-07-14.md": "a", "b/2025-07-15.md": "b"}, "."),
    "many days in a file": ({"diary.md": "## 2025-07-14\na\n## 2025-07-15\nb\n"}, "."),
    "logs in notes": ({"notes/2025-07-14.md": "a", "notes/2025-07-15.md": "b"}, "notes"),
    "other people's files": ({"node_modules/x/2025-07-14.md": "a", "README.md": "b"}, "entries"),
    "a list of changes": ({"CHANGELOG.md": "## 1.0 - 2025-07-14\n- a\n"}, "entries"),
    "hidden ones": ({".trash/2025-07-14.md": "a"}, "entries"),
}  # fmt: skip


@pytest.mark.parametrize("name", FOLDERS)
def test_the_folder_of_the_logs_is_found(name: str, tmp_path: Path) -> None:
    texts, folder = FOLDERS[name]
    found, ws = adopted(lay(tmp_path, texts))
    assert found.folder == ws.settings.entries == folder
    texts_read = entries.load(ws)
    assert sorted({e.date for d in texts_read.logs for e in d.entries if e.date}) == [*found.days]
    assert not {d.path for d in texts_read.logs} & {d.path for d in texts_read.notes}


@pytest.mark.parametrize(
    ("texts", "votes", "unsure", "first"),
    [
        ({"a/05-06-2025.md": "x", "a/14-06-2025.md": "x"}, 1, 1, date(2025, 6, 5)),
        ({"a/05-06-2025.md": "x", "a/06-14-2025.md": "x"}, -1, 1, date(2025, 5, 6)),
        ({"a/05-06-2025.md": "x", "a/06-06-2025.md": "x"}, 0, 1, date(2025, 6, 5)),
        ({"2025/06/05.md": "x", "2025/06/14.md": "x"}, 0, 0, date(2025, 6, 5)),
    ],
)
def test_all_names_together_say_whether_the_day_comes_first(
    texts: dict[str, str], votes: int, unsure: int, first: date, tmp_path: Path
) -> None:
    found, ws = adopted(lay(tmp_path, texts))
    assert (found.votes, found.unsure, found.days[0]) == (votes, unsure, first)
    assert entries.days(entries.load(ws).logs)[0].date == first


def test_a_new_day_is_named_like_most_of_those_that_are_there(tmp_path: Path) -> None:
    lay(tmp_path, {f"2025-07/{d}-07-2025.md": "a" for d in (14, 15, 16)} | {"2025-08-01.md": "b"})
    _, ws = adopted(tmp_path)
    days = entries.days(entries.load(ws).logs)
    assert ws.rel(entries.path_for(ws, date(2025, 8, 2), days)) == "2025-08/02-08-2025.md"


def test_proposals_hold_what_they_say_once_the_signs_are_taken_away(tmp_path: Path) -> None:
    text = '## "Lab" \\ bench\n- [ ] clean\n\n## Gripes\n- slow\n'
    lay(tmp_path, {f"2025-07-{d}.md": text for d in (14, 15, 16)})
    _, ws = adopted(tmp_path)
    assert ws.settings.sections == {}
    lines = ws.config.read_text().replace("# [sec", "[sec").replace("# task", "task")
    ws.config.write_text(lines.replace("# none", "none"))
    settings = read_settings(ws.config)
    assert settings.sections == {"task": ('"lab" \\ bench',), "none": ("gripes",)}
    (entry,) = entries.read(load(tmp_path), tmp_path / "2025-07-14.md").entries
    assert {s.title: s.kind for s in entry.sections} == {'"Lab" \\ bench': "task", "Gripes": "none"}


VAULT = {"Daily/2025-07-14.md": "## plan\n- [ ] a\n", "2020-01-01.md": "old"}
OBSIDIAN = {
    "core": ({".obsidian/daily-notes.json": '{"folder": "/Daily/"}'}, "Daily", ""),
    "periodic notes": (
        {".obsidian/plugins/periodic-notes/data.json":
         '{"daily": {"enabled": true, "folder": "Daily"}}'},
        "Daily", "",
    ),
    "templates among the days": (
        {".obsidian/daily-notes.json": '{"folder": "Daily"}',
         ".obsidian/plugins/templater-obsidian/data.json": '{"templates_folder": "Daily/T"}',
         "Daily/T/2025-01-01.md": "- [ ] {{title}}"},
        "Daily", "Daily/T",
    ),
    "a folder that isn't there": ({".obsidian/daily-notes.json": '{"folder": "../x"}'}, ".", ""),
    "a folder without days": (
        {".obsidian/daily-notes.json": '{"folder": "Ideas"}', "Ideas/a.md": "a"}, ".", "",
    ),
    "settings of the wrong kind": ({".obsidian/daily-notes.json": '[{"folder": 3}]'}, ".", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", OBSIDIAN)
def test_an_obsidian_vault_says_where_its_days_are(name: str, tmp_path: Path) -> None:
    texts, folder, templates = OBSIDIAN[name]
    found, ws = adopted(lay(tmp_path, VAULT | texts))
    assert (found.app, found.folder, found.templates) == ("Obsidian", folder, templates)
    read = {d.path for d in entries.load(ws).logs}
    assert "Daily/2025-07-14.md" in read
    assert not any(templates and path.startswith(templates) for path in read)


def test_a_broken_setting_of_an_app_is_told_with_its_line(tmp_path: Path) -> None:
    lay(tmp_path, VAULT | {".obsidian/daily-notes.json": '{\n"folder": Daily}'})
    problem = adopt.look(tmp_path).problems[0]
    assert (problem.path, problem.line) == (".obsidian/daily-notes.json", 2)


def test_an_empty_graph_gets_its_settings_all_the_same(tmp_path: Path) -> None:
    lay(tmp_path, {"logseq/config.edn": '{:journals-directory "days"}', "days/.keep": ""})
    (tmp_path / "pages").mkdir()
    _, ws = adopted(tmp_path)
    assert (ws.settings.entries, ws.settings.notes) == ("days", "pages")
    assert ws.settings.layout == "%Y_%m_%d.md"


@pytest.mark.skipif(not LOGS.is_dir(), reason="no ../shared/corpus here")
@pytest.mark.parametrize(
    "log", sorted(LOGS.glob("*")) if LOGS.is_dir() else [], ids=lambda p: p.name
)
def test_real_logs_are_adopted_as_they_are(log: Path, tmp_path: Path) -> None:
    root = tmp_path / log.name
    shutil.copytree(log, root)
    before = seen(root)
    found, ws = adopted(root)
    after = seen(root)
    assert set(after) - set(before) == {"journal.toml", ".gitignore", ".gitattributes"}
    assert all(after[name] == digest for name, digest in before.items())
    logs = entries.load(ws).logs
    assert found.any
    assert sorted({e.date for d in logs for e in d.entries if e.date}) == [*found.days]
    assert dict(found.items) == _kinds(logs)
    assert tomllib.loads(ws.config.read_text())["title"] == log.name


def _kinds(logs: tuple[entries.Document, ...]) -> dict[str, int]:
    kinds = [i.kind for d in logs for e in d.entries for i in e.items]
    return {kind: kinds.count(kind) for kind in kinds}


@pytest.mark.parametrize(("answer", "written"), [("y", True), ("n", False), ("", True)])
def test_at_a_terminal_it_asks_before_it_adopts(answer: str, written: bool, tmp_path: Path) -> None:
    lay(tmp_path, {"2025-07-14.md": "## plan\n- [ ] a\n"})
    ours, theirs = pty.openpty()
    env = os.environ | {"NO_COLOR": "1"}
    process = subprocess.Popen(
        [BIN / "journal", "init"], cwd=tmp_path, stdin=theirs, stdout=theirs, stderr=theirs, env=env
    )
    os.close(theirs)
    os.write(ours, f"{answer}\n".encode())
    said = _all(ours)
    assert process.wait(60) == 0
    os.close(ours)
    assert "Write this as journal.toml?" in said
    assert sorted(p.name for p in tmp_path.iterdir()) == (
        [".gitattributes", ".gitignore", "2025-07-14.md", "journal.toml"]
        if written
        else ["2025-07-14.md"]
    )


def _all(terminal: int) -> str:
    parts = []
    try:
        while part := os.read(terminal, 4096):
            parts.append(part)
    except OSError:  # the other side was closed
        pass
    return b"".join(parts).decode()
