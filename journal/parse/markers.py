"""Inline markers in prose, and the look-alikes that are none."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from journal.parse.grammar import Grammar
from journal.parse.lazy import lazy

_LONGEST = 20_000  # characters; longer is no paragraph that anyone wrote
_TAIL = 24
_THOUGHT = 3  # sentences that a marker standing alone may speak for
_DASH = lazy(r"(?:[—–,;:(]|(?<=\s)-{1,2}|^-{1,2})\s*$")
_JOINED = lazy(r"[\w#-]")
_SAYS = lazy(r"\w")
_CLOSE = lazy(r"[*_\s]*[.!?)]*")
_DASHED = lazy(r"(?:[—–(]|(?:^|\s)-{1,2})\s*$")
_STOP = lazy(r"\s*(?:✅\s*)?(?:[.!?;)。！]|$)")
_COLON = lazy(r"\s?[:：]\s*(?=\S)")
_SAID_OF = lazy(
    r"\b(?:the|a|an|and|or|of|in|on|to|with|by|via|than|about|vs|versus|is|are|from|into|for|like"
    r"|not|no|du|de|le|la|les|des|en|au|un|et"
    r"|в|на|из|про|о|об|и|или|это|der|die|das|ein|und|von|el|los|y|o|e)\s+[\"'“«(]*$",
    re.I,
)
_LOOKALIKE = lazy(
    r"\s*[-–]?\s*(?:\(|->|→|=|\d|[λΛ]|(?:errors?|targets?|learning|lambda|backups?|updates?"
    r"|loss(?:es)?|methods?|control|prediction"
    r"|algorithms?|residuals?|steps?|gammon|policy|critic|is|was|are|has|uses?|learns|bootstraps"
    r"|can|converges|does|will|and|or|vs|n°|exercices?|exos?|corrigés?|séances?|notés?|de|du|des|en"
    r"|à|et|le|la|les|sur|avec|pour|dirigés?|tp|cm)\b)",
    re.I,
)
_FRENCH = lazy(
    r"(?<!\w)(?:le|la|les|des|du|une?|et|est|dans|pour|avec|sur|au|aux|ce|cette|pas|que|qui"
    r"|exercices?|exos?|séances?|cours|corrigés?|salle|groupe|prof|noté)(?!\w)|\b[jldcnsm]['’](?=\w)",
    re.I,
)
_ITEM_WORD = (
    r"(?:bullets?|items?|points?|entr(?:y|ies)|lines?|пункт\w*|запис\w+|punto|ítem|entrada|ponto"
    r"|entrée|punkt|eintrag|kohta)"
)
_ONE_MORE = (
    r"(?:another|one more|yet another|a new|new|ещ[её] один|ещ[её] одна|нов\w+|otro|otra|outro"
    r"|outra|un autre|encore un|noch ein\w*|ein weiterer|neuer|uusi|vielä yksi)"
)
_INTO = (
    r"(?:in|into|to|onto|on|for|as|under|в|на|к|en|a|al|para|como|no|na|ao|em|dans|à|comme|zu|zur"
    r"|als|für|auf)"
    r"\s+(?:(?:the|my|our|свой|мой|наш|el|la|mi|o|a|minha|les?|ma|mes|die|den|meine[nr]?)\s+)?"
)


Spans = list[tuple[int, int]]


class Mark(NamedTuple):
    """What a marker marks: `start` to `end` is its source with the marker, in characters."""

    kind: str
    start: int
    end: int
    text: str
    at: int  # of the marker itself
    whole: bool = False  # it speaks for everything in the paragraph or bullet


class _Patterns(NamedTuple):
    label: re.Pattern[str]
    listed: re.Pattern[str]
    tag: re.Pattern[str]
    counted: re.Pattern[str]


@lru_cache(maxsize=32)
def _patterns(grammar: Grammar) -> _Patterns:
    labels, bare, lists = (_either(t) for t in (grammar.labels, grammar.bare, grammar.lists))
    head = r"(?:^|(?<=[.!?;…,]\s)|(?<=[。！？（(])|(?<=[—–-]\s))[\"'“(]?"
    return _Patterns(
        label=lazy(rf"{head}(?P<w>{labels})(?P<c>\s?[:：])(?=\s|[^\x00-\x7f])\s*(?=\S)", re.I),
        listed=lazy(rf"(?<!\w){_INTO}(?P<w>{lists})\s?[:：]\s*(?=\S)", re.I),
        tag=lazy(rf"(?<![\w&/#])#(?P<w>{bare})(?![\w/-])", re.I),
        counted=lazy(rf"(?<!\w){_ONE_MORE}\s+(?P<w>{bare})[\s-]+{_ITEM_WORD}(?!\w)", re.I),
    )


def _either(words: Iterable[str]) -> str:
    table = [re.escape(w) for w in sorted(words, key=len, reverse=True)]
    return "|".join(w.replace(r"\ ", r"[\s-]") for w in table) or r"(?!)"


def possible(text: str, grammar: Grammar) -> bool:
    """A quick look: whether a text may hold a marker; most of a log holds none."""
    lowered = text.lower()
    for stem in grammar.stems:
        if stem in lowered:
            return True
    return (":" in lowered or "：" in lowered) and has_label(lowered, grammar)


def has_label(lowered: str, grammar: Grammar) -> bool:
    """Whether the word before some colon may be a marker's."""
    if "：" in lowered:
        lowered = lowered.replace("：", ":")
    if ":" not in lowered:
        return False
    for piece in lowered.split(":")[:-1]:
        tail = piece[-_TAIL:].split()
        if tail and tail[-1].strip("*_([\"'“—–-") in grammar.tails:
            return True
        if not piece.isascii() and any(piece.rstrip("*_ ").endswith(t) for t in grammar.tails):
            return True
    return False


