"""Which language a text is in: its script tells, or the commonest little words of Latin ones."""

from __future__ import annotations

import re

NAMES = {
    "en": "English", "ru": "Russian", "es": "Spanish", "pt": "Portuguese", "fr": "French",
    "de": "German", "zh": "Chinese", "ja": "Japanese", "ko": "Korean", "fi": "Finnish",
}  # fmt: skip
LITTLE = {
    "en": "the and of to is it for with that this was on be are have not i my",
    "es": "el los las que y para con una del por se es como más pero al está hay",
    "pt": "os que e para com uma do da não em um mais dos como ao foi são isso",
    "fr": "le les des et est pour dans une sur pas du que avec je à plus ce sont",
    "de": "der die das und nicht ist mit ein eine ich auf den zu für im habe wurde auch",
    "fi": "ja on ei että se oli kun mutta niin myös joka tämä ovat olen vielä mitä sitten nyt",
}
_LITTLE = {language: frozenset(words.split()) for language, words in LITTLE.items()}
_SCRIPTS = (
    ("ja", re.compile("[぀-ヿ]"), 10),
    ("ko", re.compile("[가-힯]"), 5),
    ("zh", re.compile("[㐀-鿿]"), 8),
    ("ru", re.compile("[а-яё]", re.I), 3),
)
_WORD = re.compile(r"[^\W\d_]+")
_LEAST = 3
_MOST = 20_000


def spoken(text: str) -> str:
    """The language of a text, empty where too little says so. A script counts by its share."""
    text = text[:_MOST]
    letters = sum(map(len, _WORD.findall(text)))
    for language, script, part in _SCRIPTS:
        if letters and len(script.findall(text)) * part > letters:
            return language
    words = _WORD.findall(text.casefold())
    counts = {name: sum(w in little for w in words) for name, little in _LITTLE.items()}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] >= _LEAST else ""
