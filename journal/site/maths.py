r"""LaTeX to MathML. What can't be read stays as typed, and the reason is said."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape

REWRITES = (
    (
        re.compile(r"\\(begin|end)\{(?:aligned|split|gather\*?|gathered|equation\*?)\}"),
        r"\\\1{align*}",
    ),
    (re.compile(r"\\(begin|end)\{align\}"), r"\\\1{align*}"),
    (re.compile(r"\\d(frac|binom)\b"), r"\\\1"),
    (re.compile(r"\\(?:label|tag)\{[^}]*\}|\\(?:nonumber|notag)\b"), ""),
)
LIMITS = re.compile(r"(\\(?:sum|prod|coprod|bigcup|bigcap|max|min|sup|inf|lim))(?=\s*[_^])")
UNREAD = re.compile(r"<m[iontext]+[^>]*>(\\[A-Za-z]+|&(?!#|\w+;))")
LOOSE = re.compile(r"&(?!#?\w+;)")


@lru_cache(maxsize=4096)
def mathml(latex: str, block: bool) -> tuple[str, str]:
    """The markup, and what is wrong with the formula; empty where nothing is."""
    from latex2mathml.converter import convert

    source = latex.strip()
    for pattern, new in REWRITES:
        source = pattern.sub(new, source)
    if block:
        source = LIMITS.sub(r"\1\\limits", source.replace(r"\limits", ""))
    try:
        made: str = convert(source, display="block" if block else "inline")
    except _errors() as e:
        return _as_typed(latex), f"this formula can't be read: {_reason(e)}"
    if found := UNREAD.search(made):
        return _as_typed(latex), f"this formula uses {found[1]}, which can't be shown"
    made = LOOSE.sub("&amp;", made)
    return made.replace('display="block"', 'display="block" tabindex="0"', 1) if block else made, ""


def _errors() -> tuple[type[Exception], ...]:
    """What the converter raises: its own errors share no base, and bad nesting trips its stack."""
    from latex2mathml import exceptions

    own = (v for v in vars(exceptions).values() if isinstance(v, type))
    named = tuple(v for v in own if issubclass(v, Exception))
    return (
        *named,
        LookupError,
        ValueError,
        TypeError,
        AttributeError,
        RecursionError,
        StopIteration,
    )


def _reason(error: Exception) -> str:
    words = re.sub(r"Error$", "", type(error).__name__)
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", words).lower()


def _as_typed(latex: str) -> str:
    return f'<code class="unread">{escape(latex.strip())}</code>'
