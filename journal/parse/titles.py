"""What a new section is called: in the language, level and form of the file's other headings."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from journal.model.entry import Document, Entry, Section
from journal.parse.aliases import SECTIONS
from journal.parse.grammar import Grammar
from journal.parse.sections import kind_of
from journal.parse.words import key

ORDER = ("task", "none", "result", "td", "idea")
NAMES = {
    "en": ("what I'm doing today", "results", "technical debt", "ideas", "stream of consciousness"),
    "ru": ("Задачи", "Результаты", "Техдолг", "Идеи", "Заметки"),
    "es": ("Tareas", "Resultados", "Deuda técnica", "Ideas", "Notas"),
    "pt": ("Tarefas", "Resultados", "Dívida técnica", "Ideias", "Notas"),
    "fr": ("À faire", "Résultats", "Dette technique", "Idées", "Remarques"),
    "de": ("Aufgaben", "Ergebnisse", "Technische Schulden", "Ideen", "Notizen"),
    "zh": ("待办", "成果", "技术债", "想法", "笔记"),
    "ja": ("やること", "やったこと", "疑問", "アイデア", "メモ"),
    "ko": ("할 일", "한 일", "궁금한 점", "아이디어", "메모"),
    "fi": ("Tehtävät", "Tulokset", "Tekninen velka", "Ideat", "Muistiinpanot"),
}
_KINDS = ("task", "result", "td", "idea", "none")


def heading(data: bytes, document: Document, entry: Entry, kind: str, grammar: Grammar) -> bytes:
    """The heading that the file uses for the kind elsewhere, else one made after its neighbours."""
    sections = [s for e in (entry, *document.entries) for s in e.sections]
    same = [s for s in sections if s.kind == kind and kind_of(s.title, grammar) == kind]
    if same:
        return same[0].head.of(data).strip()
    name = NAMES[_language(sections)][_KINDS.index(kind)]
    like = next((s for s in sections if s.kind), None) or next(
        (s for s in sections if s.level > 1), None
    )
    return _formed(name, like, data, entry)


def _formed(name: str, like: Section | None, data: bytes, entry: Entry) -> bytes:
    head = like.head.of(data).strip() if like else b""
    if like and like.title.strip()[:1].isupper():
        name = name[:1].upper() + name[1:]
    if head.startswith((b"**", b"__")):
        colon = b":" if b":" in head else b""
        return head[:2] + name.encode() + colon + head[:2]
    if head.endswith((b":", "：".encode())) and not head.startswith(b"#"):
        return f"{name}:".encode()
    if b"\n" in head:
        return f"{name}\n{'-' * len(name)}\n".encode()
    return (
        b"#" * (like.level if like and like.level < 7 else _level(data, entry))
        + b" "
        + name.encode()
    )


def _level(data: bytes, entry: Entry) -> int:
    """One under the day's own heading."""
    first = entry.span.of(data).lstrip()
    marks = len(first) - len(first.lstrip(b"#"))
    return min(6, marks + 1) if 0 < marks < 6 and entry.span.start else 2


def _language(sections: list[Section]) -> str:
    """The language whose alias rows know most of the headings."""
    votes: Counter[str] = Counter()
    for section in sections:
        votes.update(_spoken(section.title))
    return votes.most_common(1)[0][0] if votes else "en"


def _spoken(title: str) -> list[str]:
    name = key(title)
    if re.search("[가-힯]", name):
        return ["ko"]
    if re.search("[぀-ヿ]", name):
        return ["ja"]
    if re.search("[㐀-鿿]", name):
        return ["zh"]
    if re.search("[а-я]", name):
        return ["ru"]
    return _latin().get(name, [])


@lru_cache(maxsize=1)
def _latin() -> dict[str, list[str]]:
    """Heading to the languages whose rows have it."""
    known: dict[str, list[str]] = {}
    for rows in SECTIONS.values():
        for language, text in rows.items():
            for name in text.replace("\n", " · ").split(" · "):
                known.setdefault(key(name), []).append(language)
    return known
