"""What stands in an item beside its words: marks of state, dates, tags, fields and ids."""

from __future__ import annotations

import re
from typing import NamedTuple

from journal.parse.lazy import lazy
from journal.parse.normal import ALPHABET

_ANY = lazy("[#^✅❌📅⏳🛫➕🔺⏫🔼🔽⏬🔁🆔⛔✔☑☐☒)）\\]}%>]|::")
_KEYWORD = lazy(
    r"(TODO|DOING|NOW|LATER|WAITING|WAIT|IN-PROGRESS|DONE|CANCELED|CANCELLED)(?::|(?=\s))\s*"
    r"(?:\[#([A-Z])\]\s*)?(?=\S)"
)
_BOX = lazy(r"\s*(?:[-*+]\s+)?\[([ xX/\->!?])\](?:\s+|(?=[^\s(\[:]))")
_ID = lazy(rf"(?:^|\s)\^(td-[{ALPHABET}]{{8}})(?=\s|$)")
_BLOCK = lazy(r"(?:^|\s)\^[\w-]+\s*$")
_FIELD = lazy(r"[\[(]\s*([^\[\]():]{1,40}?)::\s*([^\[\]()]*?)\s*[\])]")
_DATED = lazy("(📅|⏳|🛫|✅|❌|➕)\ufe0f?\\s*(\\d{4}-\\d\\d-\\d\\d)")
_PRIORITY = lazy("(🔺|⏫|🔼|🔽|⏬)\ufe0f?")
_NAMED = lazy("(🆔|⛔)\ufe0f?\\s*([\\w-]+(?:\\s*,\\s*[\\w-]+)*)")
_REPEAT = lazy("🔁\ufe0f?\\s*([^📅⏳🛫✅❌➕🔺⏫🔼🔽⏬🆔⛔#]+)")
_TAG = lazy(r"(?<![\w&/#])#(?!\d+(?![\w/-]))([^\W_][\w/-]*)#?")
_REFERENCE = lazy(r"!?\(\([0-9a-fA-F-]{36}\)\)")
_PLACEHOLDER = lazy(r"<%[^<>]{0,200}%>|\{\{[^{}]{0,200}\}\}|\$\{[^{}$]{0,200}\}")
_TICK = lazy("^[✅✔☑]\ufe0f?\\s*|[✅✔☑]\ufe0f?\\s*$")
_CROSS = lazy("^[❌☒]\ufe0f?\\s*|[❌☒]\ufe0f?\\s*$")
_SAID = lazy(
    r"[(\[（]\s*(?:done|fixed|solved|resolved|finished|completed?|сделан[оаы]?|готово"
    r"|исправлен[оаы]?|решен[оаы]?|arreglad[oa]s?|hech[oa]s?|resuelt[oa]s?|solucionad[oa]s?"
    r"|terminad[oa]s?|feit[oa]s?|resolvid[oa]s?|corrigid[oa]s?|fait|résolue?s?|corrigée?s?"
    r"|terminée?s?|erledigt|fertig|gelöst|behoben|tehty|valmis|korjattu|已完成|完成|已解决|已修复"
    r"|搞定|済み?|完了|解決済み?|완료|해결)\s*[!.]?\s*[)\]）]\s*$",
    re.I,
)
NAMES = {
    "📅": "due", "⏳": "scheduled", "🛫": "start", "✅": "done", "❌": "cancelled", "➕": "created",
    "🔺": "highest", "⏫": "high", "🔼": "medium", "🔽": "low", "⏬": "lowest",
    "🆔": "id", "⛔": "needs",
}  # fmt: skip
_KEYWORDS = {"DONE": True, "CANCELED": False, "CANCELLED": False}


class Tidy(NamedTuple):
    """An item's plain words, and everything that was taken out of them."""

    text: str
    done: bool | None = None
    mark: str = ""
    pin: str = ""
    tags: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()


def box(text: str) -> tuple[str, int]:
    """What stands in a checkbox at the head of a line, and where the words begin."""
    m = _BOX.match(text)
    return (m[1].lower(), m.end()) if m else ("", 0)


def keyword(text: str) -> tuple[str, str, int]:
    """Logseq's state at the head of a bullet, its priority, and where the words begin."""
    m = _KEYWORD.match(text)
    return (m[1], m[2] or "", m.end()) if m else ("", "", 0)


def state(mark: str) -> bool | None:
    if not mark:
        return None
    return _KEYWORDS.get(mark, False) if len(mark) > 1 else mark == "x"


def tidy(text: str, mark: str = "") -> Tidy:
    """The words of an item, with fields, tags, marks and ids taken out."""
    done = state(mark)
    text = " ".join(text.split())
    if not _ANY.search(text):
        return Tidy(text, done, mark)
    fields: list[tuple[str, str]] = []
    text, pin = _take_pin(_PLACEHOLDER.sub(" ", _REFERENCE.sub(" ", text)))
    text = _FIELD.sub(lambda m: _keep(fields, m[1].strip(), m[2]), text)
    text, done = _take_signs(text, done, fields)
    tags = tuple(m[1] for m in _TAG.finditer(text))
    text = " ".join((_TAG.sub(" ", text) if tags else text).split())
    said = _SAID.search(text)
    if said and said.start():
        text, done = text[: said.start()], True if done is None else done
    return Tidy(text.strip(), done, mark, pin, tags, tuple(fields))


def _keep(fields: list[tuple[str, str]], name: str, value: str) -> str:
    fields.append((name, value))
    return " "


def _take_pin(text: str) -> tuple[str, str]:
    m = _ID.search(text)
    text = _ID.sub(" ", text) if m else text
    return _BLOCK.sub(" ", text), m[1] if m else ""


def _take_signs(
    text: str, done: bool | None, fields: list[tuple[str, str]]
) -> tuple[str, bool | None]:
    """Takes out the emoji of the Tasks plugin, and ticks at either end."""
    text = _DATED.sub(lambda m: _keep(fields, NAMES[m[1]], m[2]), text)
    text = _REPEAT.sub(lambda m: _keep(fields, "repeat", m[1].strip()), text)
    text = _NAMED.sub(lambda m: _keep(fields, NAMES[m[1]], m[2]), text)
    text = _PRIORITY.sub(lambda m: _keep(fields, "priority", NAMES[m[1]]), text)
    ticked, crossed = _TICK.sub("", text), _CROSS.sub("", text)
    names = {name for name, _ in fields}
    if ticked != text or "done" in names:
        return ticked, True if done is None else done
    if crossed != text or "cancelled" in names:
        return crossed, False if done is None else done
    return text, done
