"""The site in a real browser: nothing fails, leaks, runs, hides from the keyboard or is unreadable.

Two sites are opened from disk: the small world of site_world and this repository's own example.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from pathlib import Path
from urllib.parse import unquote, urlsplit

import html5lib
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from journal import snapshot
from journal.site.build import build
from journal.site.pages import PAGES
from journal.workspace import Workspace, load
from tests.site_world import NOW, world

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parent.parent
HOSTILE = Path(__file__).parent / "cases" / "site" / "hostile"
NAMES = ("chromium", "chromium-browser", "google-chrome")
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
AXE = {"light": {}, "dark": COLOURS}  # nothing else can differ between the themes
SITES = ("world", "example")
KINDS = [row.path.replace("{}", "*") for row in PAGES]
FOCUSABLE = (
    "a[href], summary, button:enabled, input:enabled, select:enabled, textarea:enabled, "
    "[tabindex='0']"
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        said = f"NO BROWSER: none of {', '.join(NAMES)} is installed, so no page was looked at"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(said)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Both sites by name, prose shown."""
    base = tmp_path_factory.mktemp("browser")
    small = build(world(base / "world"), base / "world-site", now=NOW).index.parent
    ws = example(base / "example")
    last = max(e.date for e in snapshot.load(ws, NOW.date()).entries if e.date)
    whole = snapshot.load(ws, last)
    now = datetime.combine(last, time(22), UTC)
    own = build(whole, base / "example-site", now=now, prose=True).index.parent
    return {"world": small, "example": own}


def example(root: Path) -> Workspace:
    """A copy of this repository's own journal."""
    for name in ("entries", "notes", "runs", "experiments"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("journal.toml", "ledger.jsonl"):
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, root)
    return load(root)


@dataclass
class Watched:
    """A page with all that it complained of, asked for and let run."""

    page: Page
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", lambda m: self.said.append(m.text) if m.type != "log" else None)
        self.page.on("pageerror", lambda e: self.said.append(str(e)))
        self.page.on("dialog", lambda d: (self.said.append(f"dialog: {d.message}"), d.dismiss()))
        self.page.on("request", lambda r: self.asked.append(r.url))
        self.page.on("requestfailed", self.failed)

    def failed(self, request: Request) -> None:
        """A picture still on its way when the next page was opened is no failure."""
        if request.failure != "net::ERR_ABORTED":
            self.said.append(f"{request.failure}: {request.url}")

    def open(self, path: Path) -> Page:
        self.page.goto(path.as_uri())
        return self.page


@contextmanager
def watching(browser: Browser, **more: object) -> Iterator[Watched]:
    size = {"width": 1280, "height": 900}
    context: BrowserContext = browser.new_context(viewport=size, **more)
    yield Watched(context.new_page())
    context.close()


def of_kind(site: Path, kind: str, most: int = 1) -> list[Path]:
    """The largest pages of a kind, which hold the most of what can go wrong."""
    found = [site / kind] if "*" not in kind else list(site.rglob(kind))
    found = [p for p in found if p.is_file() and _row(p.relative_to(site).as_posix()) == kind]
    return sorted(found, key=lambda p: -p.stat().st_size)[:most]


def _row(path: str) -> str:
    return next(k for k in KINDS if re.fullmatch(re.escape(k).replace(r"\*", ".+"), path))