def find(
    plain: str,
    bold: Sequence[tuple[int, int]],
    code: Sequence[tuple[int, int]],
    grammar: Grammar,
    parts: Spans,
) -> list[Mark]:
    """The markers of a paragraph of these sentences, in order; each text is marked once."""
    if len(plain) > _LONGEST:
        return []
    found: list[Mark] = []
    for mark in sorted(_all(plain, bold, grammar, parts), key=lambda m: (m.start, -m.end)):
        free = not found or mark.start >= found[-1].end
        if free and mark.text and not _within(mark.at, code):
            found.append(mark)
    return found


def _within(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    i = bisect_right(spans, (at, 1 << 62)) - 1
    return i >= 0 and at < spans[i][1]


def _all(
    plain: str, bold: Sequence[tuple[int, int]], grammar: Grammar, parts: Spans
) -> Iterator[Mark]:
    patterns = _patterns(grammar)
    for start, end in bold:
        kind = grammar.bare.get(plain[start:end].strip(" .:;,!?—–-()").casefold())
        mark = _bold(plain, start, end, kind, parts) if kind else None
        if mark:
            yield mark
    if ":" in plain or "：" in plain:
        yield from _with_colon(plain, grammar, patterns, parts)
    if "#" in plain:
        yield from _tagged(plain, grammar, patterns, parts)
    for at, end in _bare(plain, grammar):
        kind = grammar.bare[plain[at:end].casefold()]
        dashed = _DASHED.search(plain, max(0, at - 4), at)
        if dashed and plain[at:end].isupper() and _STOP.match(plain, end):
            yield _before(plain, at, end, kind, parts)
        elif counted := patterns.counted.search(plain, max(0, at - _TAIL), end + _TAIL):
            yield _before(plain, counted.start(), counted.end(), kind, parts)


def _bare(plain: str, grammar: Grammar) -> Iterator[tuple[int, int]]:
    """Where the words of markers stand alone."""
    lowered = plain.lower()
    if len(lowered) != len(plain):
        return
    for word in grammar.bare:
        at = lowered.find(word)
        while at >= 0:
            end = at + len(word)
            if not (_JOINED.match(plain, end) or (_JOINED.match(plain, at - 1) and at)):
                yield at, end
            at = lowered.find(word, end)


def _tagged(plain: str, grammar: Grammar, patterns: _Patterns, parts: Spans) -> Iterator[Mark]:
    end = -1
    for m in patterns.tag.finditer(plain):
        if m.start() >= end:
            mark = _around(plain, m.start(), m.end(), grammar.bare[_word(m)], parts)
            end = mark.end
            yield mark


def _with_colon(plain: str, grammar: Grammar, patterns: _Patterns, parts: Spans) -> Iterator[Mark]:
    for m in patterns.label.finditer(plain):
        if _is_label(m, plain):
            yield _after(plain, m.start(), m.end(), grammar.labels[_word(m)], parts)
    for m in patterns.listed.finditer(plain):
        yield _after(plain, m.start(), m.end(), grammar.lists[_word(m)], parts)


def _word(m: re.Match[str]) -> str:
    return re.sub(r"\s+", " ", m["w"].casefold())


def _is_label(m: re.Match[str], plain: str) -> bool:
    """Not the tutorial class of French ("TD : exercices"), nor the Q of question and answer."""
    word = m["w"]
    if word.lower() == "td" and (m["c"] != ":" or word != "TD" or _is_french(plain[m.end() :])):
        return False
    if word.lower() == "q":
        return word == "Q" and not re.search(r"(?:^|\s)A\s?:", plain[m.end() :])
    return True


def _is_french(text: str) -> bool:
    return len(_FRENCH.findall(text[:200])) > 1 or bool(_LOOKALIKE.match(text))


def _bold(plain: str, start: int, end: int, kind: str, parts: Spans) -> Mark | None:
    before, after = plain[:start].rstrip(), plain[end:]
    if plain[start:end].rstrip().endswith((":", "：")) or _COLON.match(after):
        colon = _COLON.match(after)
        text_from = end + (colon.end() if colon else len(after) - len(after.lstrip()))
        return _after(plain, start, text_from, kind, parts)
    dashed = bool(_DASH.search(before))
    if dashed and (_STOP.match(after) or re.match(r"\s*[,—–]", after)):
        return _before(plain, start, end, kind, parts)
    if _STOP.match(after) and not _SAID_OF.search(before + " "):
        return _before(plain, start, end, kind, parts)
    if _begins(start, parts) and not _LOOKALIKE.match(after):
        return _after(plain, start, end, kind, parts)
    return None


def _begins(at: int, parts: Spans) -> bool:
    i = bisect_left(parts, (at, 0))
    return i < len(parts) and parts[i][0] == at


def _sentence(at: int, parts: Spans) -> int:
    """The index of the sentence that a character stands in, or of the next."""
    i = max(0, bisect_right(parts, (at, 1 << 62)) - 1)
    return min(i + (at >= parts[i][1]), len(parts) - 1)


def _after(plain: str, start: int, text_from: int, kind: str, parts: Spans) -> Mark:
    """The text is what follows the marker in its sentence."""
    end = parts[_sentence(max(start, min(text_from, len(plain) - 1)), parts)][1]
    text = plain[text_from:end].strip()
    return Mark(kind, start, end, text, start, whole=start == 0 and end >= len(plain.rstrip()))


def _before(plain: str, start: int, end: int, kind: str, parts: Spans) -> Mark:
    """The text is what stands before the marker in its sentence, or before one that it fills."""
    at = _sentence(start, parts)
    begin, stop = parts[at]
    text = _cut(plain[begin:start])
    if not _SAYS.search(text):
        begin = parts[max(0, at - _THOUGHT)][0] if at <= _THOUGHT else parts[at - 1][0]
        text = _cut(plain[begin:start])
    close = _CLOSE.match(plain, end, stop)
    end = close.end() if close else end
    return Mark(kind, begin, end, text, start, begin == 0 and not _SAYS.search(plain, end))


def _around(plain: str, start: int, end: int, kind: str, parts: Spans) -> Mark:
    """The text is the sentence that the tag stands in, or the one that it follows."""
    at = _sentence(start, parts)
    begin, stop = parts[at]
    text = (plain[begin:start] + plain[end:stop]).strip()
    if at and not _SAYS.search(re.sub(r"#[\w/-]+", "", text)):
        begin = parts[at - 1][0]
        text = plain[begin:start].strip()
    whole = begin == 0 and stop >= len(plain.rstrip())
    return Mark(kind, begin, stop, re.sub(r"\s+", " ", text), start, whole)


def _cut(text: str) -> str:
    """The text without the dash or comma that led to the marker."""
    text = text.rstrip()
    while text and text[-1] in "—–,;(-":
        bare = text[:-1].rstrip()
        if text[-1] == "-" and bare == text[:-1] and bare[-1:] != "-":
            break
        text = bare
    return text.strip()
