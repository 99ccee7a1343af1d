"""Normalised text and the id it gives: the recipe that every stored id depends on.

A change here changes ids that are written in ledgers and logs: it takes a new number in RECIPES
beside the old one, never an edit in place. `former_ids` is how old ids survive it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from journal.parse.lazy import lazy

RECIPE = 1
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base32: no i, l, o, u
_PAIRS = [a + b for a in ALPHABET for b in ALPHABET]
ID = re.compile(rf"\btd-[{ALPHABET}]{{8}}\b(?!-)")

_FOLD = str.maketrans("’‘‛“”„«»–—−‐‑ё", '\'\'\'"""""-----е')
_STEPS = [
    (lazy(r"<!--[^<>]{0,999}-->|%%[^%]{0,999}%%"), " "),
    (lazy(r"(?:^|\s)\^[\w-]+(?=\s|$)"), " "),  # block ids
    (lazy(r"!?\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]"), r"\1"),
    (lazy(r"!?\[([^\[\]]*)\]\([^()\s]*\)"), r"\1"),
    (lazy(r"[\[(][\w -]{1,40}::[^\[\]()]*[\])]"), " "),  # Dataview fields
    (lazy(r"[📅⏳🛫✅❌➕]\ufe0f?\s*\d{4}-\d\d-\d\d"), " "),
    (lazy(r"[✅❌📅⏳🛫➕🔺⏫🔼🔽⏬🔁🆔⛔]\ufe0f?"), " "),
    (lazy(r"(?<!\S)#(?!\d+\b)[^\s#.,;:!?()\[\]]+"), " "),  # tags, not #12
    (lazy(r"^\s*(?:[-*+]\s+|\d+[.)]\s+)?\[.\]\s+"), " "),
    (lazy(r"`|(?<!\w)(?:\*+|_+|~~)(?=\S)|(?<=\S)(?:\*+|_+|~~)(?!\w)"), ""),
    (lazy(r"^\W*(?:td|тд|todo|idea):\s+"), " "),
    (lazy(r"[-;,]\s*(?:td|тд)\W*$"), " "),
]
_MARKUP = lazy(r"[`*_~\[\]^#%<✅❌📅⏳🛫➕🔺⏫🔼🔽⏬🔁🆔⛔]|::|(?:td|тд|todo|idea)(?:\W*$|:)")


def normalise(text: str) -> str:
    """NFKC, case-folded, without markup, fields, tags, markers, ids, punctuation at the edges."""
    plain = text.lower()
    if not text.isascii():
        plain = unicodedata.normalize("NFKC", text).casefold().translate(_FOLD)
    if _MARKUP.search(plain):
        for pattern, instead in _STEPS:
            plain = pattern.sub(instead, plain)
    return _bare(" ".join(plain.split())) or " ".join(text.split())


RECIPES: dict[int, Callable[[str], str]] = {RECIPE: normalise}


def former_ids(text: str) -> set[str]:
    """The ids that earlier recipes gave to a text."""
    return {_hashed(made(text)) for n, made in RECIPES.items() if n != RECIPE} - {td_id(text)}


@lru_cache(maxsize=4096)
def td_id(text: str) -> str:
    """The id that the words alone decide: `td-` and 40 bits of BLAKE2 in Crockford base32."""
    return _hashed(normalise(text))


def _hashed(normal: str) -> str:
    number = int.from_bytes(hashlib.blake2b(normal.encode(), digest_size=5).digest(), "big")
    return "td-" + "".join([_PAIRS[number >> shift & 1023] for shift in (30, 20, 10, 0)])


def _bare(text: str) -> str:
    start, end = 0, len(text)
    while start < end and _edge(text[start]):
        start += 1
    while end > start and _edge(text[end - 1]):
        end -= 1
    return text[start:end]


def _edge(char: str) -> bool:
    return char.isspace() or unicodedata.category(char)[0] == "P"