@pytest.mark.parametrize("name", SITES)
def test_every_page_opens_without_a_word_asks_nobody_and_fits_a_phone(
    browser: Browser, sites: dict[str, Path], name: str
) -> None:
    site, wide = sites[name], []
    with watching(browser) as tab:
        for path in sorted(site.rglob("*.html")):
            page = tab.open(path)
            for size, theme in ((360, "dark"), (1600, "light")):
                page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
                page.set_viewport_size({"width": size, "height": 740})
                got = page.evaluate("document.documentElement.scrollWidth")
                wide += [(path.name, size, got)] if got > size else []
    inside = site.as_uri() + "/"
    assert tab.asked and not [url for url in tab.asked if not url.startswith(inside)]
    assert not tab.said
    assert not wide


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_in_either_theme(
    browser: Browser, sites: dict[str, Path], kind: str
) -> None:
    found = {}
    with watching(browser, bypass_csp=True) as tab:
        for site in SITES:
            for path in of_kind(sites[site], kind):
                tab.open(path)
                for theme, rules in AXE.items():
                    tab.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
                    result = Axe().run(tab.page, options={"resultTypes": ["violations"], **rules})
                    if result.violations_count:
                        found[f"{site}/{path.name}, {theme}"] = result.generate_report()
    assert not found, "\n".join(f"{k}\n{v}" for k, v in found.items())


WATCH_FOCUS = """found => {
  window.all = [...document.querySelectorAll(found)].filter(e => e.checkVisibility());
  window.reached = [];
  document.addEventListener("focusin", e => {
    const style = getComputedStyle(e.target), box = e.target.getBoundingClientRect();
    const ring = style.outlineStyle != "none" && parseFloat(style.outlineWidth) >= 2;
    const seen = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight;
    window.reached.push([window.all.indexOf(e.target), ring && seen]);
  });
  return window.all.map(e => e.outerHTML.slice(0, 120));
}"""


@pytest.mark.parametrize("kind", KINDS)
def test_tab_alone_reaches_everything_and_shows_where_it_is(
    browser: Browser, sites: dict[str, Path], kind: str
) -> None:
    with watching(browser) as tab:
        for site in SITES:
            for path in of_kind(sites[site], kind):
                page = tab.open(path)
                names = page.evaluate(WATCH_FOCUS, FOCUSABLE)
                for _ in names:
                    page.keyboard.press("Tab")
                reached = page.evaluate("window.reached")
                assert 'class="skip"' in names[0]
                assert [i for i, _ in reached] == list(range(len(names))), path
                assert not [names[i] for i, shown in reached if not shown], path


def test_the_skip_link_leads_past_the_navigation(browser: Browser, sites: dict[str, Path]) -> None:
    with watching(browser) as tab:
        page = tab.open(sites["example"] / "index.html")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("name", SITES)
def test_every_page_is_valid_and_every_link_within_leads_somewhere(
    sites: dict[str, Path], name: str
) -> None:
    site = sites[name]
    trees, wrong = {}, []
    for path in sorted(site.rglob("*.html")):
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        trees[path] = parser.parse(path.read_text())
        wrong += [(path.name, *error) for error in parser.errors]
    assert not wrong
    ids = {p: {e.get("id") for e in t.iter() if e.get("id")} for p, t in trees.items()}
    lost = [
        (path.name, address)
        for path, tree in trees.items()
        for e in tree.iter()
        for address in (e.get("href"), e.get("src"))
        if address and not _leads(ids, path, address)
    ]
    assert not lost


def _leads(ids: dict[Path, set[str | None]], page: Path, address: str) -> bool:
    parts = urlsplit(address)
    if parts.scheme:
        return parts.scheme in ("http", "https", "mailto")
    target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
    return target.is_file() and (not parts.fragment or unquote(parts.fragment) in ids[target])


# Hostile notes: everything that could run sets window.hacked.

