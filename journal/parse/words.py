"""Folding of words for look-up: case, accents of typography, emoji, numbering and punctuation."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from journal.parse.lazy import lazy

_APOSTROPHES = lazy("['’‘ʼ`´]")
_OTHER = lazy(r"[\W_]+")
_NUMBERING = lazy(r"^(?:\d+ )+(?=[^\W\d])")


@lru_cache(maxsize=8192)
def key(title: str) -> str:
    """`## 1. What I’m doing – today 🔥` → `what im doing today`"""
    folded = unicodedata.normalize("NFKC", title).casefold().replace("ё", "е")
    folded = _OTHER.sub(" ", _APOSTROPHES.sub("", folded)).strip()
    return _NUMBERING.sub("", folded)
