"""Prose to sentences."""

from __future__ import annotations

import re

from journal.parse.lazy import lazy

_END = lazy(r"[.!?]+[\"'”’»)\]*_]*(\s+)")
_WIDE_END = lazy(r"(?:[.!?]+[\"'”’»)\]*_]*(?=\s)|[。！？]+[”’」』）]*)(\s*)")
_SHORT = 8  # no abbreviation is longer
_ABBREVIATION = lazy(
    r"(?:^|[\s(\[«\"'])(?:[^\W\d_]|e\.g|i\.e|etc|vs|cf|ca|approx|no|nr|fig|eq|sec|ch|chap|p|pp|vol|ed|dr|mr|mrs|ms|prof|st"
    r"|т\.е|т\.к|т\.д|т\.п|т\.н|др|пр|рис|см|стр|гл|им|руб|напр"
    r"|z\.b|d\.h|bzw|usw|evtl|vgl|u\.a|o\.ä|inkl|p\.ej|ej|pág|núm|sr|sra|p\.ex|ex|env|esim|mm|ym)\.$",
    re.I,
)


def split(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence, in characters, without the blanks between."""
    found: list[tuple[int, int]] = []
    stop = len(text.rstrip())
    begin = len(text) - len(text.lstrip())
    wide = not text.isascii() and ("。" in text or "！" in text or "？" in text)
    for m in (_WIDE_END if wide else _END).finditer(text, begin, stop):
        end, after = m.span(1)
        if _ends(text, m.start(), end):
            found.append((begin, end))
            begin = after
    if begin < stop:
        found.append((begin, stop))
    return found


def _ends(text: str, start: int, end: int) -> bool:
    """Whether what looks like an end is one: no abbreviation, no number of a list, no "..."."""
    if text[start] != ".":
        return True
    if end - start > 2 and text.startswith("...", start):
        return False
    word = text.rfind(" ", 0, start)
    return start - word > _SHORT or not _ABBREVIATION.search(text, max(0, word), start + 1)