LONG = {
    "words": "слово " * 100_000,
    "brackets": "[" * 10_000 + "](" * 10_000,
    "tags": "<b onclick=window.hacked=1>x</b>" * 32_000,
    "depth": "<b onclick=window.hacked=1>" * 2_000 + "> " * 2_000,
    "stars": "*a **b " * 5_000,
    "scripts": "<script>window.hacked=1</script>" * 32_000,
    "one word": "a" * 1_000_000,
}
PRESS = """() => {
  const safe = ["http:", "https:", "file:", "mailto:"];
  document.addEventListener("click", e => {
    const link = e.target.closest("a");
    if (link && safe.includes(link.protocol)) e.preventDefault();
  });
  for (const e of [...document.querySelectorAll("main *")].slice(0, 500)) {
    for (const kind of ["mouseover", "focus", "load", "error", "toggle", "click"])
      e.dispatchEvent(new MouseEvent(kind, {bubbles: true, cancelable: true}));
    if (e.tagName == "A") e.click();
  }
}"""
LEFT = """() => [...document.querySelectorAll("*")].flatMap(e => [...e.attributes]
  .filter(a => a.name.startsWith("on") || a.name == "style" || a.name == "srcdoc"
    || /^[\\s\\u0000-\\u0020]*(javascript|data|vbscript|blob):/i.test(a.value))
  .map(a => e.tagName + " " + a.name))
  .concat([...document.querySelectorAll("script, iframe, object, embed, base, form, svg script, \
    style, link:not([rel=stylesheet]), meta[http-equiv=refresh]")].map(e => e.tagName))"""


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose notes and entries are the corpus: each text is a note and a day."""
    root = tmp_path_factory.mktemp("hostile") / "ws"
    for folder in ("notes", "entries"):
        (root / folder).mkdir(parents=True)
        for extra in HOSTILE.glob("evil.*"):
            shutil.copy(extra, root / folder)
    (root / "journal.toml").write_text('title = "<script>window.hacked = 1</script>{{ 7 * 191 }}"')
    texts = {p.stem: p.read_text() for p in sorted(HOSTILE.glob("*.md"))}
    for n, (name, text) in enumerate(texts.items(), 1):
        (root / "notes" / f"{name}.md").write_text(text)
        (root / "entries" / f"2026-03-{n:02}.md").write_text(text)
    for name, text in LONG.items():
        (root / "notes" / f"long {name}.md").write_text(f"# Long\n\n{text}\n")
    out = root.parent / "site"
    build(snapshot.load(load(root), NOW.date()), out, now=NOW, prose=True)
    return out


@pytest.mark.parametrize("csp", [True, False], ids=["as it is", "without its policy"])
def test_nothing_in_a_hostile_note_runs(browser: Browser, hostile: Path, csp: bool) -> None:
    ran, left = [], []
    with watching(browser, bypass_csp=not csp) as tab:
        for path in sorted(hostile.rglob("*.html")):
            page = tab.open(path)
            page.evaluate(PRESS)
            left += [(path.name, what) for what in page.evaluate(LEFT)]
            ran += [path.name] if page.evaluate("window.hacked !== undefined") else []
    inside = hostile.as_uri() + "/"
    assert not ran and not left
    assert not [url for url in tab.asked if not url.startswith(inside)]
    assert not [words for words in tab.said if "ERR_FILE_NOT_FOUND" not in words]


def test_no_file_that_a_hostile_note_leads_to_runs(browser: Browser, hostile: Path) -> None:
    with watching(browser) as tab:
        for path in sorted((hostile / "files").rglob("*.*")):
            assert tab.open(path).evaluate("window.hacked") is None, path.name


def test_hostile_notes_leave_the_page_whole(hostile: Path) -> None:
    for path in sorted(p for p in hostile.rglob("*.html") if "long" not in p.name):
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        tree = parser.parse(path.read_text())
        assert not parser.errors, (path.name, parser.errors[:3])
        body = tree.find("body")
        assert [e.tag for e in body] == ["a", "header", "main", "footer"], path.name
        assert len([e for e in tree.iter() if e.get("id") == "main"]) == 1, path.name
        assert "1337" not in path.read_text(), path.name


@pytest.mark.parametrize("path", sorted(HOSTILE.glob("[!t]*.md")), ids=lambda p: p.stem)
def test_the_corpus_would_run_if_it_were_let(browser: Browser, tmp_path: Path, path: Path) -> None:
    page = tmp_path / "raw.html"
    page.write_text(path.read_text())
    with watching(browser) as tab:
        tab.page.route(re.compile("^https?:"), lambda route: route.abort())
        tab.open(page).evaluate(PRESS)
        assert tab.page.evaluate("window.hacked !== undefined")
