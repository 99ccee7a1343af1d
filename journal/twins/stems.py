"""Light stemmers of English and Russian: good enough to bring a word's forms together."""

from __future__ import annotations

import re

_EN_ENDS = re.compile(
    r"(?:iz|is)(?:ation|ing|ed|er|e)s?$|ations?$|ments?$|ness$|i[bv]ity$|(?:ab|ib)(?:le|ility)$"
    r"|[st]ions?$|ings?$|edly$|ed$|ances?$|ences?$|ively$|ive$|fully$|ful$|ously$|ous$"
    r"|ically$|ical$|ally$|al$|ly$|ors?$|ers?$|ic$|ies$|es$|s$"
)
_INFLECTIONS = (
    (re.compile(r"ies$"), "y"),
    (re.compile(r"(?:(?<=[sxz])|(?<=[cs]h))es$"), ""),
    (re.compile(r"(?<=[^su])s$"), ""),
    (re.compile(r"ing$"), ""),
    (re.compile(r"ed$"), ""),
)
_VOWEL = re.compile(r"[aeiouy]")
_DOUBLED = re.compile(r"([bdfgmnprt])\1$")

# Porter's algorithm for Russian, after snowballstem.org/algorithms/russian/stemmer.html
_RU_GERUND = re.compile(r"(?:(?<=[ая])(?:вшись|вши|в)|ившись|ывшись|ивши|ывши|ив|ыв)$")
_RU_REFLEXIVE = re.compile(r"с[яь]$")
_RU_ADJECTIVE = re.compile(
    r"(?:(?:ивш|ывш|ующ)|(?<=[ая])(?:ем|нн|вш|ющ|щ))?"
    r"(?:ее|ие|ые|ое|ими|ыми|ей|ий|ый|ой|ем|им|ым|ом|его|ого|ему|ому|их|ых|ую|юю|ая|яя|ою|ею)$"
)
_RU_VERB = re.compile(
    r"(?:(?<=[ая])(?:ла|на|ете|йте|ли|й|л|ем|н|ло|но|ет|ют|ны|ть|ешь|нно)"
    r"|ила|ыла|ена|ейте|уйте|ите|или|ыли|ей|уй|ил|ыл|им|ым|ен|ило|ыло|ено|ят|ует|уют|ит|ыт|ены"
    r"|ить|ыть|ишь|ую|ю)$"
)
_RU_NOUN = re.compile(
    r"(?:иями|ями|ами|ией|иям|ием|иях|ев|ов|ие|ье|еи|ии|ей|ой|ий|ям|ем|ам|ом|ях|ах|ию|ью|ия|ья"
    r"|а|е|и|й|о|у|ы|ь|ю|я)$"
)
_RU_VOWEL = re.compile(r"[аеиоуыэюя]")
_RU_NESS = re.compile(r"(?<=[^аеиоуыэюя])[аеиоуыэюя]+[^аеиоуыэюя].*?(ость?)$")
_RU_TAIL = re.compile(r"(?:ейше?|ь)$")


def stem(word: str) -> str:
    """The stem of a case-folded word; a word of neither language, or with digits, stays whole."""
    if len(word) < 4 or not word.isalpha():
        return word
    if "а" <= word[0] <= "я":
        return _russian(word)
    return _english(word) if word.isascii() else word


def singular(word: str) -> str:
    """The word without its inflection: what the glossary's forms are compared by."""
    if not word.isascii() or len(word) < 4 or not word.isalpha():
        return stem(word)
    for pattern, end in _INFLECTIONS:
        short, n = pattern.subn(end, word)
        if n and len(short) > 2 and _VOWEL.search(short):
            return _DOUBLED.sub(r"\1", short).removesuffix("e")
    return word.removesuffix("e")


def _english(word: str) -> str:
    for _ in range(2):
        short = _EN_ENDS.sub("", word)
        if len(short) < 4 - short.endswith(("x", "w")) or not _VOWEL.search(short):
            short = re.sub(r"(?<=[^su])s$", "", word)
        if short == word:
            break
        word = _DOUBLED.sub(r"\1", short)
    return re.sub(r"(?<=...)[eiy]$", "", word)


def _russian(word: str) -> str:
    vowel = _RU_VOWEL.search(word)
    if not vowel:
        return word
    head, rest = word[: vowel.end()], word[vowel.end() :]
    rest = _RU_TAIL.sub("", _without_ending(rest).removesuffix("и"))
    if _RU_NESS.search(rest):
        rest = re.sub(r"ость?$", "", rest)
    return head + re.sub(r"нн$", "н", rest)


def _without_ending(rest: str) -> str:
    short = _RU_GERUND.sub("", rest)
    if short != rest:
        return short
    rest = _RU_REFLEXIVE.sub("", rest)
    for ending in (_RU_ADJECTIVE, _RU_VERB, _RU_NOUN):
        short = ending.sub("", rest)
        if short != rest:
            return short
    return rest
