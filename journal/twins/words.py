"""Text to concepts: the glossary's in any of their forms, whole identifiers, stems of the rest."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from journal.twins.glossary import GENERIC, GLOSSARY
from journal.twins.stems import singular, stem
from journal.twins.stopwords import STOPWORDS

TOKEN = re.compile(
    r"https?://[^\s<>()\[\]]+|[a-z_\xdf-\u024f][a-z0-9_\xdf-\u024f]*(?:\.[a-z_][a-z0-9_]*)*"
    r"|[\u0400-\u04ff]+|\d+"
    r"|[^\W\d_a-z\xdf-\u024f\u0400-\u04ff]+"
)
_EAST = re.compile(r"[\u3400-\u9fff]+|[\u30a1-\u30ff]{2,}|[\uac00-\ud7a3]{2,}")
_ORDINAL = re.compile(r"第[一二三四五六七八九十百\d]+[点點章节節步个個次条條課课回]?")
_REMEMBERED = 100_000
_LIBRARIES = ("torch.", "self.")
Terms = Mapping[str, Sequence[str]]


@dataclass(slots=True)
class Node:
    """A place in the tree of forms: the concept that ends here, and the words that lead on."""

    name: str = ""
    next: dict[str, Node] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Word:
    """A token: the glossary's words that it is a form of, and its own keys where none takes it."""

    token: str
    forms: tuple[str, ...]
    starts: tuple[Node, ...]  # where a form of the glossary begins with it
    keys: tuple[str, ...]


class Lexicon:
    """The glossary made ready to read with. Words met are remembered; nothing else changes."""

    def __init__(self, terms: Sequence[tuple[str, Sequence[str]]]) -> None:
        self.root = Node()
        self.known: set[str] = set()
        self.stops = frozenset(stem(w) for w in STOPWORDS) | STOPWORDS
        self.words: dict[str, Word] = {}
        self.chunks: dict[str, tuple[Word, ...]] = {}
        self.names = frozenset(name for name, _ in terms)
        for name, forms in terms:
            for form in forms:
                self._add(name, form)

    def _add(self, name: str, form: str) -> None:
        node = self.root
        for word in fold(form).split():
            pattern = word if word.endswith("*") else singular(word)
            self.known.add(pattern)
            node = node.next.setdefault(pattern, Node())
        if node is not self.root:
            node.name = node.name or name

    def word(self, token: str) -> Word:
        found = self.words.get(token)
        if found is None:
            found = self.words[token] = self._look_up(token)
        return found

    def _cut(self, chunk: str) -> tuple[Word, ...]:
        """The words of what stands between blanks; splitting by blanks is ten times as quick."""
        found = self.chunks.get(chunk)
        if found is None:
            if len(self.chunks) > _REMEMBERED:
                self.chunks.clear()
                self.words.clear()
            found = self.chunks[chunk] = tuple(self.word(t) for t in TOKEN.findall(chunk))
        return found

    def _look_up(self, token: str) -> Word:
        token = _inner(token)
        root = stem(token)
        heads = (f"{token[:n]}*" for n in range(len(token), 1, -1))
        forms = dict.fromkeys(p for p in (token, singular(token), *heads) if p in self.known)
        starts = tuple(n for f in forms if (n := self.root.next.get(f)))
        return Word(token, tuple(forms), starts, self._alone(token, root))

    def _alone(self, token: str, root: str) -> tuple[str, ...]:
        """The keys of a word that no form of the glossary takes."""
        if "." in token:
            return self._identifier(token)
        if token.isdigit() or root in self.stops or token in self.stops:
            return ()
        if east := _EAST.findall(token):
            return tuple(k for run in east for k in _pairs(run))
        key = token if root in self.names else root  # "normal" has the stem "norm", and is none
        return (key,) if len(token) > 2 else ()

    def _identifier(self, token: str) -> tuple[str, ...]:
        if "://" in token:
            return (token.split("://")[1].rstrip("/.,;:"),)
        head, _, tail = token.rpartition(".")
        if name := next((n.name for n in self.word(tail).starts if n.name), ""):
            return (name,)
        return (token,) if len(head) > 1 or len(tail) > 1 else ()

    def read(self, text: str) -> dict[str, str]:
        """Each concept of a text, with the word that showed it first."""
        words = [w for chunk in _ORDINAL.sub(" ", fold(text)).split() for w in self._cut(chunk)]
        found: dict[str, str] = {}
        free = 0  # the first word that no form has taken
        for at, word in enumerate(words):
            if at < free:
                continue
            name, size = _longest(words, at) if word.starts else ("", 0)
            if name:
                found.setdefault(name, word.token)
                free = at + size
            else:
                for key in word.keys:
                    found.setdefault(key, word.token)
        return found


def _longest(words: Sequence[Word], at: int) -> tuple[str, int]:
    """The longest form of the glossary that begins at a word, and how many words it takes."""
    name, size = "", 0
    nodes: Sequence[Node] = words[at].starts
    for i in range(at + 1, len(words) + 1):
        for node in nodes:
            if node.name:
                name, size = node.name, i - at
                break
        ahead = words[i].forms if i < len(words) else ()
        nodes = [n.next[f] for n in nodes if n.next for f in ahead if f in n.next]
        if not nodes:
            break
    return name, size


def _inner(token: str) -> str:
    """torch.nn.Linear is nn.Linear."""
    for library in _LIBRARIES:
        token = token.removeprefix(library)
    return token


def fold(text: str) -> str:
    return text.casefold().replace("ё", "е")


def _pairs(run: str) -> list[str]:
    """Chinese has no blanks between words: neighbours make pairs. Other runs stay whole."""
    if not "\u3400" <= run[0] <= "\u9fff" or len(run) < 3:
        return [run] if len(run) > 1 else []
    return [run[i : i + 2] for i in range(len(run) - 1)]


def is_half(key: str) -> bool:
    """A pair of Chinese characters overlaps its neighbour, so two make one sign of likeness."""
    return len(key) == 2 and key[0] >= "\u3400"


def is_identifier(token: str) -> bool:
    """nn.Sequential, zero_grad: a name so exact that no translation changes it."""
    return "_" in token.strip("_") or ("." in token and "/" not in token)


def is_generic(key: str) -> bool:
    return key in GENERIC


def rows(table: str) -> list[tuple[str, tuple[str, ...]]]:
    """The built-in table as (concept, forms)."""
    out = []
    for line in table.replace("\n    ", " ").splitlines():
        name, colon, forms = line.partition(": ")
        if colon and not line.startswith("#"):
            out.append((name, tuple(f.strip() for f in re.split(r"[,|]", forms) if f.strip())))
    return out


@lru_cache(maxsize=4)
def _lexicon(extra: tuple[tuple[str, tuple[str, ...]], ...]) -> Lexicon:
    own = [(name, (name, *forms)) for name, forms in extra]
    return Lexicon([*own, *rows(GLOSSARY)])


def lexicon(extra: Terms | None = None) -> Lexicon:
    """The reader for the built-in glossary and the user's own concepts, which go first."""
    given = (extra or {}).items()
    return _lexicon(tuple(sorted((name, tuple(forms)) for name, forms in given)))


def concepts(text: str, terms: Terms | None = None) -> frozenset[str]:
    """What a text is about: the glossary's names, whole identifiers, stems of its other words."""
    return frozenset(lexicon(terms).read(text))
