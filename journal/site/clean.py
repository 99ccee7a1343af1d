"""What markup a note may contain. Everything else is taken out, its text kept."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    import nh3

TEXT = """
    a abbr b bdi bdo blockquote br cite code dd del details dfn div dl dt em figcaption figure
    h1 h2 h3 h4 h5 h6 hr i img input ins kbd li mark ol p pre q rp rt ruby s samp small span
    strong sub summary sup table tbody td tfoot th thead tr u ul var wbr
"""
MATH = """
    math menclose merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mroot mrow ms mspace
    msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover
"""
MATH_ATTRIBUTES = """
    accent accentunder columnalign columnspacing depth display displaystyle fence form height
    largeop linethickness lspace mathvariant maxsize minsize movablelimits rowspacing rspace
    scriptlevel separator stretchy symmetric tabindex voffset width
"""
BOX = re.compile(r"<input([^>]*)>")  # only `checked` is left in it
ATTRIBUTES = {
    "*": {"lang", "dir", "title"},
    "a": {"href", "class", "id"},
    "code": {"class"},
    "details": {"open"},
    "div": {"class", "id", "tabindex", "role", "aria-label"},
    "img": {"src", "alt", "width", "height", "loading"},
    "input": {"checked"},
    "li": {"class", "value"},
    "ol": {"start"},
    "p": {"class"},
    "pre": {"tabindex"},
    "span": {"class", "id"},
    "sup": {"class"},
    "td": {"class", "colspan", "rowspan"},
    "th": {"class", "colspan", "rowspan", "scope"},
}
ACTIVE = re.compile(
    r"<\s*(?:[\w-]+:)?(?:script|handler|foreignobject|iframe|embed|object|animate|set)\b"
    r"|[\s/\"']on\w+\s*=|javascript\s*:|<!entity|<\?xml-stylesheet",
    re.I,
)
CLASSES = {
    "a": {"id", "marker", "owed", "settled", "out"},
    "code": {"unread"},
    "div": {"scroll", "footnote", "formula"},
    "li": {"task"},
    "p": set[str](),
    "span": {"c", "owed", "settled", "at", "lost"},
    "sup": {"ref"},
    "td": {"right", "center"},
    "th": {"right", "center"},
}


def clean(html: str) -> str:
    """The fragment with nothing in it that could run, load from elsewhere or leave its place."""
    return BOX.sub(_box, _cleaner().clean(html))


def _box(found: re.Match[str]) -> str:
    """Every input is a checkbox that can't be ticked, its attributes in one order."""
    state = ' checked aria-label="done"' if "checked" in found[1] else ' aria-label="not done"'
    return f'<input type="checkbox" disabled{state}>'


@cache
def _cleaner() -> nh3.Cleaner:
    import nh3

    attributes = {k: set(v) for k, v in ATTRIBUTES.items()}
    for classed in CLASSES:
        attributes[classed].discard("class")
    return nh3.Cleaner(
        tags={*TEXT.split(), *MATH.split()},
        clean_content_tags={"script", "style", "svg", "iframe", "object", "template", "noscript"},
        attributes={**attributes, **{tag: set(MATH_ATTRIBUTES.split()) for tag in MATH.split()}},
        allowed_classes=CLASSES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
        attribute_filter=_here,
    )


def runs(svg: bytes) -> bool:
    """True for a drawing that could run or load something when it is opened by itself."""
    try:
        text = unescape(svg.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return True
    return "\0" in text or ACTIVE.search(text) is not None


def _here(tag: str, name: str, value: str) -> str | None:
    """Images from other hosts are not loaded, and no id of the page is taken."""
    if name == "id" and value == "main":
        return None
    if name == "src" and (urlsplit(value).netloc or urlsplit(value).scheme):
        return None
    return value
